// When a source may be asked again after it failed. All by this machine's clock: the difference to the service's may change.
import { BackOff } from './back-off.ts'

/** Between renewals ahead that fail: the token at hand serves meanwhile. */
const AHEAD = { leastMs: 5 * 60_000, mostMs: 10 * 60_000 }
/** The longest pause ahead, as a share of what the token has left: a short one must not end before the source is asked again. */
const AHEAD_SHARE = 0.1
/** Between renewals that fail while somebody needs one. */
const NEEDED = { leastMs: 1_000, mostMs: 5_000 }

/** Two pauses: a long one while the token at hand serves, and a short one, in which the error is told again, while none does. */
export class Pauses {
  readonly #now: () => number
  readonly #ahead: BackOff
  readonly #needed: BackOff
  #failure: { readonly error: unknown; readonly forced: boolean } | undefined

  constructor(now: () => number, random: () => number) {
    this.#now = now
    this.#ahead = new BackOff(AHEAD, random)
    this.#needed = new BackOff(NEEDED, random)
  }

  /** Whether a renewal ahead has to wait. */
  get holdsAhead(): boolean {
    return this.#ahead.within(this.#now())
  }

  /** Whether the last renewal that somebody needed was forced, and failed. */
  get forcedFailed(): boolean {
    return this.#failure?.forced === true
  }

  /** @throws what the last renewal failed with that somebody needed, as long as the pause after it lasts */
  throwAgain(): void {
    if (this.#failure && this.#needed.within(this.#now())) throw this.#failure.error
  }

  /** @param leftMs - how long the token at hand still serves */
  failedAhead(leftMs: number): void {
    this.#ahead.failed(this.#now(), leftMs * AHEAD_SHARE)
  }

  /** @param forced - whether somebody wanted another token than the one at hand */
  failedNeeded(error: unknown, forced: boolean): void {
    this.#needed.failed(this.#now())
    this.#failure = { error, forced }
  }

  succeeded(): void {
    this.#ahead.succeeded()
    this.#failure = undefined
  }
}
