import type { ConformanceResult } from '@x/emulator'
import { expect, test } from 'vitest'
import { endingsOf } from './outcomes.ts'

const result = (name: string, rest: Partial<ConformanceResult>): ConformanceResult => ({
  name,
  group: 'path',
  demand: 'passes',
  verdict: 'passed',
  failed: false,
  attempts: 1,
  ...rest,
})
const optional = { demand: 'passes-or-is-not-sent', verdict: 'not-sent' } as const

const CASES: readonly ConformanceResult[] = [
  result('passed', {}),
  result('refused', { verdict: 'refused', reason: 'signature-mismatch', explanation: 'It does not fit.' }),
  result('other', {
    verdict: 'other-than-asked',
    explanation: 'The body is another.',
    firstDifference: { header: '(body)', expected: '2 bytes', actual: '0 bytes' },
  }),
  result('lacking', { verdict: 'not-sent' }),
  result('left out', optional),
  result('broken', optional),
  result('told', { demand: 'is-told', verdict: 'refused', reason: 'clock-skew' }),
  result('healed', { demand: 'is-told' }),
]

test('what a signer may leave out, and what is only told about, does not count', () => {
  const lines = [
    { case: 'lacking', error: 'no streams' },
    { case: 'left out', error: 'no such URL' },
    { case: 'broken', status: 400 },
  ]
  const { outcomes, uncounted } = endingsOf('go', { conforms: false, passed: 2, failed: 3, cases: CASES }, lines)
  expect(Object.fromEntries(outcomes.map(({ situation, status, error }) => [situation, status ?? error]))).toEqual({
    passed: 200,
    refused: 'refused (signature-mismatch): It does not fit.',
    other: 'other than asked ((body)): The body is another.',
    lacking: 'not sent: no streams',
    broken: 'no HTTP request: answered with 400',
    healed: 200,
  })
  expect(outcomes[0]).toMatchObject({ client: 'go', mechanism: 'path' })
  expect(uncounted).toEqual([
    { group: 'path', name: 'left out', ending: 'left out' },
    { group: 'path', name: 'told', ending: 'told' },
  ])
})
