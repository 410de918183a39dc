// Keeps the session of a profile: renewed by an engine, and taken from the disk whenever somebody else has renewed or replaced it.
import { abortable } from '@x/kernel'
import { SessionEndedError, EngineKeeper, Listeners, RefreshEngine } from '@x/signer/principal'
import type { Keeper, Loaded, LoadContext, Standing } from '@x/signer/principal'
import type { Credential, CredentialContext } from '@x/signer'
import { renewSession, type RenewOptions } from '../refresh/renew-session.ts'
import { hasGained } from '../token/token-times.ts'
import { heldLifetime, heldSession, isHeld, type HeldSession, type SessionPair } from './held-session.ts'
import { SessionOnDisk } from './session-on-disk.ts'

export class SessionKeeper implements Keeper {
  readonly listeners = new Listeners()
  readonly #options: RenewOptions
  readonly #disk: SessionOnDisk
  readonly #closing = new AbortController()
  #engine: RefreshEngine<HeldSession>
  #following: Promise<void> | undefined
  /** Why the files, which have changed, give no session. */
  #readError: unknown
  /** The token that the service has refused to renew. */
  #refused: string | undefined
  #lastFailure: unknown

  constructor(options: RenewOptions) {
    this.#options = options
    this.#disk = new SessionOnDisk(options)
    this.#engine = this.#engineFor(undefined)
  }

  get held(): HeldSession | undefined {
    return this.#engine.current
  }

  /** The service's time, as far as it is known. */
  now(): number {
    return this.#engine.now()
  }

  async credential(context: CredentialContext = {}): Promise<Credential> {
    await abortable(this.#follow(), context.signal)
    return (await this.#engine.credential(context)).credential
  }

  async renew({ signal }: Pick<CredentialContext, 'signal'> = {}): Promise<unknown> {
    await abortable(this.#follow(), signal)
    return this.#engine.refresh({ signal })
  }

  standing(): Standing {
    const { lastError = this.#readError, ...known } = new EngineKeeper(this.#engine).standing()
    return { ...known, user: this.held?.claims.texts['sub'], lastError }
  }

  close(reason: unknown): void {
    this.#closing.abort(reason)
    this.#engine.close(reason)
  }

  /** Whoever changes the files has renewed the session, or opened another: a look for all who sign meanwhile. */
  #follow(): Promise<void> {
    this.#following ??= this.#look().finally(() => {
      this.#following = undefined
    })
    return this.#following
  }

  async #look(): Promise<void> {
    if (this.#engine.renewing || !(await this.#disk.hasChanged())) return
    try {
      const pair = await this.#disk.read()
      this.#readError = undefined
      const isOver = this.now() >= pair.token.claims.expiresAt
      if (!isOver && !isHeld(pair, this.held)) await this.#adopt(pair)
    } catch (error) {
      // What is held serves on; where there is nothing, the engine tells.
      this.#readError = error
    }
  }

  /** A new engine knows of no failures, and none of its renewals began with what was before. */
  async #adopt(pair: SessionPair): Promise<void> {
    const engine = this.#engineFor(pair)
    const { renewAt } = await engine.credential()
    this.#engine = engine
    this.#lastFailure = undefined
    // Old as it comes: an engine would wait a while before it asks for another.
    if (this.now() >= renewAt) engine.refresh().catch(() => {})
  }

  #engineFor(first: SessionPair | undefined): RefreshEngine<HeldSession> {
    const { now } = this.#options
    const knownMs = first && this.now()
    const engine = new RefreshEngine<HeldSession>({
      load: (context, previous) =>
        previous ? this.#renewed(previous.pair, context) : this.#first(first, context, knownMs),
      lifetime: heldLifetime,
      now,
    })
    engine.listeners.on('refresh', (event) => this.listeners.emit('refresh', event))
    engine.listeners.on('refreshFailed', (event) => this.listeners.emit('refreshFailed', event))
    if (this.#closing.signal.aborted) engine.close(this.#closing.signal.reason)
    return engine
  }

  /** @param knownMs - the service's time, where an engine of before knows it */
  async #first(
    adopted: SessionPair | undefined,
    context: LoadContext,
    knownMs: number | undefined,
  ): Promise<Loaded<HeldSession>> {
    const pair = adopted ?? (await this.#disk.read())
    const { issuedAt = -Infinity, expiresAt } = pair.token.claims
    const atMs = knownMs ?? context.now()
    if (atMs >= expiresAt) return this.#renewed(pair, context)
    // No token is issued in the future: this machine's clock is behind by as much at least.
    const serverTimeMs = issuedAt > atMs ? issuedAt : knownMs
    return { snapshot: heldSession(pair, { hasGained: true }), serverTimeMs }
  }

  async #renewed(before: SessionPair, { signal, now }: LoadContext): Promise<Loaded<HeldSession>> {
    const { token, claims } = before.token
    const isOver = now() >= claims.expiresAt
    // This machine's clock may be ahead, which only the service can tell.
    const evenIfExpired = isOver && this.#refused !== token
    try {
      const ending = AbortSignal.any([signal, this.#closing.signal])
      const { outcome, serverTimeMs } = await renewSession(
        before,
        { ...this.#options, now, signal: ending },
        { evenIfExpired },
      )
      const after = await this.#disk.read()
      const gained = outcome === 'renewed-elsewhere' || hasGained(before.token, after.token)
      this.#lastFailure = undefined
      return { snapshot: heldSession(after, { hasGained: gained }), serverTimeMs }
    } catch (cause) {
      if (cause instanceof SessionEndedError) this.#refused = token
      if (isOver) throw new SessionEndedError('expired', claims.expiresAt, { cause: this.#lastFailure ?? cause })
      this.#lastFailure = cause
      throw cause
    }
  }
}
