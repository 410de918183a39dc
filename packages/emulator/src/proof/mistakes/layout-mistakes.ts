// Mistakes in the layout of the signing string as a whole: line ends, names, order, lines too few.
import type { Evidence } from '../signature/evidence.ts'
import { toText, type SignedLine } from '../signature/signing-string.ts'
import type { Mistake } from './mistake.ts'

const titleCase = (name: string): string => name.replaceAll(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase())

const SDK_ORDER: readonly string[] = [
  'date',
  'x-date',
  '(request-target)',
  'host',
  'content-length',
  'content-type',
  'x-content-sha256',
]

const rank = ({ name }: SignedLine): number => (SDK_ORDER.indexOf(name) + SDK_ORDER.length + 1) % (SDK_ORDER.length + 1)

const byName = (a: SignedLine, b: SignedLine): number => (a.name < b.name ? -1 : 1)

/** A swap of the two names turns the value of one line into that of the other header. */
const renamed = ({ lines }: Evidence, from: string, to: string): string =>
  toText(lines.map((line) => (line.name === from ? { ...line, name: to } : line)))

export const LAYOUT_MISTAKES: readonly Mistake[] = [
  {
    name: 'line-end',
    explanation: 'the client ended the last line too, or ended lines with CR LF',
    variants: ({ text }) => [`${text}\n`, text.replaceAll('\n', '\r\n'), `${text.replaceAll('\n', '\r\n')}\r\n`],
  },
  {
    name: 'name-case',
    explanation: 'the client did not write the header names in lower case',
    variants: ({ lines }) => [
      toText(lines.map((line) => ({ ...line, name: line.name.startsWith('(') ? line.name : titleCase(line.name) }))),
      toText(lines.map((line) => ({ ...line, name: line.name.startsWith('(') ? line.name : line.name.toUpperCase() }))),
    ],
  },
  {
    name: 'separator',
    explanation: 'the client did not put a colon and one space between name and value',
    variants: ({ lines }) =>
      [':', ' : ', '=', ':  '].map((s) => lines.map(({ name, value }) => name + s + value).join('\n')),
  },
  {
    name: 'date-name',
    explanation: 'the client wrote "date" where it listed "x-date", or the other way round',
    variants: (evidence) => [renamed(evidence, 'x-date', 'date'), renamed(evidence, 'date', 'x-date')],
  },
  {
    name: 'line-order',
    explanation: 'the lines are in another order than the list of headers',
    variants: ({ lines }) => [
      toText(lines.toSorted((a, b) => rank(a) - rank(b))),
      toText(lines.toSorted(byName)),
      toText(lines.toReversed()),
      ...lines.slice(1).map((line, index) => toText([line, ...lines.slice(0, index + 1), ...lines.slice(index + 2)])),
    ],
  },
  {
    name: 'line-missing',
    explanation: 'the client listed a header that it left out of the signing string',
    variants: ({ lines }) => lines.map((missing) => toText(lines.filter((line) => line !== missing))),
  },
]
