// A wait by the timers that Node itself has: test runners that put fake ones in their place would keep an answer back for ever.
import timers from 'node:timers/promises'

/** Taken when the package is loaded. A named import would follow what a runner does to the module later. */
const wait = timers.setTimeout

/** Rejects when `signal` aborts; keeps no process alive. */
export const realSleep = (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal, ref: false })
