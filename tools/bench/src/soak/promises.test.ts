import { expect, test } from 'vitest'
import { plannedFaults, planOf } from './plan.ts'
import { rowsOf, type SoakReport } from './promises.ts'

const MIB = 2 ** 20
const plan = planOf(1000)

const memoryOf = (bytesOf: (sample: number) => number): SoakReport['client']['memory'] =>
  Array.from({ length: 50 }, (_, sample) => ({ heapBytes: 20 * MIB + bytesOf(sample), rssBytes: 100 * MIB }))

/** A report in which every promise was kept, to break one at a time. */
const kept: SoakReport = {
  plan,
  client: {
    proved: { axios: 334, fetch: 333, http: 333 },
    losses: {},
    retries: { network: 2 },
    refused: 0,
    spentMs: 2000,
    latencyMs: { p50: 5, p99: 50, max: 90 },
    // Until half of the run is over, a process comes to its size.
    memory: memoryOf((sample) => Math.min(sample, 20) * MIB),
  },
  principal: { renewals: 3, failedRenewals: 1 },
  server: {
    received: 1050,
    answered: 1000,
    faults: plannedFaults(plan),
    refusals: { 'token-revoked': 1, 'certificate-revoked': 1, 'clock-skew': 2 },
    tokens: 4,
    revocations: 1,
    rotations: 2,
  },
  clockJumps: 2,
  troubles: [],
}

const brokenOf = (report: SoakReport): readonly string[] =>
  rowsOf(report).flatMap(({ what, measured, reached }) => (reached === false ? [`${what.trim()}: ${measured}`] : []))
const client = (parts: Partial<SoakReport['client']>): SoakReport => ({ ...kept, client: { ...kept.client, ...parts } })
const server = (parts: Partial<SoakReport['server']>): SoakReport => ({ ...kept, server: { ...kept.server, ...parts } })

test('of a good run there is nothing to say, and what has no promise is told', () => {
  expect(brokenOf(kept)).toEqual([])
  expect(rowsOf(kept).at(-1)?.measured).toBe(
    'p50 5 ms, p99 50 ms, max 90 ms; 500/s; retries: 2 × network; 3 renewals, and 1 failed',
  )
})

test.each<[string, SoakReport, string]>([
  [
    'a request that is lost',
    client({ proved: { fetch: 998 }, losses: { 'timeout: late': 2 } }),
    'soak: of 1000 requests under faults, those with an answer proved to be theirs: 998: 998 × fetch; lost: 2 × timeout: late',
  ],
  [
    'an answer the client has and the server has not given',
    server({ answered: 999 }),
    'the same by the books of the server: 999, 1050 arrivals',
  ],
  ['a 401 that reached the caller', client({ refused: 1 }), '401s that reached the caller: 1'],
  [
    'a foreign signature',
    server({ refusals: { 'signature-mismatch': 1, 'token-revoked': 2 } }),
    '401s of the server: 1 × signature-mismatch, 2 × token-revoked',
  ],
  ['a fault that was not planned', server({ faults: { reset: 1 } }), 'faults of requests: 1 × reset'],
  [
    'a run without a rotation',
    server({ rotations: 0 }),
    'tokens issued / revoked / certificate rotations / clock jumps: 4 / 1 / 0 / 2',
  ],
  [
    'an unhandled rejection',
    { ...kept, troubles: ['unhandledRejection: Error: no'] },
    'unhandled rejections, uncaught exceptions, warnings: 1; unhandledRejection: Error: no',
  ],
  [
    'memory that grows',
    client({ memory: memoryOf((sample) => sample * 0.25 * MIB) }),
    'growth of the heap after collection: 3.1 MiB',
  ],
])('%s breaks its own promise', (_, report, told) => {
  expect(brokenOf(report)).toEqual([told])
})

test('every promise has to hold', () => {
  for (const { goal, mustHold } of rowsOf(kept)) expect(mustHold ?? false).toBe(goal !== undefined)
})
