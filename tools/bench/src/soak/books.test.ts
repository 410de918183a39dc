import { expect, test } from 'vitest'
import { Books, type SeenRequest } from './books.ts'
import { FAULTS, faultsOf, requestOf } from './plan.ts'

const QUIET = { faultShare: 0, revokeSeconds: 100 }

const seen = (over: Partial<SeenRequest>): SeenRequest => ({
  path: '/echo',
  target: '/echo?id=1',
  status: 200,
  reason: undefined,
  fault: undefined,
  ...over,
})

function reportOf(...requests: readonly Partial<SeenRequest>[]) {
  const books = new Books(QUIET, () => 0)
  for (const request of requests) books.add(seen(request))
  return books.report()
}

test('each request meets its own faults, in whatever order requests arrive', () => {
  const { effect } = new Books({ ...QUIET, faultShare: 0.4 }, () => 0)
  const ids = Array.from({ length: 100 }, (_, id) => id)
  const met = new Map(ids.map((id) => [id, [] as unknown[]]))
  for (let attempt = 0; attempt < 10; attempt++) {
    for (const id of attempt % 2 === 0 ? ids : ids.toReversed()) {
      const fault = effect({ method: 'GET', path: '/echo', target: requestOf(id).target })
      if (fault !== undefined) met.get(id)?.push(fault)
    }
  }
  for (const [id, faults] of met) expect(faults).toEqual(faultsOf(0.4, id).map((kind) => FAULTS[kind]))
})

test('a token is revoked after a while, and again so long after the last refusal, but not within ten seconds', () => {
  let nowMs = 0
  const books = new Books({ faultShare: 0, revokeSeconds: 0.1 }, () => nowMs)
  const revokes = (atMs: number): boolean => {
    nowMs = atMs
    return books.effect({ method: 'GET', path: '/echo', target: '/echo?id=1' }) !== undefined
  }
  expect([99, 100, 101, 11_099].map(revokes)).toEqual([false, true, false, false])
  books.add(seen({ status: 401, reason: 'token-revoked' }))
  expect([11_100, 22_098, 22_099].map(revokes)).toEqual([false, false, true])
})

test('an answer counts when it went out whole, a request once', () => {
  const report = reportOf(
    {},
    {},
    { target: '/echo?id=2', fault: FAULTS.slow },
    { target: '/echo?id=3', fault: FAULTS.truncated },
    { target: '/echo?id=4', status: 503, fault: FAULTS.unavailable },
    { target: '/echo?id=5', status: 0, fault: FAULTS.reset },
  )
  expect(report).toMatchObject({
    received: 6,
    answered: 2,
    faults: { slow: 1, truncated: 1, unavailable: 1, reset: 1 },
  })
})

test('401s are counted by their reason, at whatever endpoint, and tokens by the 200s of the auth service', () => {
  const exchange = { path: '/v1/x509', target: '/v1/x509' }
  const report = reportOf(
    { status: 401, reason: 'token-revoked', fault: { revoke: true } },
    { ...exchange, status: 401, reason: 'certificate-revoked' },
    { ...exchange, fault: FAULTS.truncated },
    { ...exchange, status: 429, fault: FAULTS.throttled },
  )
  expect(report).toEqual({
    received: 1,
    answered: 0,
    faults: {},
    refusals: { 'token-revoked': 1, 'certificate-revoked': 1 },
    tokens: 1,
    revocations: 1,
  })
})
