import { expect, test } from 'vitest'
import { localTimes } from './user-security-token-signer.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test.each([
  ['in the middle of its life', { expiresAt: HOUR, issuedAt: 0, sessionEndsAt: 6 * HOUR }, undefined, 30 * MINUTE],
  ['never, when it ends with its session', { expiresAt: HOUR, issuedAt: 0, sessionEndsAt: HOUR }, undefined, Infinity],
  ['in the middle, when nothing is said of the session', { expiresAt: HOUR, issuedAt: 0 }, undefined, 30 * MINUTE],
  [
    'never, when the last renewal gained nothing',
    { expiresAt: HOUR, issuedAt: 30 * MINUTE },
    { expiresAt: 30 * MINUTE },
    Infinity,
  ],
])('a token is renewed %s', (_, claims, previous, renewAt) => {
  const issued = { sessionEndsAt: undefined, jwk: undefined, texts: {}, ...claims }
  expect(localTimes(issued, 0, previous).renewAt).toBe(renewAt)
})

test('a token lives by this machine’s clock for as long as it does by the service’s', () => {
  const times = { expiresAt: 11 * HOUR, issuedAt: 10 * HOUR, sessionEndsAt: 12 * HOUR }
  const issued = { ...times, jwk: undefined, texts: {} }
  expect(localTimes(issued, 3 * HOUR, undefined)).toEqual({
    expiresAt: 4 * HOUR,
    sessionEndsAt: 5 * HOUR,
    renewAt: 3.5 * HOUR,
  })
  const silent = { ...issued, issuedAt: undefined }
  expect(localTimes(silent, 3 * HOUR, undefined).expiresAt).toBe(11 * HOUR)
})
