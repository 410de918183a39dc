// For how long nothing is asked after a failure.

/** Whether less than `ms` have passed since `fromMs`. A clock that was set back must not prolong a wait. */
export function isWithin(nowMs: number, fromMs: number, ms: number): boolean {
  const elapsedMs = nowMs - fromMs
  return elapsedMs >= 0 && elapsedMs < ms
}

/** The shortest and the longest pause, in milliseconds. */
export interface PauseRange {
  readonly leastMs: number
  readonly mostMs: number
}

/** A pause after each failure. Its length is left to chance, so that a fleet that failed together does not ask together. */
export class BackOff {
  readonly #range: PauseRange
  readonly #random: () => number
  #pause: { readonly fromMs: number; readonly ms: number } | undefined

  constructor(range: PauseRange, random: () => number) {
    this.#range = range
    this.#random = random
  }

  within(nowMs: number): boolean {
    return this.#pause !== undefined && isWithin(nowMs, this.#pause.fromMs, this.#pause.ms)
  }

  /** @param limitMs - the longest pause where that is less; the shortest is then shorter by as much */
  failed(nowMs: number, limitMs = Infinity): void {
    const { leastMs, mostMs } = this.#range
    const share = Math.min(1, limitMs / mostMs)
    this.#pause = { fromMs: nowMs, ms: share * (leastMs + this.#random() * (mostMs - leastMs)) }
  }

  succeeded(): void {
    this.#pause = undefined
  }
}
