// Keeps one user session's token and key together and fresh: one renewal at a time, ahead of the end, in nobody's way.
import type { Credential, CredentialContext } from '@x/signer'
import { abortable } from './abortable.ts'
import { contained } from './contained.ts'
import { SessionEndedError } from './errors.ts'

/** A token with its key, replaced as a whole. Times are epoch milliseconds by this machine's clock. */
export interface UserToken {
  readonly credential: Credential
  readonly expiresAt: number
  /** From here on it is renewed while it is used; `Infinity` when that would give no longer one. */
  readonly renewAt: number
  readonly sessionEndsAt: number | undefined
}

export interface KeeperOptions {
  /** Gets a token: the first one as the user, each further one with the token that it follows. */
  readonly exchange: (previous: UserToken | undefined) => Promise<UserToken>
  readonly now: () => number
  readonly onRenewalFailed: ((error: unknown) => unknown) | undefined
}

/** A refusal mostly has another cause than the token: renewing at each would only add load. */
const FORCED_INTERVAL_MS = 10_000
const PAUSE_FIRST_MS = 1_000
const PAUSE_MOST_MS = 60_000

/** There is no timer: renewals start with calls. */
export class TokenKeeper {
  readonly #options: KeeperOptions
  #current: UserToken | undefined
  #flight: Promise<UserToken> | undefined
  #forcedAt = -Infinity
  #pauseFrom = -Infinity
  #pauseMs = 0
  #lastFailure: unknown

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  get current(): UserToken | undefined {
    return this.#current
  }

  /** A token that still holds: at once where there is one that `rejected` is not. */
  async token({ signal, rejected }: CredentialContext = {}): Promise<UserToken> {
    signal?.throwIfAborted()
    const current = this.#current
    const now = this.#options.now()
    if (current === undefined) return abortable(this.#renew(), signal)
    if (now >= current.expiresAt) return this.#outlive(current, signal)
    if (rejected !== undefined && rejected === current.credential) return this.#force(current, signal)
    if (now >= current.renewAt && !within(this.#pauseMs, this.#pauseFrom, now)) this.#renew().catch(() => {})
    return current
  }

  /** An expired token renews nothing; only a renewal that is under way can still save the session. */
  #outlive({ expiresAt }: UserToken, signal: AbortSignal | undefined): Promise<UserToken> {
    if (this.#flight) return abortable(this.#flight, signal)
    return Promise.reject(new SessionEndedError('expired', expiresAt, { cause: this.#lastFailure }))
  }

  async #force(current: UserToken, signal: AbortSignal | undefined): Promise<UserToken> {
    const now = this.#options.now()
    if (!this.#flight && within(FORCED_INTERVAL_MS, this.#forcedAt, now)) return current
    this.#forcedAt = now
    return abortable(this.#renew(), signal)
  }

  #renew(): Promise<UserToken> {
    this.#flight ??= this.#exchange(this.#current).finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  async #exchange(previous: UserToken | undefined): Promise<UserToken> {
    const { exchange, now, onRenewalFailed } = this.#options
    try {
      const token = await exchange(previous)
      this.#pauseMs = 0
      this.#lastFailure = undefined
      this.#current = token
      return token
    } catch (error) {
      this.#pauseMs = Math.min(PAUSE_MOST_MS, this.#pauseMs * 2 || PAUSE_FIRST_MS)
      this.#pauseFrom = now()
      this.#lastFailure = error
      if (previous && onRenewalFailed) contained(onRenewalFailed, error)
      throw error
    }
  }
}

/** A clock that was set back must not prolong a wait. */
const within = (ms: number, from: number, now: number): boolean => now >= from && now - from < ms
