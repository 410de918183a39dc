// How calls end that do not go well: breaker, abort, time limits, control characters; and who has the last word.
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { startEmulator, type Emulator } from '@x/emulator'
import { CircuitBreaker, DEFAULT_RETRY_STRATEGY, NONE_CIRCUIT_BREAKER_STRATEGY, NONE_RETRY_STRATEGY } from '@x/retry'
import { createSigner } from '@x/signer'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import type { DataplaneClient, DataplaneClientOptions } from '../src/index.ts'
import { clientOf, keys, SCOPE, SCOPED_PATH, thrownBy } from './support.ts'

const publicKey = keys.publicKeyPem
const servers = useServers()
let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator()
})
afterEach(() => oci.faults.clear())
afterAll(() => oci.close())

const call = (client: DataplaneClient, options?: object): Promise<unknown> =>
  client.generateScopedAccessToken({ scope: SCOPE, publicKey }, options)
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  rejectionOf(work).then((error) => (error as { code: unknown }).code)
const breakService = (times?: number): void =>
  oci.faults.add({ ...(times && { times }), effect: { status: 503, message: 'down' } })

describe('the circuit breaker', () => {
  test('is on by default: after ten failures no call goes out', async () => {
    breakService()
    const client = clientOf(oci)
    const before = oci.count('POST', SCOPED_PATH)
    for (let calls = 0; calls < 10; calls++) expect(await codeOf(call(client))).toBe('ServiceUnavailable')
    expect(await codeOf(call(client))).toBe('ERR_CIRCUIT_OPEN')
    expect(oci.count('POST', SCOPED_PATH) - before).toBe(10)
  })

  test.each<[string, DataplaneClientOptions]>([
    ['the client', { circuitBreakerStrategy: NONE_CIRCUIT_BREAKER_STRATEGY }],
    ['the environment', { env: { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'false' } }],
  ])('can be switched off by %s', async (_, options) => {
    breakService()
    const client = clientOf(oci, options)
    for (let calls = 0; calls < 12; calls++) expect(await codeOf(call(client))).toBe('ServiceUnavailable')
  })

  test('opens, refuses, lets one call try, and heals; the callback hears of opening and of each refusal', async () => {
    let nowMs = Date.now()
    const heard: { code: unknown; retryAt: number; breakerName: unknown }[] = []
    const client = clientOf(oci, {
      now: () => nowMs,
      circuitBreakerStrategy: { minimumCalls: 2, failureRatio: 0.5, openMs: 5_000 },
      circuitBreakerCallback: (error) => heard.push(error),
    })
    breakService(2)
    await rejectionOf(call(client))
    expect(heard).toHaveLength(0)
    await rejectionOf(call(client))
    const opened = { code: 'ERR_CIRCUIT_OPEN', retryAt: nowMs + 5_000, breakerName: 'Dataplane' }
    expect(heard).toMatchObject([opened])
    expect(await codeOf(call(client))).toBe('ERR_CIRCUIT_OPEN')
    expect(heard).toMatchObject([opened, opened])
    nowMs += 5_000
    expect(await call(client)).toMatchObject({ status: 200 })
    expect(await call(client)).toMatchObject({ status: 200 })
    expect(heard).toHaveLength(2)
  })

  test('keeps the name and the clock of its strategy', async () => {
    const heard: { readonly breakerName: unknown; readonly retryAt: number }[] = []
    const client = clientOf(oci, {
      circuitBreakerStrategy: { minimumCalls: 1, openMs: 5_000, name: 'mine', now: () => 1_000 },
      circuitBreakerCallback: (error) => heard.push(error),
    })
    breakService(1)
    await rejectionOf(call(client))
    expect(heard).toMatchObject([{ breakerName: 'mine', retryAt: 6_000 }])
  })

  test('opens again when the call that tries it fails', async () => {
    let nowMs = Date.now()
    const callback = vi.fn()
    const circuitBreakerStrategy = { minimumCalls: 1, openMs: 1_000, now: () => nowMs }
    const client = clientOf(oci, { circuitBreakerStrategy, circuitBreakerCallback: callback })
    breakService()
    await rejectionOf(call(client))
    nowMs += 1_000
    await rejectionOf(call(client))
    expect(callback).toHaveBeenCalledTimes(2)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('listener')
      },
    ],
    ['rejects', () => Promise.reject(new Error('listener'))],
  ])('survives a callback that %s, and calls the strategy’s own hooks too', async (_, circuitBreakerCallback) => {
    const [onStateChange, onRejected] = [vi.fn(), vi.fn()]
    const circuitBreakerStrategy = { minimumCalls: 1, onStateChange, onRejected }
    const client = clientOf(oci, { circuitBreakerStrategy, circuitBreakerCallback })
    breakService(1)
    expect(await codeOf(call(client))).toBe('ServiceUnavailable')
    expect(await codeOf(call(client))).toBe('ERR_CIRCUIT_OPEN')
    expect([onStateChange, onRejected].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  test('can be shared between clients, which have no callbacks then', async () => {
    const breaker = new CircuitBreaker({ minimumCalls: 1 })
    breakService(1)
    await rejectionOf(call(clientOf(oci, { circuitBreakerStrategy: breaker })))
    expect(await codeOf(call(clientOf(oci, { circuitBreakerStrategy: breaker })))).toBe('ERR_CIRCUIT_OPEN')
    const both = { circuitBreakerStrategy: breaker, circuitBreakerCallback: () => {} }
    expect(thrownBy(() => clientOf(oci, both))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('is not tripped by what the caller did wrong', async () => {
    const client = clientOf(oci, { circuitBreakerStrategy: { minimumCalls: 1 } })
    const wrong = client.generateScopedAccessToken({ scope: 'wrong', publicKey })
    expect(await codeOf(wrong)).toBe('InvalidParameter')
    expect(await call(client)).toMatchObject({ status: 200 })
  })
})

describe('a call is tried again', () => {
  const sleep = async (): Promise<void> => {}
  const strategy = { maxAttempts: 2, sleep }
  const enabled = { OCI_SDK_DEFAULT_RETRY_ENABLED: 'true' }

  test.each<[string, number, DataplaneClientOptions, object]>([
    ['never, by default', 1, {}, {}],
    ['as the client says', 2, { retryStrategy: strategy }, {}],
    ['as the call says, before the client', 2, { retryStrategy: NONE_RETRY_STRATEGY }, { retryStrategy: strategy }],
    ['never, when the call says so', 1, { retryStrategy: strategy }, { retryStrategy: NONE_RETRY_STRATEGY }],
    [
      'never, when the client says so, before the environment',
      1,
      { retryStrategy: NONE_RETRY_STRATEGY, env: enabled },
      {},
    ],
  ])('%s', async (_, attempts, options, callOptions) => {
    breakService(1)
    const before = oci.count('POST', SCOPED_PATH)
    await call(clientOf(oci, options), callOptions).catch(() => {})
    expect(oci.count('POST', SCOPED_PATH) - before).toBe(attempts)
  })

  test('by the default strategy, when the environment says so', async () => {
    breakService(1)
    await call(clientOf(oci, { env: enabled, timeoutMs: 5_000 }), {
      retryStrategy: { ...DEFAULT_RETRY_STRATEGY, sleep },
    })
    const [first, second] = oci.requests.slice(-2)
    expect([first?.status, second?.status]).toEqual([503, 200])
    expect(second?.headers['opc-client-retries']).toBe('true')
    const controller = new AbortController()
    breakService(1)
    // The wait before the second attempt shows that there would be one.
    const logger = { warn: () => controller.abort(new Error('seen')) }
    const error = await rejectionOf(call(clientOf(oci, { env: enabled, logger }), { signal: controller.signal }))
    expect(error).toMatchObject({ message: 'seen' })
    expect(oci.requests.at(-1)?.headers['opc-client-retries']).toBe('true')
  })
})

describe('a signal', () => {
  const reason = new Error('enough')

  test('that has fired sends nothing', async () => {
    const before = oci.count('POST', SCOPED_PATH)
    expect(await rejectionOf(call(clientOf(oci), { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(oci.count('POST', SCOPED_PATH)).toBe(before)
  })

  test('ends the wait for the answer with its own reason', async () => {
    const controller = new AbortController()
    const url = await servers.http(() => controller.abort(reason))
    const client = clientOf(oci, { serviceEndpoint: url })
    expect(await rejectionOf(call(client, { signal: controller.signal }))).toBe(reason)
  })

  test('ends the reading of an answer that has begun', async () => {
    const controller = new AbortController()
    const url = await servers.http((_, response) => {
      response.write('{"token":')
      setImmediate(() => controller.abort(reason))
    })
    const client = clientOf(oci, { serviceEndpoint: url })
    expect(await rejectionOf(call(client, { signal: controller.signal }))).toBe(reason)
  })

  test('ends the wait for a signature', async () => {
    const controller = new AbortController()
    const before = oci.count('POST', SCOPED_PATH)
    const signer = createSigner(() => {
      controller.abort(reason)
      return new Promise(() => {})
    })
    expect(await rejectionOf(call(clientOf(oci, { signer }), { signal: controller.signal }))).toBe(reason)
    expect(oci.count('POST', SCOPED_PATH)).toBe(before)
  })

  test('ends the wait between attempts', async () => {
    const controller = new AbortController()
    const retryStrategy = { maxAttempts: 2, baseMs: 60_000, onRetry: () => controller.abort(reason) }
    breakService(1)
    expect(await rejectionOf(call(clientOf(oci, { retryStrategy }), { signal: controller.signal }))).toBe(reason)
  })

  test('ends the search for the endpoint', async () => {
    const controller = new AbortController()
    const serviceEndpoint = (): Promise<string> => {
      controller.abort(reason)
      return new Promise(() => {})
    }
    const client = clientOf(oci, { serviceEndpoint })
    expect(await rejectionOf(call(client, { signal: controller.signal }))).toBe(reason)
  })
})

describe('a time limit', () => {
  test('holds for connecting', async () => {
    const { setTimer, fire } = fakeTimers()
    const client = clientOf(oci, {
      serviceEndpoint: `https://${await servers.tcp(() => {})}`,
      setTimer,
      timeoutMs: [111, 222],
    })
    const ended = rejectionOf(call(client))
    await fire(111)
    expect(await ended).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'connect', limitMs: 111 })
  })

  test('holds for silence', async () => {
    const { setTimer, fire } = fakeTimers()
    oci.faults.add({ times: 1, effect: { delayMs: 60_000 } })
    const ended = rejectionOf(call(clientOf(oci, { setTimer, timeoutMs: [111, 222] })))
    await fire(222)
    expect(await ended).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'read', limitMs: 222 })
  })

  test('holds for silence in the middle of an answer', async () => {
    const { setTimer, fire } = fakeTimers()
    const url = await servers.http((_, response) => {
      response.write('{"token":')
      setImmediate(() => void fire(222))
    })
    const client = clientOf(oci, { serviceEndpoint: url, setTimer, timeoutMs: [111, 222] })
    expect(await rejectionOf(call(client))).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'read', limitMs: 222 })
  })

  test('holds for an answer that comes byte by byte, when the call has a deadline', async () => {
    const { setTimer, fire } = fakeTimers()
    const url = await servers.http((_, response) => {
      const drip = setInterval(() => response.write(' '), 1)
      response.on('close', () => clearInterval(drip))
      void fire(333)
    })
    const error = await rejectionOf(call(clientOf(oci, { serviceEndpoint: url, setTimer }), { deadlineMs: 333 }))
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: 333 })
  })

  test('holds for the whole call', async () => {
    const { setTimer, fire } = fakeTimers()
    oci.faults.add({ times: 1, effect: { delayMs: 60_000 } })
    const ended = rejectionOf(call(clientOf(oci, { setTimer }), { deadlineMs: 333 }))
    await fire(333)
    expect(await ended).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: 333 })
  })

  test.each<[string, DataplaneClientOptions['timeoutMs'], object, number]>([
    ['one number for both', 444, {}, 444],
    ['the call’s before the client’s', 444, { timeoutMs: 555 }, 555],
    ['the service’s own, a minute', undefined, {}, 60_000],
  ])('is %s', async (_, timeoutMs, options, limitMs) => {
    const { setTimer, fire } = fakeTimers()
    const url = await servers.http(() => void fire(limitMs))
    const error = await rejectionOf(call(clientOf(oci, { serviceEndpoint: url, setTimer, timeoutMs }), options))
    expect(error).toMatchObject({ phase: 'read', limitMs })
  })

  test('is ten seconds for connecting by default', async () => {
    const { setTimer, fire } = fakeTimers()
    const ended = rejectionOf(
      call(clientOf(oci, { serviceEndpoint: `https://${await servers.tcp(() => {})}`, setTimer })),
    )
    await fire(10_000)
    expect(await ended).toMatchObject({ phase: 'connect', limitMs: 10_000 })
  })
})

describe('an answer', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['has no end', (response) => void response.write('x'.repeat(11 * 1024 * 1024)), 'ERR_RESPONSE_TOO_LARGE'],
    ['unpacks to too much', (response) => gzipped(response, 11 * 1024 * 1024), 'ERR_RESPONSE_TOO_LARGE'],
    ['points elsewhere', (response) => response.writeHead(307, { location: oci.url }).end(), 'ERR_REDIRECT'],
    ['is a closed connection', (response) => void response.destroy(), 'ERR_NETWORK'],
    ['has no content', (response) => response.writeHead(204).end(), 'ERR_RESPONSE_PARSE'],
    ['hides its token', (response) => response.end('{"__proto__":{"token":"t"}}'), 'ERR_RESPONSE_PARSE'],
  ])('that %s is refused', async (_, answer, code) => {
    const url = await servers.http((request, response) => void request.resume().on('end', () => answer(response)))
    expect(await codeOf(call(clientOf(oci, { serviceEndpoint: url })))).toBe(code)
  })
})

function gzipped(response: ServerResponse, length: number): void {
  response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(length)))
}

describe('control characters in a response', () => {
  const answered = (): Promise<string> =>
    servers.http((_, response) => response.end('{"token":"to\u0001ken","note":"a\nb"}'))

  test.each<[string, boolean | undefined, boolean | undefined, boolean]>([
    ['are refused by default', undefined, undefined, false],
    ['pass when the client allows them', true, undefined, true],
    ['pass when the call allows them', false, true, true],
    ['are refused when the call says so', true, false, false],
  ])('%s', async (_, ofClient, ofCall, passes) => {
    const client = clientOf(oci, { serviceEndpoint: await answered(), allowControlChars: ofClient })
    for (const send of [
      () => client.generateScopedAccessToken({ scope: SCOPE, publicKey }, { allowControlChars: ofCall }),
      () => client.generateUserSecurityToken({ publicKey }, { allowControlChars: ofCall }),
    ]) {
      const outcome = await send().then(
        ({ data }) => data,
        (error: { code: string }) => error.code,
      )
      expect(outcome).toEqual(passes ? { token: 'to\u0001ken', note: 'a\nb' } : 'ERR_RESPONSE_PARSE')
    }
  })
})
