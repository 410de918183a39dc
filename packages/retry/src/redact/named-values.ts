// Finds `name=value`, `name: value`, `"name": "value"` and `"name", "value"` in text that no parser takes: in a sentence,
// cut off, or escaped because it stands in a string.
import { endOfIndented } from './end-of-indented.ts'
import { endOfQuoted } from './end-of-quoted.ts'
import { isMessage, isPlaceholder } from './no-secret.ts'

/**
 * A separator, what stands before it (the beginning of a line that has nothing else, a name, its closing quote), what may
 * stand after it (`value:`, where the name is a value itself), and the quote that opens the value. Quotes may be escaped
 * several times over. What comes before is looked back for, so that text without separators costs nothing.
 */
const SEPARATOR =
  /[:=,：＝](?<=(?:(?<line>^[ \t]{0,40}[>|*-]{0,2}[ \t]{0,4})|)(?<name>[\w.-]{1,100})(?<closing>\\{0,15}["'])?\s{0,20}(?:(?<comma>,)|[:=：＝]))[:=]{0,2}>?\s{0,20}(?:(?<=,\s{0,20})(?<beside>\\{0,15}["']?(?:values?|val|v)\\{0,15}["']?\s{0,20}[:=]{1,2}>?\s{0,20}))?(?:(?<escapes>\\{0,15})(?<quote>["']))?/gim

const LINE_END = /[\r\n\u2028\u2029]|$/g
const WORD_END = /[\s&]|\\{0,15}"|$/g
/** Of a number, `true` or `null` in JSON. */
const SCALAR_END = /[\s,"'\\}\]]|$/g
/** A list or an object has no end that could be found here: all that follows is taken for it. But not of `[hidden]`. */
const OPENS = /[[{]/y
const OPENS_BARE = /[[{]\s/y
/** Of a member's name. */
const NAME_END = /\\{0,15}["']\s{0,20}[:=]/y
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
  if (!/[:=,：＝]/.test(text)) return text
  const pieces: string[] = []
  let copied = 0
  for (const { 0: all, index, groups = {} } of text.matchAll(SEPARATOR)) {
    const { line, name = '', closing, comma, beside, escapes = '', quote } = groups
    const hasQuotedName = closing !== undefined
    // A comma separates a name from its value only where both are quoted.
    if (comma !== undefined && (!hasQuotedName || (quote ?? beside) === undefined)) continue
    if (index < copied || !isSecret(name)) continue
    const takesLine = !hasQuotedName && (line !== undefined || (quote === undefined && TAKES_THE_LINE.test(name)))
    const inside = index + all.length
    const start = takesLine && quote !== undefined ? inside - escapes.length - 1 : inside
    const ended = endOfValue(text, { start: inside, quote, escapes: escapes.length, hasQuotedName })
    const lineEnd = takesLine ? endAt(LINE_END, text, ended) : ended
    const column = takesLine ? line?.length : undefined
    const end = endOfIndented(text, { start, end: lineEnd, column, separator: index })
    // Nothing there is no secret, and worth knowing; nor is a string after a comma that is a name itself.
    if (end === start || (comma !== undefined && isAt(NAME_END, text, end))) continue
    const value = text.slice(start, end)
    if (isPlaceholder(value) || (text.charAt(index) === ':' && !hasQuotedName && isMessage(name, value))) continue
    pieces.push(text.slice(copied, start), replacement)
    copied = end
  }
  return pieces.join('') + text.slice(copied)
}

function endOfValue(text: string, { start, quote, escapes, hasQuotedName }: Beginning): number {
  if (quote !== undefined) return endOfQuoted(text, start, { quote, escapes })
  if (isAt(hasQuotedName ? OPENS : OPENS_BARE, text, start)) return text.length
  return endAt(hasQuotedName ? SCALAR_END : WORD_END, text, start)
}

function isAt(pattern: RegExp, text: string, start: number): boolean {
  pattern.lastIndex = start
  return pattern.test(text)
}

function endAt(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start
  return pattern.exec(text)?.index ?? text.length
}
