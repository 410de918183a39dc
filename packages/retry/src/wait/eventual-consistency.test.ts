import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { fakeTime, seededRandom, serviceError } from '../../test/support.ts'
import { attemptsOf } from '../retry/attempts.ts'
import { EventualConsistencyWindow, windowTiming } from './eventual-consistency.ts'
import { retry } from '../retry/retry.ts'
import { DEFAULT_RETRY_STRATEGY, retryStrategy, type RetryStrategyOptions } from '../retry/retry-strategy.ts'

const notFound = serviceError(404, 'NotAuthorizedOrNotFound')

const PAIRS: readonly (readonly [number, string])[] = [
  [400, 'RelatedResourceNotAuthorizedOrNotFound'],
  [404, 'NotAuthorizedOrNotFound'],
  [409, 'NotAuthorizedOrResourceAlreadyExists'],
  [409, 'ResourceAlreadyExists'],
  [400, 'InsufficientServicePermissions'],
  [400, 'ResourceDisabled'],
]

function setUp(sizeMs = 240_000, options: RetryStrategyOptions = {}) {
  const time = fakeTime()
  const window = new EventualConsistencyWindow({ sizeMs, now: time.now })
  const { now, sleep } = time
  const strategy = retryStrategy({ now, sleep, random: () => 0, eventualConsistency: window, ...options })
  const attempts = async (error: unknown): Promise<number> =>
    attemptsOf(
      await rejectionOf(
        retry(() => {
          throw error
        }, strategy),
      ),
    ).length
  return { ...time, window, strategy, attempts }
}

describe('the window', () => {
  test('lasts its size from the last write, and is never shortened', () => {
    const { window, pass, now } = setUp(1000)
    expect(window.endsAt).toBeUndefined()
    expect(window.remainingMs).toBe(0)
    window.extend()
    expect(window.endsAt).toBe(now() + 1000)
    pass(600)
    expect(window.remainingMs).toBe(400)
    pass(-5000)
    window.extend()
    expect(window.endsAt).toBe(now() + 5400)
    pass(10_000)
    expect(window.remainingMs).toBe(0)
  })

  test('is as long by a clock before 1970', () => {
    const window = new EventualConsistencyWindow({ sizeMs: 1000, now: () => -5000 })
    expect(window.remainingMs).toBe(0)
    window.extend()
    expect([window.endsAt, window.remainingMs]).toStrictEqual([-4000, 1000])
  })

  test('has four minutes where its size alone is missing, and the runtime’s clock where that is', () => {
    const fourMinutes = new EventualConsistencyWindow({ now: () => 5 })
    fourMinutes.extend()
    expect(fourMinutes.endsAt).toBe(240_005)
    vi.spyOn(Date, 'now').mockReturnValue(7)
    for (const window of [new EventualConsistencyWindow({ sizeMs: 10 }), new EventualConsistencyWindow()]) {
      window.extend()
      expect(window.endsAt).toBe(7 + window.remainingMs)
    }
  })

  test('is closed at the beginning, even at the time 0', () => {
    expect(new EventualConsistencyWindow({ now: () => 0 }).remainingMs).toBe(0)
  })

  test.each([[{ sizeMs: 0 }], [{ sizeMs: Number.NaN }], [{ now: 5 }], [{ size: 5 }]])('refuses %j', (options) => {
    expect(() => new EventualConsistencyWindow(options as object)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_RETRY_OPTION' }) as Error,
    )
  })
})

describe('while the window is open', () => {
  test.each(PAIRS)('%i %s is tried again', async (status, code) => {
    const { window, attempts } = setUp()
    expect(await attempts(serviceError(status, code))).toBe(1)
    window.extend()
    expect(await attempts(serviceError(status, code))).toBeGreaterThan(1)
  })

  test.each([
    [400, 'InvalidParameter'],
    [404, 'Other'],
    [401, 'NotAuthenticated'],
  ])('%i %s is not', async (status, code) => {
    const { window, attempts } = setUp()
    window.extend()
    expect(await attempts(serviceError(status, code))).toBe(1)
  })

  test('nothing more is tried once it has closed', async () => {
    const { window, attempts, pass } = setUp()
    window.extend()
    pass(240_000)
    expect(await attempts(notFound)).toBe(1)
  })

  test('a short rest of it is waited through with the plain timing', async () => {
    const { window, attempts, slept } = setUp(91_000)
    window.extend()
    await attempts(notFound)
    // The last wait ends when the window does: the error after it is no longer explained by the write.
    expect(slept).toStrictEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  test('a longer one is spanned by nine attempts', async () => {
    const { window, attempts, slept } = setUp(240_524)
    window.extend()
    expect(await attempts(notFound)).toBe(9)
    const expected = [1000, 3520, 12_390.4, 43_614.208, 45_000, 45_000, 45_000, 45_000]
    expected.forEach((wait, index) => expect(slept[index]).toBeCloseTo(wait, 3))
  })

  test('other errors keep the strategy’s own limit', async () => {
    const { window, attempts } = setUp(240_524, { maxAttempts: 3 })
    window.extend()
    expect(await attempts(serviceError(503))).toBe(3)
    expect(await attempts(notFound)).toBe(9)
  })

  test('one attempt stays one attempt', async () => {
    const { window, attempts } = setUp(240_524, { maxAttempts: 1 })
    window.extend()
    expect(await attempts(notFound)).toBe(1)
  })

  test('onRetry says why', async () => {
    const reasons: string[] = []
    const { window, attempts } = setUp(240_524, { onRetry: ({ reason }) => reasons.push(reason) })
    window.extend()
    await attempts(notFound)
    expect(new Set(reasons)).toStrictEqual(new Set(['eventual-consistency']))
  })
})

describe('the timing for an open window', () => {
  /** Milliseconds after 1 to 8 failures with seed 2024, computed by a Python script of the Go SDK's formula. */
  test.each([
    [240_524, [1811.762, 4230.821, 13_040.926, 44_299.534, 45_518.941, 45_665.603, 45_360.344, 45_000]],
    [200_000, [1811.762, 3637.764, 10_953.365, 36_951.319, 37_937.244, 38_083.906, 37_778.647, 37_418.303]],
  ])('with %i ms left equals an independent computation', (remainingMs, expected) => {
    const random = seededRandom(2024)
    const timing = windowTiming(DEFAULT_RETRY_STRATEGY, 8, remainingMs)
    const eighth = expected.length - 1
    expected.slice(0, eighth).forEach((wait, index) => expect(timing?.delayMs(index + 1, random)).toBeCloseTo(wait, 2))
    expect(timing?.delayMs(8, () => 0)).toBeCloseTo(expected[eighth] ?? 0, 2)
  })

  test.each([
    [91_000, 8],
    [1, 2],
  ] as const)('%i ms are within the plain timing of %i attempts', (remainingMs, maxAttempts) => {
    expect(windowTiming(DEFAULT_RETRY_STRATEGY, maxAttempts, remainingMs)).toBeUndefined()
  })

  test('one millisecond more is not', () => {
    expect(windowTiming(DEFAULT_RETRY_STRATEGY, 8, 91_001)?.maxAttempts).toBe(9)
    expect(windowTiming(DEFAULT_RETRY_STRATEGY, 2, 1001)?.maxAttempts).toBe(9)
    expect(windowTiming(DEFAULT_RETRY_STRATEGY, 12, 211_001)?.maxAttempts).toBe(12)
  })

  test('nothing that is left, or no number, needs none', () => {
    const strategy = retryStrategy({ baseMs: 0 })
    expect(windowTiming(strategy, 8, 0)).toBeUndefined()
    expect(windowTiming(strategy, 8, Number.NaN)).toBeUndefined()
  })

  test('plain waits that are longer stay as long', () => {
    const strategy = retryStrategy({ baseMs: 9000, jitter: 'fixed' })
    const timing = windowTiming(strategy, 2, 240_524)
    expect([1, 2, 3].map((failures) => timing?.delayMs(failures, () => 0))).toStrictEqual([9000, 9000, 12_390.4])
    expect(timing?.delayMs(1, () => 0.5)).toBe(9500)
  })

  test('attempts without a limit last long enough by themselves', () => {
    expect(windowTiming(DEFAULT_RETRY_STRATEGY, false, 1e9)).toBeUndefined()
  })

  test('waits of 0 never last long enough', () => {
    const strategy = retryStrategy({ baseMs: 0 })
    expect(windowTiming(strategy, 1e9, 1000)?.maxAttempts).toBe(1e9)
  })
})
