// A pause that ends at once when the caller aborts, and leaves no timer and no listener behind.

/** Waits `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Timers of every runtime overflow above 31 bits and would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

export const sleep: Sleep = async (ms, signal) => {
  let left = ms
  do {
    const part = Math.min(left, LONGEST_TIMER_MS)
    await timer(part, signal)
    left -= part
  } while (left > 0)
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = (): void => {
      clearTimeout(handle)
      reject(signal?.reason)
    }
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
