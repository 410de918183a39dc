// The timers that Node itself has: with the fake ones that test runners put in their place, what waits for them would wait for ever.
import timers from 'node:timers'
import promises from 'node:timers/promises'

/** Taken when the package is loaded. A named import would follow what a runner does to the module later. */
const wait = promises.setTimeout
export const { setTimeout: realTimeout, clearTimeout: clearRealTimeout } = timers
export const { setInterval: realInterval, clearInterval: clearRealInterval } = timers

/** Rejects when `signal` aborts; keeps no process alive. */
export const realSleep = (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal, ref: false })
