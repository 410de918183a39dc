import { expect, test } from 'vitest'
import { FAULTS } from './fault-plan.ts'
import { Tally, type SeenRequest } from './tally.ts'

const seen = (over: Partial<SeenRequest>): SeenRequest => ({
  path: '/echo',
  target: '/echo?id=1',
  status: 200,
  reason: undefined,
  fault: undefined,
  ...over,
})

function reportOf(...requests: readonly Partial<SeenRequest>[]): ReturnType<Tally['report']> {
  const tally = new Tally()
  for (const request of requests) tally.add(seen(request))
  return tally.report()
}

test('an answer counts when it went out whole, a request once', () => {
  const report = reportOf(
    {},
    {},
    { target: '/echo?id=2', fault: FAULTS.slow },
    { target: '/echo?id=3', fault: FAULTS.truncated, reason: 'fault' },
    { target: '/echo?id=4', status: 503, fault: FAULTS.unavailable, reason: 'fault' },
    { target: '/echo?id=5', status: 0, fault: FAULTS.reset, reason: 'fault' },
  )
  expect(report).toMatchObject({ received: 6, answered: 3, answeredIds: 2 })
  expect(report.faults).toEqual({ throttled: 0, unavailable: 1, reset: 1, slow: 1, truncated: 1 })
})

test('401s are counted by their reason, those of the auth service apart', () => {
  const report = reportOf(
    { status: 401, reason: 'token-revoked', fault: { revoke: true } },
    { status: 401, reason: 'token-revoked' },
    { path: '/v1/x509', target: '/v1/x509', status: 401, reason: 'certificate-revoked' },
  )
  expect(report).toMatchObject({
    revocations: 1,
    refusals: { 'token-revoked': 2 },
    exchangeRefusals: { 'certificate-revoked': 1 },
  })
})

test('a token is issued with every 200 of the auth service, also one that is cut on its way', () => {
  const exchange = { path: '/v1/x509', target: '/v1/x509' }
  const report = reportOf(exchange, { ...exchange, fault: FAULTS.truncated }, { ...exchange, status: 429 }, {})
  expect(report).toMatchObject({ tokensIssued: 2, identityFaults: { truncated: 1 }, answeredIds: 1 })
})
