// Keeps a snapshot fresh without ever making a caller wait for it: the one engine under every principal.
import { abortable } from '../abort.ts'
import type { CredentialContext } from '../credential.ts'
import type { Loaded, RefreshEngineOptions } from './engine-options.ts'
import { Listeners } from './listeners.ts'
import { lifetimeOf, type Lifetime, type Snapshot } from './snapshot.ts'

interface Current<S extends Snapshot> {
  readonly snapshot: S
  readonly lifetime: Lifetime
}

/** The service's clock is followed when ours differs by more than the granularity of its `Date` header and some travel. */
const CLOCK_TOLERANCE_MS = 5_000
const BACK_OFF_FIRST_MS = 1_000
const BACK_OFF_MOST_MS = 60_000

/**
 * Four rules: one renewal at a time for all callers; a usable snapshot is handed out at once, and renewed behind the caller's
 * back when it ages; a failed renewal changes nothing; a refused snapshot is renewed only if it is still the current one.
 *
 * There is no timer: renewals start with calls, so an idle process does nothing and may end.
 *
 * @example
 * ```ts
 * import { createCredential, createSigner, type CredentialProvider, type SigningKey } from '@x/signer'
 * import { RefreshEngine } from '@x/signer/refresh'
 * declare function fetchToken(signal: AbortSignal): Promise<{ token: string; key: SigningKey; expiresAt: number }>
 * const engine = new RefreshEngine({
 *   load: async ({ signal, now }) => {
 *     const { token, key, expiresAt } = await fetchToken(signal)
 *     const credential = createCredential({ keyId: `ST$${token}`, key, expiresAt })
 *     return { snapshot: { credential, issuedAt: now(), expiresAt } }
 *   },
 *   expiredError: () => new Error('The token had expired when it came. Check the clock of this machine.'),
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
  readonly #closing = new AbortController()
  #current: Current<S> | undefined
  #flight: Promise<S> | undefined
  #clockOffsetMs = 0
  /** By our own clock: the difference to the service's may change with a renewal. */
  #forcedAt = -Infinity
  /** Why the token at hand, though refused, could not be renewed. */
  #forcedFailure: { readonly error: unknown } | undefined
  /** No background renewal for `#backOffMs` from here on, by our own clock. */
  #backOffFrom = -Infinity
  #backOffMs = 0
  /** The latest that our own clock has shown since the last renewal. */
  #latestSeen = -Infinity

  constructor(options: RefreshEngineOptions<S>) {
    this.#options = options
  }

  /** The service's time, as far as it is known. */
  now(): number {
    return this.#ownNow() + this.#clockOffsetMs
  }

  /** The snapshot at hand, whatever its age. */
  get current(): S | undefined {
    return this.#current?.snapshot
  }

  /**
   * A usable snapshot: at once where there is one that `rejected` is not.
   *
   * @throws the reason of `signal` or of `close()`, what `load` failed with, or `expiredError()`
   */
  async credential({ signal, rejected }: CredentialContext = {}): Promise<S> {
    signal?.throwIfAborted()
    this.#closing.signal.throwIfAborted()
    const current = this.#current
    if (current && rejected !== undefined && rejected === current.snapshot.credential)
      return this.#force(current, signal)
    if (!current || this.now() >= current.lifetime.hardAt) return abortable(this.#renew(), signal)
    const ageing = this.#wasSetBack() || this.now() >= current.lifetime.softAt
    if (ageing && !this.#within(this.#backOffMs, this.#backOffFrom)) this.#renew().catch(() => {})
    return current.snapshot
  }

  /**
   * Ends a renewal under way; what is asked for afterwards is refused.
   *
   * @param reason - what waiting and later calls reject with; an `AbortError` when absent
   */
  close(reason?: unknown): void {
    this.#closing.abort(reason)
  }

  #ownNow(): number {
    return (this.#options.now ?? Date.now)()
  }

  /** Then nobody knows how old the snapshot is: it is renewed, like one that is. */
  #wasSetBack(): boolean {
    const now = this.#ownNow()
    this.#latestSeen = Math.max(this.#latestSeen, now)
    return this.#latestSeen - now > CLOCK_TOLERANCE_MS
  }

  /** A clock that was set back must not prolong a wait. */
  #within(ms: number, from: number): boolean {
    const elapsedMs = this.#ownNow() - from
    return elapsedMs >= 0 && elapsedMs < ms
  }

  /**
   * A refusal may have another cause than the token, so renewing at each of them would only add load. But a renewal that failed
   * has shown nothing of the kind: the refused token is not handed out as if it had been renewed.
   */
  #force(current: Current<S>, signal: AbortSignal | undefined): Promise<S> {
    const { minRefreshIntervalMs = 10_000 } = this.#options
    const usable = this.now() < current.lifetime.hardAt
    if (!this.#flight && usable && this.#forcedFailure) {
      if (this.#within(this.#backOffMs, this.#backOffFrom)) return Promise.reject(this.#forcedFailure.error)
    } else if (!this.#flight && usable && this.#within(minRefreshIntervalMs, this.#forcedAt)) {
      return Promise.resolve(current.snapshot)
    }
    if (!this.#flight) this.#forcedAt = this.#ownNow()
    return abortable(this.#renewForced(), signal)
  }

  async #renewForced(): Promise<S> {
    try {
      return await this.#renew()
    } catch (error) {
      this.#forcedFailure = { error }
      throw error
    }
  }

  /** One flight for all; every waiter gets its outcome. */
  #renew(): Promise<S> {
    this.#flight ??= this.#load().finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  async #load(): Promise<S> {
    const { signal } = this.#closing
    try {
      const loaded = await abortable(this.#options.load({ signal, now: () => this.now() }, this.current), signal)
      return this.#install(loaded)
    } catch (error) {
      if (signal.aborted) throw error
      this.#backOff()
      const usable = this.#current !== undefined && this.now() < this.#current.lifetime.hardAt
      this.listeners.emit('refreshFailed', { error, usable })
      throw error
    }
  }

  #install({ snapshot, serverTimeMs }: Loaded<S>): S {
    const { lifetime: measure = lifetimeOf, random = Math.random, expiredError } = this.#options
    if (serverTimeMs !== undefined) {
      const offsetMs = serverTimeMs - this.#ownNow()
      this.#clockOffsetMs = Math.abs(offsetMs) > CLOCK_TOLERANCE_MS ? offsetMs : 0
    }
    const lifetime = measure(snapshot, random())
    if (this.now() >= lifetime.hardAt) throw expiredError()
    this.#current = { snapshot, lifetime }
    this.#latestSeen = this.#ownNow()
    this.#forcedFailure = undefined
    if (this.now() < lifetime.softAt) this.#backOffMs = 0
    else this.#backOff() // the service hands out a token that is old already: asking at once again would give no other
    this.listeners.emit('refresh', { expiresAt: snapshot.expiresAt })
    return snapshot
  }

  #backOff(): void {
    this.#backOffFrom = this.#ownNow()
    this.#backOffMs = Math.min(BACK_OFF_MOST_MS, this.#backOffMs * 2 || BACK_OFF_FIRST_MS)
  }
}
