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
      urgentBefore: MINUTE,
      rule: 'a fifth of a long lifetime ahead',
    },
    { lifetime: 20 * MINUTE, softBefore: 5 * MINUTE, urgentBefore: MINUTE, rule: 'five minutes ahead at least' },
    {
      lifetime: 10 * MINUTE + 1,
      softBefore: 5 * MINUTE,
      urgentBefore: MINUTE,
      rule: 'five minutes ahead, just above a short lifetime',
    },
    {
      lifetime: 8 * MINUTE,
      softBefore: 4 * MINUTE,
      urgentBefore: 48_000,
      rule: 'at half of a lifetime of eight minutes',
    },
    { lifetime: 10 * MINUTE, softBefore: 5 * MINUTE, urgentBefore: MINUTE, rule: 'at half of a short lifetime' },
    { lifetime: 5_000, softBefore: 2_500, urgentBefore: 500, rule: 'at half of a very short lifetime' },
  ])('$rule', ({ lifetime, softBefore, urgentBefore }) => {
    const expiresAt = 1_000_000_000_000
    const snapshot = { credential, issuedAt: expiresAt - lifetime, expiresAt }
    expect(lifetimeOf(snapshot, 0)).toEqual({
      softAt: expiresAt - softBefore,
      urgentAt: expiresAt - urgentBefore,
      hardAt: expiresAt,
    })
  })

  test.each([
    [0, 48],
    [0.5, 45.6],
    [1, 43.2],
  ])('a fleet that started together renews apart: by chance %d after %d minutes', (random, minutes) => {
    const issuedAt = 1_000_000_000_000
    const { softAt } = lifetimeOf({ credential, issuedAt, expiresAt: issuedAt + 60 * MINUTE }, random)
    expect(softAt).toBe(issuedAt + minutes * MINUTE)
  })

  test('each is renewed in time, whenever it was issued', () => {
    const times = fc.tuple(fc.integer({ min: 1, max: 2e12 }), fc.integer({ min: 1, max: 86_400_000 }))
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), ([issuedAt, lifetime], random) => {
        const {
          softAt,
          urgentAt = NaN,
          hardAt,
        } = lifetimeOf({ credential, issuedAt, expiresAt: issuedAt + lifetime }, random)
        expect(softAt).toBeGreaterThanOrEqual(issuedAt)
        expect(softAt).toBeLessThanOrEqual(urgentAt)
        expect(urgentAt).toBeLessThan(hardAt)
        expect(hardAt).toBe(issuedAt + lifetime)
      }),
    )
  })

  test('a token that is born expired is never handed out', () => {
    expect(lifetimeOf({ credential, issuedAt: 10, expiresAt: 5 }, 0.5)).toEqual({
      softAt: 5.25,
      urgentAt: 5,
      hardAt: 5,
    })
  })
})
