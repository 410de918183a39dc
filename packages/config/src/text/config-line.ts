// Cuts a configuration text into lines and says what each one is; the parser and the editor share it, so that they cannot disagree.
import type { ConfigLineProblem } from '../errors/parse-error.ts'

interface Place {
  /** 1-based. */
  readonly number: number
  /** Offsets in the text: first character, end without the line break, begin of the next line. */
  readonly start: number
  readonly end: number
  readonly next: number
}

export type ConfigLine = Place &
  (
    | { readonly kind: 'blank' | 'comment' }
    | { readonly kind: 'section'; readonly name: string; readonly trailingText: boolean }
    | {
        readonly kind: 'entry'
        readonly key: string
        readonly value: string
        /** Offsets in the text. */
        readonly keyStart: number
        readonly keyEnd: number
        readonly valueStart: number
        readonly valueEnd: number
      }
    | { readonly kind: 'problem'; readonly problem: ConfigLineProblem; readonly indented: boolean }
  )

const BOM = '\uFEFF'

/** Every line once, in order. Linear in the text: no expression here can backtrack. */
export function* configLines(text: string): Generator<ConfigLine> {
  const lineBreak = /\r\n|\n|\r/g
  let start = text.startsWith(BOM) ? 1 : 0
  for (let number = 1; start < text.length; number++) {
    // Goes on where it ended the last time.
    const found = lineBreak.exec(text)
    const end = found?.index ?? text.length
    const next = found === null ? end : lineBreak.lastIndex
    yield readLine(text.slice(start, end), { number, start, end, next })
    start = next
  }
}

function readLine(line: string, place: Place): ConfigLine {
  const content = line.trim()
  if (content === '') return at(place, 'blank')
  if (content.startsWith('#') || content.startsWith(';')) return at(place, 'comment')
  const indent = line.length - line.trimStart().length
  if (content.startsWith('[')) return readSection(content, indent, place)
  if (content.startsWith('-----BEGIN ')) return problem('pem', indent, place)
  return readEntry(line, indent, place)
}

// Lines are built member by member: with a spread of the place the parser takes several times as long.
function at({ number, start, end, next }: Place, kind: 'blank' | 'comment'): ConfigLine {
  return { number, start, end, next, kind }
}

function readSection(content: string, indent: number, place: Place): ConfigLine {
  const close = content.indexOf(']')
  if (close === -1) return problem('unclosed-section', indent, place)
  const name = content.slice(1, close).trim()
  if (name === '') return problem('empty-section', indent, place)
  const trailing = content.slice(close + 1).trimStart()
  const trailingText = trailing !== '' && !trailing.startsWith('#') && !trailing.startsWith(';')
  const { number, start, end, next } = place
  return { number, start, end, next, kind: 'section', name, trailingText }
}

function readEntry(line: string, indent: number, place: Place): ConfigLine {
  const delimiter = delimiterIndex(line)
  if (delimiter === -1) return problem('no-delimiter', indent, place)
  const spelled = line.slice(indent, delimiter).trimEnd()
  if (spelled === '') return problem('empty-key', indent, place)
  const rest = line.slice(delimiter + 1)
  const value = rest.trim()
  const keyStart = place.start + indent
  const valueStart = place.start + delimiter + 1 + (rest.length - rest.trimStart().length)
  const { number, start, end, next } = place
  return {
    number,
    start,
    end,
    next,
    kind: 'entry',
    key: spelled.toLowerCase(),
    value,
    keyStart,
    keyEnd: keyStart + spelled.length,
    valueStart,
    valueEnd: valueStart + value.length,
  }
}

/** The first `=`; a `:` counts only when no `=` stands before it. */
function delimiterIndex(line: string): number {
  const equals = line.indexOf('=')
  const colon = line.indexOf(':')
  if (equals === -1) return colon
  return colon === -1 ? equals : Math.min(equals, colon)
}

function problem(reason: ConfigLineProblem, indent: number, place: Place): ConfigLine {
  return { ...place, kind: 'problem', problem: reason, indented: indent > 0 }
}
