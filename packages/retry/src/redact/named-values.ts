// Finds `name=value`, `name: value` and `"name": "value"` in text that no parser takes: in a sentence, cut off, or escaped
// because it stands in a string.

/**
 * A separator, what stands before it (the beginning of a line that has nothing else, a name, its closing quote) and the
 * quote that opens the value. Quotes may be escaped several times over. What comes before is looked back for, so that
 * text without separators costs nothing.
 */
const SEPARATOR =
  /[:=](?<=(?:(?<line>^[ \t]{0,40}[>|*-]{0,2}[ \t]{0,4})|)(?<name>[\w.-]{1,100})(?<closing>\\{0,15}["'])?\s{0,20}[:=])\s{0,20}(?:(?<escapes>\\{0,15})(?<quote>["']))?/gm

const LINE_END = /[\r\n\u2028\u2029]/
const WORD_END = /[\s&]|\\{0,15}"/
/** Of a number, `true` or `null` in JSON. */
const SCALAR_END = /[\s,"'\\}\]]/
/** Headers whose values have spaces, commas and quotes. */
const TAKES_THE_LINE = /(?:authorization|cookie)$/i

/** How a value begins, and what is known from what stands before it. */
interface Beginning {
  readonly start: number
  readonly quote: string | undefined
  /** How many backslashes stand before the quote. */
  readonly escapes: number
  readonly hasQuotedName: boolean
}

/** `text` with the value of each name replaced that `isSecret`. */
export function replaceNamedValues(text: string, isSecret: (name: string) => boolean, replacement: string): string {
  const pieces: string[] = []
  let copied = 0
  for (const { 0: all, index, groups = {} } of text.matchAll(SEPARATOR)) {
    const { line, name = '', closing, escapes = '', quote } = groups
    if (index < copied || !isSecret(name)) continue
    const hasQuotedName = closing !== undefined
    const takesLine = !hasQuotedName && (line !== undefined || (quote === undefined && TAKES_THE_LINE.test(name)))
    const inside = index + all.length
    const start = takesLine && quote !== undefined ? inside - escapes.length - 1 : inside
    const ended = endOfValue(text, { start: inside, quote, escapes: escapes.length, hasQuotedName })
    const end = takesLine ? endAt(LINE_END, text, ended) : ended
    // Nothing there is no secret, and worth knowing.
    if (end === start) continue
    pieces.push(text.slice(copied, start), replacement)
    copied = end
  }
  return pieces.join('') + text.slice(copied)
}

function endOfValue(text: string, { start, quote, escapes, hasQuotedName }: Beginning): number {
  if (quote !== undefined) return endOfString(text, start, { quote, escapes })
  // A list or an object has no end that could be found here: all that follows is taken for it. But not of `[hidden]`.
  const opens = hasQuotedName ? /^[[{]/ : /^[[{]\s/
  if (opens.test(text.slice(start, start + 2))) return text.length
  return endAt(hasQuotedName ? SCALAR_END : WORD_END, text, start)
}

function endAt(end: RegExp, text: string, start: number): number {
  const length = text.slice(start).search(end)
  return length < 0 ? text.length : start + length
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
