import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { parseRetryAfter, retryAfterMs } from './retry-after.ts'

const now = Date.UTC(1994, 10, 6, 8, 49, 0)

describe('a Retry-After value', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:48:00 GMT', 0],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['99999999999999999999', undefined],
    ['1994-11-06T08:49:37Z', undefined],
    ['Sun, 06 Foo 1994 08:49:37 GMT', undefined],
    ['Sun, 06 Nov 1994 08:49:37 CET', undefined],
  ])('%j is %j ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected)
  })

  test('a two-digit year more than fifty years ahead is in the past', () => {
    const in2026 = Date.UTC(2026, 0, 1)
    expect(parseRetryAfter('Friday, 02-Jan-26 00:00:00 GMT', in2026)).toBe(86_400_000)
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', in2026)).toBe(0)
  })

  test('a two-digit year fifty years ahead is to come', () => {
    const in2026 = Date.UTC(2026, 0, 1)
    expect(parseRetryAfter('Wednesday, 01-Jan-76 00:00:00 GMT', in2026)).toBe(Date.UTC(2076, 0, 1) - in2026)
    expect(parseRetryAfter('Friday, 01-Jan-77 00:00:00 GMT', in2026)).toBe(0)
    const in1960 = Date.UTC(1960, 0, 1)
    expect(parseRetryAfter('Thursday, 01-Jan-11 00:00:00 GMT', in1960)).toBe(0)
    expect(parseRetryAfter('Tuesday, 01-Jan-63 00:00:00 GMT', in1960)).toBe(Date.UTC(1963, 0, 1) - in1960)
  })

  test('any text yields a wait that is not negative, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseRetryAfter(value, now) ?? 0).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: fuzzRuns(300) },
    )
  })
})

describe('the wait that a failed response asks for', () => {
  test.each([
    ['a Headers object', { headers: new Headers({ 'Retry-After': '3' }) }],
    ['a plain object', { headers: { 'retry-after': '3' } }],
    ['a plain object in any case', { headers: { 'Retry-AFTER': '3' } }],
    ['a list of values', { headers: { 'retry-after': ['3', '9'] } }],
    ['a number', { headers: { 'retry-after': 3 } }],
    ['an axios-like response', { response: { headers: { 'retry-after': '3' } } }],
    ['a fetch Response', { response: new Response(null, { status: 503, headers: { 'retry-after': '3' } }) }],
    ['a Map', { headers: new Map([['retry-after', '3']]) }],
    ['a response of superagent', { response: { header: { 'retry-after': '3' } } }],
    ['a response beside headers without it', { headers: {}, response: { headers: { 'retry-after': '3' } } }],
    ['an object whose get knows nothing', { headers: { get: () => null, 'retry-after': '3' } }],
    [
      'pairs',
      {
        headers: [
          ['date', 'x'],
          ['Retry-After', '3'],
        ],
      },
    ],
    ['raw headers', { headers: ['Date', 'x', 'Retry-After', '3'] }],
    ['raw headers in which a value has its name', { headers: ['x', 'retry-after', 'y', 'z', 'Retry-After', '3'] }],
    ['the last of 4000 raw headers', { headers: [...Array.from({ length: 3998 }, () => 'x'), 'retry-after', '3'] }],
  ])('is found in %s', (_, error) => {
    expect(retryAfterMs(error, now)).toBe(3000)
  })

  test('a date is compared with the response’s own Date, so that a skewed local clock does not matter', () => {
    const headers = { date: 'Sun, 06 Nov 1994 08:49:00 GMT', 'retry-after': 'Sun, 06 Nov 1994 08:49:20 GMT' }
    expect(retryAfterMs({ headers }, Date.UTC(2026, 0, 1))).toBe(20_000)
  })

  test.each([
    ['nothing', undefined],
    ['headers beyond 4000', { headers: [...Array.from({ length: 4000 }, () => 'x'), 'retry-after', '3'] }],
    ['an endless list of holes', { headers: Object.assign([], { length: 4e9 }) }],
    ['a value that is an object', { headers: { 'retry-after': {} } }],
    ['an empty list of values', { headers: { 'retry-after': [] } }],
    ['raw headers that end with the name', { headers: ['retry-after'] }],
    ['a string', 'boom'],
    ['no headers', {}],
    ['headers that are text', { headers: 'retry-after: 3' }],
    ['headers that are null', { headers: null }],
    [
      'a getter that throws',
      Object.defineProperty({}, 'headers', {
        get: () => {
          throw new Error('trap')
        },
      }),
    ],
    [
      'a get method that throws',
      {
        headers: {
          get: () => {
            throw new Error('trap')
          },
        },
      },
    ],
  ])('%s asks for none', (_, error) => {
    expect(retryAfterMs(error, now)).toBeUndefined()
  })
})
