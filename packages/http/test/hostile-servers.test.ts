// Servers that break the rules or break off: what they send never passes for a response, and no call waits for ever.
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient } from '../src/index.ts'

const servers = useServers()
const http = createHttpClient({ env: {} })
const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

/** Address of a server that answers the first bytes of each connection with `act`. */
const serverThat = async (act: (socket: Socket) => void): Promise<string> =>
  `http://${await servers.tcp((socket) => socket.once('data', () => act(socket)))}/`

const get = async (act: (socket: Socket) => void) => http({ method: 'GET', url: await serverThat(act) })

/** Writes `part` until the other side gives up. */
function writeForever(socket: Socket, part: string): void {
  while (!socket.destroyed && socket.write(part));
  if (!socket.destroyed) socket.once('drain', () => writeForever(socket, part))
}

describe('a network error ends the call', () => {
  test.each([
    ['the head never ends', 'HPE_HEADER_OVERFLOW', OK, 'x-a: b\r\n'.repeat(100)],
    ['the trailers never end', 'HPE_HEADER_OVERFLOW', `${CHUNKED}0\r\n`, 'x-a: b\r\n'.repeat(100)],
    ['the extension of a chunk never ends', 'HPE_CHUNK_EXTENSIONS_OVERFLOW', `${CHUNKED}1;`, 'a'.repeat(1000)],
    ['a chunk has no size', 'HPE_INVALID_CHUNK_SIZE', `${CHUNKED}3\r\nabc\r\nzz\r\n`, ''],
    [
      'there are two lengths',
      'HPE_UNEXPECTED_CONTENT_LENGTH',
      `${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
      '',
    ],
    ['another protocol answers', 'HPE_INVALID_CONSTANT', 'SSH-2.0-OpenSSH_9.6\r\n', ''],
  ])('when %s', async (_, reason, start, rest) => {
    const error = await rejectionOf(get((socket) => (socket.write(start), rest && writeForever(socket, rest))))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason })
    expect((error as Error).message).toContain('malformed HTTP')
  })

  test('when a body without a length breaks off', async () => {
    const timers = fakeTimers()
    let peer: Socket | undefined
    const url = await serverThat((socket) => (peer = socket).write('HTTP/1.0 200 OK\r\n\r\nabc'))
    const limits = { readTimeoutMs: 222, setTimer: timers.setTimer }
    const call = rejectionOf(createHttpClient({ env: {}, ...limits })({ method: 'GET', url }))
    // Connected, sent, answered, and a first piece: only then it breaks.
    await vi.waitFor(() => expect(timers.started(222)).toBeGreaterThan(3), { timeout: 10_000 })
    peer?.resetAndDestroy()
    expect(await call).toMatchObject({ code: 'ERR_NETWORK', reason: 'ECONNRESET' })
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('when a body packed as %s is not whole', async (encoding, pack) => {
    const packed = pack('a text that is longer than the piece of it that arrives')
    const answer = (bytes: Uint8Array) => (socket: Socket) => {
      socket.write(`${OK}content-encoding: ${encoding}\r\nconnection: close\r\n\r\n`)
      socket.end(bytes)
    }
    expect((await get(answer(packed))).text()).toMatch(/arrives$/)
    const proxy = await serverThat(answer(packed.subarray(0, -1)))
    // One after the other: the rejection of a call that nobody waits for yet would be nobody's.
    for (const call of [
      () => http({ method: 'GET', url: proxy }),
      () => createHttpClient({ env: {}, proxy })({ method: 'GET', url: 'http://nowhere.invalid/' }),
    ]) {
      const error = await rejectionOf(call())
      expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'Z_BUF_ERROR' })
      expect((error as Error).message).toContain('cannot be unpacked')
    }
  })

  test.each(['directly', 'by a proxy'])('when another protocol is switched to %s', async (way) => {
    const url = await serverThat((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')
    })
    const request = { method: 'GET', url: way === 'directly' ? url : 'http://nowhere.invalid/' }
    const call = createHttpClient({ env: {}, proxy: way === 'directly' ? false : url })(request)
    expect(await rejectionOf(call)).toMatchObject({ code: 'ERR_NETWORK' })
  })
})

describe('a response is taken', () => {
  test('after any number of interim ones', async () => {
    const interim = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(3)
    const { status, body } = await get((socket) => socket.write(`${interim}${OK}content-length: 2\r\n\r\nhi`))
    expect([status, body.length]).toEqual([200, 2])
  })

  test.each([
    ['a HEAD', 'HEAD', `${OK}content-length: 9\r\ncontent-encoding: gzip\r\n\r\n`],
    ['a 204 that has one', 'GET', 'HTTP/1.1 204 No Content\r\ncontent-length: 3\r\n\r\nabc'],
    ['a 204 that promises one', 'GET', 'HTTP/1.1 204 No Content\r\ncontent-length: 3\r\n\r\n'],
    ['a 304 that has one', 'GET', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 3\r\n\r\nabc'],
    ['a packed body of no length', 'GET', `${OK}content-length: 0\r\ncontent-encoding: br\r\n\r\n`],
  ])('without a body from %s', async (_, method, text) => {
    const url = await serverThat((socket) => socket.write(text))
    expect((await http({ method, url })).body.length).toBe(0)
  })

  test('without what follows it, and the next call does not get that either', async () => {
    let calls = 0
    const authority = await servers.tcp((socket) => {
      socket.on('data', () => {
        calls += 1
        const body = `call ${calls}`
        socket.write(
          `${OK}content-length: 6\r\n\r\n${body}${calls === 1 ? `${OK}content-length: 6\r\n\r\nforged` : ''}`,
        )
      })
    })
    const request = { method: 'GET', url: `http://${authority}/` }
    expect((await http(request)).text()).toBe('call 1')
    expect((await http(request)).text()).toBe('call 2')
  })

  test('before the request is read, and the rest of that is not sent', async () => {
    const body = new Uint8Array(50_000_000)
    let received = 0
    let peer: Socket | undefined
    const url = await serverThat((socket) => {
      socket.pause().write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 2\r\n\r\nno')
      peer = socket
    })
    expect((await http({ method: 'PUT', url, body })).status).toBe(413)
    const closed = new Promise((resolve) => peer?.on('close', resolve))
    peer?.on('data', (bytes: Buffer) => (received += bytes.length)).resume()
    await closed
    expect(received).toBeLessThan(body.length)
  })
})

describe('a signal', () => {
  test('may end many calls at once, and Node sees no leak in that', async () => {
    const warned = vi.spyOn(process, 'emitWarning')
    const url = await servers.http((_, response) => response.end())
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 20 }, () => http({ method: 'GET', url }, { signal })))
    expect(warned).not.toHaveBeenCalled()
  })
})

test('a proxy may have an IPv6 address', async () => {
  const proxy = createServer((request, response) => response.end(request.url))
  await new Promise<void>((resolve) => proxy.listen(0, '::1', resolve))
  const address = `http://[::1]:${(proxy.address() as AddressInfo).port}`
  const response = await createHttpClient({ env: {}, proxy: address })({
    method: 'GET',
    url: 'http://nowhere.invalid/a',
  })
  expect(response.text()).toBe('http://nowhere.invalid/a')
  proxy.closeAllConnections()
  await new Promise((resolve) => proxy.close(resolve))
})
