// The runtime of browsers and workers, on Node's fetch: what goes out, what comes back, and what is freed.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import type { Exchange } from '../src/runtime/transport.ts'
import { createTransport, describeRuntime, hasTlsOptions, userAgentHeader } from '../src/runtime/web.ts'

const servers = useServers()
const none = { certBundleVerify: undefined, clientCertificate: undefined, readFile: undefined }
const progress = { tunnelled: () => {}, connected: () => {}, progress: () => {} }

async function send(exchange: Partial<Exchange> & { readonly url: URL }) {
  const transport = await createTransport(none)
  expect(transport.showsConnection).toBe(false)
  const { signal } = new AbortController()
  return transport.send({ method: 'GET', headers: {}, body: null, proxy: undefined, signal, progress, ...exchange })
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

describe('a call goes out', () => {
  test('as it is given, with its body', async () => {
    const url = await servers.http((request, response) => {
      response.setHeader('x-seen', JSON.stringify([request.method, request.url, request.headers]))
      request.pipe(response)
    })
    const headers = { 'x-one': '1', 'content-type': 'text/x' }
    const {
      status,
      headers: answered,
      chunks,
    } = await send({ method: 'PUT', url: new URL(`${url}/a?b`), headers, body: 'ü' })
    const [method, target, seen] = JSON.parse(answered['x-seen'] ?? '') as [string, string, Record<string, string>]
    expect([status, method, target]).toEqual([200, 'PUT', '/a?b'])
    expect(seen).toMatchObject({ 'x-one': '1', 'content-type': 'text/x', accept: '*/*' })
    expect(await textOf(chunks)).toBe('ü')
  })

  test('without what was not asked for', async () => {
    const url = await servers.http((request, response) => response.end(JSON.stringify(request.headers)))
    const { chunks } = await send({ url: new URL(url), headers: { accept: 'text/x' } })
    const seen = JSON.parse(await textOf(chunks)) as Record<string, string>
    expect(seen['accept']).toBe('text/x')
    expect(seen).not.toHaveProperty('content-type')
  })
})

describe('an answer comes back', () => {
  test.each([200, 302, 401, 404, 500])('with status %i, unjudged and unfollowed', async (status) => {
    const url = await servers.http((_, response) =>
      response.writeHead(status, { location: '/b', 'X-Two': 'b' }).end('{"a":1}'),
    )
    const { headers, chunks, ...rest } = await send({ url: new URL(url) })
    expect(rest.status).toBe(status)
    expect(headers['x-two']).toBe('b')
    expect(await textOf(chunks)).toBe('{"a":1}')
  })

  test('without a body where there is none', async () => {
    const url = await servers.http((_, response) => response.writeHead(204).end())
    expect(await textOf((await send({ url: new URL(url) })).chunks)).toBe('')
  })

  test('in pieces, and what is not read is given up', async () => {
    let isClosed = false
    const url = await servers.http((request, response) => {
      request.socket.on('close', () => (isClosed = true))
      response.write('first')
    })
    const { chunks } = await send({ url: new URL(url) })
    for await (const chunk of chunks) {
      expect(Buffer.from(chunk).toString()).toBe('first')
      break
    }
    await vi.waitFor(() => expect(isClosed).toBe(true), { timeout: 10_000 })
  })

  test('read to its end, and its connection is kept', async () => {
    const closed = vi.fn()
    const url = await servers.http((request, response) => {
      request.socket.once('close', closed)
      response.end('all')
    })
    expect(await textOf((await send({ url: new URL(url) })).chunks)).toBe('all')
    expect(await textOf((await send({ url: new URL(url) })).chunks)).toBe('all')
    expect(closed).not.toHaveBeenCalled()
  })

  test('not at all when the signal fires, or has fired', async () => {
    const asked = vi.fn(() => controller.abort(new Error('enough')))
    const url = await servers.http(asked)
    const controller = new AbortController()
    const { signal } = controller
    expect(await rejectionOf(send({ url: new URL(url), signal }))).toMatchObject({ code: 'ERR_CANCELED' })
    expect(await rejectionOf(send({ url: new URL(url), signal }))).toMatchObject({ message: 'enough' })
    expect(asked).toHaveBeenCalledTimes(1)
  })
})

describe('the runtime', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('chooses no trust and no proxy, and says what it is', () => {
    expect([hasTlsOptions, describeRuntime()]).toEqual([false, 'web'])
  })

  test('has a user agent of its own only where that can be set', () => {
    expect(userAgentHeader()).toBe('user-agent')
    vi.stubGlobal(
      'Request',
      class {
        readonly headers = new Headers()
      },
    )
    expect(userAgentHeader()).toBe('x-orcl-user-agent')
  })
})
