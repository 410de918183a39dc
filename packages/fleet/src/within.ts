// An operation under a limit: a client that is not connected queues what it is asked, and would answer in an hour.

interface How {
  readonly signal?: AbortSignal | undefined
  /** Whether a process stays alive for the end of it. @defaultValue true */
  readonly isAwaited?: boolean | undefined
}

/**
 * However it ends, nothing is left of it: a timer would keep a process alive that has no more to do.
 *
 * @throws what `work` throws or rejects with, an error of its own after `ms` milliseconds, or the reason of `signal`
 */
export function within<T>(ms: number, work: () => T | Promise<T>, { signal, isAwaited = true }: How = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', left)
      end()
    }
    const fail = (reason: unknown): void => settle(() => reject(reason))
    const left = (): void => fail(signal?.reason)
    const timer = setTimeout(() => fail(new Error(`There was no answer within ${Math.ceil(ms)} ms.`)), ms)
    if (!isAwaited) letExit(timer)
    signal?.addEventListener('abort', left)
    // An async function, since a store may throw at once or yield what is no promise.
    const working = async (): Promise<T> => work()
    working().then((value) => settle(() => resolve(value)), fail)
  })
}

/** Browsers and workers number their timers; there is nothing to keep alive. */
const letExit = (timer: { readonly unref?: () => unknown }): unknown => timer.unref?.()
