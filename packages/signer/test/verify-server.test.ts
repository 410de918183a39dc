// Requests that a real server got, byte for byte as somebody on the way may have left them.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyRequest, type VerifyOptions } from '../src/verify.ts'
import { publicPem, signerOf } from './support/fixtures.ts'

const signer = signerOf({ now: Date.now })
const resolveKey = async (): Promise<string> => publicPem

/** What a handler would do, decided by what `new URL` makes of the target. */
async function answer(request: IncomingMessage, url: string, options: VerifyOptions): Promise<string> {
  const { method = '', headersDistinct: headers } = request
  const verdict = await verifyRequest({ method, url, headers }, resolveKey, options)
  return verdict.verified ? `${method} ${new URL(url, 'http://any').pathname}` : verdict.reason
}

let server: Server
let port: number
let host: string
beforeAll(async () => {
  server = createServer(async (request, response) => {
    request.resume()
    const options = { host: request.headers['x-server'] === 'other' ? 'other.example' : host }
    response.end(await answer(request, String(request.url), options))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  host = `127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends the headers of a genuine DELETE with a request line of anybody's. */
async function replayed(target: string, more = '', body = ''): Promise<string> {
  const { headers } = await signer.sign({ method: 'DELETE', url: `http://${host}/sandbox/projects/7` })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(port, '127.0.0.1')
  socket.write(`DELETE ${target} HTTP/1.1\r\n${lines.join('')}${more}connection: close\r\n\r\n${body}`)
  return /\r\n\r\n(.*)$/s.exec(await text(socket))?.[1] ?? ''
}

describe('a captured DELETE', () => {
  test.each([
    ['as it was signed', '/sandbox/projects/7', 'DELETE /sandbox/projects/7'],
    ['at an absolute address', () => `http://${host}/sandbox/projects/7`, 'DELETE /sandbox/projects/7'],
    ['at another path', '/projects/7', 'invalid-signature'],
    ['at an address with an empty host', 'http:///sandbox/projects/7', 'invalid-target'],
    ['at a path that is a host for a URL parser', '//sandbox/projects/7', 'invalid-target'],
    ['at another host', 'http://evil.example/sandbox/projects/7', 'invalid-target'],
  ])('%s', async (_, target, expected) => {
    expect(await replayed(typeof target === 'string' ? target : target())).toBe(expected)
  })

  test('with a body added, is refused although nobody has read it', async () => {
    expect(await replayed('/sandbox/projects/7', 'content-length: 2\r\n', '{}')).toBe('missing-body')
    expect(await replayed('/sandbox/projects/7', 'transfer-encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n')).toBe(
      'missing-body',
    )
  })

  test('passed on to another server, is refused there', async () => {
    expect(await replayed('/sandbox/projects/7', 'x-server: other\r\n')).toBe('wrong-host')
  })
})

test('over HTTP/2 the host is :authority', async () => {
  const http2 = createHttp2Server()
  http2.on('stream', async (stream, headers) => {
    const { ':method': method = '', ':path': url = '' } = headers
    const record = Object.fromEntries(Object.entries(headers))
    const verdict = await verifyRequest({ method, url, headers: record }, resolveKey, {
      host: String(headers[':authority']),
    })
    stream.end(verdict.verified ? verdict.host : verdict.reason)
  })
  await new Promise<void>((resolve) => http2.listen(0, '127.0.0.1', resolve))
  const authority = `127.0.0.1:${(http2.address() as AddressInfo).port}`
  const session = connectHttp2(`http://${authority}`)
  try {
    const signed = await signer.sign({ method: 'GET', url: `http://${authority}/a` })
    const { host: _, ...headers } = signed.headers
    const ask = (more: Record<string, string>): Promise<string> =>
      text(session.request({ ':method': 'GET', ':path': '/a', ...headers, ...more }))
    expect(await ask({})).toBe(authority)
    expect(await ask({ ':authority': authority, host: 'evil.example' })).toBe('invalid-target')
  } finally {
    session.destroy()
    http2.close()
  }
})
