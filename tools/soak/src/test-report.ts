// A report in which every promise was kept, for tests to break one at a time.
import { noFaults } from './fault-plan.ts'
import { settingsFrom } from './settings.ts'
import type { SoakReport } from './soak.ts'

const MIB = 2 ** 20

const faults = { ...noFaults(), reset: 2, slow: 1 }

export const keptReport: SoakReport = {
  settings: settingsFrom({ requests: '1000' }),
  client: {
    proved: 1000,
    provedBy: { axios: 500, fetch: 500 },
    losses: {},
    retries: { network: 2 },
    refused: 0,
    durationMs: 2000,
    latenciesMs: Float64Array.from({ length: 100 }, (_, index) => index + 1),
    memory: Array.from({ length: 50 }, (_, index) => ({
      done: index * 20,
      heapBytes: 20 * MIB + (index % 2),
      rssBytes: 100 * MIB + (index % 3),
    })),
  },
  principal: { keyPairs: 4, renewals: 3, failedRenewals: 1 },
  server: {
    received: 1003,
    answered: 1000,
    answeredIds: 1000,
    faults,
    identityFaults: { ...noFaults(), truncated: 1 },
    tokensIssued: 4,
    revocations: 1,
    rotations: 2,
    refusals: { 'token-revoked': 1 },
    exchangeRefusals: { 'certificate-revoked': 1 },
  },
  planned: faults,
  troubles: { count: 0, seen: [] },
}
