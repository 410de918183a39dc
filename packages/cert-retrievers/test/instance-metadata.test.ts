import { getEventListeners } from 'node:events'
import { NetworkError, TimeoutError } from '@x/http'
import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { InstanceMetadata, type InstanceMetadataOptions } from '../src/index.ts'
import { fakeHttp, reply, type FakeCall } from './fake-http.ts'

const { http: startServer } = useServers()

const IPV4 = 'http://169.254.169.254/opc/v2'
const IPV6 = 'http://[fd00:c1::a9fe:a9fe]/opc/v2'

const call = { method: 'GET', url: 'http://x/' }
const noRoute = (): Error => new NetworkError(call, { reason: 'ENETUNREACH', sentence: 'there is no way.' })
const silence = (ms: number): Error => new TimeoutError('connect', ms, call)

/** A service behind a fake client, with a clock that requests and waits move on. */
function setUp(answer: (call: FakeCall) => ReturnType<typeof reply> | Error, options: InstanceMetadataOptions = {}) {
  const clock = { time: 1_000_000 }
  const waits: number[] = []
  const http = fakeHttp((asked) => {
    const outcome = answer(asked)
    if (outcome instanceof TimeoutError) clock.time += outcome.limitMs
    return outcome
  })
  const metadata = new InstanceMetadata({
    env: {},
    httpClient: http.client,
    now: () => clock.time,
    sleep: async (ms) => void (clock.time += waits.push(ms) && ms),
    random: () => 0.5,
    ...options,
  })
  const asked = (): string[] => http.calls.map(({ url }) => url)
  return { metadata, calls: http.calls, asked, waits, clock }
}

describe('the service is asked', () => {
  test('with its own authorization, at most 64 KiB', async () => {
    const { metadata, calls } = setUp(() => reply(200, 'ocid1.instance'))
    expect(await metadata.text('/instance/id')).toBe('ocid1.instance')
    expect(calls[0]).toMatchObject({
      url: `${IPV4}/instance/id`,
      request: { method: 'GET', headers: { authorization: 'Bearer Oracle' } },
      options: { maxResponseBytes: 65_536 },
    })
  })

  test.each([200, 299])('and HTTP %i is a yes', async (status) => {
    expect(await setUp(() => reply(status, 'x')).metadata.text('/instance/id')).toBe('x')
  })

  test('where the variable of the process leads, if there is a process', async () => {
    vi.stubEnv('OCI_METADATA_BASE_URL', 'http://127.0.0.1:9/opc/v2')
    const found = setUp(() => reply(200, 'x'), { env: undefined })
    await found.metadata.text('/instance/id')
    expect(found.asked()).toEqual(['http://127.0.0.1:9/opc/v2/instance/id'])
    const without = setUp(() => reply(200, 'x'), { env: undefined })
    vi.stubGlobal('process', undefined)
    try {
      await without.metadata.text('/instance/id')
    } finally {
      vi.unstubAllGlobals()
    }
    expect(without.asked()).toEqual([`${IPV4}/instance/id`])
  })

  test('over IPv6 where IPv4 leads nowhere, and there from then on', async () => {
    const { metadata, asked } = setUp(({ url }) => (url.startsWith(IPV4) ? noRoute() : reply(200, 'x')))
    expect(metadata.baseUrl).toBeUndefined()
    await metadata.text('/instance/id')
    await metadata.text('instance/id')
    expect(asked()).toEqual([`${IPV4}/instance/id`, `${IPV6}/instance/id`, `${IPV6}/instance/id`])
    expect(metadata.baseUrl).toBe(IPV6)
  })

  test('where the variable leads, read when it is asked', async () => {
    const env: Record<string, string> = {}
    const { metadata, asked } = setUp(() => reply(200, 'x'), { env })
    env['OCI_METADATA_BASE_URL'] = 'http://127.0.0.1:9/opc/v2/'
    await metadata.text('/instance/id')
    expect(asked()).toEqual(['http://127.0.0.1:9/opc/v2/instance/id'])
  })

  test('in version 1 only where that is allowed', async () => {
    const { metadata, asked } = setUp(() => reply(200, 'x'), { apiVersion: 'v1' })
    await metadata.text('/instance/id')
    expect(asked()).toEqual(['http://169.254.169.254/opc/v1/instance/id'])
    const env = { OCI_METADATA_BASE_URL: 'http://169.254.169.254/opc/v1' }
    expect(await rejectionOf(setUp(() => reply(200), { env }).metadata.text('/'))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
    })
  })

  test('without a proxy, over a real connection', async () => {
    const headers: (string | undefined)[] = []
    const origin = await startServer((request, response) => {
      headers.push(request.headers.authorization, request.headers['x-forwarded-for'] as string | undefined)
      response.end('us-phoenix-1')
    })
    // An address of this machine that no rule exempts from proxies.
    const OCI_METADATA_BASE_URL = `${origin.replace('127.0.0.1', '0.0.0.0')}/opc/v2`
    const env = { OCI_METADATA_BASE_URL, HTTP_PROXY: 'http://127.0.0.1:1' }
    expect(await new InstanceMetadata({ env }).text('/instance/region')).toBe('us-phoenix-1')
    expect(headers).toEqual(['Bearer Oracle', undefined])
  })
})

describe('not on OCI', () => {
  test('nothing answers within three seconds in all, and the error says what was tried', async () => {
    const { metadata, calls, clock, waits } = setUp(({ options }) => silence(options.connectTimeoutMs ?? 0))
    const started = clock.time
    const error = await rejectionOf(metadata.text('/instance/region'))
    expect(clock.time - started).toBe(3000)
    expect(calls.map(({ options }) => [options.connectTimeoutMs, options.deadlineMs])).toEqual([
      [1500, 3000],
      [1500, 1500],
    ])
    expect(waits).toEqual([])
    expect(error).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      status: undefined,
      tried: [
        { baseUrl: IPV4, problem: 'no answer after 1500 ms' },
        { baseUrl: IPV6, problem: 'no answer after 1500 ms' },
      ],
      message: expect.stringContaining(IPV6),
    })
  })

  test('without a route it is known at once', async () => {
    const { metadata, clock } = setUp(noRoute)
    const started = clock.time
    expect(await rejectionOf(metadata.text('/instance/region'))).toMatchObject({
      tried: [
        { baseUrl: IPV4, problem: 'no answer (ENETUNREACH)' },
        { baseUrl: IPV6, problem: 'no answer (ENETUNREACH)' },
      ],
      cause: expect.objectContaining({ code: 'ERR_NETWORK' }),
    })
    expect(clock.time).toBe(started)
  })

  test('the last failure is the cause', async () => {
    const { metadata } = setUp(({ url, options }) =>
      url.startsWith(IPV4) ? silence(options.connectTimeoutMs ?? 0) : noRoute(),
    )
    expect(await rejectionOf(metadata.text('/instance/region'))).toMatchObject({
      tried: [{ problem: 'no answer after 1500 ms' }, { problem: 'no answer (ENETUNREACH)' }],
      cause: expect.objectContaining({ reason: 'ENETUNREACH' }),
    })
  })

  test('the last millisecond is used', async () => {
    const { metadata, calls } = setUp(({ options }) => silence((options.deadlineMs ?? 0) === 3000 ? 2999 : 1))
    await rejectionOf(metadata.text('/instance/region'))
    expect(calls.map(({ options }) => options.deadlineMs)).toEqual([3000, 1])
  })

  test('the time may be as short as the caller likes', async () => {
    const { metadata, calls } = setUp(() => silence(1), { timeoutMs: 0.5 })
    await rejectionOf(metadata.text('/instance/region'))
    expect(calls.map(({ options }) => options.deadlineMs)).toEqual([0.5])
  })

  test('the time is the caller’s to choose, and one address gets all of it', async () => {
    const options = { timeoutMs: 500, baseUrl: 'http://imds.test/opc/v2' }
    const { metadata, calls } = setUp(() => silence(500), options)
    await rejectionOf(metadata.text('/instance/region'))
    expect(calls.map(({ options: { connectTimeoutMs } }) => connectTimeoutMs)).toEqual([500])
  })

  test('a connection that stays silent leaves no time for the next address', async () => {
    const { metadata, asked } = setUp(({ options }) => silence(options.deadlineMs ?? 0))
    expect(await rejectionOf(metadata.text('/instance/region'))).toMatchObject({ tried: [{ baseUrl: IPV4 }] })
    expect(asked().length).toBe(1)
  })

  test.each([
    ['a gateway', reply(403), { status: 403 }],
    ['a method that is not there', reply(501), { status: 501 }],
    ['a status below those that say yes', reply(199, 'x'), { status: 199 }],
    ['a status above those that say yes', reply(300, 'x'), { status: 300 }],
    ['a web page', reply(200, '<html>Log in'), { status: 200 }],
    ['a page by its type', reply(200, 'Log in', { 'content-type': 'text/html; charset=utf-8' }), { status: 200 }],
  ])('%s answers, which is final', async (_, answer, failure) => {
    const { metadata, asked, waits } = setUp(() => answer)
    expect(await rejectionOf(metadata.text('/instance/region'))).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      tried: [{ baseUrl: IPV4, problem: expect.stringMatching(/^answered with /) }],
      ...failure,
    })
    expect(asked().length).toBe(1)
    expect(waits).toEqual([])
  })

  test('another cloud, which answers 404, is asked four times, and named', async () => {
    const { metadata, asked, waits } = setUp(() => reply(404, 'not found'))
    expect(await rejectionOf(metadata.text('/instance/region'))).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      status: 404,
      tried: [{ baseUrl: IPV4, problem: 'answered with HTTP 404' }],
    })
    expect([asked().length, waits]).toEqual([4, [200, 400, 800]])
  })

  test('a real port without a listener is asked four times, and named', async () => {
    const origin = await startServer(() => {})
    const waits: number[] = []
    const baseUrl = origin.replace(/\d+$/, '1')
    const metadata = new InstanceMetadata({ baseUrl, env: {}, sleep: async (ms) => void waits.push(ms) })
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      status: undefined,
      tried: [{ baseUrl, problem: 'no answer (ECONNREFUSED)' }],
      cause: expect.objectContaining({ code: 'ERR_NETWORK', reason: 'ECONNREFUSED' }),
    })
    expect(waits.length).toBe(3)
  })

  test.each([
    ['a redirect', 302, 'answered with a redirect'],
    ['too much', 200, 'answered with more than 65536 bytes'],
  ])('%s over a real connection is refused', async (_, status, problem) => {
    const origin = await startServer((_request, response) => {
      response.writeHead(status, { location: '/login' }).end('x'.repeat(70_000))
    })
    const failure = { code: 'ERR_INSTANCE_METADATA_UNAVAILABLE', tried: [{ baseUrl: origin, problem }] }
    expect(await rejectionOf(new InstanceMetadata({ baseUrl: origin }).text('/x'))).toMatchObject(failure)
  })
})

describe('a service that is in trouble', () => {
  test.each([
    ['/instance/region', 404],
    ['/instance/region', 429],
    ['/instance/region', 500],
    ['/instance/region', 503],
    ['instance/region', 404],
    ['/identity/cert.pem', 404],
    ['/identity/cert.pem', 429],
    ['/identity/cert.pem', 503],
    ['identity/cert.pem', 404],
    ['/vnics/', 429],
  ])('is asked four times for %s, with growing waits: HTTP %i', async (path, status) => {
    const { metadata, asked, waits } = setUp(() => reply(status))
    expect(await rejectionOf(metadata.text(path))).toMatchObject({ status, tried: [{ baseUrl: IPV4 }] })
    expect(asked().length).toBe(4)
    expect(waits).toEqual([200, 400, 800])
  })

  test('is asked again when it says', async () => {
    let failures = 1
    const { metadata, waits } = setUp(() =>
      failures-- > 0 ? reply(429, '', { 'retry-after': '3' }) : reply(200, 'us-phoenix-1'),
    )
    expect(await metadata.text('/instance/region')).toBe('us-phoenix-1')
    expect(waits).toEqual([3000])
  })

  test('and has answered before is asked again when it is silent, five seconds each time', async () => {
    let isSilent = false
    const { metadata, calls, waits } = setUp(() => (isSilent ? silence(5000) : reply(200, 'x')))
    await metadata.text('/instance/id')
    isSilent = true
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      tried: [{ baseUrl: IPV4, problem: 'no answer after 5000 ms' }],
    })
    expect(calls.slice(1).map(({ options }) => options.deadlineMs)).toEqual([5000, 5000, 5000, 5000])
    expect(waits.length).toBe(3)
  })

  test.each(['/vnics/', '/', '/instances', '/my/instance/x'])(
    'is asked once for %s, which is missing',
    async (path) => {
      const { metadata, asked } = setUp(() => reply(404))
      expect(await rejectionOf(metadata.text(path))).toMatchObject({ status: 404 })
      expect(asked().length).toBe(1)
    },
  )

  test('is given up when the next wait would end 30 seconds after the first question', async () => {
    const { metadata, asked, clock } = setUp(() => {
      clock.time += 29_799
      return reply(503)
    })
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({ status: 503 })
    expect(asked().length).toBe(2)
  })

  test.each([
    [29_799, 2],
    [29_800, 1],
  ])('is given up 30 seconds after the first question: after %i ms it has been asked %i times', async (ms, times) => {
    const { metadata, asked, clock } = setUp(() => {
      clock.time += ms
      return reply(503)
    })
    await rejectionOf(metadata.text('/instance/id'))
    expect(asked().length).toBe(times)
  })

  test('is asked as the caller’s strategy says', async () => {
    const { metadata, asked } = setUp(() => reply(503), { retryStrategy: { maxAttempts: 1 } })
    await rejectionOf(metadata.text('/instance/id'))
    expect(asked().length).toBe(1)
  })
})

describe('a service that breaks connections off at first contact', () => {
  const broken = (reason: string | undefined): Error => new NetworkError(call, { reason, sentence: 'it broke.' })
  const raw = (code: string): Error => Object.assign(new Error('it broke'), { code })

  test.each([
    ['ECONNRESET', broken('ECONNRESET')],
    ['ECONNREFUSED', broken('ECONNREFUSED')],
    ['EPIPE', broken('EPIPE')],
    ['a reason that the runtime hides', broken(undefined)],
    ['a name server that is not ready', broken('EAI_AGAIN')],
    ['ECONNRESET of another client', raw('ECONNRESET')],
    ['a socket that hangs up', new Error('socket hang up')],
    ['what fetch makes of it', new TypeError('fetch failed', { cause: raw('ECONNRESET') })],
  ])('is asked again: %s', async (_, failure) => {
    let failures = 2
    const { metadata, asked, waits } = setUp(({ url }) => {
      if (url.startsWith(IPV6)) return noRoute()
      return failures-- > 0 ? failure : reply(200, 'ocid1.instance')
    })
    expect(await metadata.text('/instance/id')).toBe('ocid1.instance')
    expect(asked().map((url) => url.startsWith(IPV4))).toEqual([true, false, true, false, true])
    expect(waits).toEqual([200, 400])
    expect(metadata.baseUrl).toBe(IPV4)
  })

  test('is asked again over IPv6, too', async () => {
    let failures = 1
    const { metadata, asked } = setUp(({ url }) => {
      if (url.startsWith(IPV4)) return noRoute()
      return failures-- > 0 ? broken('ECONNRESET') : reply(200, 'x')
    })
    expect(await metadata.text('/instance/id')).toBe('x')
    expect(asked().length).toBe(4)
  })

  test('is given up after four attempts, and every address is named', async () => {
    const { metadata, asked, waits } = setUp(({ url }) => (url.startsWith(IPV6) ? noRoute() : broken('ECONNRESET')))
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      status: undefined,
      tried: [
        { baseUrl: IPV4, problem: 'no answer (ECONNRESET)' },
        { baseUrl: IPV6, problem: 'no answer (ENETUNREACH)' },
      ],
      cause: expect.objectContaining({ reason: 'ECONNRESET' }),
    })
    expect([asked().length, waits]).toEqual([8, [200, 400, 800]])
  })

  test('is given up when nothing has answered for three seconds, waits not counted', async () => {
    const { metadata, asked, waits, clock } = setUp(({ url, options }) => {
      if (url.startsWith(IPV6)) return silence(options.connectTimeoutMs ?? 0)
      clock.time += 400
      return broken('ECONNRESET')
    })
    const started = clock.time
    await rejectionOf(metadata.text('/instance/id'))
    expect(asked().length).toBe(2)
    expect([clock.time - started, waits]).toEqual([3000, []])
  })

  test('is asked within what is left of the three seconds, whatever the clock says', async () => {
    const limits: (number | undefined)[] = []
    const { metadata, clock } = setUp(
      ({ options }) => {
        limits.push(options.deadlineMs)
        clock.time += limits.length === 2 ? -60_000 : 1000
        return broken('ECONNRESET')
      },
      { baseUrl: 'http://imds.test/opc/v2' },
    )
    await rejectionOf(metadata.text('/instance/id'))
    expect(limits).toEqual([3000, 2000, 2000, 1000])
  })

  test('is asked again while a millisecond is left', async () => {
    const { metadata, calls, clock } = setUp(
      () => {
        clock.time += calls.length === 1 ? 2999 : 1
        return broken('ECONNRESET')
      },
      { baseUrl: 'http://imds.test/opc/v2' },
    )
    await rejectionOf(metadata.text('/instance/id'))
    expect(calls.map(({ options }) => options.deadlineMs)).toEqual([3000, 1])
  })

  test.each([
    ['hides the reason', broken(undefined)],
    ['is another client’s', raw('ECONNRESET')],
    ['is another client’s with a reason', Object.assign(raw('ECONNRESET'), { reason: 'ECONNRESET' })],
  ])('has no more to tell when the failure %s', async (_, failure) => {
    const { metadata } = setUp(() => failure, { baseUrl: 'http://imds.test/opc/v2' })
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
      tried: [{ baseUrl: 'http://imds.test/opc/v2', problem: 'no answer' }],
      cause: failure,
    })
  })

  test('is another thing than no way to it for another client, too', async () => {
    const { metadata, asked, waits } = setUp(() => raw('ENETUNREACH'))
    expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
      tried: [{ problem: 'no answer' }, { problem: 'no answer' }],
    })
    expect([asked().length, waits]).toEqual([2, []])
  })

  test.each(['ENETUNREACH', 'EHOSTUNREACH', 'ENOTFOUND', 'EADDRNOTAVAIL', 'ENETDOWN', 'EHOSTDOWN', 'EAI_NODATA'])(
    'is another thing than no way to it, which is known at once: %s',
    async (reason) => {
      const { metadata, asked, waits } = setUp(() => broken(reason))
      expect(await rejectionOf(metadata.text('/instance/id'))).toMatchObject({
        tried: [{ problem: `no answer (${reason})` }, { problem: `no answer (${reason})` }],
      })
      expect([asked().length, waits]).toEqual([2, []])
    },
  )

  test('is asked as often as the caller’s strategy says', async () => {
    const { metadata, asked } = setUp(() => broken('ECONNRESET'), {
      baseUrl: 'http://imds.test/opc/v2',
      retryStrategy: { maxAttempts: 6, baseMs: 1, sleep: async () => {} },
    })
    await rejectionOf(metadata.text('/instance/id'))
    expect(asked().length).toBe(6)
  })

  test('is asked again over a real connection', async () => {
    let resets = 1
    const origin = await startServer((request, response) => {
      if (resets-- > 0) request.socket.resetAndDestroy()
      else response.end('ocid1.instance')
    })
    const waits: number[] = []
    const metadata = new InstanceMetadata({ baseUrl: origin, sleep: async (ms) => void waits.push(ms) })
    expect(await metadata.text('/instance/id')).toBe('ocid1.instance')
    expect(waits.length).toBe(1)
  })

  test('keeps a caller waiting no longer than it likes, and keeps nothing of its signal', async () => {
    const leaving = new AbortController()
    const { metadata, calls } = setUp(() => broken('ECONNRESET'), {
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
          leaving.abort(new Error('enough'))
        }),
    })
    expect(await rejectionOf(metadata.text('/instance/id', { signal: leaving.signal }))).toBe(leaving.signal.reason)
    expect(calls.length).toBe(2)
    expect(getEventListeners(leaving.signal, 'abort').length).toBe(0)
  })
})

describe('a path', () => {
  test.each(['/../v1/instance/', '/%2e%2e/V1/instance/id', '..%2fv1/instance/id', '/..\\v1/instance/id'])(
    'that leads to version 1 is refused: %s',
    async (path) => {
      const { metadata, calls } = setUp(() => reply(200, 'x'))
      const failure = await rejectionOf(metadata.text(path))
      expect(failure).toBeInstanceOf(TypeError)
      expect(failure).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('version 1') })
      expect(calls).toEqual([])
      const allowed = setUp(() => reply(200, 'x'), { apiVersion: 'v1' })
      expect(await allowed.metadata.text(path)).toBe('x')
    },
  )

  test('that is no text is refused', async () => {
    const { metadata } = setUp(() => reply(200, 'x'))
    expect(await rejectionOf(metadata.text(undefined as never))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining('not a string'),
    })
  })

  test.each(['/instance/v1/', '/instance/opc/v1x', '/../v2/instance/id'])('may be %s', async (path) => {
    expect(await setUp(() => reply(200, 'x')).metadata.text(path)).toBe('x')
  })
})

test('a caller that leaves gets its own reason', async () => {
  const leaving = new AbortController()
  const { metadata, calls } = setUp(({ options }) => {
    leaving.abort(new Error('enough'))
    return options.signal?.reason as Error
  })
  expect(await rejectionOf(metadata.text('/instance/id', { signal: leaving.signal }))).toBe(leaving.signal.reason)
  expect(calls.length).toBe(1)
})

test.each(['at first contact', 'later'])('a caller whose time is over gets its own reason: %s', async (when) => {
  const leaving = new AbortController()
  let isLate = when === 'at first contact'
  const { metadata, calls } = setUp(() => {
    if (!isLate) return reply(200, 'x')
    leaving.abort(new DOMException('The time is over.', 'TimeoutError'))
    return leaving.signal.reason as Error
  })
  if (!isLate) await metadata.text('/instance/id')
  const before = calls.length
  isLate = true
  expect(await rejectionOf(metadata.text('/instance/id', { signal: leaving.signal }))).toBe(leaving.signal.reason)
  expect(calls.length - before).toBe(1)
})

test('a mistake of the HTTP client is not taken for a missing service', async () => {
  const mistake = new TypeError('undefined is not a function')
  expect(await rejectionOf(setUp(() => mistake).metadata.text('/instance/id'))).toBe(mistake)
})

describe('the region', () => {
  const INFO = JSON.stringify({
    realmKey: 'oc2',
    realmDomainComponent: 'oraclegovcloud.com',
    regionKey: 'LFI',
    regionIdentifier: 'us-langley-1',
  })

  test('comes from one answer', async () => {
    const { metadata, asked } = setUp(() => reply(200, INFO))
    expect(await metadata.regionInfo()).toEqual({
      regionId: 'us-langley-1',
      realmDomain: 'oraclegovcloud.com',
      realmKey: 'oc2',
      regionKey: 'lfi',
    })
    expect(asked()).toEqual([`${IPV4}/instance/regionInfo`])
  })

  test.each([
    ['missing', reply(404), 4],
    ['empty', reply(200, '{}'), 1],
    ['no JSON', reply(200, 'phx'), 1],
  ])('comes from the older path where the answer is %s', async (_, answer, times) => {
    const { metadata, asked } = setUp(({ url }) => (url.endsWith('Info') ? answer : reply(200, 'PHX\n')))
    expect(await metadata.regionInfo()).toMatchObject({ regionId: 'phx', realmDomain: undefined })
    const paths = asked().map((url) => url.slice(IPV4.length))
    expect(paths).toEqual([...Array.from({ length: times }, () => '/instance/regionInfo'), '/instance/region'])
  })

  test('is whole although its answer is missing right after boot, once', async () => {
    let missing = 1
    const { metadata, asked } = setUp(() => (missing-- > 0 ? reply(404) : reply(200, INFO)))
    expect(await metadata.regionInfo()).toMatchObject({ regionId: 'us-langley-1', realmDomain: 'oraclegovcloud.com' })
    expect(asked()).toEqual([`${IPV4}/instance/regionInfo`, `${IPV4}/instance/regionInfo`])
  })

  test('is read behind a byte order mark', async () => {
    expect(await setUp(() => reply(200, `\uFEFF${INFO}`)).metadata.regionInfo()).toMatchObject({ regionKey: 'lfi' })
    const old = setUp(({ url }) => (url.endsWith('Info') ? reply(404) : reply(200, '\uFEFFphx')))
    expect(await old.metadata.regionInfo()).toMatchObject({ regionId: 'phx' })
  })

  test('is an error when it is none', async () => {
    const { metadata } = setUp(() => reply(200, 'no region at all'))
    expect(await rejectionOf(metadata.regionInfo())).toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
      tried: [{ baseUrl: IPV4, problem: 'answered without a region' }],
    })
  })

  test('is not guessed when the service fails', async () => {
    const { metadata } = setUp(({ url }) => (url.endsWith('Info') ? reply(500) : reply(200, 'phx')))
    expect(await rejectionOf(metadata.regionInfo())).toMatchObject({ status: 500 })
  })
})

test.each([
  ['an address that is none', { baseUrl: 'nowhere' }],
  ['another version', { apiVersion: 'v3' }],
  ['no time', { timeoutMs: 0 }],
  ['a time that is no number', { timeoutMs: Number.NaN }],
])('%s is a wrong argument', (_, options) => {
  expect(() => new InstanceMetadata(options as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
  )
})
