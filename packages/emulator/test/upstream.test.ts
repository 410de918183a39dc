// The option `upstream`: what is genuine and not the identity plane's goes to another service.
import {
  createServer,
  get,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send, signAndSend, signHeaders } from './hand-signer.ts'

interface Seen {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const seen: Seen[] = []
const usual: RequestListener = (_, response) => void response.writeHead(201, { 'x-from': 'upstream' }).end('made')
let answer = usual
const server: Server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    seen.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: String(Buffer.concat(chunks)),
    })
    answer(request, response)
  })
})
let [upstream, oci]: [string, Emulator | undefined] = ['', undefined]
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  oci = await startEmulator({ apiKey, upstream, maxBodyBytes: 1000 })
})
afterAll(async () => {
  await oci?.close()
  server.close()
})
beforeEach(() => {
  seen.length = 0
  answer = usual
})
afterEach(() => oci?.reset())
const emulator = (): Emulator => oci as Emulator

/** Bytes in place of an answer. */
const written =
  (bytes: string): RequestListener =>
  (request) =>
    void request.socket.end(bytes)

test('a genuine request goes there byte for byte, without what proved it, and its answer comes back', async () => {
  const sent = {
    method: 'POST',
    target: '/20160918/vcns?a=%2f&b=+//',
    body: '{"x":1}',
    headers: { 'x-own': ['1', '2'] },
  }
  const { status, headers, body } = await signAndSend(emulator(), sent)
  expect([status, headers['x-from'], String(body)]).toEqual([201, 'upstream', 'made'])
  const [{ method, url, body: got, headers: given } = seen[0] as Seen] = seen
  expect([method, url, got]).toEqual(['POST', sent.target, sent.body])
  expect(given).toMatchObject({ host: new URL(upstream).host, via: '1.1 oci-emulator', 'x-own': '1, 2' })
  expect(given).not.toHaveProperty('authorization')
  expect(emulator().requests).toMatchObject([{ verdict: 'accepted', status: 201, forwarded: true, letThrough: false }])
})

test('instances and objects are the upstream’s, users and regions are not', async () => {
  await signAndSend(emulator(), { target: '/20160918/instances' })
  await signAndSend(emulator(), { target: '/n/space/b/bucket/o/name', method: 'PUT', body: 'bytes' })
  await signAndSend(emulator(), { target: '/20160918/users' })
  await signAndSend(emulator(), { target: '/20160918/regions' })
  expect(seen.map(({ url }) => url)).toEqual(['/20160918/instances', '/n/space/b/bucket/o/name'])
})

test('what is not genuine stays here', async () => {
  const { status } = await send(emulator(), { target: '/20160918/vcns', headers: { host: 'x' } })
  expect([status, seen]).toEqual([401, []])
  expect(emulator().requests).toMatchObject([{ verdict: 'unsigned', forwarded: false }])
})

test('HEAD tells a length without a body, and 304 has neither', async () => {
  answer = (_, response) => void response.writeHead(200, { 'content-length': '12345' }).end()
  const { headers, body } = await signAndSend(emulator(), { method: 'HEAD', target: '/20160918/vcns' })
  expect([headers['content-length'], body.length]).toEqual(['12345', 0])
  answer = (_, response) => void response.writeHead(304, { etag: 'a' }).end()
  expect((await signAndSend(emulator(), { target: '/20160918/vcns' })).status).toBe(304)
})

test('HEAD tells no length where the upstream does not', async () => {
  answer = (_, response) => void response.writeHead(200, { 'transfer-encoding': 'chunked' }).end()
  const { status, headers } = await signAndSend(emulator(), { method: 'HEAD', target: '/20160918/vcns' })
  expect([status, headers['content-length']]).toEqual([200, undefined])
})

test('headers of one connection go no further, in neither direction, and nothing in them takes the place of the emulator’s own', async () => {
  const named = { connection: 'close, x-mine, via, host, content-length', 'x-mine': '1' }
  answer = (_, response) =>
    void response.writeHead(200, { ...named, 'keep-alive': 'timeout=9', upgrade: 'h2c' }).end('made')
  const headers = { ...named, te: 'trailers', upgrade: 'websocket', expect: '100-continue', cookie: 'a=1' }
  const got = await signAndSend(emulator(), { method: 'POST', target: '/20160918/vcns', body: '{}', headers })
  expect([got.status, String(got.body), got.headers['content-length']]).toEqual([200, 'made', '4'])
  for (const name of ['x-mine', 'upgrade']) expect(got.headers).not.toHaveProperty(name)
  const [{ headers: given, body } = seen[0] as Seen] = seen
  expect(given).toMatchObject({ host: new URL(upstream).host, via: '1.1 oci-emulator', 'content-length': '2' })
  expect([given.connection, body]).toEqual(['close', '{}'])
  for (const name of ['x-mine', 'te', 'upgrade', 'expect', 'cookie']) expect(given).not.toHaveProperty(name)
})

test.each<[string, string, readonly [number, string, string | undefined]]>([
  ['content in a coding is passed on as it is', 'content-encoding: gzip\r\ncontent-length: 3', [200, 'abc', '3']],
  ['chunks are put together, and what trails them is dropped', 'transfer-encoding: chunked', [200, 'abc', '3']],
  ['an answer that ends with its connection has a length', 'x: y', [200, 'abc', '3']],
])('%s', async (_, headers, expected) => {
  const isChunked = headers.startsWith('transfer')
  answer = written(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${isChunked ? '3\r\nabc\r\n0\r\nx-late: 1\r\n\r\n' : 'abc'}`)
  const got = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([got.status, String(got.body), got.headers['content-length']]).toEqual(expected)
  expect(got.headers['content-encoding']).toBe(headers.startsWith('content') ? 'gzip' : undefined)
  expect(got.headers).not.toHaveProperty('x-late')
})

test('what comes before the answer is skipped, and 204 has no body', async () => {
  answer = written('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No\r\n\r\n')
  const { status, headers, body } = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([status, headers['link'], headers['content-length'], body.length]).toEqual([204, undefined, undefined, 0])
})

test('headers may be as large as those of a request, which is more than Node’s own clients take', async () => {
  answer = (_, response) => void response.writeHead(200, { 'opc-meta-a': 'x'.repeat(20_000) }).end()
  await expect(signAndSend(emulator(), { target: '/20160918/vcns' })).rejects.toThrow('Header overflow')
  expect(emulator().requests).toMatchObject([{ status: 200 }])
})

test('a redirect is the client’s to follow, and cookies, dates and leave for pages do not come along', async () => {
  const headers = { location: 'http://127.0.0.1:1/', 'set-cookie': ['a=1'], 'access-control-allow-origin': '*' }
  answer = (_, response) => void response.writeHead(302, { ...headers, date: 'Thu, 01 Jan 1970 00:00:00 GMT' }).end()
  const got = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([got.status, got.headers.location, seen.length]).toEqual([302, headers.location, 1])
  expect(got.headers).not.toHaveProperty('set-cookie')
  expect(got.headers).not.toHaveProperty('access-control-allow-origin')
  expect(got.headers.date).not.toContain('1970')
})

test.each<[string, RequestListener]>([
  ['UpstreamTooLarge', (_, response) => void response.end('x'.repeat(1001))],
  ['UpstreamUnavailable', (request) => void request.socket.destroy()],
  [
    'UpstreamUnavailable',
    (_, response) => void response.writeHead(200, { 'content-length': '9' }).write('1', () => response.destroy()),
  ],
])('502 %s when the upstream answers too much, or breaks off', async (code, misbehave) => {
  answer = misbehave
  const { status, json } = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([status, json.code]).toEqual([502, code])
})

test.each<[string, string, RegExp]>([
  ['another protocol', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /changed the protocol/],
  ['a status that there is not', 'HTTP/1.1 099 x\r\ncontent-length: 0\r\n\r\n', /the status 99/],
  ['no HTTP', 'SSH-2.0-x\r\n\r\n', /what is no HTTP \(HPE_INVALID_CONSTANT\)\. Look whether scheme and port are right/],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', /what is no HTTP/],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    /no HTTP/,
  ],
])('502 when the upstream answers with %s', async (_, bytes, message) => {
  answer = written(bytes)
  const { status, json } = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([status, json.code]).toEqual([502, 'UpstreamUnavailable'])
  expect(json.message).toMatch(message)
})

test.each(['http://evil.test/20160918/vcns', 'https://evil.test/'])(
  'the whole address %s is not forwarded, as the upstream may be a proxy',
  async (target) => {
    const { status, json } = await signAndSend(emulator(), { target })
    expect([status, json.message, seen]).toEqual([400, expect.stringMatching(/Only a path is forwarded/), []])
  },
)

test('a page of the upstream is none of the emulator’s own origin, whatever it says of itself', async () => {
  answer = (_, response) =>
    void response
      .writeHead(200, {
        'content-type': 'text/html',
        'content-security-policy': 'script-src *',
        'clear-site-data': '"*"',
      })
      .end('<script>fetch("/")</script>')
  const { headers } = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect(headers).toMatchObject({ 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' })
  expect(headers).not.toHaveProperty('clear-site-data')
})

test('502 when nobody listens there, with the address and what to look for', async () => {
  await using lonely = await startEmulator({ apiKey, upstream: 'http://127.0.0.1:1' })
  const { status, json } = await signAndSend(lonely, { target: '/20160918/vcns' })
  expect([status, json.code]).toEqual([502, 'UpstreamUnavailable'])
  expect(json.message).toMatch(/http:\/\/127\.0\.0\.1:1 gave no answer \(ECONNREFUSED\)\. Look whether/)
})

test('502 when its certificate is not trusted, with what to do about that', async () => {
  await using behind = await startEmulator({ apiKey, tls: true })
  await using before = await startEmulator({ apiKey, upstream: behind.url })
  const { status, json } = await signAndSend(before, { target: '/20160918/vcns' })
  expect([status, json.code]).toEqual([502, 'UpstreamUnavailable'])
  expect(json.message).toMatch(
    /certificate of the upstream https:\S+ is not trusted \(\w+\)\. Name its CA in NODE_EXTRA/,
  )
  expect(behind.requests).toEqual([])
})

test('an upstream that leads back here is told of, though what comes back has lost its signature', async () => {
  answer = ({ url, headers }, response) =>
    void get(emulator().url + url, { headers }, (came) => {
      response.writeHead(came.statusCode ?? 0)
      came.pipe(response)
    })
  const { status, json } = await signAndSend(emulator(), { target: '/20160918/vcns' })
  expect([status, json.code, json.message]).toEqual([502, 'UpstreamLoop', expect.stringMatching(/another service/)])
  expect(emulator().requests).toMatchObject([
    { verdict: 'unsigned', status: 502, forwarded: false },
    { verdict: 'accepted', status: 502, forwarded: true },
  ])
})

test('a client that leaves ends what the upstream keeps waiting, and its record tells that it got no answer', async () => {
  const { hostname, port } = new URL(emulator().url)
  const headers = signHeaders(emulator(), { target: '/20160918/vcns' })
  const client = httpRequest({ hostname, port, path: '/20160918/vcns', headers, agent: false })
    .on('error', () => {})
    .end()
  await new Promise<void>((resolve) => {
    answer = (asked) => {
      asked.socket.once('close', () => resolve())
      client.destroy()
    }
  })
  await expect.poll(() => emulator().requests).toMatchObject([{ verdict: 'accepted', status: 0, forwarded: true }])
})

test('closing ends what the upstream keeps waiting', async () => {
  const closing = await startEmulator({ apiKey, upstream })
  answer = () => void closing.close()
  await expect(signAndSend(closing, { target: '/20160918/vcns' })).rejects.toThrow(/socket hang up|ECONNRESET/)
})

test('with soft, what is refused goes there too', async () => {
  await using soft = await startEmulator({ apiKey, upstream, soft: true })
  const { status } = await send(soft, { target: '/20160918/vcns', headers: { host: new URL(soft.url).host } })
  expect([status, seen.length]).toEqual([201, 1])
  expect(soft.requests).toMatchObject([{ verdict: 'unsigned', letThrough: true, forwarded: true }])
})

test.each(['127.0.0.1:80', 'ftp://a', 'http://user:hunter2@a', 'http://a/path', 'http://a/?q', '', 7 as never])(
  'refuses %s as an origin, and does not repeat it',
  async (value) => {
    const failed = startEmulator({ upstream: value })
    await expect(failed).rejects.toThrow(/"upstream" is not the origin of a service/)
    await expect(failed).rejects.not.toThrow(/hunter2/)
  },
)
