// One AbortSignal from the two ways in which axios lets a caller cancel, so that signing stops when sending would.
import type { InternalAxiosRequestConfig } from 'axios'

export async function withAbortSignal<T>(
  { signal, cancelToken }: InternalAxiosRequestConfig,
  run: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (!cancelToken) return run(signal as AbortSignal | undefined)
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  cancelToken.subscribe(abort)
  signal?.addEventListener?.('abort', abort)
  try {
    return await run(controller.signal)
  } finally {
    // A token or a signal may outlive a thousand requests.
    cancelToken.unsubscribe(abort)
    signal?.removeEventListener?.('abort', abort)
  }
}
