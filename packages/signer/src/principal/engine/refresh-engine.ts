// Keeps a snapshot fresh without ever making a caller wait for it: the one engine under every principal.
import { abortable, argumentError, refuseUnlistedOptions } from '@x/kernel'
import type { CredentialContext } from '../../credential.ts'
import { isWithin } from './back-off.ts'
import { Closing } from './closing.ts'
import { ENGINE_OPTIONS, type RefreshEngineOptions } from './engine-options.ts'
import { Flight } from './flight.ts'
import { judgeLoaded, type Current, type Judged } from './judge-loaded.ts'
import { limitedLoad } from './limited-load.ts'
import type { Loaded } from './load.ts'
import { Listeners } from './listeners.ts'
import { Pauses } from './pauses.ts'
import { ServiceClock } from './service-clock.ts'
import type { Snapshot } from './snapshot.ts'
import { setRuntimeTimer } from './timer.ts'

/** How long a caller waits for a successor in the last minute of a token. */
const MOMENT_MS = 2_000
const RENEWAL_TIMEOUT_MS = 120_000

/**
 * Four rules: one renewal at a time for all callers; a usable snapshot is handed out at once, and renewed behind the caller's
 * back when it ages; a failed renewal changes nothing; a refused snapshot is renewed only if it is still the current one.
 *
 * Renewals start with calls, never by a timer, so an idle process does nothing and may end.
 *
 * @example
 * ```ts
 * import { createCredential, createSigner, type CredentialProvider, type SigningKey } from '@x/signer'
 * import { RefreshEngine } from '@x/signer/principal'
 * declare function fetchToken(signal: AbortSignal): Promise<{ token: string; key: SigningKey; expiresAt: number }>
 * const engine = new RefreshEngine({
 *   load: async ({ signal, now }) => {
 *     const { token, key, expiresAt } = await fetchToken(signal)
 *     const credential = createCredential({ keyId: `ST$${token}`, key, expiresAt })
 *     return { snapshot: { credential, issuedAt: now(), expiresAt } }
 *   },
 * })
 * const provider: CredentialProvider = async (context) => (await engine.credential(context)).credential
 * const signer = createSigner(provider, { now: () => engine.now() })
 * ```
 * @public
 */
export class RefreshEngine<S extends Snapshot> {
  /** Told of renewals, and of those that fail. */
  readonly listeners = new Listeners()
  readonly #options: RefreshEngineOptions<S>
  readonly #closing = new Closing()
  readonly #pauses: Pauses
  #clock: ServiceClock
  #current: Current<S> | undefined
  #flight: Flight<S> | undefined
  #lastError: unknown
  /** By our own clock: the difference to the service's may change with a renewal. */
  #forcedAt = -Infinity
  /** A snapshot that was refused, or whose age nobody knows: any other is better. */
  #doubted: S | undefined

  /** @throws TypeError `ERR_INVALID_ARGUMENT` when `renewalTimeoutMs` is not a positive number, or for an unknown option */
  constructor(options: RefreshEngineOptions<S>) {
    refuseUnlistedOptions(options, ENGINE_OPTIONS)
    const { renewalTimeoutMs = RENEWAL_TIMEOUT_MS } = options
    if (!(typeof renewalTimeoutMs === 'number' && renewalTimeoutMs > 0))
      throw argumentError('The option renewalTimeoutMs is not a positive number. Give milliseconds, or Infinity.')
    this.#options = options
    const ownNow = (): number => this.#ownNow()
    this.#pauses = new Pauses(ownNow, () => (options.random ?? Math.random)())
    this.#clock = new ServiceClock(ownNow)
  }

  /** The service's time, as far as it is known. */
  now(): number {
    return this.#clock.now()
  }

  /** The snapshot at hand, whatever its age. */
  get current(): S | undefined {
    return this.#current?.snapshot
  }

  /** Whether a renewal is under way. */
  get renewing(): boolean {
    return this.#flight !== undefined
  }

  /** What the last renewal failed with; `undefined` once one has succeeded. */
  get lastError(): unknown {
    return this.#lastError
  }

  /**
   * A usable snapshot: at once where there is one that `rejected` is not. Without one, a failure is told again for one to five
   * seconds before the source is asked again.
   *
   * @throws the reason of `signal` or of `close()`, what `load` failed with, {@link RenewalError} `ERR_RENEWAL`, or
   * {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` for a snapshot that is past its end as it comes
   */
  async credential({ signal, rejected }: CredentialContext = {}): Promise<S> {
    this.#throwIfOver(signal)
    const current = this.#current
    if (current && rejected === current.snapshot.credential) return this.#force(signal)
    if (!current || !this.#isUsable(current)) return this.#need(signal)
    if (this.#isAgeing(current) && !this.#pauses.holdsAhead) {
      const flight = this.#renew()
      const outcome = this.#outcomeOf(flight)
      if (this.now() >= (current.lifetime.urgentAt ?? Infinity))
        return this.#successor(flight, outcome, current, signal)
      outcome.catch(() => {})
    }
    return current.snapshot
  }

  /**
   * A new snapshot, whatever there is. Within `minRefreshIntervalMs` of the last one it yields that; after a forced renewal that
   * failed it rejects with the same error for one to five seconds.
   *
   * @throws the same as `credential()`
   */
  async refresh({ signal }: Pick<CredentialContext, 'signal'> = {}): Promise<S> {
    this.#throwIfOver(signal)
    return this.#force(signal)
  }

  /**
   * Ends a renewal under way; what is asked for afterwards is refused.
   *
   * @param reason - what waiting and later calls reject with; an `AbortError` when absent
   */
  close(reason?: unknown): void {
    this.#closing.close(reason)
  }

  #throwIfOver(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted()
    this.#closing.throwIfClosed()
  }

  #ownNow(): number {
    return (this.#options.now ?? Date.now)()
  }

  #isUsable({ lifetime }: Current<S>): boolean {
    return this.now() < lifetime.hardAt
  }

  #isAgeing({ snapshot, lifetime }: Current<S>): boolean {
    const isOfUnknownAge = this.#clock.wasSetBack()
    if (isOfUnknownAge) this.#doubted = snapshot
    return isOfUnknownAge || this.now() >= lifetime.softAt
  }

  /** For who has no usable token. The same error again costs the source nothing. */
  #need(signal: AbortSignal | undefined): Promise<S> {
    if (!this.#flight) this.#pauses.throwAgain()
    return abortable(this.#outcomeOf(this.#renew()), signal)
  }

  /**
   * A refusal may have another cause than the token, so renewing at each of them would only add load. But a renewal that failed
   * has shown nothing of the kind: the refused token is not handed out as if it had been renewed.
   */
  #force(signal: AbortSignal | undefined): Promise<S> {
    const { minRefreshIntervalMs = 10_000 } = this.#options
    const current = this.#current
    if (!this.#flight) {
      const now = this.#ownNow()
      const rests = isWithin(now, this.#forcedAt, minRefreshIntervalMs)
      if (this.#pauses.forcedFailed) this.#pauses.throwAgain()
      else if (rests && current && this.#isUsable(current)) return Promise.resolve(current.snapshot)
      this.#forcedAt = now
    }
    this.#doubted = current?.snapshot
    const flight = this.#renew()
    flight.forced = true
    return abortable(this.#outcomeOf(flight), signal)
  }

  /** In the last minute a caller waits a moment for the successor; a source that is down does not cost the token at hand. */
  async #successor(
    flight: Flight<S>,
    outcome: Promise<S>,
    { lifetime }: Current<S>,
    signal: AbortSignal | undefined,
  ): Promise<S> {
    const { setTimer = setRuntimeTimer } = this.#options
    const momentMs = Math.min(MOMENT_MS, (lifetime.hardAt - this.now()) / 2)
    await abortable(flight.settledWithin(outcome, momentMs, setTimer), signal)
    this.#throwIfOver(signal)
    const latest = this.#current
    return latest && this.#isUsable(latest) ? latest.snapshot : abortable(outcome, signal)
  }

  /** One flight for all; every waiter gets its outcome. */
  #renew(): Flight<S> {
    if (this.#flight) return this.#flight
    const flight = new Flight(
      this.#load().finally(() => {
        flight.isOver = true
        this.#land(flight)
      }),
    )
    this.#flight = flight
    return flight
  }

  #land(flight: Flight<S>): void {
    if (this.#flight === flight) this.#flight = undefined
  }

  /**
   * A Worker's runtime ends what a request has left undone, a renewal too, and says so to the requests that wait for it: one of
   * them begins the next.
   */
  async #outcomeOf(flight: Flight<S>): Promise<S> {
    try {
      return await flight.outcome
    } catch (error) {
      if (flight.isOver) throw error
      this.#land(flight)
      return this.#outcomeOf(this.#renew())
    }
  }

  async #load(): Promise<S> {
    const { renewalTimeoutMs: timeoutMs = RENEWAL_TIMEOUT_MS, setTimer = setRuntimeTimer } = this.#options
    const closing = this.#closing
    try {
      const loaded = await limitedLoad((signal) => this.#ask(signal), { closing, timeoutMs, setTimer })
      return this.#install(judgeLoaded(loaded, this.#clock, this.#options))
    } catch (error) {
      if (!closing.isClosed) this.#failed(error)
      throw error
    }
  }

  #ask(signal: AbortSignal): Promise<Loaded<S>> {
    const { load, sharedLoad } = this.#options
    const context = { signal, now: () => this.now() }
    const previous = this.current
    return sharedLoad ? sharedLoad(() => load(context, previous), context, previous) : load(context, previous)
  }

  /** A token is installed with the clock that it was judged by, or neither is. */
  #install({ snapshot, lifetime, clock }: Judged<S>): S {
    // A token that is old as it comes: asking at once again would give no other.
    const isOld = clock.now() >= lifetime.softAt
    const better = isOld ? this.#outlasting(lifetime.hardAt) : undefined
    if (better) {
      this.#pauseAhead(better)
      return better.snapshot
    }
    this.#current = { snapshot, lifetime }
    this.#clock = clock
    this.#pauses.succeeded()
    this.#lastError = undefined
    if (isOld) this.#pauseAhead(this.#current)
    this.listeners.emit('refresh', { expiresAt: snapshot.expiresAt })
    return snapshot
  }

  /** What is at hand, if it serves as long and nothing speaks against it. */
  #outlasting(hardAt: number): Current<S> | undefined {
    const current = this.#current
    const serves = current !== undefined && this.#isUsable(current) && current.snapshot !== this.#doubted
    return serves && current.lifetime.hardAt >= hardAt ? current : undefined
  }

  #failed(error: unknown): void {
    const current = this.#current
    const usable = current !== undefined && this.#isUsable(current)
    const forced = this.#flight?.forced === true
    this.#lastError = error
    if (usable) this.#pauseAhead(current)
    if (!usable || forced) this.#pauses.failedNeeded(error, forced)
    this.listeners.emit('refreshFailed', { error, usable })
  }

  #pauseAhead({ lifetime }: Current<S>): void {
    this.#pauses.failedAhead(lifetime.hardAt - this.now())
  }
}
