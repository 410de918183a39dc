// Counts calls and failures of the last while without a timer and in constant memory.

/** As fine as oci-common's: one second for a window of two minutes. */
const BUCKETS = 120

/** What a window holds. */
export interface WindowTotals {
  readonly calls: number
  readonly failures: number
}

/** The counters are allocated by the first call: a window that was never used costs two numbers. */
export class SlidingWindow {
  readonly #bucketMs: number
  #calls: Uint32Array | undefined
  #failures: Uint32Array | undefined
  #latest = 0
  #totalCalls = 0
  #totalFailures = 0

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / BUCKETS
  }

  /** Counts one call that ended at `at` (epoch ms) and yields what the window holds then. */
  record(at: number, failed: boolean): WindowTotals {
    const calls = (this.#calls ??= new Uint32Array(BUCKETS))
    const failures = (this.#failures ??= new Uint32Array(BUCKETS))
    this.#advance(Math.floor(at / this.#bucketMs), calls, failures)
    const slot = slotOf(this.#latest)
    calls[slot] = (calls[slot] ?? 0) + 1
    this.#totalCalls += 1
    if (failed) {
      failures[slot] = (failures[slot] ?? 0) + 1
      this.#totalFailures += 1
    }
    return { calls: this.#totalCalls, failures: this.#totalFailures }
  }

  /** Empties the buckets between the latest call and now. Time that ran back a little counts as standing still. */
  #advance(bucket: number, calls: Uint32Array, failures: Uint32Array): void {
    const steps = bucket - this.#latest
    if (Math.abs(steps) >= BUCKETS) {
      calls.fill(0)
      failures.fill(0)
      this.#totalCalls = 0
      this.#totalFailures = 0
      this.#latest = bucket
      return
    }
    for (let step = 0; step < steps; step++) {
      this.#latest += 1
      const slot = slotOf(this.#latest)
      this.#totalCalls -= calls[slot] ?? 0
      this.#totalFailures -= failures[slot] ?? 0
      calls[slot] = 0
      failures[slot] = 0
    }
  }
}

/** Also for negative buckets, which clocks before 1970 have. */
const slotOf = (bucket: number): number => ((bucket % BUCKETS) + BUCKETS) % BUCKETS
