// The text of a refusal, read off a copy so that the caller still gets the whole; loaded when a refusal has no date.

/** A body that tells the time is far shorter. */
const MAX_BYTES = 65_536

export async function readErrorText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    const reader = response.clone().body?.getReader()
    if (!reader) return text
    for (let left = MAX_BYTES; left > 0;) {
      const { done, value } = await reader.read()
      if (done) return text
      text += decoder.decode(value.subarray(0, left), { stream: true })
      left -= value.length
    }
    // Not awaited: it settles only when the caller's own copy has ended, too.
    reader.cancel().catch(() => {})
  } catch {
    // The caller's own copy fails in the same way, and is theirs to meet.
  }
  return text
}
