// Where a quoted string ends, however often the text around it was escaped.

/** What opened the string. */
interface Delimiter {
  readonly quote: string
  /** How many backslashes stand before the quote. */
  readonly escapes: number
}

/**
 * Text that was escaped d times has 2^d − 1 backslashes before each quote, and 2^d for each backslash that it had: an even
 * number of those before a quote means that the quote ends the string.
 */
export function endOfQuoted(text: string, start: number, { quote, escapes }: Delimiter): number {
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
