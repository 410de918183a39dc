// The client against real servers: what goes out, what comes back, what goes wrong.
import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { createHttpClient, type HttpClientOptions } from '../src/index.ts'

const servers = useServers()
/** No proxy of this machine. */
const client = (options: HttpClientOptions = {}) => createHttpClient({ env: {}, ...options })

/** What is said of each request that cannot be sent. */
const REFUSALS: Readonly<Record<string, string>> = {
  'a relative address': 'The URL is no http or https address.',
  'another scheme': 'The URL is no http or https address.',
  'user info': 'The URL carries user info.',
  'an unknown method': 'The method is none of GET, HEAD, DELETE, POST, PUT, PATCH, OPTIONS.',
  'a line break in a header': 'The header "x-a" cannot be sent.',
  'a header name that is none': 'The header "x a" cannot be sent.',
  'a body of another length': 'The header content-length is not the length of the body.',
  'a length without a body': 'The header content-length is not the length of the body.',
  'framed by the caller': 'The header transfer-encoding cannot be sent.',
  'to be followed by trailers': 'The header trailer cannot be sent.',
  'a body that is neither text nor bytes': 'The body is neither a string nor bytes.',
  'half a surrogate pair in a body': 'The body has half of a surrogate pair',
  'half a surrogate pair in an address': 'The URL has half of a surrogate pair',
  'half a surrogate pair in a header': 'The header "x-a" cannot be sent.',
}

interface Echo {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly body: string
}
const ECHO: RequestListener = (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, rawHeaders } = request
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method, url, rawHeaders, body: Buffer.concat(chunks).toString('base64') }))
  })
}

describe('what goes out', () => {
  test('is the method, the address and the headers that were given, and no content type of axios', async () => {
    const url = await servers.http(ECHO)
    const request = { method: 'post', url: `${url}/a%20b?c=[1]&d#e`, headers: { 'X-One': '1' }, body: 'ü' }
    const echo = (await client()(request)).json() as Echo
    expect(echo).toMatchObject({ method: 'POST', url: '/a%20b?c=[1]&d', body: Buffer.from('ü').toString('base64') })
    const names = echo.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
    const expected = ['accept', 'accept-encoding', 'connection', 'content-length', 'host', 'user-agent', 'x-one']
    expect(names.sort()).toEqual(expected)
  })

  test('is a user agent with the suffixes of the caller and of the environment', async () => {
    const url = await servers.http(ECHO)
    const http = client({ userAgent: 'mine/1', env: { OCI_SDK_APPEND_USER_AGENT: 'theirs/2\r\nx: y' } })
    const { rawHeaders } = (await http({ method: 'GET', url })).json() as Echo
    const agent = rawHeaders.find((value) => value.startsWith('oci-auth-ts/'))
    expect(agent).toMatch(/^oci-auth-ts\/\d+\.\d+\.\d+ \(.+; node\/.+\) mine\/1 theirs\/2x: y$/)
  })

  test('keeps the user agent that the caller set', async () => {
    const url = await servers.http(ECHO)
    const { rawHeaders } = (await client()({ method: 'GET', url, headers: { 'User-Agent': 'own' } })).json() as Echo
    expect(rawHeaders.filter((value) => /^own$|oci-auth/.test(value))).toEqual(['own'])
  })

  test.each([0, 1, 70_000, 1_000_000])('is a body of %i bytes, unchanged and of known length', async (size) => {
    const url = await servers.http(ECHO)
    const body = new Uint8Array(size + 5).map((_, index) => index % 251).subarray(5)
    const { rawHeaders, body: received } = (await client()({ method: 'PUT', url, body })).json() as Echo
    expect(Buffer.from(received, 'base64').equals(body)).toBe(true)
    expect(rawHeaders).toContain(String(size))
  })

  test.each([
    ['a relative address', { method: 'GET', url: '/x' }],
    ['another scheme', { method: 'GET', url: 'file:///etc/passwd' }],
    ['user info', { method: 'GET', url: 'http://user:hunter2@localhost/' }],
    ['an unknown method', { method: 'TRACE', url: 'http://localhost/' }],
    ['a line break in a header', { method: 'GET', url: 'http://localhost/', headers: { 'x-a': 'hunter2\r\nx-b: 1' } }],
    ['a header name that is none', { method: 'GET', url: 'http://localhost/', headers: { 'x a': '1' } }],
    [
      'a body of another length',
      { method: 'POST', url: 'http://localhost/', headers: { 'content-length': '1' }, body: 'ü' },
    ],
    ['a length without a body', { method: 'POST', url: 'http://localhost/', headers: { 'content-length': '1' } }],
    ['framed by the caller', { method: 'POST', url: 'http://localhost/', headers: { 'Transfer-Encoding': 'chunked' } }],
    ['to be followed by trailers', { method: 'POST', url: 'http://localhost/', headers: { trailer: 'x' } }],
    ['a body that is neither text nor bytes', { method: 'POST', url: 'http://localhost/', body: {} as string }],
    ['half a surrogate pair in a body', { method: 'POST', url: 'http://localhost/', body: 'a\ud83d' }],
    ['half a surrogate pair in an address', { method: 'GET', url: 'http://localhost/\ud83d' }],
    ['half a surrogate pair in a header', { method: 'GET', url: 'http://localhost/', headers: { 'x-a': '\udc00' } }],
  ])('is never %s', async (what, request) => {
    const error = await rejectionOf(client()(request))
    const message = expect.stringContaining(REFUSALS[what] ?? '?')
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', name: 'TypeError', message })
    expect(String(error)).not.toContain('hunter2')
  })

  test.each([0, -1, NaN, '5' as unknown as number])('never waits for a limit of %s', (readTimeoutMs) => {
    expect(() => createHttpClient({ readTimeoutMs })).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  })
})

describe('what comes back', () => {
  test.each([200, 204, 299, 304, 400, 401, 404, 500])('is a response with status %i', async (status) => {
    const url = await servers.http((_, response) => response.writeHead(status, { 'X-Twice': ['a', 'b'] }).end())
    const { headers, body, ...response } = await client()({ method: 'GET', url })
    expect(response.status).toBe(status)
    expect(headers['x-twice']).toBe('a, b')
    expect(body).toEqual(new Uint8Array())
  })

  test('is text without its byte order mark, JSON, and bytes', async () => {
    const url = await servers.http((_, response) => response.end('\uFEFF{"a":"ü"}'))
    const response = await client()({ method: 'GET', url })
    expect(response.text()).toBe('{"a":"ü"}')
    expect(response.json()).toEqual({ a: 'ü' })
    expect(response.body).toEqual(new TextEncoder().encode('\uFEFF{"a":"ü"}'))
  })

  test('is unpacked even though it was not asked to be packed', async () => {
    const packed = gzipSync('plain')
    const url = await servers.http((_, response) => response.setHeader('content-encoding', 'gzip').end(packed))
    expect((await client()({ method: 'GET', url })).text()).toBe('plain')
  })

  test('is refused as JSON without showing what it is', async () => {
    const url = await servers.http((_, response) => response.setHeader('opc-request-id', 'ABC').end('hunter2 {'))
    const response = await client()({ method: 'GET', url })
    const error = await rejectionOf(async () => response.json())
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_PARSE', status: 200, requestId: 'ABC' })
    expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).not.toContain('hunter2')
  })

  test.each([300, 301, 302, 303, 305, 307, 308, 399])(
    'is never what a redirect with status %i leads to',
    async (status) => {
      const paths: (string | undefined)[] = []
      const url = await servers.http((request, response) => {
        paths.push(request.url)
        response.writeHead(status, { location: '/next?token=hunter2' }).end('moved')
      })
      const error = await rejectionOf(client()({ method: 'GET', url }))
      expect(error).toMatchObject({ code: 'ERR_REDIRECT', status, location: '/next?token=<redacted>' })
      expect(paths).toEqual(['/'])
    },
  )

  test('reaches logs and errors without a credential of the request that the server repeats', async () => {
    const repeat = (authorization = ''): string => `/${authorization.replace(' ', '/')}`
    const url = await servers.http(({ url: target, headers: { authorization } }, response) => {
      response.writeHead(target === '/ok' ? 200 : 302, { location: repeat(authorization) }).end()
    })
    const lines: unknown[] = []
    const log = (...line: unknown[]): void => void lines.push(line)
    const request = { method: 'GET', headers: { authorization: 'Bearer opaque-token' } }
    const perform = client({ logger: { debug: log, warn: log } })
    await perform({ ...request, url: `${url}/ok` })
    const error = await rejectionOf(perform({ ...request, url }))
    expect(error).toMatchObject({ code: 'ERR_REDIRECT', location: '/Bearer/<redacted>' })
    expect(lines).toHaveLength(4)
    expect(JSON.stringify([lines, error]) + (error as Error).message).not.toContain('opaque-token')
  })

  test('reaches logs and errors without a character that a terminal would act on', async () => {
    const authority = await servers.tcp((socket) =>
      socket.once('data', () => {
        const head = 'HTTP/1.1 302 Found\r\nlocation: /\x9b2J\r\nx-a: \x9b\r\ncontent-length: 0\r\n\r\n'
        socket.write(head, 'latin1')
      }),
    )
    const lines: object[] = []
    const logger = { warn: (_: string, fields: object) => void lines.push(fields) }
    const error = await rejectionOf(client({ logger })({ method: 'GET', url: `http://${authority}` }))
    expect(error).toMatchObject({ code: 'ERR_REDIRECT', location: '/\\u009b2J' })
    expect((error as Error).message).toContain(' redirects to /\\u009b2J, ')
    expect(lines).toMatchObject([{ error: { location: '/\\u009b2J' } }])
    const ok = await servers.tcp((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nx-a: \x9b\r\ncontent-length: 0\r\n\r\n', 'latin1')),
    )
    const responses: object[] = []
    const debug = (message: string, fields: object): void => void (message === 'response' && responses.push(fields))
    await client({ logger: { debug } })({ method: 'GET', url: `http://${ok}` })
    expect(responses).toMatchObject([{ headers: { 'x-a': '\\u009b' } }])
  })

  test('is cut off at the cap, whatever length the server states', async () => {
    const url = await servers.http((_, response) => {
      response.write('x'.repeat(600))
      response.end('x'.repeat(600))
    })
    const request = { method: 'GET', url }
    const error = await rejectionOf(client({ maxResponseBytes: 1000 })(request))
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE', limitBytes: 1000 })
    expect((await client({ maxResponseBytes: 1200 })(request)).body.length).toBe(1200)
    expect((await client({ maxResponseBytes: 1000 })(request, { maxResponseBytes: 1200 })).body.length).toBe(1200)
  })

  test('is cut off at the cap after unpacking', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000))
    const url = await servers.http((_, response) => response.setHeader('content-encoding', 'gzip').end(packed))
    const error = await rejectionOf(client({ maxResponseBytes: 10_000 })({ method: 'GET', url }))
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE' })
  })
})

describe('who watches', () => {
  test('sees nothing of a call whose signal has fired, and no file is read for it', async () => {
    const debug = vi.fn()
    const readFile = vi.fn(async () => new Uint8Array())
    const http = client({ logger: { debug, warn: debug }, readFile, certBundleVerify: 'ca.pem' })
    const signal = AbortSignal.abort(new Error('enough'))
    expect(await rejectionOf(http({ method: 'GET', url: 'http://localhost/' }, { signal }))).toBe(signal.reason)
    expect([debug.mock.calls, readFile.mock.calls]).toEqual([[], []])
  })

  test.each([
    ['a response', 200, 'response'],
    ['a failure', 302, 'error'],
  ])('learns how long %s took', async (_, status, event) => {
    const url = await servers.http((_request, response) => response.writeHead(status).end())
    const times = [1000, 1250]
    const lines: [string, object][] = []
    const note = (message: string, fields: object): void => void lines.push([message, fields])
    const http = client({ now: () => times.shift() ?? NaN, logger: { debug: note, warn: note } })
    await http({ method: 'GET', url }).catch(() => {})
    expect(lines.find(([message]) => message === event)?.[1]).toMatchObject({
      durationMs: 250,
      method: 'GET',
      url: `${url}/`,
    })
  })
})

describe('connections', () => {
  test('are used again', async () => {
    const ports = new Set<number | undefined>()
    const url = await servers.http((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    const http = client()
    await http({ method: 'GET', url })
    await http({ method: 'GET', url })
    expect(ports.size).toBe(1)
  })

  test.each([
    ['before the response', 'ECONNRESET', ''],
    ['within the headers', 'ECONNRESET', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['within the body', 'ECONNRESET', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
  ])('that break %s are network errors', async (_, reason, sent) => {
    const authority = await servers.tcp((socket) => socket.once('data', () => socket.end(sent)))
    const error = await rejectionOf(client()({ method: 'GET', url: `http://${authority}/?token=hunter2` }))
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason, url: `http://${authority}/?token=<redacted>` })
  })

  test('that are refused are network errors with the system’s words as their cause', async () => {
    const authority = await servers.tcp((socket) => socket.destroy())
    const free = authority.replace(/\d+$/, '1')
    const error = await rejectionOf(
      client()({ method: 'GET', url: `http://${free}`, headers: { authorization: 'hunter2' } }),
    )
    expect(error).toMatchObject({ code: 'ERR_NETWORK', reason: 'ECONNREFUSED' })
    expect((error as Error).cause).toMatchObject({ code: 'ECONNREFUSED', port: 1 })
    expect((error as Error).message).toContain('nothing listens there (ECONNREFUSED).')
  })
})
