// The service's time, as far as its answers tell it.

/** The service's clock is followed when ours differs by more than the granularity of its `Date` header and some travel. */
const TOLERANCE_MS = 5_000
/** A clock is not wrong by more than this: such a `Date` is a mistake, and may be one that no date can be counted from. */
const MOST_MS = 365 * 86_400_000

/** This machine's clock, corrected. A value: an answer that is not used leaves no trace. */
export class ServiceClock {
  readonly #own: () => number
  readonly #offsetMs: number
  /** The latest that this machine's clock has shown. */
  #latestMs: number

  /** @param own - this machine's clock, epoch milliseconds */
  constructor(own: () => number, offsetMs = 0) {
    this.#own = own
    this.#offsetMs = offsetMs
    this.#latestMs = own()
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#own() + this.#offsetMs
  }

  /** The clock as it is after an answer that tells the time; as before where it tells none, or one that cannot be. */
  sync(serverMs: number | undefined): ServiceClock {
    const offsetMs = (serverMs ?? NaN) - this.#own()
    if (!(Math.abs(offsetMs) <= MOST_MS)) return new ServiceClock(this.#own, this.#offsetMs)
    return new ServiceClock(this.#own, Math.abs(offsetMs) > TOLERANCE_MS ? offsetMs : 0)
  }

  /** Whether this machine's clock was set back since this one was made: then nobody knows how much time has passed. */
  wasSetBack(): boolean {
    const nowMs = this.#own()
    this.#latestMs = Math.max(this.#latestMs, nowMs)
    return this.#latestMs - nowMs > TOLERANCE_MS
  }
}
