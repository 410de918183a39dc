// Reads a body to its end, or to the most that the caller wants to hold.
import type { Progress } from '../watch/watch.ts'

/** `undefined` when the body is longer than `maxBytes`; the rest is not read. */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  progress: Progress,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    progress.progress()
    length += chunk.byteLength
    if (length > maxBytes) return undefined
    parts.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    body.set(part, offset)
    offset += part.byteLength
  }
  return body
}
