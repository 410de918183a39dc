import { expect, it } from 'vitest'
import { consoleTable, failures, type Outcome } from './console-table.ts'
import { judge } from '../judge.ts'

const difference = { where: 'bun', cases: /^keys: scrypt$/, expected: 'no', why: 'Bun has none' } as const
const judged = judge(
  [
    { group: 'keys', name: 'PEM', expected: 'yes', observed: 'yes' },
    { group: 'keys', name: 'scrypt', expected: 'yes', observed: 'no' },
    { group: 'fetch', name: 'GET', expected: 200, observed: 401 },
  ],
  { traits: ['bun'] },
  [difference],
)
const OUTCOMES: readonly Outcome[] = [
  { title: 'Bun', judged },
  { title: 'Deno', missing: 'npm has not installed deno for this platform' },
  { title: 'workerd', broken: 'it ended with exit code 1\nmore' },
]

it('shows what passed, what differs, what failed and what did not run', () => {
  expect(consoleTable(OUTCOMES).split('\n')).toEqual([
    '         keys  fetch  all',
    'Bun      1 +1  0 !1   1 +1 !1',
    'Deno     not run: npm has not installed deno for this platform',
    'workerd  FAILED: it ended with exit code 1',
  ])
})

it('tells of each failure what was expected and what was observed; a missing runtime is none', () => {
  expect(failures(OUTCOMES)).toEqual([
    'Bun, fetch: GET\n  expected 200\n  observed 401',
    'workerd: it ended with exit code 1\nmore',
  ])
})

it('says why the table wanted something else', () => {
  const [failed] = judge([{ group: 'keys', name: 'scrypt', expected: 'yes', observed: 'yes' }], { traits: ['bun'] }, [
    difference,
  ])
  expect(failures([{ title: 'Bun', judged: [failed!] }])).toEqual([
    'Bun, keys: scrypt\n  expected "no" (Bun has none)\n  observed "yes"',
  ])
})

it('shows a few failures of a runtime, shortened, and counts the others', () => {
  const many = Array.from({ length: 10 }, (_, i) => ({
    group: 'keys',
    name: String(i),
    expected: 'yes',
    observed: 'n'.repeat(1000),
  }))
  const told = failures([{ title: 'Bun', judged: judge(many, { traits: ['bun'] }, []) }])
  expect(told).toHaveLength(9)
  expect(told[0]).toMatch(/^Bun, keys: 0\n {2}expected "yes"\n {2}observed "n{299} …$/)
  expect(told.at(-1)).toBe('Bun: 2 more')
})
