import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { fakeTime, serviceError } from '../../test/support.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import {
  DEFAULT_CIRCUIT_BREAKER_STRATEGY,
  NONE_CIRCUIT_BREAKER_STRATEGY,
  circuitBreakerStrategy,
  type CircuitBreakerStrategyOptions,
} from './circuit-breaker-strategy.ts'
import { CircuitOpenError, isCircuitOpenError, type CircuitOpenDetails } from './circuit-open-error.ts'

const down = serviceError(503, 'ServiceUnavailable')
const coded = (code: string): Error => Object.assign(new Error('x'), { code })

function setUp(options: CircuitBreakerStrategyOptions = {}) {
  const time = fakeTime()
  const breaker = new CircuitBreaker({ now: time.now, ...options })
  const fail = (error: unknown = down): Promise<unknown> =>
    rejectionOf(
      breaker.execute(() => {
        throw error
      }),
    )
  const failTimes = async (times: number, error: unknown = down): Promise<void> => {
    for (let call = 0; call < times; call++) await fail(error)
  }
  const succeed = (): Promise<string> => breaker.execute(() => 'fine')
  return { ...time, breaker, fail, failTimes, succeed }
}

/** A call that ends when the test says so. */
function pending(breaker: CircuitBreaker, signal?: AbortSignal) {
  const { promise, resolve, reject } = deferred()
  return { ended: breaker.execute(() => promise, { signal }), resolve, reject }
}

function deferred() {
  let resolve!: (value: unknown) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<unknown>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

describe('where one option alone is missing', () => {
  const given: Required<CircuitBreakerStrategyOptions> = {
    enabled: false,
    name: 'n',
    minimumCalls: 3,
    failureRatio: 1,
    windowMs: 7,
    openMs: 0,
    historySize: 0,
    isFailure: () => true,
    redact: () => 'x',
    now: () => 5,
    onStateChange: () => {},
    onRejected: () => {},
    onFailure: () => {},
  }

  test.each(Object.keys(given))('the strategy has the default of that one: %s', (option) => {
    const others = Object.entries(given).filter(([name]) => name !== option)
    const defaults = Object.entries(DEFAULT_CIRCUIT_BREAKER_STRATEGY).filter(([name]) => name === option)
    const expected = Object.fromEntries([...others, ...defaults])
    expect(circuitBreakerStrategy(Object.fromEntries(others))).toStrictEqual(expected)
    expect(circuitBreakerStrategy({ ...given, [option]: undefined })).toStrictEqual(expected)
  })

  test('the clock is the runtime’s', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(7000)
    const { breaker, fail } = setUp({ now: undefined, minimumCalls: 1 })
    await fail()
    expect(breaker.retryAt).toBe(37_000)
    expect(breaker.history).toMatchObject([{ at: 7000 }])
  })

  test('the name is left out of what it says', async () => {
    const { breaker, fail } = setUp({ minimumCalls: 1 })
    await fail()
    expect(breaker.name).toBeUndefined()
    expect(await fail()).toMatchObject({
      breakerName: undefined,
      message: expect.stringMatching(/^The circuit is open/),
    })
  })
})

describe('what an open circuit says', () => {
  const failure = { at: 1, kind: 'service', status: 503, code: 'Busy', requestId: undefined, message: 'm' } as const
  const of = (details: Partial<CircuitOpenDetails>): string =>
    new CircuitOpenError({ breakerName: 'b', retryAt: 9000, history: [failure], now: 0, ...details }).message
  const BEGINNING = 'The circuit "b" is open because too many calls failed'
  const LAST = `${BEGINNING}; the last failure was`
  const END = '. Try again in 9 s.'

  test.each<[string, Partial<CircuitOpenDetails>, string]>([
    ['all that is known', {}, `${LAST} 503 Busy m${END}`],
    ['no status', { history: [{ ...failure, status: undefined }] }, `${LAST} Busy m${END}`],
    ['no code', { history: [{ ...failure, code: undefined }] }, `${LAST} 503 m${END}`],
    ['no message', { history: [{ ...failure, message: '' }] }, `${LAST} 503 Busy${END}`],
    ['no failure', { history: [] }, `${BEGINNING}${END}`],
    ['no name', { breakerName: undefined }, `The circuit is open because too many calls failed; the last failure was 503 Busy m${END}`], // prettier-ignore
    ['the last failure', { history: [failure, { ...failure, code: 'Last' }] }, `${LAST} 503 Last m${END}`],
    ['a second for a millisecond', { now: 8999 }, `${LAST} 503 Busy m. Try again in 1 s.`],
    ['the wait', { now: 500 }, `${LAST} 503 Busy m. Try again in 9 s.`],
    ['no wait', { now: 9000 }, `${LAST} 503 Busy m. One call is trying the service now: try again when it is done.`],
  ])('%s', (_, details, message) => expect(of(details)).toBe(message))

  test('its JSON has no stack', () => {
    const error = new CircuitOpenError({ breakerName: 'b', retryAt: 9000, history: [failure], now: 0 })
    expect(error.toJSON()).toStrictEqual({
      name: 'CircuitOpenError',
      code: 'ERR_CIRCUIT_OPEN',
      message: error.message,
      breakerName: 'b',
      retryAt: 9000,
      history: [failure],
    })
  })
})

describe('a closed circuit', () => {
  test('yields what the operation yields, and throws what it throws, the same object', async () => {
    const { succeed, fail } = setUp()
    expect(await succeed()).toBe('fine')
    expect(await fail()).toBe(down)
  })

  test('hands the signal to the operation', async () => {
    const { signal } = new AbortController()
    expect((await setUp().breaker.execute((context) => context, { signal })).signal).toBe(signal)
  })

  test('opens with the tenth failure, not before', async () => {
    const { breaker, failTimes } = setUp()
    await failTimes(9)
    expect(breaker.state).toBe('closed')
    expect(breaker.retryAt).toBeUndefined()
    await failTimes(1)
    expect(breaker.state).toBe('open')
  })

  test('opens at 80 % of failures, not below', async () => {
    const { breaker, failTimes, succeed } = setUp()
    for (let call = 0; call < 3; call++) await succeed()
    await failTimes(11)
    expect(breaker.state).toBe('closed')
    await failTimes(1)
    expect(breaker.state).toBe('open')
  })

  test('forgets calls older than two minutes', async () => {
    const { breaker, failTimes, pass } = setUp()
    await failTimes(9)
    pass(120_000)
    await failTimes(9)
    expect(breaker.state).toBe('closed')
    await failTimes(1)
    expect(breaker.state).toBe('open')
  })

  test.each<[string, unknown, boolean]>([
    ['409 IncorrectState', serviceError(409, 'IncorrectState'), true],
    ['409 LockConflict', serviceError(409, 'LockConflict'), true],
    ['409 with another code', serviceError(409, 'Other'), false],
    ['429', serviceError(429), true],
    ['500', serviceError(500), true],
    ['501', serviceError(501), false],
    ['502', serviceError(502), true],
    ['503', serviceError(503), true],
    ['504', serviceError(504), true],
    ['505', serviceError(505), false],
    ['400', serviceError(400), false],
    ['401', serviceError(401), false],
    ['404', serviceError(404), false],
    ['a refused connection', coded('ECONNREFUSED'), true],
    ['a failed fetch', new TypeError('fetch failed', { cause: coded('ECONNRESET') }), true],
    ['a timeout', new DOMException('x', 'TimeoutError'), true],
    ['an abort', new DOMException('x', 'AbortError'), false],
    ['a key that cannot be read', coded('ERR_INVALID_PRIVATE_KEY'), false],
    ['a wrong configuration', coded('ERR_INVALID_CONFIG'), false],
    ['an untrusted certificate', coded('CERT_HAS_EXPIRED'), false],
    ['a programming error', new TypeError('x is not a function'), false],
    ['an unknown error', new Error('boom'), false],
  ])('%s', async (_, error, counted) => {
    const { breaker, failTimes } = setUp()
    await failTimes(10, error)
    expect(breaker.state).toBe(counted ? 'open' : 'closed')
    expect(breaker.history).toHaveLength(counted ? 5 : 0)
  })

  test('takes errors that never reached the service for no answer at all, other answers for good ones', async () => {
    const ignoring = setUp({ minimumCalls: 2 })
    await ignoring.failTimes(50, new Error('boom'))
    await ignoring.failTimes(2)
    expect(ignoring.breaker.state).toBe('open')
    const counting = setUp({ minimumCalls: 2 })
    await counting.failTimes(50, serviceError(404))
    await counting.failTimes(2)
    expect(counting.breaker.state).toBe('closed')
  })

  test('does not count a call that fails after its caller’s abort', async () => {
    const { breaker } = setUp({ minimumCalls: 1 })
    const controller = new AbortController()
    const call = pending(breaker, controller.signal)
    controller.abort()
    call.reject(coded('ECONNRESET'))
    await rejectionOf(call.ended)
    expect(breaker.state).toBe('closed')
  })

  test('takes nothing but true for a failure', async () => {
    const { breaker, fail } = setUp({ minimumCalls: 1, isFailure: () => 1 as unknown as boolean })
    await fail()
    expect(breaker.state).toBe('closed')
  })

  test('asks isFailure instead of the table; one that throws says no', async () => {
    const { breaker, failTimes } = setUp({ minimumCalls: 1, isFailure: (error) => error === 'mine' })
    await failTimes(1)
    expect(breaker.state).toBe('closed')
    await failTimes(9, 'mine')
    expect(breaker.state).toBe('open')
    const broken = setUp({
      minimumCalls: 1,
      isFailure: () => {
        throw new Error('bug')
      },
    })
    expect(await broken.fail()).toBe(down)
    expect(broken.breaker.state).toBe('closed')
  })

  test('makes no call for a caller that has already aborted', async () => {
    let calls = 0
    const signal = AbortSignal.abort('stop')
    expect(await rejectionOf(setUp().breaker.execute(() => (calls += 1), { signal }))).toBe('stop')
    expect(calls).toBe(0)
  })
})

describe('an open circuit', () => {
  test('refuses calls without making them, and says until when and why', async () => {
    const { breaker, failTimes, now } = setUp({ name: 'dataplane' })
    await failTimes(10, serviceError(503, 'ServiceUnavailable', { 'opc-request-id': 'ABC' }))
    let calls = 0
    const error = (await rejectionOf(breaker.execute(() => (calls += 1)))) as CircuitOpenError
    expect(calls).toBe(0)
    expect(error).toMatchObject({
      name: 'CircuitOpenError',
      code: 'ERR_CIRCUIT_OPEN',
      breakerName: 'dataplane',
      retryAt: now() + 30_000,
      message:
        'The circuit "dataplane" is open because too many calls failed; the last failure was 503 ServiceUnavailable HTTP 503. Try again in 30 s.',
    })
    expect(isCircuitOpenError(error)).toBe(true)
    expect(error.history).toHaveLength(5)
    expect(error.history[0]).toStrictEqual({
      at: now(),
      kind: 'service',
      status: 503,
      code: 'ServiceUnavailable',
      requestId: 'ABC',
      message: 'HTTP 503',
    })
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'CircuitOpenError',
      history: [{ status: 503 }, {}, {}, {}, {}],
    })
  })

  test('becomes half-open when its time is over, without a timer', async () => {
    const { breaker, failTimes, pass } = setUp()
    await failTimes(10)
    pass(29_999)
    expect(breaker.state).toBe('open')
    pass(1)
    expect(breaker.state).toBe('half-open')
  })

  test('ignores how earlier calls end', async () => {
    const { breaker, failTimes, pass, now } = setUp({ minimumCalls: 1 })
    const [early, late] = [pending(breaker), pending(breaker)]
    await failTimes(1)
    const retryAt = now() + 30_000
    pass(10_000)
    early.reject(down)
    await rejectionOf(early.ended)
    expect(breaker.retryAt).toBe(retryAt)
    late.resolve('fine')
    await late.ended
    expect(breaker.state).toBe('open')
  })

  test('does not stay open longer because the clock was set back', async () => {
    const { breaker, failTimes, pass, succeed } = setUp({ minimumCalls: 1 })
    await failTimes(1)
    pass(-3_600_000)
    expect(await succeed()).toBe('fine')
    expect(breaker.state).toBe('closed')
  })
})

describe('a half-open circuit', () => {
  const halfOpen = async (options: CircuitBreakerStrategyOptions = {}) => {
    const all = setUp({ minimumCalls: 1, ...options })
    await all.failTimes(1)
    all.pass(30_000)
    return all
  }

  test('lets exactly one of many concurrent calls through', async () => {
    const { breaker } = await halfOpen()
    let calls = 0
    const { promise, resolve } = deferred()
    const all = Array.from({ length: 50 }, () =>
      breaker.execute(() => {
        calls += 1
        return promise
      }),
    )
    const settled = Promise.allSettled(all)
    resolve('fine')
    const rejected = (await settled).filter(({ status }) => status === 'rejected')
    expect(calls).toBe(1)
    expect(rejected).toHaveLength(49)
    expect((rejected[0] as PromiseRejectedResult).reason).toMatchObject({
      message: expect.stringContaining('One call is trying the service now: try again when it is done.') as string,
    })
    expect(breaker.state).toBe('closed')
  })

  test('closes with a success, and counts from zero', async () => {
    const { breaker, failTimes, succeed, pass } = setUp({ minimumCalls: 2 })
    await failTimes(2)
    pass(30_000)
    await succeed()
    expect(breaker.state).toBe('closed')
    await failTimes(1)
    expect(breaker.state).toBe('closed')
    await failTimes(1)
    expect(breaker.state).toBe('open')
  })

  test('closes with an answer that is the caller’s own mistake', async () => {
    const { breaker, fail } = await halfOpen()
    await fail(serviceError(404))
    expect(breaker.state).toBe('closed')
  })

  test('opens again with a failure, for the whole time', async () => {
    const { breaker, fail, now } = await halfOpen()
    await fail()
    expect(breaker.state).toBe('open')
    expect(breaker.retryAt).toBe(now() + 30_000)
  })

  test.each<[string, unknown]>([
    ['an abort', new DOMException('x', 'AbortError')],
    ['a signing error', coded('ERR_INVALID_PRIVATE_KEY')],
  ])('frees the place after %s', async (_, error) => {
    const { breaker, fail, succeed } = await halfOpen()
    await fail(error)
    expect(breaker.state).toBe('half-open')
    expect(await succeed()).toBe('fine')
    expect(breaker.state).toBe('closed')
  })

  test('frees the place at once when the caller aborts, even if the operation does not heed it', async () => {
    const { breaker, succeed } = await halfOpen()
    const controller = new AbortController()
    const deaf = pending(breaker, controller.signal)
    expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
    controller.abort()
    const next = pending(breaker)
    // The deaf one ends while the next one is under way: it has no say any more.
    deaf.reject(down)
    await rejectionOf(deaf.ended)
    expect(breaker.state).toBe('half-open')
    expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
    next.resolve('fine')
    await next.ended
    expect(breaker.state).toBe('closed')
  })

  test('gives the place to the next call when a probe is not done after openMs', async () => {
    const { breaker, pass, succeed } = await halfOpen()
    const dripping = pending(breaker)
    pass(29_999)
    expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
    pass(1)
    expect(breaker.state).toBe('half-open')
    expect(await succeed()).toBe('fine')
    expect(breaker.state).toBe('closed')
    dripping.reject(down)
    await rejectionOf(dripping.ended)
    expect(breaker.state).toBe('closed')
  })

  test('gives each new probe a lease of its own', async () => {
    const { breaker, pass, succeed } = await halfOpen({ openMs: 20_000 })
    const probes = [pending(breaker)]
    for (let probe = 0; probe < 3; probe++) {
      pass(20_000)
      probes.push(pending(breaker))
      pass(19_999)
      expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
      pass(1)
    }
    for (const { resolve } of probes) resolve('late')
    await Promise.all(probes.map(({ ended }) => ended))
  })

  test('closes with the success of a probe whose lease is over, opens with its failure', async () => {
    for (const ends of ['closed', 'open']) {
      const { breaker, pass, now } = await halfOpen()
      const [slow, next] = [pending(breaker), (pass(30_000), pending(breaker))]
      if (ends === 'closed') slow.resolve('fine')
      else slow.reject(down)
      await Promise.allSettled([slow.ended])
      expect(breaker.state).toBe(ends)
      expect(breaker.retryAt).toBe(ends === 'open' ? now() + 30_000 : undefined)
      next.reject(down)
      await rejectionOf(next.ended)
      expect(breaker.state).toBe(ends)
    }
  })

  test('keeps the place for the present probe when an earlier one is aborted', async () => {
    const { breaker, pass, succeed } = await halfOpen()
    const controller = new AbortController()
    const early = pending(breaker, controller.signal)
    pass(30_000)
    const present = pending(breaker)
    controller.abort()
    early.reject(down)
    await rejectionOf(early.ended)
    expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
    present.resolve('fine')
    await present.ended
    expect(breaker.state).toBe('closed')
  })

  test('ends a lease when the clock is set back by more than a lease, or yields no number', async () => {
    for (const ms of [-3_600_000, Number.NaN]) {
      const { breaker, pass, succeed } = await halfOpen()
      const dripping = pending(breaker)
      pass(ms)
      expect(await succeed()).toBe('fine')
      dripping.resolve('late')
      await dripping.ended
    }
  })

  test('makes one probe at a moment, even with no time to stay open', async () => {
    const { breaker, pass, succeed } = await halfOpen({ openMs: 0 })
    const probe = pending(breaker)
    expect(isCircuitOpenError(await rejectionOf(succeed()))).toBe(true)
    pass(1)
    expect(await succeed()).toBe('fine')
    probe.resolve('late')
    await probe.ended
  })

  test.each<[string, () => unknown]>([
    ['succeeds', () => 'fine'],
    ['fails', () => Promise.reject(down)],
    ['never reached the service', () => Promise.reject(new Error('boom'))],
  ])('leaves no listener on the caller’s signal after a probe that %s', async (_, operation) => {
    const { breaker } = await halfOpen()
    const { signal } = new AbortController()
    let during = 0
    const probe = (): unknown => {
      during = getEventListeners(signal, 'abort').length
      return operation()
    }
    await Promise.allSettled([breaker.execute(probe, { signal })])
    expect(during).toBe(1)
    expect(getEventListeners(signal, 'abort')).toStrictEqual([])
  })
})

describe('the history', () => {
  test('keeps the last failures, oldest first, as many as asked for', async () => {
    for (const historySize of [0, 1, 3]) {
      const { breaker, fail } = setUp({ historySize })
      for (const status of [500, 502, 503, 504]) await fail(serviceError(status))
      expect(breaker.history.map(({ status }) => status)).toStrictEqual([502, 503, 504].slice(3 - historySize))
    }
  })

  test('shows no secret in any of its texts, nor does the error made of it', async () => {
    const secret = 'ST$eyJraWQiOiJhc3cifQ.eyJzdWIiOiJvY2lkMSJ9.c2ln'
    const { breaker, failTimes, fail } = setUp({ minimumCalls: 1 })
    const error = Object.assign(new Error(`refused ${secret}`), { status: 503, code: secret, requestId: secret })
    await failTimes(1, error)
    const open = await fail()
    expect(isCircuitOpenError(open)).toBe(true)
    const { inspect } = await import('node:util')
    for (const text of [
      JSON.stringify(open),
      inspect(open, { depth: 9 }),
      String(open),
      inspect(breaker, { depth: 9, showHidden: true }),
    ]) {
      expect(text).not.toContain('eyJ')
    }
  })

  test('cuts texts, after redaction, and puts them on one line', async () => {
    const { breaker, fail } = setUp()
    const padding = 'x'.repeat(250)
    await fail(Object.assign(new Error(`${padding}\r\n\u0007 ST$${'y'.repeat(5000)}`), { status: 500 }))
    const message = breaker.history[0]?.message ?? ''
    expect(message).toHaveLength(256)
    expect(message).toBe(`${padding}  ST$<`)
  })

  test('cuts code and request id to 128 characters, and is frozen', async () => {
    const { breaker, fail } = setUp()
    await fail(Object.assign(new Error('x'), { status: 500, code: 'c'.repeat(129), requestId: 'r'.repeat(129) }))
    expect(breaker.history).toMatchObject([{ code: 'c'.repeat(128), requestId: 'r'.repeat(128) }])
    expect(Object.isFrozen(breaker.history)).toBe(true)
    expect(Object.isFrozen(breaker.history[0])).toBe(true)
  })

  test('has the type of what is no error, and what is missing is missing', async () => {
    const { breaker, fail } = setUp({ isFailure: () => true })
    await fail(5)
    await fail({ message: 6, status: 500 })
    expect(breaker.history).toMatchObject([
      { message: 'number', code: undefined, requestId: undefined, status: undefined },
      { message: 'object', code: undefined, requestId: undefined, status: 500 },
    ])
  })

  test.each<[string, object]>([
    ['of the error', { requestId: 'id', opcRequestId: 'x', headers: { 'opc-request-id': 'x' } }],
    ['of oci-common’s error', { requestId: '', opcRequestId: 'id', headers: { 'opc-request-id': 'x' } }],
    ['of the headers', { requestId: 5, opcRequestId: '', headers: { 'opc-request-id': 'id' } }],
  ])('has the request id %s', async (_, fields) => {
    const { breaker, fail } = setUp()
    await fail(Object.assign(new Error('x'), { status: 500 }, fields))
    expect(breaker.history).toMatchObject([{ requestId: 'id' }])
  })

  test('drops what is beyond 4096 characters before it redacts', async () => {
    let longest = 0
    const { breaker, fail } = setUp({ redact: (text) => String((longest = Math.max(longest, text.length))) })
    await fail(serviceError(500, 'x'.repeat(10_000)))
    expect(longest).toBe(4096)
    expect(breaker.history[0]?.code).toBe('4096')
  })

  test('goes through the caller’s own redaction; one that throws hides the text', async () => {
    const own = setUp({ redact: (text) => text.toUpperCase() })
    await own.fail(serviceError(500, 'abc'))
    expect(own.breaker.history[0]).toMatchObject({ message: 'HTTP 500', code: 'ABC' })
    const broken = setUp({
      redact: () => {
        throw new Error('bug')
      },
    })
    await broken.fail(serviceError(500, 'abc'))
    expect(broken.breaker.history[0]).toMatchObject({ message: '<redacted>', code: '<redacted>' })
  })
})

describe('hooks', () => {
  test('are told of each change of state, each counted failure and each refusal', async () => {
    const events: unknown[] = []
    const { fail, succeed, pass, now } = setUp({
      name: 'n',
      minimumCalls: 1,
      onStateChange: ({ history, ...event }) => events.push([event, history.length]),
      onFailure: ({ breakerName, failure, error }) => events.push(['failure', breakerName, failure.status, error]),
      onRejected: ({ breakerName, error }) => events.push(['rejected', breakerName, error.code]),
    })
    await fail()
    await rejectionOf(succeed())
    pass(30_000)
    await succeed()
    await fail(serviceError(404))
    expect(events).toStrictEqual([
      ['failure', 'n', 503, down],
      [{ breakerName: 'n', from: 'closed', to: 'open', at: now() - 30_000 }, 1],
      ['rejected', 'n', 'ERR_CIRCUIT_OPEN'],
      [{ breakerName: 'n', from: 'open', to: 'half-open', at: now() }, 1],
      [{ breakerName: 'n', from: 'half-open', to: 'closed', at: now() }, 1],
    ])
  })

  test('cannot disturb the call, neither by a throw nor by a rejected promise', async () => {
    const unhandled: unknown[] = []
    const listener = (reason: unknown): unknown => unhandled.push(reason)
    process.on('unhandledRejection', listener)
    const throws = (): never => {
      throw new Error('hook')
    }
    for (const hook of [throws, async () => throws()]) {
      const { fail, breaker } = setUp({ minimumCalls: 1, onStateChange: hook, onFailure: hook, onRejected: hook })
      expect(await fail()).toBe(down)
      expect(isCircuitOpenError(await fail())).toBe(true)
      expect(breaker.state).toBe('open')
    }
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', listener)
    expect(unhandled).toStrictEqual([])
  })

  test('may make a call that opens the circuit: it opens once', async () => {
    const opened: string[] = []
    const { breaker, fail } = setUp({
      minimumCalls: 1,
      onFailure: () => (breaker.history.length < 2 ? fail() : undefined),
      onStateChange: ({ to }) => opened.push(to),
    })
    await fail()
    expect(breaker.history).toHaveLength(2)
    expect(opened).toStrictEqual(['open'])
  })

  test('may call the breaker in turn: there is still one probe', async () => {
    const probes: Promise<unknown>[] = []
    const hook = (): void => {
      if (breaker.state === 'half-open') probes.push(breaker.execute(() => 'inner'))
    }
    const { breaker, fail, pass } = setUp({ minimumCalls: 1, onStateChange: hook })
    await fail()
    pass(30_000)
    expect(isCircuitOpenError(await rejectionOf(breaker.execute(() => 'outer')))).toBe(true)
    expect(await Promise.all(probes)).toStrictEqual(['inner'])
    expect(breaker.state).toBe('closed')
  })
})

describe('strategies', () => {
  test('have the documented defaults; given options are laid over them', () => {
    expect(DEFAULT_CIRCUIT_BREAKER_STRATEGY).toMatchObject({
      enabled: true,
      minimumCalls: 10,
      failureRatio: 0.8,
      windowMs: 120_000,
      openMs: 30_000,
      historySize: 5,
    })
    expect(circuitBreakerStrategy({ minimumCalls: 3 })).toStrictEqual({
      ...DEFAULT_CIRCUIT_BREAKER_STRATEGY,
      minimumCalls: 3,
    })
    expect(Object.isFrozen(DEFAULT_CIRCUIT_BREAKER_STRATEGY)).toBe(true)
  })

  test('NONE_CIRCUIT_BREAKER_STRATEGY lets every call through and remembers none', async () => {
    const { breaker, failTimes, succeed } = setUp(NONE_CIRCUIT_BREAKER_STRATEGY)
    await failTimes(100)
    expect(await succeed()).toBe('fine')
    expect(breaker.history).toStrictEqual([])
  })

  test('say between which numbers a share may be', () => {
    expect(() => circuitBreakerStrategy({ failureRatio: 2 })).toThrow(
      `The circuit breaker strategy option failureRatio is 2. It has to be a number from ${Number.EPSILON} to 1.`,
    )
    expect(() => circuitBreakerStrategy({ name: '' })).toThrow('name is "". It has to be a string that is not empty.')
    expect(circuitBreakerStrategy({ failureRatio: Number.EPSILON }).failureRatio).toBe(Number.EPSILON)
  })

  test.each<[string, unknown]>([
    ['enabled', 'false'],
    ['name', ''],
    ['name', 5],
    ['minimumCalls', 0],
    ['minimumCalls', 2.5],
    ['failureRatio', 0],
    ['failureRatio', 1.1],
    ['failureRatio', 80],
    ['windowMs', 0],
    ['windowMs', Infinity],
    ['openMs', -1],
    ['historySize', -1],
    ['isFailure', true],
    ['redact', 'x'],
    ['now', 1],
    ['onStateChange', 1],
    ['onRejected', 1],
    ['onFailure', 1],
    ['volumeThreshold', 10],
    ['constructor', 1],
  ])('refuse %s: %j and name it', (option, value) => {
    const options = { [option]: value } as CircuitBreakerStrategyOptions
    const refusal = expect.objectContaining({ code: 'ERR_INVALID_RETRY_OPTION', option }) as Error
    expect(() => circuitBreakerStrategy(options)).toThrow(refusal)
    expect(() => new CircuitBreaker(options)).toThrow(refusal)
  })
})

describe('many breakers', () => {
  test('share nothing unless they are the same object', async () => {
    const strategy = circuitBreakerStrategy({ minimumCalls: 1 })
    const [one, other] = [new CircuitBreaker(strategy), new CircuitBreaker(strategy)]
    await rejectionOf(
      one.execute(() => {
        throw down
      }),
    )
    expect([one.state, other.state]).toStrictEqual(['open', 'closed'])
  })

  test('have no timer, idle or open', async () => {
    const active = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = active()
    const breakers = Array.from({ length: 2000 }, () => new CircuitBreaker({ minimumCalls: 1 }))
    await Promise.all(
      breakers.map((breaker) =>
        rejectionOf(
          breaker.execute(() => {
            throw down
          }),
        ),
      ),
    )
    expect(breakers.every(({ state }) => state === 'open')).toBe(true)
    expect(active()).toBe(before)
  })
})

test('isCircuitOpenError knows errors of another copy of the package, and nothing else', () => {
  const members = { name: 'CircuitOpenError', code: 'ERR_CIRCUIT_OPEN' }
  expect(isCircuitOpenError(Object.assign(new Error('open'), members))).toBe(true)
  for (const other of [undefined, null, 'ERR_CIRCUIT_OPEN', new Error('x'), members]) {
    expect(isCircuitOpenError(other)).toBe(false)
  }
})
