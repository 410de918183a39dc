import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { seededRandom } from '../../test/support.ts'
import { backoffMs, JITTERS, plainBackoffMs, type Jitter } from './backoff.ts'

const defaults = { baseMs: 1000, growthFactor: 2, maxWaitMs: 30_000, jitterMs: 1000 }

/** Milliseconds after 1 to 7 failures with seed 2024, computed by a Python script of the published formulas. */
const EXPECTED: Readonly<Record<Jitter, readonly number[]>> = {
  'decorrelated-jitter': [1811.7624, 2710.8215, 4650.5259, 8685.3263, 16518.9408, 30000, 30000],
  'full-jitter': [1623.5247, 2843.286, 5204.2071, 10965.2202, 15568.2238, 19968.0935, 10810.3306],
  'equal-jitter': [1811.7624, 3421.643, 6602.1035, 13482.6101, 22784.1119, 24984.0467, 20405.1653],
  // 429 after an even number of failures.
  'full-jitter-with-equal-on-throttle': [
    1623.5247, 3421.643, 5204.2071, 13482.6101, 15568.2238, 24984.0467, 10810.3306,
  ],
  fixed: [1000, 1000, 1000, 1000, 1000, 1000, 1000],
  none: [1000, 2000, 4000, 8000, 16000, 30000, 30000],
}

/** Not so small that halves of it vanish. */
const duration = (max: number): fc.Arbitrary<number> =>
  fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max, noNaN: true }))

describe('the wait before the next attempt', () => {
  test.each(Object.entries(EXPECTED))('%s equals an independent computation', (jitter, expected) => {
    const random = seededRandom(2024)
    const backoff = { ...defaults, jitter: jitter as Jitter }
    expected.forEach((wait, index) => {
      const failures = index + 1
      expect(backoffMs({ backoff, failures, throttled: failures % 2 === 0, random })).toBeCloseTo(wait, 3)
    })
  })

  test('the plain waits of the default add up to the 91 s that the Go SDK counts on', () => {
    const backoff = { ...defaults, jitter: 'decorrelated-jitter' as const }
    const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => plainBackoffMs(backoff, failures))
    expect(waits.reduce((sum, wait) => sum + wait)).toBe(91_000)
  })

  test('the plain wait of fixed ones does not grow, and is never longer than the longest', () => {
    const backoff = { ...defaults, jitter: 'fixed' as const }
    expect(plainBackoffMs(backoff, 5)).toBe(1000)
    expect(plainBackoffMs({ ...backoff, maxWaitMs: 700 }, 5)).toBe(700)
  })

  test('a base of 0 waits 0, however often it failed', () => {
    const backoff = { ...defaults, baseMs: 0, jitter: 'none' as const }
    expect(backoffMs({ backoff, failures: 5000, throttled: false, random: () => 0.5 })).toBe(0)
  })

  test('no formula leaves its bounds', () => {
    const input = fc.record({
      jitter: fc.constantFrom(...(JITTERS as Jitter[])),
      baseMs: duration(1e6),
      growthFactor: fc.double({ min: 1, max: 50, noNaN: true }),
      maxWaitMs: duration(1e7),
      jitterMs: duration(1e6),
      failures: fc.integer({ min: 1, max: 10_000 }),
      throttled: fc.boolean(),
      chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    })
    fc.assert(
      fc.property(input, ({ failures, throttled, chance, ...backoff }) => {
        const wait = backoffMs({ backoff, failures, throttled, random: () => chance })
        const least =
          { 'equal-jitter': 0.5, none: 1, fixed: 1, 'decorrelated-jitter': 1 }[backoff.jitter as 'none'] ?? 0
        const exponent = backoff.jitter === 'equal-jitter' ? failures : failures - 1
        const grown = backoff.jitter === 'fixed' ? 1 : backoff.growthFactor ** exponent
        const floor = backoff.baseMs === 0 ? 0 : least * Math.min(backoff.baseMs * grown, backoff.maxWaitMs)
        expect(wait).toBeGreaterThanOrEqual(floor)
        expect(wait).toBeLessThanOrEqual(backoff.maxWaitMs)
      }),
      { numRuns: fuzzRuns(300) },
    )
  })
})
