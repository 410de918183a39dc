// The runtime's timers, as far as a renewal needs them.

/** Runs `callback` after `ms` milliseconds unless the function it yields is called first. */
export type SetTimer = (callback: () => void, ms: number) => () => void

/** Timers of every runtime overflow above 31 bits and would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** Does not keep the process alive: whoever waits for an answer does that with the connection. */
export const setRuntimeTimer: SetTimer = (callback, ms) => {
  if (ms > LONGEST_TIMER_MS) return () => {}
  const timer = setTimeout(callback, ms)
  // Browsers and workers number their timers; there is nothing to keep alive.
  const { unref }: { readonly unref?: () => unknown } = timer
  unref?.call(timer)
  return () => clearTimeout(timer)
}
