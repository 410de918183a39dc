// An operation under a limit: a client that is not connected queues what it is asked, and would answer in an hour.

/** @throws what `work` throws or rejects with, an error of its own after `ms` milliseconds, or the reason of `signal` */
export function within<T>(ms: number, work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`There was no answer within ${Math.ceil(ms)} ms.`))
    const left = (): void => reject(signal?.reason)
    if (signal?.aborted) return left()
    const timer = setTimeout(late, ms)
    signal?.addEventListener('abort', left)
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', left)
      end()
    }
    // An async function, since a store may throw at once or yield what is no promise.
    const working = async (): Promise<T> => work()
    working().then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    )
  })
}
