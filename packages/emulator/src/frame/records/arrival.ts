// When a request arrived, by both clocks, and how long ago that is.
import type { EmulatorClock } from '../clock.ts'

export interface Arrival {
  /** Epoch milliseconds by the emulator's clock. */
  readonly at: number
  /** Epoch milliseconds by the machine's clock. */
  readonly realAt: number
  /** Milliseconds since then, whatever either clock was set to meanwhile. */
  readonly elapsedMs: () => number
}

/** The machine, as the emulator asks it for the time. */
const MACHINE = { now: (): number => Date.now(), monotonicMs: (): number => performance.now() } as const

export function arriveNow(clock: Pick<EmulatorClock, 'now'>, machine: typeof MACHINE = MACHINE): Arrival {
  const began = machine.monotonicMs()
  return { at: clock.now(), realAt: machine.now(), elapsedMs: () => machine.monotonicMs() - began }
}
