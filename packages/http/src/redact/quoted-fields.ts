// Finds `"name": "value"` in text that no JSON parser takes: in a sentence, cut off, or escaped because it stands in a string.

/** The name of a member and the beginning of its value, each in quotes that may be escaped several times over. */
const MEMBER = /(\\{0,15})(["'])([A-Za-z_][\w.-]{0,99})\1\2\s{0,20}:\s{0,20}(?:(\\{0,15})(["'])|([^\s,"'\\}\]]))/g
/** What may follow an unquoted value. */
const SCALAR_END = /[\s,"'\\}\]]/

/** `text` with the value of each member replaced whose name is `isSecret`. */
export function replaceQuotedFields(text: string, isSecret: (name: string) => boolean, replacement: string): string {
  const pieces: string[] = []
  let copied = 0
  // A copy, since the place it has come to is its own.
  const matches = new RegExp(MEMBER)
  for (let match = matches.exec(text); match; match = matches.exec(text)) {
    const [all, , , name = '', escapes = '', quote, first] = match
    if (!isSecret(name)) {
      // The value may be the text of another object.
      matches.lastIndex = match.index + all.length - escapes.length - (quote ?? first ?? '').length
      continue
    }
    const start = matches.lastIndex - (first?.length ?? 0)
    const end =
      quote === undefined ? endOfScalar(text, start) : endOfString(text, start, { quote, escapes: escapes.length })
    pieces.push(text.slice(copied, start), replacement)
    copied = end
    matches.lastIndex = end
  }
  return pieces.join('') + text.slice(copied)
}

/** A list or an object has no end that could be found here: all that follows is taken for it. */
function endOfScalar(text: string, start: number): number {
  if (text[start] === '[' || text[start] === '{') return text.length
  const length = text.slice(start, start + 200).search(SCALAR_END)
  return length < 0 ? Math.min(text.length, start + 200) : start + length
}

/**
 * Text that was escaped d times has 2^d − 1 backslashes before each quote, and 2^d for each backslash that it had: an even
 * number of those before a quote means that the quote ends the string.
 */
function endOfString(text: string, start: number, delimiter: { quote: string; escapes: number }): number {
  const { quote, escapes } = delimiter
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 1)) {
    let backslashes = 0
    while (at - backslashes > start && text[at - backslashes - 1] === '\\') backslashes++
    const own = (backslashes - escapes) / (escapes + 1)
    // Fewer backslashes: the text around it ends here.
    if (own < 0) return at - backslashes
    if (own % 2 === 0 || !Number.isInteger(own)) return at - escapes
  }
  return text.length
}
