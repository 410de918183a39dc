// What goes back to the caller: axios's own response or error, with the caller's config in it and no signature in sight.
import type { InternalAxiosRequestConfig } from 'axios'

/** What a response and an error of axios have in common. */
interface Result {
  config?: InternalAxiosRequestConfig
  request?: unknown
  cause?: unknown
}

/**
 * Puts the caller's config back wherever the signed one went. The transport's own request, which holds the signed headers,
 * stays within reach as `request`, but no longer shows when the result is printed.
 */
export function unsigned<T>(result: T, config: InternalAxiosRequestConfig): T {
  if (typeof result !== 'object' || result === null) return result
  const { config: used, request, cause } = result as Result
  if (request !== undefined)
    Object.defineProperty(result, 'request', { value: request, writable: true, configurable: true, enumerable: false })
  if (used === undefined || used === config) return result
  Object.assign(result, { config })
  unsigned(cause, config) // some fetch adapters wrap an error of axios in another
  return result
}

/** A body that tells the time is far shorter. */
const MOST_BYTES = 65_536

/** The first 64 KiB of a refusal's text, in whatever form it was asked for; a stream is left to its reader. */
export async function errorText(data: unknown): Promise<string | undefined> {
  if (typeof data === 'string') return data.slice(0, MOST_BYTES)
  if (data instanceof ArrayBuffer) return errorText(new Uint8Array(data))
  if (ArrayBuffer.isView(data)) {
    const { buffer, byteOffset, byteLength } = data
    return new TextDecoder().decode(new Uint8Array(buffer, byteOffset, Math.min(byteLength, MOST_BYTES)))
  }
  return data instanceof Blob ? data.slice(0, MOST_BYTES).text() : undefined
}

/** Lets go of a response stream that nobody will read. */
export function discard(data: unknown): void {
  if (data instanceof ReadableStream) void data.cancel().catch(() => {})
  else (data as { destroy?(): void } | undefined)?.destroy?.()
}
