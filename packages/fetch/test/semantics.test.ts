// That a signed fetch takes what fetch takes, sends what fetch sends and refuses what fetch refuses.
import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { createSignedFetch, type SignedFetchOptions } from '../src/index.ts'
import { readEcho } from './read-echo.ts'

const emulator = emulated()
const signedFetch = (options?: SignedFetchOptions): typeof fetch => createSignedFetch(apiKeySigner(emulator()), options)
const echoUrl = (rest = ''): string => `${emulator().url}/echo${rest}`
/** Where the emulator takes a body that is not signed. */
const objectUrl = (): string => `${emulator().url}/n/ns/b/bucket/o/object`
const streamOf = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream()

describe('bodies', () => {
  const form = new FormData()
  form.append('name', 'value')
  const bytes = new Uint8Array([0, 1, 254, 255, 0, 0])
  const cases: readonly [kind: string, body: () => unknown, sent: unknown, type: unknown][] = [
    ['a string', () => '{"a":"é"}', '{"a":"\u00c3\u00a9"}', 'application/json'],
    ['an empty string', () => '', '', 'application/json'],
    ['nothing', () => undefined, '', 'application/json'],
    ['null', () => null, '', 'application/json'],
    ['a typed array', () => bytes.subarray(1, 4), '\u0001\u00fe\u00ff', 'application/octet-stream'],
    ['a DataView', () => new DataView(bytes.buffer, 2, 2), '\u00fe\u00ff', 'application/octet-stream'],
    ['an ArrayBuffer', () => bytes.slice(1, 3).buffer, '\u0001\u00fe', 'application/octet-stream'],
    ['a Blob with a type', () => new Blob(['b'], { type: 'text/csv' }), 'b', 'text/csv'],
    ['a Blob without one', () => new Blob(['b']), 'b', 'application/octet-stream'],
    [
      'URLSearchParams',
      () => new URLSearchParams({ a: '1 2' }),
      'a=1+2',
      'application/x-www-form-urlencoded;charset=UTF-8',
    ],
    [
      'FormData',
      () => form,
      expect.stringContaining('name="name"\r\n\r\nvalue\r\n'),
      expect.stringMatching(/^multipart\/form-data; boundary=/),
    ],
    ['a web stream', () => streamOf('stream'), 'stream', 'application/octet-stream'],
    [
      'a Node Readable',
      () => Readable.from([Buffer.from('read'), Buffer.from('able')]),
      'readable',
      'application/octet-stream',
    ],
  ]
  const withBody = (method: string, body: unknown): RequestInit => ({ method, body, duplex: 'half' }) as RequestInit

  it.each(cases)('signs %s and sends exactly what was signed', async (_kind, body, sent, type) => {
    const echo = await readEcho(await signedFetch()(echoUrl(), withBody('POST', body())))
    expect(echo.body).toEqual(sent)
    expect(echo.headers['content-type']).toEqual(type)
    expect(echo.headers['content-length']).toBe(String(echo.body.length))
    expect(echo.headers['x-content-sha256']).toBeDefined()
  })

  it.each(cases)('sends %s unread when the body is left out of the signature', async (_kind, body, sent, type) => {
    const send = signedFetch({ bodySigning: 'exclude' })
    const init = withBody('PUT', body())
    // Object Storage takes no chunks, and the length of a stream is only known to the caller.
    if (/stream|Readable/.test(_kind)) init.headers = { 'content-length': String(sent).length.toString() }
    expect((await send(objectUrl(), init)).status).toBe(200)
    const { headers = {} } = emulator().requests.at(-1) ?? {}
    expect(headers['content-type']).toEqual(type)
    expect(headers['x-content-sha256']).toBeUndefined()
    expect(Buffer.from(await (await send(objectUrl())).arrayBuffer()).toString('latin1')).toEqual(sent)
  })

  it('sends a Node Readable unread, though the caller says nothing of duplex', async () => {
    const body = Readable.from([Buffer.from('readable')])
    const init = { method: 'PUT', body, headers: { 'content-length': '8' } } as unknown as RequestInit
    expect((await signedFetch({ bodySigning: 'exclude' })(objectUrl(), init)).status).toBe(200)
    expect(emulator().requests.at(-1)?.bodyBytes).toBe(8)
  })

  it('keeps the content-type that the caller gives with a string', async () => {
    const init = { method: 'PUT', body: 'a,b', headers: { 'Content-Type': 'text/csv' } }
    expect((await readEcho(await signedFetch()(echoUrl(), init))).headers['content-type']).toBe('text/csv')
  })

  it('says application/json for a string where the signature does not cover it, too', async () => {
    const echo = await readEcho(await signedFetch()(echoUrl(), { method: 'DELETE', body: '{}' }))
    expect(echo).toMatchObject({ method: 'DELETE', body: '{}', headers: { 'content-type': 'application/json' } })
  })

  it('hands the request to a bodySigning function, which decides for it alone', async () => {
    const send = signedFetch({
      bodySigning: ({ method, url, headers, body }) =>
        `${method} ${String(url)} ${new Headers(headers as Headers).get('x-big')} ${String(body)}` ===
        `PUT ${objectUrl()} yes text`
          ? 'exclude'
          : 'sign',
    })
    const hash = async (headers: Record<string, string>): Promise<string | undefined> => {
      expect((await send(objectUrl(), { method: 'PUT', body: 'text', headers })).status).toBe(200)
      return emulator().requests.at(-1)?.headers['x-content-sha256']
    }
    expect(await hash({ 'x-big': 'yes' })).toBeUndefined()
    expect(await hash({ 'x-big': 'no' })).toBeDefined()
  })

  it('hands a bodySigning function the very options of the call, so that it knows which call it is', async () => {
    const unsigned = new WeakSet<RequestInit>()
    const send = signedFetch({ bodySigning: (_, init) => (unsigned.has(init) ? 'exclude' : 'sign') })
    const put = { method: 'PUT', body: 'text' }
    unsigned.add(put)
    const hashes: (string | undefined)[] = []
    for (const init of [put, { ...put }]) {
      await send(objectUrl(), init)
      hashes.push(emulator().requests.at(-1)?.headers['x-content-sha256'])
    }
    expect(hashes).toEqual([undefined, expect.any(String)])
  })
})

describe('Request objects', () => {
  it('sends method, headers and body of a Request', async () => {
    const request = new Request(echoUrl('?q=1'), { method: 'put', body: 'text', headers: { 'x-own': 'yes' } })
    const echo = await readEcho(await signedFetch()(request))
    expect(echo).toMatchObject({ method: 'PUT', target: '/echo?q=1', body: 'text' })
    expect(echo.headers).toMatchObject({ 'x-own': 'yes', 'content-type': 'text/plain;charset=UTF-8' })
    expect(request.bodyUsed).toBe(true)
  })

  it('lets the options override what the Request says', async () => {
    const request = new Request(echoUrl(), { method: 'PUT', body: 'old', headers: { 'x-old': '1' } })
    const echo = await readEcho(
      await signedFetch()(request, { method: 'POST', body: 'new', headers: { 'x-new': '1' } }),
    )
    expect(echo).toMatchObject({
      method: 'POST',
      body: 'new',
      headers: { 'x-new': '1', 'content-type': 'application/json' },
    })
    expect(echo.headers['x-old']).toBeUndefined()
    expect(request.bodyUsed).toBe(false)
  })

  it('takes a Request as options for another address, as fetch does', async () => {
    const template = new Request(echoUrl('/old'), { method: 'POST', body: 'text', headers: { 'x-own': 'yes' } })
    const echo = await readEcho(await signedFetch()(echoUrl('/new'), template))
    expect(echo).toMatchObject({ method: 'POST', target: '/echo/new', body: 'text', headers: { 'x-own': 'yes' } })
  })

  it('sends FormData of a Request with the boundary that the Request chose', async () => {
    const body = new FormData()
    body.append('file', new Blob(['content']), 'f.txt')
    const request = new Request(echoUrl(), { method: 'POST', body })
    const echo = await readEcho(await signedFetch()(request))
    expect(echo.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(echo.body).toContain(String(echo.headers['content-type']?.split('boundary=')[1]))
  })

  it('streams the body of a Request that the signature does not cover', async () => {
    const init = { method: 'PUT', body: streamOf('streamed'), duplex: 'half' } as RequestInit
    const response = await signedFetch({ bodySigning: 'exclude' })(new Request(objectUrl(), init))
    // It goes out in chunks, which Object Storage does not take.
    expect(response.status).toBe(411)
    expect(emulator().requests.at(-1)).toMatchObject({
      verdict: 'accepted',
      bodyBytes: 8,
      headers: { 'transfer-encoding': 'chunked' },
    })
  })

  it('sends a Request whose address has characters that must be encoded', async () => {
    const request = new Request(echoUrl('/a|b?c=[d]#e'), { method: 'POST', body: 'x' })
    expect(await readEcho(await signedFetch()(request))).toMatchObject({ target: '/echo/a%7Cb?c=%5Bd%5D', body: 'x' })
  })
})

describe('addresses', () => {
  it.each([
    ['a URL', () => new URL(echoUrl('/a?b=c')), '/echo/a?b=c'],
    [
      'a string with what RFC 3986 forbids',
      () => echoUrl('/a b|c^\\?q={é}&r=100%'),
      '/echo/a%20b%7Cc%5E%5C?q=%7B%C3%A9%7D&r=100%25',
    ],
    ['an address with white space around it', () => ` ${echoUrl('/a')}\n`, '/echo/a'],
    ['an address with a fragment', () => echoUrl('/a?b#c'), '/echo/a?b'],
  ])('signs and sends %s', async (_kind, url, target) => {
    expect((await readEcho(await signedFetch()(url()))).target).toBe(target)
  })

  it('is accepted whatever stands in path, query and body', async () => {
    const send = signedFetch()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (tail, body) => {
        const response = await send(echoUrl(`/${tail.replaceAll(/[/.]/g, '')}`), { method: 'POST', body })
        expect(response.status).toBe(200)
      }),
      { numRuns: fuzzRuns(60) },
    )
  })
})

describe('refusals', () => {
  const used = async (): Promise<Request> => {
    const request = new Request(echoUrl(), { method: 'POST', body: 'x' })
    await request.text()
    return request
  }
  const locked = (): ReadableStream => {
    const stream = streamOf('x')
    stream.getReader()
    return stream
  }
  const cases: readonly [what: string, args: () => unknown][] = [
    ['GET with a body', () => [echoUrl(), { body: 'x' }]],
    ['GET with an empty body', () => [echoUrl(), { body: '' }]],
    ['HEAD with a body', () => [echoUrl(), { method: 'HEAD', body: new Uint8Array(1) }]],
    ['a Request that was used', async () => [await used()]],
    ['a stream without duplex', () => [echoUrl(), { method: 'POST', body: streamOf('x') }]],
    ['a locked stream', () => [echoUrl(), { method: 'POST', body: locked(), duplex: 'half' }]],
    ['no address', () => []],
    ['an address without origin', () => ['/echo']],
    ['an address with a password', () => [echoUrl().replace('//', '//user:secret@')]],
    ['a method that is forbidden', () => [echoUrl(), { method: 'TRACE' }]],
    ['a method that is none', () => [echoUrl(), { method: 'G T' }]],
    ['a header name that is none', () => [echoUrl(), { headers: { 'a b': 'c' } }]],
    ['an unknown redirect mode', () => [echoUrl(), { redirect: 'sometimes' }]],
    ['an unknown credentials mode', () => [echoUrl(), { credentials: 'some' }]],
    ['a signal that is none', () => [echoUrl(), { signal: {} }]],
  ]

  it.each(cases)('rejects %s with a TypeError, like fetch', async (_what, make) => {
    const args = async (): Promise<Parameters<typeof fetch>> => (await make()) as Parameters<typeof fetch>
    await expect(fetch(...(await args()))).rejects.toThrow(TypeError)
    const count = emulator().requests.length
    await expect(signedFetch()(...(await args()))).rejects.toThrow(TypeError)
    expect(emulator().requests.length).toBe(count)
  })

  it("rejects what cannot be signed with the signer's error", async () => {
    await expect(signedFetch()(echoUrl(), { method: 'OPTIONS' })).rejects.toMatchObject({ code: 'ERR_SIGNING' })
    await expect(signedFetch()(echoUrl(), { method: 'POST', body: {} as string })).rejects.toMatchObject({
      code: 'ERR_SIGNING',
      kind: 'unsupported-body',
    })
  })

  it('rejects with what fetch rejects with when nobody answers', async () => {
    emulator().faults.add({ times: 1, effect: { reset: true } })
    await expect(signedFetch()(echoUrl())).rejects.toThrow(TypeError)
  })
})

describe('redirects', () => {
  const redirecting = (): string => {
    emulator().faults.add({
      times: 1,
      match: { path: '/echo/from' },
      effect: { status: 302, headers: { location: '/echo/to' } },
    })
    return echoUrl('/from')
  }

  it.each([undefined, 'follow', 'manual'] as const)(
    'hands a 302 to the caller when redirect is %s',
    async (redirect) => {
      const response = await signedFetch()(redirecting(), redirect && { redirect })
      expect([response.status, response.headers.get('location')]).toEqual([302, '/echo/to'])
      expect(emulator().requests.at(-1)?.path).toBe('/echo/from')
    },
  )

  it('does not follow the redirect of a Request', async () => {
    expect((await signedFetch()(new Request(redirecting()))).status).toBe(302)
  })

  it("rejects a 302 when redirect is 'error'", async () => {
    await expect(signedFetch()(redirecting(), { redirect: 'error' })).rejects.toThrow(TypeError)
    await expect(signedFetch()(new Request(redirecting(), { redirect: 'error' }))).rejects.toThrow(TypeError)
  })
})

it('lets fetch send a SignedRequest as it is', async () => {
  const request = { method: 'POST', url: echoUrl('?a=b'), body: JSON.stringify({ a: 1 }) }
  const signed = await apiKeySigner(emulator()).sign(request)
  expect(await readEcho(await fetch(signed.url, signed))).toMatchObject({ method: 'POST', body: '{"a":1}' })
})

it('lets fetch send a SignedRequest whose body is a stream', async () => {
  const headers = { 'content-length': '6' }
  const request = { method: 'PUT', url: objectUrl(), headers, body: streamOf('stream') }
  const signed = await apiKeySigner(emulator()).sign(request, { bodySigning: 'exclude' })
  expect((await fetch(signed.url, signed)).status).toBe(200)
  expect(emulator().requests.at(-1)).toMatchObject({ method: 'PUT', bodyBytes: 6, verdict: 'accepted' })
})
