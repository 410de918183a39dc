import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { fakeTime, seededRandom, serviceError } from '../../test/support.ts'
import { attemptsOf } from './attempts.ts'
import { retry, type AttemptContext } from './retry.ts'
import type { GiveUpEvent, RetryEvent } from './retry-events.ts'
import {
  DEFAULT_RETRY_STRATEGY,
  NONE_RETRY_STRATEGY,
  retryStrategy,
  type RetryStrategyOptions,
} from './retry-strategy.ts'
import { sleep as realSleep } from '@x/kernel'

const failing = (error: unknown) => (): never => {
  throw error
}

/** Fails with each error in turn, then succeeds. */
function after(...errors: readonly unknown[]): (context: AttemptContext) => Promise<string> {
  return async ({ attempt }) => {
    if (attempt <= errors.length) throw errors[attempt - 1]
    return `attempt ${attempt}`
  }
}

describe('retry', () => {
  test('yields the first success', async () => {
    const { now, sleep, slept } = fakeTime()
    const strategy = retryStrategy({ now, sleep, jitter: 'none' })
    expect(await retry(after(serviceError(503), serviceError(500)), strategy)).toBe('attempt 3')
    expect(slept).toStrictEqual([1000, 2000])
  })

  test('yields what a synchronous operation returns', async () => {
    expect(await retry(() => 5, DEFAULT_RETRY_STRATEGY)).toBe(5)
  })

  test('waits 1, 2, 4, 8, 16, 30 and 30 seconds before the eighth and last attempt', async () => {
    const { now, sleep, slept } = fakeTime()
    await rejectionOf(retry(failing(serviceError(503)), retryStrategy({ now, sleep, jitter: 'none' })))
    expect(slept).toStrictEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  test('counts maxAttempts as calls in all', async () => {
    const { now, sleep, slept } = fakeTime()
    for (const maxAttempts of [1, 2, 5]) {
      const error = serviceError(503)
      const thrown = await rejectionOf(retry(failing(error), { maxAttempts, now, sleep }))
      expect(attemptsOf(thrown)).toHaveLength(maxAttempts)
    }
    expect(slept).toHaveLength(0 + 1 + 4)
  })

  test('without limits goes on until it succeeds, and remembers the last 64 failures', async () => {
    const { now, sleep } = fakeTime()
    const strategy = retryStrategy({ maxAttempts: false, totalElapsedMs: false, now, sleep })
    const errors = [...Array.from({ length: 200 }, () => serviceError(503)), serviceError(404)]
    const thrown = await rejectionOf(retry(after(...errors), strategy))
    const records = attemptsOf(thrown)
    expect(records).toHaveLength(64)
    expect(records.at(-1)?.attempt).toBe(201)
  })

  test('the wait depends on the seed alone', async () => {
    const run = async (): Promise<readonly number[]> => {
      const { now, sleep, slept } = fakeTime()
      const strategy = retryStrategy({ now, sleep, random: seededRandom(7), jitter: 'full-jitter' })
      await rejectionOf(retry(failing(serviceError(503)), strategy))
      return slept
    }
    expect(await run()).toStrictEqual(await run())
  })

  test('full-jitter-with-equal-on-throttle looks at the last error', async () => {
    const { now, sleep, slept } = fakeTime()
    const jitter = 'full-jitter-with-equal-on-throttle'
    const strategy = retryStrategy({ now, sleep, random: () => 0, jitter })
    await retry(after(serviceError(503), serviceError(429), serviceError(500)), strategy)
    expect(slept).toStrictEqual([0, 2000, 0])
  })

  test('NONE_RETRY_STRATEGY tries once', async () => {
    const thrown = await rejectionOf(retry(failing(serviceError(503)), NONE_RETRY_STRATEGY))
    expect(attemptsOf(thrown)).toHaveLength(1)
  })

  test('takes options in place of a strategy, and refuses bad ones before the first attempt', async () => {
    let calls = 0
    const operation = (): number => (calls += 1)
    const refused = await rejectionOf(retry(operation, { ...DEFAULT_RETRY_STRATEGY, maxAttempts: -1 }))
    expect(refused).toMatchObject({ code: 'ERR_INVALID_RETRY_OPTION', option: 'maxAttempts' })
    for (const none of [undefined, null]) {
      expect(await rejectionOf(retry(operation, none as unknown as RetryStrategyOptions))).toMatchObject({
        code: 'ERR_INVALID_RETRY_OPTION',
      })
    }
    expect(calls).toBe(0)
  })

  test('reads its ports when it needs them', async () => {
    const { slept, sleep, now } = fakeTime()
    const strategy = retryStrategy({ random: () => 0.5, sleep, now })
    await retry(after(serviceError(503)), strategy)
    expect(slept).toStrictEqual([1500])
  })
})

describe('where one port alone is missing, retry takes the runtime’s', () => {
  afterEach(() => void vi.useRealTimers())

  test('clock', async () => {
    const { sleep, now } = fakeTime(50_000)
    vi.spyOn(Date, 'now').mockImplementation(now)
    const random = (): number => 0
    const thrown = await rejectionOf(retry(failing(serviceError(503)), { sleep, random, maxAttempts: 2 }))
    expect(attemptsOf(thrown).map(({ startedAt }) => startedAt)).toStrictEqual([50_000, 51_000])
  })

  test('chance', async () => {
    const { now, sleep, slept } = fakeTime()
    vi.spyOn(Math, 'random').mockReturnValue(0.25)
    await retry(after(serviceError(503)), { now, sleep })
    expect(slept).toStrictEqual([1250])
  })

  test('timer', async () => {
    vi.useFakeTimers()
    const { now } = fakeTime()
    const attempts: number[] = []
    const onAttempt = ({ attempt }: { attempt: number }): unknown => attempts.push(attempt)
    const call = retry(after(serviceError(503)), { now, random: () => 0, onAttempt })
    await vi.advanceTimersByTimeAsync(999)
    expect(attempts).toStrictEqual([1])
    await vi.advanceTimersByTimeAsync(1)
    expect(await call).toBe('attempt 2')
  })
})

describe('the total budget', () => {
  test('counts the coming wait', async () => {
    const { now, sleep, slept } = fakeTime()
    // 1 + 2 + 4 = 7 s have passed; the next 8 s would end at 15 s.
    const strategy = retryStrategy({ now, sleep, jitter: 'none', totalElapsedMs: 15_000 })
    await rejectionOf(retry(failing(serviceError(503)), strategy))
    expect(slept).toStrictEqual([1000, 2000, 4000])
  })

  test('allows a wait that ends just before it is over', async () => {
    const { now, sleep, slept } = fakeTime()
    const strategy = retryStrategy({ now, sleep, jitter: 'none', totalElapsedMs: 15_001 })
    await rejectionOf(retry(failing(serviceError(503)), strategy))
    expect(slept).toStrictEqual([1000, 2000, 4000, 8000])
  })

  test('counts the time that attempts take', async () => {
    const time = fakeTime()
    const strategy = retryStrategy({
      ...time,
      slept: undefined,
      pass: undefined,
      totalElapsedMs: 100,
    } as RetryStrategyOptions)
    const operation = (): never => {
      time.pass(100)
      throw serviceError(503)
    }
    expect(attemptsOf(await rejectionOf(retry(operation, strategy)))).toHaveLength(1)
  })

  test('is not lengthened by a clock that is set back, nor is the wait negative', async () => {
    const time = fakeTime()
    const events: RetryEvent[] = []
    const { now, sleep } = time
    const strategy = retryStrategy({ now, sleep, maxAttempts: 2, onRetry: (event) => events.push(event) })
    const operation = (): never => {
      time.pass(-3_600_000)
      throw serviceError(503)
    }
    await rejectionOf(retry(operation, strategy))
    expect(events.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0])
  })

  test('goes on after a clock that is set back from where it was', async () => {
    const time = fakeTime()
    const { now, slept } = time
    // Each wait of 400 ms is followed by a step back of an hour.
    const sleep = async (ms: number): Promise<void> => {
      await time.sleep(ms)
      time.pass(-3_600_000)
    }
    const events: GiveUpEvent[] = []
    const operation = (): never => {
      time.pass(400)
      throw serviceError(503)
    }
    const onGiveUp = (event: GiveUpEvent): unknown => events.push(event)
    const options = { maxAttempts: false, totalElapsedMs: 1000, baseMs: 100, jitter: 'fixed', now, sleep } as const
    await rejectionOf(retry(operation, { ...options, onGiveUp }))
    expect(slept).toStrictEqual([100, 100])
    expect(events).toMatchObject([{ reason: 'elapsed', attempt: 3, elapsedMs: 1200 }])
  })

  test('is used up when the clock yields no number', async () => {
    const { sleep, slept } = fakeTime()
    const options = { maxAttempts: false, now: () => Number.NaN, sleep } as const
    expect(attemptsOf(await rejectionOf(retry(failing(serviceError(503)), options)))).toHaveLength(1)
    expect(slept).toStrictEqual([])
  })

  test('a call’s own deadline stops a wait that would pass it', async () => {
    const { now, sleep, slept } = fakeTime()
    const events: GiveUpEvent[] = []
    const strategy = retryStrategy({ now, sleep, jitter: 'none', onGiveUp: (event) => events.push(event) })
    await rejectionOf(retry(failing(serviceError(503)), strategy, { deadlineAt: now() + 3000 }))
    expect(slept).toStrictEqual([1000])
    expect(events[0]?.reason).toBe('deadline')
  })

  test('an option that is none is refused, and the one that was meant is named', async () => {
    const refused = await rejectionOf(retry(() => 1, DEFAULT_RETRY_STRATEGY, { retry_token: true } as object))
    expect(refused).toMatchObject({
      code: 'ERR_INVALID_RETRY_OPTION',
      option: 'retry_token',
      message: 'There is no option "retry_token". Did you mean `retryToken`?',
    })
  })

  test('a deadline that is no number is refused', async () => {
    const refused = await rejectionOf(retry(() => 1, DEFAULT_RETRY_STRATEGY, { deadlineAt: Number.NaN }))
    expect(refused).toMatchObject({ code: 'ERR_INVALID_RETRY_OPTION', option: 'deadlineAt' })
  })
})

describe('Retry-After', () => {
  const waits = async (headers: object, options: RetryStrategyOptions = {}): Promise<readonly number[]> => {
    const { now, sleep, slept } = fakeTime(Date.UTC(2026, 0, 1))
    const strategy = retryStrategy({ now, sleep, jitter: 'none', maxAttempts: 2, ...options })
    await rejectionOf(retry(failing(serviceError(429, 'TooManyRequests', headers)), strategy))
    return slept
  }

  test('lengthens the wait', async () => {
    expect(await waits({ 'retry-after': '12' })).toStrictEqual([12_000])
    expect(await waits({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' })).toStrictEqual([9000])
  })

  test('never shortens it', async () => {
    expect(await waits({ 'retry-after': '0' })).toStrictEqual([1000])
  })

  test('is bounded by the longest wait', async () => {
    expect(await waits({ 'retry-after': '3600' })).toStrictEqual([30_000])
  })

  test('that passes the total budget ends the retry', async () => {
    expect(await waits({ 'retry-after': '20' }, { totalElapsedMs: 20_000 })).toStrictEqual([])
  })

  test('is not read when it is switched off', async () => {
    expect(await waits({ 'retry-after': '12' }, { honourRetryAfter: false })).toStrictEqual([1000])
  })

  test('that is missing adds nothing to a wait of 0', async () => {
    expect(await waits({}, { baseMs: 0 })).toStrictEqual([0])
  })

  test('that cannot be read is ignored', async () => {
    expect(await waits({ 'retry-after': 'soon' })).toStrictEqual([1000])
  })
})

describe('an open circuit', () => {
  test('is waited for as long as it is open, when opted in', async () => {
    const { now, sleep, slept } = fakeTime()
    const open = Object.assign(new Error('open'), { code: 'ERR_CIRCUIT_OPEN', retryAt: now() + 45_000 })
    const strategy = retryStrategy({ now, sleep, jitter: 'none', retryOnOpenCircuit: true })
    expect(await retry(after(open), strategy)).toBe('attempt 2')
    expect(slept).toStrictEqual([45_000])
  })

  test.each([
    ['that is over', 5],
    ['without an end', Infinity],
    ['that is no number', Number.NaN],
    ['that is text', '9'],
  ])('is not waited for until a time %s', async (_, retryAt) => {
    const { now, sleep, slept } = fakeTime()
    const open = { code: 'ERR_CIRCUIT_OPEN', retryAt }
    await retry(after(open), { now, sleep, jitter: 'none', baseMs: 0, retryOnOpenCircuit: true })
    expect(slept).toStrictEqual([0])
  })

  test('is not waited for beyond the total budget', async () => {
    const { now, sleep, slept } = fakeTime()
    const open = Object.assign(new Error('open'), { code: 'ERR_CIRCUIT_OPEN', retryAt: now() + 45_000 })
    const strategy = retryStrategy({ now, sleep, retryOnOpenCircuit: true, totalElapsedMs: 40_000 })
    expect(await rejectionOf(retry(after(open), strategy))).toBe(open)
    expect(slept).toStrictEqual([])
  })
})

describe('the error that is thrown', () => {
  test('is the last one, with every attempt attached', async () => {
    const { now, sleep } = fakeTime(1000)
    const [first, last] = [serviceError(503), serviceError(404)]
    const thrown = await rejectionOf(retry(after(first, last), retryStrategy({ now, sleep, jitter: 'none' })))
    expect(thrown).toBe(last)
    expect(attemptsOf(thrown)).toStrictEqual([
      { attempt: 1, startedAt: 1000, durationMs: 0, error: first, delayMs: 1000 },
      { attempt: 2, startedAt: 2000, durationMs: 0, error: last, delayMs: undefined },
    ])
    expect(Object.getOwnPropertyDescriptor(thrown, 'attempts')).toStrictEqual({
      value: attemptsOf(thrown),
      enumerable: false,
      configurable: true,
      writable: true,
    })
  })

  test('tells how long each attempt took', async () => {
    const time = fakeTime(1000)
    const { now, sleep } = time
    const operation = ({ attempt }: AttemptContext): never => {
      time.pass(attempt * 70)
      throw serviceError(attempt < 3 ? 503 : 404)
    }
    const ends: GiveUpEvent[] = []
    const onGiveUp = (event: GiveUpEvent): unknown => ends.push(event)
    const thrown = await rejectionOf(retry(operation, { now, sleep, jitter: 'none', onGiveUp }))
    expect(attemptsOf(thrown).map(({ startedAt, durationMs }) => [startedAt, durationMs])).toStrictEqual([
      [1000, 70],
      [2070, 140],
      [4210, 210],
    ])
    expect(ends).toMatchObject([{ elapsedMs: 3420, attempt: 3, reason: 'not-retryable' }])
  })

  test('says 0 for an attempt during which the clock was set back', async () => {
    const { now, sleep, pass } = fakeTime(1000)
    const operation = (): never => {
      pass(-500)
      throw serviceError(404)
    }
    expect(attemptsOf(await rejectionOf(retry(operation, { now, sleep })))).toMatchObject([{ durationMs: 0 }])
  })

  test('prints and serialises as before', async () => {
    const error = serviceError(404, 'NotFound')
    const before = [JSON.stringify(error), Object.keys(error)]
    await rejectionOf(retry(failing(error), DEFAULT_RETRY_STRATEGY))
    expect([JSON.stringify(error), Object.keys(error)]).toStrictEqual(before)
  })

  test('keeps an enumerable attempts of its own', async () => {
    const error = Object.assign(serviceError(404), { attempts: 3 })
    await rejectionOf(retry(failing(error), DEFAULT_RETRY_STRATEGY))
    expect(error.attempts).toBe(3)
    expect(attemptsOf(error)).toStrictEqual([])
  })

  test('of a retry inside a retry carries the attempts of the outer one', async () => {
    const { now, sleep } = fakeTime()
    const error = serviceError(503)
    const inner = async (): Promise<never> => retry(failing(error), { maxAttempts: 3, now, sleep })
    expect(attemptsOf(await rejectionOf(retry(inner, { maxAttempts: 2, now, sleep })))).toHaveLength(2)
  })

  test.each([[Object.freeze(new Error('frozen'))], ['text'], [undefined], [null], [42]])(
    'may be %s',
    async (thrown) => {
      expect(await rejectionOf(retry(failing(thrown), DEFAULT_RETRY_STRATEGY))).toBe(thrown)
      expect(attemptsOf(thrown)).toStrictEqual([])
    },
  )
})

test('attempts are a list that is not enumerable, of any other value none', () => {
  const hostile = Proxy.revocable({}, {})
  hostile.revoke()
  const lookAlike = Object.defineProperty({}, 'attempts', { value: 3 })
  for (const value of [undefined, 'text', hostile.proxy, {}, { attempts: [1] }, lookAlike]) {
    expect(attemptsOf(value)).toStrictEqual([])
  }
})

describe('an abort', () => {
  test('before the call makes no attempt', async () => {
    let calls = 0
    const reason = new Error('stop')
    const thrown = await rejectionOf(
      retry(() => (calls += 1), DEFAULT_RETRY_STRATEGY, { signal: AbortSignal.abort(reason) }),
    )
    expect(thrown).toBe(reason)
    expect(calls).toBe(0)
  })

  test('during the wait ends it at once, with the signal’s reason', async () => {
    const controller = new AbortController()
    const gaveUp: GiveUpEvent[] = []
    const error = serviceError(503)
    const strategy = retryStrategy({
      baseMs: 600_000,
      maxWaitMs: 600_000,
      totalElapsedMs: false,
      onRetry: () => queueMicrotask(() => controller.abort()),
      onGiveUp: (event) => gaveUp.push(event),
    })
    const thrown = await rejectionOf(retry(failing(error), strategy, { signal: controller.signal }))
    expect(thrown).toBe(controller.signal.reason)
    expect(attemptsOf(thrown)).toStrictEqual([])
    expect(gaveUp).toMatchObject([{ reason: 'aborted', error, attempt: 1 }])
  })

  test.each<[string, unknown, RetryStrategyOptions]>([
    ['between attempts', serviceError(503), {}],
    ['that a service asks for', serviceError(429, 'x', { 'retry-after': '20' }), {}],
    ['for an open circuit', { code: 'ERR_CIRCUIT_OPEN', retryAt: Date.now() + 20_000 }, { retryOnOpenCircuit: true }],
  ])(
    'during the wait %s makes one attempt and tells onGiveUp so',
    async (_, error, options) => {
      const controller = new AbortController()
      const reason = new Error('stop')
      const ends: GiveUpEvent[] = []
      const waits: number[] = []
      const strategy: RetryStrategyOptions = {
        ...options,
        baseMs: 15_000,
        onRetry: ({ delayMs }) => {
          waits.push(delayMs)
          setImmediate(() => controller.abort(reason))
        },
        onGiveUp: (event) => ends.push(event),
      }
      const listeners = getEventListeners(controller.signal, 'abort').length
      expect(await rejectionOf(retry(failing(error), strategy, { signal: controller.signal }))).toBe(reason)
      expect(waits[0]).toBeGreaterThan(14_000)
      expect(ends).toMatchObject([{ reason: 'aborted', attempt: 1, error, attempts: [{ attempt: 1, error }] }])
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(listeners)
    },
    5000,
  )

  test('during a wait that does not look at the signal starts no other attempt', async () => {
    const controller = new AbortController()
    const sleep = async (): Promise<void> => controller.abort()
    const reasons: string[] = []
    const onGiveUp = ({ reason }: GiveUpEvent): unknown => reasons.push(reason)
    let calls = 0
    const operation = (): never => {
      calls += 1
      throw serviceError(503)
    }
    await rejectionOf(retry(operation, { sleep, onGiveUp }, { signal: controller.signal }))
    expect(calls).toBe(1)
    expect(reasons).toStrictEqual(['aborted'])
  })

  test('during an attempt throws the operation’s own error and tries no more', async () => {
    const { now, sleep, slept } = fakeTime()
    const controller = new AbortController()
    const error = serviceError(503)
    const operation = (): never => {
      controller.abort()
      throw error
    }
    const ends: GiveUpEvent[] = []
    const onGiveUp = (event: GiveUpEvent): unknown => ends.push(event)
    expect(await rejectionOf(retry(operation, { now, sleep, onGiveUp }, { signal: controller.signal }))).toBe(error)
    expect(slept).toStrictEqual([])
    expect(ends).toMatchObject([{ reason: 'aborted', attempt: 1, error }])
  })

  test('whose reason the operation throws leaves the caller’s reason untouched', async () => {
    const controller = new AbortController()
    const operation = (): never => {
      controller.abort()
      throw controller.signal.reason
    }
    const thrown = await rejectionOf(retry(operation, DEFAULT_RETRY_STRATEGY, { signal: controller.signal }))
    expect(thrown).toBe(controller.signal.reason)
    expect(Object.hasOwn(thrown as object, 'attempts')).toBe(false)
  })
})

describe('what an attempt is told', () => {
  const contextOf = async (
    strategy: RetryStrategyOptions,
    options: Parameters<typeof retry>[2] = {},
  ): Promise<AttemptContext> => retry((context) => context, strategy, options)

  test('its number, from 1', async () => {
    const { now, sleep } = fakeTime()
    const seen: number[] = []
    const operation = ({ attempt }: AttemptContext): void => {
      seen.push(attempt)
      if (attempt < 3) throw serviceError(503)
    }
    await retry(operation, { now, sleep })
    expect(seen).toStrictEqual([1, 2, 3])
  })

  test('the caller’s signal', async () => {
    const { signal } = new AbortController()
    expect((await contextOf(DEFAULT_RETRY_STRATEGY, { signal })).signal).toBe(signal)
  })

  test.each<[string, RetryStrategyOptions, boolean | undefined, object]>([
    ['with two attempts', { maxAttempts: 2 }, undefined, { 'opc-client-retries': 'true' }],
    ['without a limit', { maxAttempts: false }, undefined, { 'opc-client-retries': 'true' }],
    ['with one attempt', { maxAttempts: 1 }, undefined, {}],
    ['without retries', NONE_RETRY_STRATEGY, undefined, {}],
    ['when the body can be read only once', {}, false, {}],
  ])('opc-client-retries %s', async (_, strategy, replayable, headers) => {
    expect((await contextOf(strategy, { replayable })).headers).toStrictEqual(headers)
  })

  test('the same new opc-retry-token in every attempt, when asked for', async () => {
    const { now, sleep } = fakeTime()
    const tokens: (string | undefined)[] = []
    const operation = ({ attempt, headers }: AttemptContext): void => {
      tokens.push(headers['opc-retry-token'])
      if (attempt < 3) throw serviceError(503)
    }
    await retry(operation, { now, sleep }, { retryToken: true })
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).toMatch(/^[A-Za-z0-9]{30}$/)
  })

  test('the caller’s own opc-retry-token', async () => {
    expect((await contextOf(NONE_RETRY_STRATEGY, { retryToken: 'mine' })).headers).toStrictEqual({
      'opc-retry-token': 'mine',
    })
    expect((await contextOf(NONE_RETRY_STRATEGY, { retryToken: false })).headers).toStrictEqual({})
  })

  test.each([[''], ['a b'], ['a\r\nx: y'], ['x'.repeat(65)]])('but not the token %j', async (retryToken) => {
    const refused = await rejectionOf(contextOf(NONE_RETRY_STRATEGY, { retryToken }))
    expect(refused).toMatchObject({ code: 'ERR_INVALID_RETRY_OPTION', option: 'retryToken' })
  })
})

describe('hooks', () => {
  test('see each attempt, each wait and the end', async () => {
    const { now, sleep } = fakeTime()
    const events: unknown[] = []
    const strategy = retryStrategy({
      now,
      sleep,
      jitter: 'fixed',
      maxAttempts: 2,
      onAttempt: (event) => events.push(['attempt', event]),
      onRetry: (event) => events.push(['retry', event]),
      onGiveUp: ({ attempts, ...event }) => events.push(['give up', event, attempts.length]),
    })
    const error = serviceError(503)
    await rejectionOf(retry(failing(error), strategy))
    expect(events).toStrictEqual([
      ['attempt', { attempt: 1, elapsedMs: 0 }],
      ['retry', { attempt: 1, error, reason: 'service-error', delayMs: 1000, elapsedMs: 0 }],
      ['attempt', { attempt: 2, elapsedMs: 1000 }],
      ['give up', { attempt: 2, error, reason: 'attempts', elapsedMs: 1000 }, 2],
    ])
  })

  test.each<[string, unknown, RetryStrategyOptions, object]>([
    ['not-retryable', serviceError(404), {}, {}],
    ['not-replayable', serviceError(503), {}, { replayable: false }],
    ['attempts', serviceError(503), { maxAttempts: 1 }, {}],
    ['elapsed', serviceError(503), { totalElapsedMs: 500 }, {}],
    ['deadline', serviceError(503), {}, { deadlineAt: 0 }],
    ['aborted', new DOMException('x', 'AbortError'), {}, {}],
  ])('onGiveUp says %s', async (reason, error, strategy, options) => {
    const reasons: string[] = []
    const { now, sleep } = fakeTime()
    const onGiveUp = (event: GiveUpEvent): unknown => reasons.push(event.reason)
    await rejectionOf(retry(failing(error), { now, sleep, ...strategy, onGiveUp }, options))
    expect(reasons).toStrictEqual([reason])
  })

  test.each<[string, unknown, RetryStrategyOptions]>([
    ['timeout', Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), {}],
    ['network', Object.assign(new Error('x'), { code: 'EPIPE' }), {}],
    ['service-error', serviceError(500), {}],
    ['circuit-open', Object.assign(new Error('x'), { code: 'ERR_CIRCUIT_OPEN' }), { retryOnOpenCircuit: true }],
    ['predicate', new Error('x'), { retryOn: () => true }],
    ['any-error', new Error('x'), { retryOn: false }],
  ])('onRetry says %s', async (reason, error, strategy) => {
    const reasons: string[] = []
    const { now, sleep } = fakeTime()
    await retry(after(error), { now, sleep, ...strategy, onRetry: (event) => reasons.push(event.reason) })
    expect(reasons).toStrictEqual([reason])
  })

  test('cannot disturb the call, neither by a throw nor by a rejected promise', async () => {
    const unhandled: unknown[] = []
    const listener = (reason: unknown): unknown => unhandled.push(reason)
    process.on('unhandledRejection', listener)
    const { now, sleep } = fakeTime()
    const throws = failing(new Error('hook'))
    const rejects = async (): Promise<never> => throws()
    for (const hook of [throws, rejects]) {
      const strategy = retryStrategy({ now, sleep, onAttempt: hook, onRetry: hook, onGiveUp: hook })
      expect(await retry(after(serviceError(503)), strategy)).toBe('attempt 2')
      const error = serviceError(404)
      expect(await rejectionOf(retry(failing(error), strategy))).toBe(error)
    }
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', listener)
    expect(unhandled).toStrictEqual([])
  })
})

describe('what a retry leaves behind', () => {
  test('no timer when the wait is aborted', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const controllers = Array.from({ length: 20 }, () => new AbortController())
    const waits = controllers.map(({ signal }) => rejectionOf(realSleep(60_000, signal)))
    expect(timers()).toBe(before + 20)
    for (const controller of controllers) controller.abort()
    await Promise.all(waits)
    expect(timers()).toBe(before)
  })

  test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['the wait is over', (signal) => realSleep(1, signal)],
    ['an attempt succeeded', (signal) => retry(after(serviceError(503)), { baseMs: 0, jitterMs: 1 }, { signal })],
    [
      'there is no further attempt',
      (signal) => rejectionOf(retry(failing(serviceError(404)), DEFAULT_RETRY_STRATEGY, { signal })),
    ],
  ])('no listener on the signal when %s', async (_, work) => {
    const { signal } = new AbortController()
    await work(signal)
    expect(getEventListeners(signal, 'abort')).toStrictEqual([])
  })
})
