// Makes what a server or proxy says fit for a terminal and a log: no control sequence, no forged line, no reversed text.

/** C0 with its line breaks, DEL, C1, what turns the direction of writing, and Unicode's own line breaks. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/** On one line; every other character that a terminal would act on is written as its escape, such as `\u001b`. */
export function printableText(text: string): string {
  return text
    .replaceAll(LINE_BREAKS, ' ')
    .replaceAll(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Every text in what `redact` yields, names of members included. */
export function printable(value: unknown): unknown {
  if (typeof value === 'string') return printableText(value)
  if (Array.isArray(value)) return value.map(printable)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [printableText(name), printable(member)]))
}
