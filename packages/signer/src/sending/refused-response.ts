// What becomes of a refusal that is a fetch Response: its text is read off a copy, or it is let go. Loaded with the first 401.
import { abortable } from '@x/kernel'
import type { ResponseLike } from './send-options.ts'

/** How long the text of a refusal is waited for: plain fetch would not wait at all. */
const MOST_READING_MS = 1000

/**
 * The text that `read` yields within a second; `undefined` where it cannot be read, which is no reason to keep the refusal itself from the caller.
 *
 * @throws the reason of `signal`
 */
export async function textWithin(
  read: (limit: AbortSignal) => Promise<string | undefined>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const reading = new AbortController()
  const limit = setTimeout(() => reading.abort(), MOST_READING_MS)
  const text = async (): Promise<string | undefined> => abortable(read(reading.signal), reading.signal)
  try {
    return await abortable(
      text().catch(() => undefined),
      signal,
    )
  } finally {
    clearTimeout(limit)
    reading.abort() // whoever reads still is told to let go
  }
}

/** A body that tells the time is far shorter. */
const MOST_BYTES = 65_536

/** The first 64 KiB of the text; what goes on to the caller is still whole. Empty for a response of another make. */
export async function readText(response: ResponseLike, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    const reader = (response as Partial<Response>).clone?.().body?.getReader()
    if (!reader) return text
    // Not awaited: it settles only when the caller's own copy has ended, too.
    const stop = (): void => void reader.cancel().catch(() => {})
    signal.addEventListener('abort', stop)
    for (let left = MOST_BYTES; left > 0;) {
      const { done, value } = await reader.read()
      if (done) return text
      text += decoder.decode(value.subarray(0, left), { stream: true })
      left -= value.length
    }
    stop()
  } catch {
    // The caller's own copy fails in the same way, and is theirs to meet.
  }
  return text
}

/** Frees the connection; whether that works is not the caller's concern. */
export function letGo(response: ResponseLike): void {
  const { body } = response as Partial<Response>
  void body?.cancel?.().catch(() => {})
}
