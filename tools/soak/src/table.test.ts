import { expect, test } from 'vitest'
import { figuresOf, quantile } from './figures.ts'
import { table } from './table.ts'
import { keptReport } from './test-report.ts'

test('rows stand below each other, each with its verdict', () => {
  const rows = [
    { what: 'requests', seen: '10 of 10', promise: 'all' },
    { what: '401s', seen: '2', promise: 'none', broken: 'A 401 reached the caller.' },
    { what: 'key pairs', seen: '3' },
  ]
  expect(table(rows)).toBe(
    [
      'what       seen      promised  verdict',
      '─────────  ────────  ────────  ───────',
      'requests   10 of 10  all       kept',
      '401s       2         none      BROKEN',
      'key pairs  3         –         –',
    ].join('\n'),
  )
})

test('figures are told in their units', () => {
  expect(Object.fromEntries(figuresOf(keptReport).map(({ what, seen }) => [what, seen]))).toEqual({
    'faults of the metadata and auth services': '1 × truncated',
    'retries of requests by cause': '2 × network',
    'session key pairs': '4',
    'renewals of the principal': '3, and 1 failed',
    'duration, rate': '2.0 s, 500 requests/s',
    'a request, its retries and waits included': 'p50 50 ms, p99 99 ms, max 100 ms',
  })
})

test.each([
  [0, 1],
  [0.5, 2],
  [0.51, 3],
  [1, 4],
])('the quantile %d of four values is the one of its rank', (part, value) => {
  expect(quantile([1, 2, 3, 4], part)).toBe(value)
})
