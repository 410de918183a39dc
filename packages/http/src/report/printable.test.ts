import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable, printableText } from './printable.ts'

/** First and last code of each range that a terminal acts on. */
const ACTED_ON = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
] as const
/** Any, halves of pairs as well: fast-check's own `binary` takes seconds to make. */
const CODE_UNIT = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
const isActedOn = (char: string): boolean =>
  ACTED_ON.some(([first, last]) => char.charCodeAt(0) >= first && char.charCodeAt(0) <= last)

describe('a text of a server', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['its eight-bit form', 'a\u009b2J', 'a\\u009b2J'],
    ['a bell, a NUL and DEL', '\u0007\u0000\u007f', '\\u0007\\u0000\\u007f'],
    ['line breaks of every kind', 'a\r\nb\tc\u0085d\u2028e\u2029f\v\fg', 'a b c d e f g'],
    ['a text that is turned round', 'a\u202eb\u2069c\u200fd\u061c', 'a\\u202eb\\u2069c\\u200fd\\u061c'],
    ['the joiners that scripts need', 'नि\u200dक 👩\u200d💻', 'नि\u200dक 👩\u200d💻'],
    ['ordinary text', 'Größe: 5 €, „ok“ שלום', 'Größe: 5 €, „ok“ שלום'],
  ])('with %s is fit to be shown', (_, text, shown) => expect(printableText(text)).toBe(shown))

  test('never reaches a terminal with a character that it acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: CODE_UNIT }), (text) => {
        expect([...printableText(text)].filter(isActedOn)).toEqual([])
      }),
    )
    const all = ACTED_ON.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at))
    expect([...printableText(String.fromCharCode(...all))].filter(isActedOn)).toEqual([])
  })
})

test('everything in a structure is made fit, names included, and what is no text stays', () => {
  const at = new Date(0)
  const value = { 'a\u001b': ['b\u001b', { c: 'd\u202e' }], n: 1, t: true, none: null, u: undefined, at }
  expect(printable(value)).toEqual({
    'a\\u001b': ['b\\u001b', { c: 'd\\u202e' }],
    n: 1,
    t: true,
    none: null,
    u: undefined,
    at,
  })
})
