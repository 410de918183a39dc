// The option `upstream`: what is genuine and not the identity plane's goes to another service.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'

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

const written =
  (bytes: string): RequestListener =>
  (request) =>
    void request.socket.end(bytes)

test.each<[string, string, RegExp]>([
  ['another protocol', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /changed the protocol/],
  ['a status that there is not', 'HTTP/1.1 099 x\r\ncontent-length: 0\r\n\r\n', /the status 99/],
  ['no HTTP', 'SSH-2.0-x\r\n\r\n', /HPE_INVALID_CONSTANT/],
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

test('a request that comes back is stopped', async () => {
  const { json } = await signAndSend(emulator(), { target: '/20160918/vcns', headers: { via: '1.1 oci-emulator' } })
  expect([json.code, seen]).toEqual(['UpstreamLoop', []])
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
