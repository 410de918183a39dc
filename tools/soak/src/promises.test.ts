import { expect, test } from 'vitest'
import { PROMISES } from './promises.ts'
import type { SoakReport } from './soak.ts'
import { keptReport } from './test-report.ts'

type Parts = { readonly [part in keyof SoakReport]?: Partial<SoakReport[part]> }

const brokenOf = (parts: Parts): readonly string[] => {
  const entries = Object.entries(keptReport).map(([name, part]) => [
    name,
    { ...part, ...parts[name as keyof SoakReport] },
  ])
  const report = Object.fromEntries(entries) as SoakReport
  return PROMISES.map((judge) => judge(report).broken).filter((sentence) => sentence !== undefined)
}

const leaking = (bytes: number): SoakReport['client']['memory'] =>
  keptReport.client.memory.map(({ done }) => ({ done, heapBytes: done * bytes, rssBytes: 0 }))

test('of a good run there is nothing to say', () => {
  expect(brokenOf({})).toEqual([])
})

test.each<[string, Parts, string]>([
  [
    'a request that is lost',
    { client: { proved: 998, losses: { 'timeout: late': 2 } } },
    '2 requests were lost: 2 × timeout: late.',
  ],
  [
    'an answer the client has and the server has not given',
    { server: { answeredIds: 999 } },
    'The server answered 999 different requests in whole, but there were 1000.',
  ],
  ['a 401 that reached the caller', { client: { refused: 1 } }, 'A 401 reached the caller once.'],
  [
    'a wrong key at an API',
    { server: { refusals: { 'wrong-key': 2 } } },
    'The server saw a signature that does not fit 2 times (APIs: 2 × wrong-key; auth service: none).',
  ],
  [
    'a wrong key at the auth service',
    { server: { exchangeRefusals: { 'signature-mismatch': 1 } } },
    'The server saw a signature that does not fit once (APIs: none; auth service: 1 × signature-mismatch).',
  ],
  [
    'a refusal that nothing explains',
    { server: { refusals: { 'token-revoked': 3, 'clock-skew': 1 } } },
    'The server refused for reasons that no revocation explains (APIs: 1 × clock-skew; auth service: none).',
  ],
  [
    'another fault than planned',
    { planned: { reset: 1 } },
    "The server's faults were not those of the seed: 2 × reset, 1 × slow, where 1 × reset, 1 × slow were planned.",
  ],
  [
    'an unhandled rejection',
    { troubles: { count: 1, seen: ['unhandled rejection: Error: no'] } },
    'Something went unhandled once: unhandled rejection: Error: no.',
  ],
  [
    'a run without a rotation',
    { server: { rotations: 0 } },
    'The run says little: certificate rotations: 0. Give it more time with --spread-seconds.',
  ],
  [
    'a run without a revocation',
    { server: { revocations: 0 } },
    'The run says little: tokens revoked: 0. Give it more time with --spread-seconds.',
  ],
  [
    'a run with one token',
    { server: { tokensIssued: 1 } },
    'The run says little: tokens issued: 1. Give it more time with --spread-seconds.',
  ],
  [
    'memory that grows',
    { client: { memory: leaking(8192) } },
    'Memory grows (heap after collection): 8192.0 ± 0.0 B a request, 3.75 MiB in 25 samples; line rises ≤ 2 MiB.',
  ],
])('%s has its own sentence', (_, parts, sentence) => {
  expect(brokenOf(parts)).toEqual([sentence])
})
