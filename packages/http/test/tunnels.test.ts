// Tunnels by a proxy: what the proxy itself answers is never the service's, and nothing of a tunnel is left behind.
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { DEFAULT_RETRY_STRATEGY } from '@x/retry'
import { createSigner, loadPrivateKey } from '@x/signer'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient, isHttpError, ServiceClient, type HttpClientOptions } from '../src/index.ts'
import { selfSigned, type KeyAndCertificate } from './self-signed.ts'
import { useProxies } from './start-proxy.ts'

const servers = useServers()
const startProxy = useProxies()
const URL_BEHIND = 'https://service.invalid/a?b=c'
const GET = { method: 'GET', url: URL_BEHIND }

let folder: string
let theirs: KeyAndCertificate
let service: Server
let port: number
/** The connection of the last call that was answered, and over what kind of one a call came that is not. */
let used: unknown
let silentCall = ''
/** TLS handshakes that the service has seen. */
let handshakes = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-tunnels-'))
  theirs = await selfSigned('service.invalid')
  service = createServer(
    { key: theirs.key, cert: theirs.certificate, keepAliveTimeout: 60_000 },
    (request, response) => {
      if (request.url === '/silent') {
        silentCall = request.socket === used ? 'kept' : 'new'
        return
      }
      used = request.socket
      response.setHeader('x-target', request.url ?? '')
      request.pipe(response)
    },
  )
  service.on('secureConnection', () => (handshakes += 1))
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  port = (service.address() as AddressInfo).port
})
beforeEach(() => (handshakes = 0))
afterAll(async () => {
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

/** Waits for what a loaded machine takes its time for. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 })

const client = (proxy: string, options: HttpClientOptions = {}) =>
  createHttpClient({ env: {}, certBundleVerify: false, proxy, ...options })

/** Address of a proxy that does `act` with each CONNECT, and the connections to it that are open. */
async function proxyThat(
  act: (socket: Socket) => void,
): Promise<{ proxy: string; open: Set<Socket>; asked: string[] }> {
  const open = new Set<Socket>()
  const asked: string[] = []
  const authority = await servers.tcp((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.once('data', (bytes) => {
      asked.push(String(bytes))
      act(socket)
    })
  })
  return { proxy: `http://${authority}`, open, asked }
}

function writeSlowly(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n')
  const next = setInterval(() => void socket.write('x-a: b\r\n'), 2)
  socket.on('close', () => clearInterval(next))
}

const answer = (status: string, body = '', headers = '') =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`

describe('a tunnel', () => {
  test('is kept and used again, with one handshake', async () => {
    const proxy = await startProxy({ port })
    const http = client(proxy.url)
    for (const url of [URL_BEHIND, 'https://service.invalid/d']) {
      const { status, headers } = await http({ method: 'GET', url })
      expect([status, headers['x-target']]).toEqual([200, new URL(url).pathname + new URL(url).search])
    }
    expect(proxy.seen.map(({ method, target }) => [method, target])).toEqual([['CONNECT', 'service.invalid:443']])
    expect(handshakes).toBe(1)
  })

  test('is each call’s own while calls overlap, and carries whole bodies', async () => {
    const proxy = await startProxy({ port })
    const http = client(proxy.url)
    const bodies = ['a', 'b'].map((text) => text.repeat(200_000))
    const answers = await Promise.all(bodies.map((body) => http({ method: 'PUT', url: URL_BEHIND, body })))
    expect(answers.map((response) => response.text())).toEqual(bodies)
    expect(proxy.seen.length).toBe(2)
  })

  test.each([
    ['another port', 'https://service.invalid:8443/', 'service.invalid:8443'],
    ['an IPv6 address', 'https://[2001:db8::1]/', '[2001:db8::1]:443'],
    ['an IPv4 address', 'https://192.0.2.1:81/', '192.0.2.1:81'],
  ])('leads to %s', async (_, url, authority) => {
    const proxy = await startProxy({ port })
    expect((await client(proxy.url)({ method: 'GET', url })).status).toBe(200)
    expect(proxy.seen).toMatchObject([{ method: 'CONNECT', target: authority, headers: { host: authority } }])
  })

  test.each([
    ['me%40home', 'hunter2', 'me@home:hunter2'],
    ['me', 'p%3Aa%2Fs%25%C3%BC', 'me:p:a/s%ü'],
    ['me', '', 'me:'],
    ['', 'hunter2', ':hunter2'],
  ])('is asked for with the credentials of the proxy’s address, as %s:%s', async (user, password, credentials) => {
    const proxy = await startProxy({ port })
    const http = client(proxy.url.replace('//', `//${user}:${password}@`))
    const { status, headers } = await http(GET)
    const sent = Buffer.from(credentials).toString('base64')
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(`Basic ${sent}`)
    expect([status, headers['proxy-authorization']]).toEqual([200, undefined])
  })

  test('is asked for without anything of the call but its host', async () => {
    const proxy = await startProxy({ port })
    await client(proxy.url)({ ...GET, headers: { authorization: 'hunter2', cookie: 'hunter2' } })
    expect(proxy.seen[0]?.headers).toEqual({ host: 'service.invalid:443', connection: 'keep-alive' })
  })

  test('of one proxy is none of another’s', async () => {
    const proxies = [await startProxy({ port }), await startProxy({ port })]
    const env: Record<string, string> = {}
    const http = createHttpClient({ env, certBundleVerify: false })
    for (const proxy of proxies) {
      env['https_proxy'] = proxy.url
      await http(GET)
    }
    expect(proxies.map(({ seen }) => seen.length)).toEqual([1, 1])
  })

  test.each([
    'HTTP/1.0 200 Connection established\r\n\r\n',
    answer('204 No Content'),
    answer('299 x', '', 'x-a: b\r\n'),
  ])('is opened by %j', async (head) => {
    const { proxy } = await proxyThat((socket) => {
      // The length that a 2xx to CONNECT states has no meaning.
      socket.write(head.replace('content-length: 0', 'content-length: 5'))
      service.emit('connection', socket)
    })
    expect((await client(proxy)(GET)).status).toBe(200)
  })

  test('takes as long to open as the limit on connecting allows', async () => {
    const timers = fakeTimers()
    const { proxy, open } = await proxyThat(() => {})
    const limits = { connectTimeoutMs: 111, readTimeoutMs: 222, deadlineMs: 333, setTimer: timers.setTimer }
    const call = rejectionOf(client(proxy, limits)(GET))
    await eventually(() => expect(open.size).toBe(1))
    expect(timers.running().sort()).toEqual([111, 333])
    await timers.fire(111)
    expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'connect', limitMs: 111, proxy })
    expect(timers.running()).toEqual([])
  })

  test('counts as connected when TLS stands end to end', async () => {
    const timers = fakeTimers()
    const hello = vi.fn()
    const silent = await servers.tcp((socket) => socket.once('data', hello))
    const proxy = await startProxy({ port: Number(silent.split(':')[1]) })
    const call = rejectionOf(
      client(proxy.url, { connectTimeoutMs: 111, readTimeoutMs: 222, setTimer: timers.setTimer })(GET),
    )
    await eventually(() => expect(hello).toHaveBeenCalled())
    expect(timers.running()).toContain(111)
    await timers.fire(111)
    expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'connect', limitMs: 111 })
    expect(timers.started(222)).toBe(0)
  })

  test.each(['new', 'kept'])('that is %s leaves the time for silence to the service', async (age) => {
    const timers = fakeTimers()
    const proxy = await startProxy({ port })
    const http = client(proxy.url, { connectTimeoutMs: 111, readTimeoutMs: 222, setTimer: timers.setTimer })
    if (age === 'kept') await http(GET)
    const call = rejectionOf(http({ method: 'GET', url: 'https://service.invalid/silent' }))
    await eventually(() => expect(silentCall).toBe(age))
    expect(timers.running().sort()).toEqual([130_000, 222])
    await timers.fire(222)
    expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'read', limitMs: 222 })
    expect(proxy.seen.length).toBe(1)
  })
})

/** Everything that a person or a log may see of an error. */
const shownOf = (error: unknown): string =>
  JSON.stringify(error) + String(error) + inspect(error, { depth: 9, showHidden: true })

describe('an answer of the proxy itself is no answer of the service', () => {
  test.each([
    [200, 'OK', 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nEVIL'],
    [201, 'Created', '[{"key":"EVIL"}]'],
    [299, 'x', 'E'],
  ])('with %i %s and a body', async (proxyStatus, phrase, body) => {
    const { proxy, open } = await proxyThat((socket) => socket.write(answer(`${proxyStatus} ${phrase}`, body)))
    const error = await rejectionOf(client(proxy)(GET))
    expect(error).toMatchObject({ code: 'ERR_PROXY', proxy, proxyStatus })
    expect((error as Error).message).toBe(
      `GET ${URL_BEHIND}: the proxy ${proxy} answered with HTTP ${proxyStatus} and a body in place of a tunnel. ` +
        'Check that it lets this machine reach that host, or exempt the host with NO_PROXY.',
    )
    expect(shownOf(error)).not.toContain('EVIL')
    await eventually(() => expect(open.size).toBe(0))
  })

  test('with 200 and HTTP a moment later', async () => {
    const { proxy } = await proxyThat((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.once('data', () => socket.write(answer('200 OK', 'EVIL')))
    })
    const error = await rejectionOf(client(proxy)(GET))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: expect.stringMatching(/^(EPROTO|ERR_SSL_)/), proxy })
    expect((error as Error).message).toContain(
      `by the proxy ${proxy}: the server does not speak TLS 1.2 or newer there`,
    )
  })

  test.each([
    [100, 'Continue', ''],
    [101, 'Switching Protocols', 'upgrade: x\r\n'],
    [199, 'x', ''],
    [300, 'x', ''],
    [302, 'Found', 'location: https://captive.invalid/\r\n'],
    [401, 'Unauthorized', 'date: Sat, 01 Jan 2000 00:00:00 GMT\r\n'],
    [403, 'Forbidden', ''],
    [404, 'Not Found', ''],
    [429, 'Too Many Requests', 'retry-after: 1\r\n'],
    [502, 'Bad Gateway', ''],
    [503, 'Service Unavailable', 'retry-after: 1\r\n'],
  ])('with %i %s', async (proxyStatus, phrase, headers) => {
    const body = '{"code":"NotAuthenticated","message":"EVIL"}'
    const { proxy, open } = await proxyThat((socket) => socket.write(answer(`${proxyStatus} ${phrase}`, body, headers)))
    const error = await rejectionOf(client(proxy.replace('//', '//me:hunter2@'))(GET))
    expect(error).toMatchObject({ name: 'ProxyError', code: 'ERR_PROXY', proxy, proxyStatus, ...GET })
    expect(isHttpError(error)).toBe(true)
    expect((error as Error).message).toBe(
      `GET ${URL_BEHIND}: the proxy ${proxy} answered with HTTP ${proxyStatus}. ` +
        'Check that it lets this machine reach that host, or exempt the host with NO_PROXY.',
    )
    expect(error).not.toHaveProperty('status')
    expect(shownOf(error)).not.toMatch(/EVIL|hunter2|captive/)
    await eventually(() => expect(open.size).toBe(0))
  })

  test.each([199, 300, 301, 400])('with %i and no body', { timeout: 5000 }, async (proxyStatus) => {
    const { proxy } = await proxyThat((socket) => socket.write(answer(`${proxyStatus} x`)))
    expect(await rejectionOf(client(proxy)(GET))).toMatchObject({ code: 'ERR_PROXY', proxyStatus })
  })

  test.each([
    ['', 'Put its credentials into its address: http://user:password@host:port, percent-encoded.'],
    ['me:hunter2@', 'Correct the credentials in its address: it refuses these.'],
    [':hunter2@', 'Correct the credentials in its address: it refuses these.'],
    ['me@', 'Correct the credentials in its address: it refuses these.'],
  ])('with 407, and the remedy are the credentials: %j', async (credentials, remedy) => {
    const { proxy } = await proxyThat((socket) =>
      socket.write(answer('407 Proxy Authentication Required', '', 'proxy-authenticate: Basic realm="EVIL"\r\n')),
    )
    const error = await rejectionOf(client(proxy.replace('//', `//${credentials}`))(GET))
    expect(error).toMatchObject({ code: 'ERR_PROXY', proxy, proxyStatus: 407 })
    expect((error as Error).message).toBe(`GET ${URL_BEHIND}: the proxy ${proxy} answered with HTTP 407. ${remedy}`)
    expect(shownOf(error)).not.toMatch(/EVIL|hunter2/)
  })

  test.each([
    ['closes', 'ECONNRESET', 'the connection broke', (socket: Socket) => socket.end()],
    ['resets the connection', 'ECONNRESET', 'the connection broke', (socket: Socket) => socket.resetAndDestroy()],
    [
      'closes within the head',
      'ECONNRESET',
      'the connection broke',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n'),
    ],
    [
      'speaks another protocol',
      'HPE_INVALID_CONSTANT',
      'what came is malformed HTTP',
      (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
    ],
    [
      'sends 10 MB of headers',
      'HPE_HEADER_OVERFLOW',
      'what came is malformed HTTP',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(1_250_000)}`),
    ],
  ])('when it %s', async (_, reason, problem, act) => {
    const { proxy, open } = await proxyThat(act)
    const error = await rejectionOf(client(proxy)(GET))
    expect(error).toMatchObject({ name: 'NetworkError', code: 'ERR_NETWORK', reason, proxy, ...GET })
    expect((error as Error).message).toMatch(
      `GET ${URL_BEHIND} by the proxy ${proxy}: the proxy cannot be used: ${problem}`,
    )
    expect((error as Error).message).toContain(
      `(${reason}). Check the address of the proxy, and that it is an HTTP proxy that opens tunnels.`,
    )
    await eventually(() => expect(open.size).toBe(0))
  })

  test('when nothing listens at its address, which is said', async () => {
    const url = 'http://me:hunter2@127.0.0.1:1'
    const error = await rejectionOf(client(url)(GET))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'ECONNREFUSED', proxy: 'http://127.0.0.1:1' })
    expect((error as Error).message).toBe(
      `GET ${URL_BEHIND} by the proxy http://127.0.0.1:1: the proxy cannot be used: nothing listens there ` +
        '(ECONNREFUSED). Check the address of the proxy, and that it is an HTTP proxy that opens tunnels.',
    )
    expect(shownOf(error)).not.toContain('hunter2')
  })

  test('and what breaks behind an open tunnel is not laid on the proxy', async () => {
    const { proxy } = await proxyThat((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.once('data', () => socket.resetAndDestroy())
    })
    const error = await rejectionOf(client(proxy)(GET))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'ECONNRESET', proxy })
    expect((error as Error).message).toContain(`by the proxy ${proxy}: the connection broke`)
  })

  test('to a service client either: no clock is healed, nothing is asked twice, no breaker counts it', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    const key = await loadPrivateKey(String(pem))
    const date = new Date(Date.now() + 3_600_000).toUTCString()
    for (const status of ['401 Unauthorized', '409 Conflict', '429 Too Many Requests', '503 Service Unavailable']) {
      const body = '{"code":"IncorrectState","message":"EVIL"}'
      const { proxy, asked } = await proxyThat((socket) => socket.write(answer(status, body, `date: ${date}\r\n`)))
      let renewals = 0
      const signer = createSigner(async ({ rejected } = {}) => {
        if (rejected) renewals += 1
        return { keyId: 'k', key }
      })
      const caller = new ServiceClient({
        endpoint: 'https://service.invalid',
        signer,
        httpClient: client(proxy),
        retryStrategy: { ...DEFAULT_RETRY_STRATEGY, sleep: async () => {} },
        circuitBreakerStrategy: { minimumCalls: 1, failureRatio: 0.01 },
      })
      const call = () => caller.call({ operation: 'Get', method: 'GET', path: '/a', parse: (json) => json })
      expect(await rejectionOf(call())).toMatchObject({ code: 'ERR_PROXY', proxyStatus: Number(status.slice(0, 3)) })
      expect(await rejectionOf(call())).toMatchObject({ code: 'ERR_PROXY' })
      expect([asked.length, renewals]).toEqual([2, 0])
    }
  })
})

describe('nothing stays open', () => {
  test.each([
    ['never answers', () => {}],
    ['sends header after header', (socket: Socket) => writeSlowly(socket)],
    ['opens a tunnel into silence', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
  ])('when a call times out or is aborted while the proxy %s', async (_, act) => {
    const { proxy, open, asked } = await proxyThat(act)
    const timers = fakeTimers()
    const http = client(proxy, { connectTimeoutMs: 111, setTimer: timers.setTimer })
    const timedOut = rejectionOf(http(GET))
    await eventually(() => expect(asked.length).toBe(1))
    await timers.fire(111)
    expect(await timedOut).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'connect', proxy })
    await eventually(() => expect(open.size).toBe(0))

    const controller = new AbortController()
    const reason = new Error('enough')
    const aborted = rejectionOf(http(GET, { signal: controller.signal }))
    await eventually(() => expect(asked.length).toBe(2))
    controller.abort(reason)
    expect(await aborted).toBe(reason)
    await eventually(() => expect(open.size).toBe(0))
    expect(timers.running()).toEqual([])
  })

  test('of the listeners on the signal of a call that used a tunnel', async () => {
    const proxy = await startProxy({ port })
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await client(proxy.url)(GET, { signal })
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
  })
})

describe('a proxy that speaks TLS itself', () => {
  let identity: KeyAndCertificate
  beforeAll(async () => {
    identity = await selfSigned('127.0.0.1')
  })

  test('opens tunnels, which are used again', async () => {
    const proxy = await startProxy({ port, identity })
    const http = client(proxy.url)
    expect((await http(GET)).status).toBe(200)
    expect((await http(GET)).status).toBe(200)
    expect(proxy.seen.map(({ target }) => target)).toEqual(['service.invalid:443'])
    expect(handshakes).toBe(1)
  })

  test('gets plain calls, too', async () => {
    const proxy = await startProxy({ identity })
    const http = client(proxy.url.replace('//', '//me:hunter2@'))
    const { body } = await http({ method: 'GET', url: 'http://nowhere.invalid/a?b' })
    expect(new TextDecoder().decode(body)).toBe('by proxy')
    expect(proxy.seen[0]).toMatchObject({
      target: 'http://nowhere.invalid/a?b',
      headers: { host: 'nowhere.invalid', 'proxy-authorization': `Basic ${btoa('me:hunter2')}` },
    })
  })

  test.each(['https', 'http'])(
    'has to be trusted for an %s call, and the error says that it is not',
    async (scheme) => {
      const proxy = await startProxy({ port, identity })
      const http = client(proxy.url, { certBundleVerify: undefined })
      const error = await rejectionOf(http({ method: 'GET', url: `${scheme}://service.invalid/` }))
      expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', proxy: proxy.url })
      expect((error as Error).message).toMatch(
        /the proxy cannot be used: the certificate is not trusted .* Give certBundleVerify/,
      )
      expect(proxy.seen).toEqual([])
    },
  )

  test('is asked under its own name, not under the service’s', async () => {
    const named = await selfSigned('localhost')
    const proxy = await startProxy({ port, identity: named })
    const http = client(proxy.url.replace('127.0.0.1', 'localhost'))
    await http(GET)
    await http({ method: 'GET', url: 'http://nowhere.invalid/' })
    expect(proxy.serverNames).toEqual(['localhost', 'localhost'])
  })

  test('is trusted for being in the bundle, the service for itself', async () => {
    const bundle = join(folder, 'bundle.pem')
    const trusted = await selfSigned('localhost')
    await writeFile(bundle, trusted.certificate)
    const proxy = await startProxy({ port, identity: trusted })
    const http = client(proxy.url.replace('127.0.0.1', 'localhost'), { certBundleVerify: bundle })
    expect((await http({ method: 'GET', url: 'http://nowhere.invalid/' })).status).toBe(200)
    const error = await rejectionOf(http(GET))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect((error as Error).message).toContain(': the certificate is not trusted')
    expect((error as Error).message).not.toContain('the proxy cannot be used')
  })
})
