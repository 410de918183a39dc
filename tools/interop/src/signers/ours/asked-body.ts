// The body of a case as users hand bodies to our packages: text where it is text, bytes, or a stream.
import type { ConformanceCase } from '@x/emulator'

/** `undefined` where the case has none. */
export function bodyOf({
  body,
  stream,
  headers,
}: ConformanceCase): string | Uint8Array<ArrayBuffer> | ReadableStream | undefined {
  if (body === null) return undefined
  const bytes = Uint8Array.from(Buffer.from(body, 'base64'))
  if (stream) return new Blob([bytes]).stream()
  const isOctets = headers.some(([, value]) => value === 'application/octet-stream')
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return !isOctets && Buffer.from(text).equals(bytes) ? text : bytes
}
