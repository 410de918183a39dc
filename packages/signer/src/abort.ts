// Waits that a caller can leave.

/**
 * Stops waiting when `signal` fires; the work itself goes on, since others may be waiting on it.
 *
 * @throws the signal's reason, or what `promise` rejects with
 * @example
 * ```ts
 * import { abortable } from '@x/signer/refresh'
 * const slow = new Promise<string>(() => {})
 * const gaveUp = await abortable(slow, AbortSignal.timeout(1000)).catch(() => true)
 * ```
 * @public
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}
