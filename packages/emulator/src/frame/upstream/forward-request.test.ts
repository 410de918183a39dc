// Upstreams that say nothing more.
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { forwardRequest } from './forward-request.ts'

/** What an upstream that answers so makes of a request, when it may be silent for a moment only. */
async function forwardTo(behave: (socket: Socket) => void, scheme = 'http'): Promise<[number, string]> {
  const server = createServer((socket) => behave(socket.on('error', () => {})))
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const request = { method: 'GET', target: '/', headers: new Map(), body: new Uint8Array() }
  const { status, body } = await forwardRequest(
    { origin, maxBodyBytes: 100, silentMs: 20 },
    request,
    new AbortController().signal,
  )
  return [status, Buffer.from(body).toString()]
}

test.each<[when: string, behave: (socket: Socket) => void, scheme: string]>([
  ['before its answer', () => {}, 'http'],
  ['within its headers', (socket) => socket.write('HTTP/1.1 200 OK\r\nx: '), 'http'],
  ['within its body', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab'), 'http'],
  ['within the handshake of TLS', () => {}, 'https'],
])('an upstream that falls silent %s is given up, and that is said', async (_, behave, scheme) => {
  const [status, text] = await forwardTo(behave, scheme)
  expect([status, JSON.parse(text)]).toMatchObject([502, { code: 'UpstreamUnavailable' }])
  expect(text).toMatch(/was silent for 0\.02 s\. Look what holds it up\./)
})

test('a body without an end ends where it is too long', async () => {
  const endless = (socket: Socket): void => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    socket.on('drain', () => fill(socket))
    fill(socket)
  }
  const [status, text] = await forwardTo(endless)
  expect([status, JSON.parse(text)]).toMatchObject([502, { code: 'UpstreamTooLarge' }])
})

function fill(socket: Socket): void {
  while (socket.write('1\r\na\r\n'));
}
