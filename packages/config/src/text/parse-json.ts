// JSON as people's editors write it: a byte order mark is no part of the text, and UTF-16 is called by its name.

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
    return { problem: UTF_16.test(text) ? 'in UTF-16. Save it as UTF-8.' : 'no JSON. Correct or remove it.', cause }
  }
}
