// What a turn needs of the world: time that only goes forward, pauses, chance.
import { sleep, type Sleep } from '@x/kernel'

export interface Ports {
  /** Milliseconds since some moment, whatever happens to the clock. */
  readonly elapsed: () => number
  readonly pause: Sleep
  /** 0 to 1. */
  readonly random: () => number
}

export const RUNTIME: Ports = { elapsed: () => performance.now(), pause: sleep, random: Math.random }
