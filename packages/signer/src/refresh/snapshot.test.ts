import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lifetimeOf } from './snapshot.ts'

const MINUTE = 60_000
const credential = { keyId: 'ST$t', key: { sign: async (data: Uint8Array) => data } }

describe('when a token is renewed and when it is given up', () => {
  test.each([
    {
      lifetime: 6 * 60 * MINUTE,
      softBefore: 72 * MINUTE,
      hardBefore: MINUTE,
      rule: 'a fifth of a long lifetime ahead',
    },
    { lifetime: 20 * MINUTE, softBefore: 5 * MINUTE, hardBefore: MINUTE, rule: 'five minutes ahead at least' },
    { lifetime: 10 * MINUTE, softBefore: 5 * MINUTE, hardBefore: MINUTE, rule: 'at half of a short lifetime' },
    { lifetime: 5_000, softBefore: 2_500, hardBefore: 500, rule: 'at half of a very short lifetime' },
  ])('$rule', ({ lifetime, softBefore, hardBefore }) => {
    const expiresAt = 1_000_000_000_000
    const snapshot = { credential, issuedAt: expiresAt - lifetime, expiresAt }
    expect(lifetimeOf(snapshot, 0)).toEqual({ softAt: expiresAt - softBefore, hardAt: expiresAt - hardBefore })
  })

  test('a fleet that started together renews apart, but each in time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 86_400_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lifetime, random) => {
          const snapshot = { credential, issuedAt: 0, expiresAt: lifetime }
          const { softAt, hardAt } = lifetimeOf(snapshot, random)
          const latest = lifetimeOf(snapshot, 0).softAt
          expect(softAt).toBeLessThanOrEqual(latest)
          expect(softAt).toBeGreaterThanOrEqual(latest * 0.9 - 1e-6)
          expect(softAt).toBeLessThanOrEqual(hardAt)
          expect(hardAt).toBeLessThanOrEqual(lifetime)
        },
      ),
    )
  })

  test('a token that is born expired is never handed out', () => {
    expect(lifetimeOf({ credential, issuedAt: 10, expiresAt: 5 }, 0.5).hardAt).toBe(5)
  })
})
