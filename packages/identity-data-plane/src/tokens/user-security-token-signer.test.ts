import { afterEach, expect, test, vi } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { UserSecurityTokenSigner } from './user-security-token-signer.ts'
import { localTimes } from './user-session.ts'

afterEach(() => void vi.useRealTimers())

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
  [
    'never, when it ends a second before its session',
    { expiresAt: HOUR, issuedAt: 0, sessionEndsAt: HOUR + 1000 },
    undefined,
    Infinity,
  ],
  [
    'in the middle, when it ends more than a second before its session',
    { expiresAt: HOUR, issuedAt: 0, sessionEndsAt: HOUR + 1001 },
    undefined,
    30 * MINUTE,
  ],
  ['never, when it gained a second', { expiresAt: HOUR, issuedAt: 0 }, { expiresAt: HOUR - 1000 }, Infinity],
  [
    'in the middle, when it gained more than a second',
    { expiresAt: HOUR, issuedAt: 0 },
    { expiresAt: HOUR - 1001 },
    30 * MINUTE,
  ],
  [
    'in the middle, when it gained nothing and its session goes on',
    { expiresAt: HOUR, issuedAt: 0, sessionEndsAt: 6 * HOUR },
    { expiresAt: HOUR },
    30 * MINUTE,
  ],
])('a token is renewed %s', (_, claims, previous, renewAt) => {
  const issued = { notBefore: undefined, sessionEndsAt: undefined, jwk: undefined, texts: {}, ...claims }
  expect(localTimes(issued, 0, previous).renewAt).toBe(renewAt)
})

test('a token lives by this machine’s clock for as long as it does by the service’s', () => {
  const times = { expiresAt: 11 * HOUR, issuedAt: 10 * HOUR, sessionEndsAt: 12 * HOUR }
  const issued = { ...times, notBefore: undefined, jwk: undefined, texts: {} }
  expect(localTimes(issued, 3 * HOUR, undefined)).toEqual({
    expiresAt: 4 * HOUR,
    sessionEndsAt: 5 * HOUR,
    renewAt: 3.5 * HOUR,
  })
  const silent = { ...issued, issuedAt: undefined }
  expect(localTimes(silent, 3 * HOUR, undefined).expiresAt).toBe(11 * HOUR)
})

test('an exchange that its client does not end is given up half a minute after the client’s own limit', async () => {
  const signals: AbortSignal[] = []
  const generateUserSecurityToken = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> => {
    signals.push(signal)
    return new Promise(() => {})
  }
  const client = { generateUserSecurityToken } as unknown as DataplaneClient
  const signer = new UserSecurityTokenSigner({ client })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const ended = vi.fn()
  const outcome = signer.ready().catch(ended)
  while (signals.length === 0) await settled()
  await vi.advanceTimersByTimeAsync(149_999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await outcome
  expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ERR_RENEWAL', reason: 'timeout' }))
  expect(signals[0]?.aborted).toBe(true)
})
