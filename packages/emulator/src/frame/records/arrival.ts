// When a request arrived, by both clocks, and how long ago that is.
import type { EmulatorClock } from '../clock.ts'

export interface Arrival {
  /** Epoch milliseconds by the emulator's clock. */
  readonly at: number
  /** Epoch milliseconds by the machine's clock. */
  readonly realAt: number
  /** How often records had been forgotten by then. */
  readonly resets: number
  /** Milliseconds since then, whatever either clock was set to meanwhile. */
  readonly elapsedMs: () => number
}

export function arriveNow(clock: Pick<EmulatorClock, 'now'>, { resets }: Pick<Arrival, 'resets'>): Arrival {
  const began = performance.now()
  return { at: clock.now(), realAt: Date.now(), resets, elapsedMs: () => performance.now() - began }
}
