import { expect, test } from 'vitest'
import { isVisibleAscii, readHeaders } from './read-headers.ts'

test('joins what came more than once, and says so', () => {
  const { values, repeated } = readHeaders([
    ['Accept', 'a'],
    ['accept', 'b'],
    ['host', 'h'],
  ])
  expect(Object.fromEntries(values)).toEqual({ accept: 'a, b', host: 'h' })
  expect([...repeated]).toEqual(['accept'])
})

test.each([
  ['spaces and tabs around a value go', ' \t a b \t', 'a b'],
  ['other white space stays, so that it is seen', '\u00a0a', '\u00a0a'],
  ['a line break stays', 'a\n', 'a\n'],
])('%s', (_, value, expected) => expect(readHeaders({ a: value }).values.get('a')).toBe(expected))

test('absent values are no values', () => {
  expect(readHeaders({ a: undefined, b: null, c: [] }).values.size).toBe(0)
})

test('a long run of spaces costs linear time', () => {
  const value = `a${' '.repeat(2_000_000)}b`
  expect(readHeaders({ a: value }).values.get('a')).toBe(value)
})

test.each([
  ['', true],
  ['a b\t~', true],
  ['a\n', false],
  ['é', false],
  ['\u007f', false],
])('%j can stand in a signing string: %s', (value, expected) => expect(isVisibleAscii(value)).toBe(expected))
