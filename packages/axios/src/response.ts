// What goes back to the caller: axios's own response or error, with the caller's config in it and no signature in sight.
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'

/**
 * Puts the unsigned config back. The transport's own request, which holds the signed headers, stays within reach as
 * `request`, but no longer shows when the result is printed.
 */
export function unsigned<T>(result: T, sent: InternalAxiosRequestConfig, config: InternalAxiosRequestConfig): T {
  if (typeof result !== 'object' || result === null) return result
  const { config: used, request } = result as Partial<AxiosResponse>
  if (used === sent) Object.assign(result, { config })
  if (request !== undefined)
    Object.defineProperty(result, 'request', { value: request, writable: true, configurable: true, enumerable: false })
  return result
}

/** The text of a refusal in whatever form it was asked for; a stream is left to its reader. */
export async function errorText(data: unknown): Promise<string | undefined> {
  if (typeof data === 'string') return data
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data)
  return data instanceof Blob ? data.text() : undefined
}

/** Lets go of a response stream that nobody will read. */
export function discard(data: unknown): void {
  if (data instanceof ReadableStream) void data.cancel().catch(() => {})
  else (data as { destroy?(): void } | undefined)?.destroy?.()
}
