// One renewal under way, and who waits for it.
import type { SetTimer } from './timer.ts'

export class Flight<T> {
  /** What everybody gets who waits to the end. */
  readonly outcome: Promise<T>
  /** Whether the renewal itself has ended, and not only what somebody was told of it. */
  isOver = false
  /** Somebody waits for it to whom what is at hand is of no use. */
  forced = false
  #moment: Promise<void> | undefined

  constructor(outcome: Promise<T>) {
    this.outcome = outcome
  }

  /** For who has something at hand: ends with `outcome`, or `ms` milliseconds after the first one began to wait. */
  async settledWithin(outcome: Promise<T>, ms: number, setTimer: SetTimer): Promise<void> {
    this.#moment ??= new Promise((resolve) => {
      const cancel = setTimer(resolve, ms)
      this.outcome.then(cancel, cancel)
    })
    await Promise.race([outcome, this.#moment]).catch(() => {})
  }
}
