// Bytes and JSON as people's editors write them: a byte order mark is no part of the text, and UTF-16 is called by its name.

/** UTF-16 where its mark says so, as Windows PowerShell writes it, else UTF-8; without the mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(ENCODINGS[bytes.subarray(0, 2).join()] ?? 'utf-8').decode(bytes)
}

const ENCODINGS: Readonly<Record<string, string>> = { '255,254': 'utf-16le', '254,255': 'utf-16be' }

/** What UTF-16 looks like after it was read as UTF-8: its mark is no UTF-8, and every second byte of a JSON text is zero. */
const UTF_16 = /^(?:\uFFFD\uFFFD|\uFFFE)|\0/

/**
 * @returns the value, or what is wrong with the text as half a sentence
 */
export function parseJson(
  text: string,
): { readonly value: unknown } | { readonly problem: string; readonly cause: unknown } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (cause) {
    return { problem: UTF_16.test(text) ? 'in UTF-16. Save it as UTF-8' : 'no JSON. Correct or remove it', cause }
  }
}
