import { expect, test } from 'vitest'
import { isVisibleAscii, readHeaders } from './read-headers.ts'
import type { HeadersLike } from '../request.ts'

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
  ['of nothing but spaces nothing is left', ' \t ', ''],
])('%s', (_, value, expected) => expect(readHeaders({ a: value }).values.get('a')).toBe(expected))

test.each([
  ['a record', { A: '1', b: ['2', '3'], c: 4 }],
  [
    'pairs',
    [
      ['A', '1'],
      ['b', '2'],
      ['b', '3'],
      ['c', '4'],
    ],
  ],
  [
    'pairs with lists',
    [
      ['A', '1'],
      ['b', ['2', '3']],
      ['c', '4'],
    ],
  ],
  [
    'a Map',
    new Map([
      ['A', '1'],
      ['b', '2, 3'],
      ['c', '4'],
    ]),
  ],
  ['a Headers', new Headers({ A: '1', b: '2, 3', c: '4' })],
  [
    'a record that yields less when it is iterated',
    { A: '1', b: '2, 3', c: '4', [Symbol.iterator]: () => [][Symbol.iterator]() },
  ],
  [
    'what has members of its own, but no header among them',
    {
      map: { a: 'x' },
      [Symbol.iterator]: () =>
        [
          ['a', '1'],
          ['b', '2, 3'],
          ['c', '4'],
        ][Symbol.iterator](),
    },
  ],
])('%s is read', (_, input) => {
  expect(Object.fromEntries(readHeaders(input as HeadersLike).values)).toEqual({ a: '1', b: '2, 3', c: '4' })
})

test('an empty value counts as one that came, and arrays and numbers as what they hold', () => {
  const { values, repeated } = readHeaders([
    ['A', ''],
    ['a', 'b'],
    ['n', 5 as never],
    ['list', ['x', null, undefined, 'y'] as never],
    [7 as never, 'seven'],
  ])
  expect(Object.fromEntries(values)).toEqual({ a: ', b', n: '5', list: 'x, y', 7: 'seven' })
  expect([...repeated]).toEqual(['a', 'list'])
})

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
