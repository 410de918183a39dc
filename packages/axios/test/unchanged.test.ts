// Nothing changes after signing: every body kind, verb and address, through every supported adapter and version of axios.
import { Readable } from 'node:stream'
import type { AxiosAdapter, AxiosRequestConfig } from 'axios'
import NpmFormData from 'form-data'
import { beforeEach, describe, expect, test } from 'vitest'
import { attachSigner } from '@x/axios'
import { clients, publicKey, signer } from './clients.ts'
import { valuesOf, verifyingServer, type Received } from './verifying-server.ts'

const server = verifyingServer(publicKey)
const text = 'naïve — 日本 🚀'
const utf8 = Buffer.from(text)
const binary = Uint8Array.from({ length: 300 }, (_, i) => i)
const padded = Uint8Array.from([9, 9, 9, ...binary, 9, 9])

interface BodyCase {
  readonly kind: string
  readonly data: () => unknown
  readonly headers?: Record<string, string>
  readonly body: Buffer | RegExp
  readonly type: string | RegExp
}

const OCTETS = 'application/octet-stream'
const JSON_TYPE = 'application/json'
const FORM = /^multipart\/form-data; boundary=/
const inForm = (rest: string): RegExp => new RegExp(`name="name"[^]*${utf8.toString('latin1')}[^]*${rest}`)

function nativeForm(): FormData {
  const form = new FormData()
  form.set('name', text)
  form.set('file', new Blob([binary], { type: 'image/png' }), 'a.png')
  return form
}

function npmForm(): NpmFormData {
  const form = new NpmFormData()
  form.append('name', text)
  form.append('file', Readable.from([Buffer.from('part 1,'), Buffer.from('part 2')]), { filename: 'a.txt' })
  return form
}

const bodies: readonly BodyCase[] = [
  { kind: 'no body', data: () => undefined, body: Buffer.alloc(0), type: JSON_TYPE },
  { kind: 'an empty string', data: () => '', body: Buffer.alloc(0), type: JSON_TYPE },
  { kind: 'a string', data: () => text, body: utf8, type: JSON_TYPE },
  {
    kind: 'a string with a type',
    data: () => text,
    headers: { 'Content-Type': 'text/csv' },
    body: utf8,
    type: 'text/csv',
  },
  {
    kind: 'a string that the caller calls a form',
    data: () => 'a=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from('a=1'),
    type: 'application/x-www-form-urlencoded',
  },
  {
    kind: 'an object',
    data: () => ({ text, list: [1, null] }),
    body: Buffer.from(JSON.stringify({ text, list: [1, null] })),
    type: JSON_TYPE,
  },
  { kind: 'an empty object', data: () => ({}), body: Buffer.from('{}'), type: JSON_TYPE },
  { kind: 'an array', data: () => [text, 2], body: Buffer.from(JSON.stringify([text, 2])), type: JSON_TYPE },
  {
    kind: 'an object as a form',
    data: () => ({ a: 'b c' }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from('a=b+c'),
    type: 'application/x-www-form-urlencoded',
  },
  { kind: 'a Buffer', data: () => Buffer.from(binary), body: Buffer.from(binary), type: OCTETS },
  {
    kind: 'a Buffer with a type',
    data: () => Buffer.from(binary),
    headers: { 'content-type': 'image/png' },
    body: Buffer.from(binary),
    type: 'image/png',
  },
  { kind: 'a Buffer from the pool', data: () => Buffer.from(text), body: utf8, type: OCTETS },
  { kind: 'a Uint8Array', data: () => binary, body: Buffer.from(binary), type: OCTETS },
  {
    kind: 'a Uint8Array over a part of its buffer',
    data: () => padded.subarray(3, 303),
    body: Buffer.from(binary),
    type: OCTETS,
  },
  {
    kind: 'a DataView over a part of its buffer',
    data: () => new DataView(padded.buffer, 3, 300),
    body: Buffer.from(binary),
    type: OCTETS,
  },
  { kind: 'an ArrayBuffer', data: () => binary.slice().buffer, body: Buffer.from(binary), type: OCTETS },
  {
    kind: 'URLSearchParams',
    data: () => new URLSearchParams({ a: 'ü &', b: '2' }),
    body: Buffer.from('a=%C3%BC+%26&b=2'),
    type: /^application\/x-www-form-urlencoded;charset=utf-8$/i,
  },
  { kind: 'a FormData', data: nativeForm, body: inForm('a.png'), type: FORM },
  {
    kind: 'a FormData with a type',
    data: nativeForm,
    headers: { 'content-type': 'multipart/form-data' },
    body: inForm('a.png'),
    type: FORM,
  },
  {
    kind: 'a FormData of the form-data package',
    data: npmForm,
    body: inForm('part 1,part 2'),
    type: FORM,
  },
  {
    kind: 'a Blob',
    data: () => new Blob([binary], { type: 'image/png' }),
    body: Buffer.from(binary),
    type: 'image/png',
  },
  {
    kind: 'a Blob with another type',
    data: () => new Blob([binary], { type: 'image/png' }),
    headers: { 'content-type': 'image/gif' },
    body: Buffer.from(binary),
    type: 'image/gif',
  },
  { kind: 'an empty Blob without a type', data: () => new Blob([]), body: Buffer.alloc(0), type: OCTETS },
  {
    kind: 'a Readable',
    data: () => Readable.from([binary.subarray(0, 100), binary.subarray(100)]),
    body: Buffer.from(binary),
    type: OCTETS,
  },
  { kind: 'a web stream', data: () => new Blob([binary]).stream(), body: Buffer.from(binary), type: OCTETS },
  {
    kind: 'a function that opens a stream',
    data: () => () => new Blob([binary]).stream(),
    body: Buffer.from(binary),
    type: OCTETS,
  },
  {
    kind: 'a function that opens a Readable',
    data: () => () => Readable.from([Buffer.from(binary)]),
    body: Buffer.from(binary),
    type: OCTETS,
  },
]

beforeEach(() => void server.received.splice(0))

function only(): Received {
  const [one, ...more] = server.received.splice(0)
  expect(more).toHaveLength(0)
  if (!one) throw new Error('nothing arrived')
  return one
}

const like = (expected: string | RegExp): unknown =>
  expected instanceof RegExp ? expect.stringMatching(expected) : expected

function expectBody(one: Received, { body }: BodyCase): void {
  expect(one.body.toString('latin1')).toEqual(like(body instanceof RegExp ? body : body.toString('latin1')))
}

function expectContent(one: Received, row: BodyCase): void {
  expectBody(one, row)
  const [contentType = '', ...others] = valuesOf(one, 'content-type')
  expect(others).toEqual([])
  expect(contentType).toEqual(like(row.type))
  expect(one.body.toString()).toContain(/boundary=(.*)$/.exec(contentType)?.[1] ?? '')
}

describe.each(clients)('$name', ({ create, adapter }) => {
  const client = (defaults?: AxiosRequestConfig, bodySigning?: 'sign' | 'exclude' | 'headers') => {
    const http = create({ baseURL: server.url, ...defaults })
    attachSigner(http, signer, { bodySigning })
    return http
  }

  describe.each(bodies)('$kind', (row) => {
    test.each(['POST', 'PUT', 'PATCH'])('%s arrives as it was signed', async (method) => {
      await client().request({ method, url: '/echo', data: row.data(), headers: row.headers ?? {} })
      const one = only()
      expect(one.problems).toEqual([])
      expect(one.signed).toEqual(expect.arrayContaining(['content-length', 'content-type', 'x-content-sha256']))
      expectContent(one, row)
    })

    test('DELETE sends it outside the signature', async () => {
      await client().request({ method: 'DELETE', url: '/echo', data: row.data(), headers: row.headers ?? {} })
      const one = only()
      expect(one.problems).toEqual([])
      expect(one.signed).toEqual(['date', '(request-target)', 'host'])
      expectBody(one, row)
    })

    test.each(['exclude', 'headers'] as const)(
      'a body that the signature leaves out (%s) is sent whole',
      async (mode) => {
        await client({}, mode).put('/echo', row.data(), { headers: row.headers ?? {} })
        const one = only()
        expect(one.problems).toEqual([])
        expect(valuesOf(one, 'x-content-sha256')).toEqual([])
        expectContent(one, row)
      },
    )

    test('upload progress does not change it', async () => {
      const seen: number[] = []
      const onUploadProgress = ({ loaded }: { loaded: number }): void => void seen.push(loaded)
      await client().post('/echo', row.data(), { headers: row.headers ?? {}, onUploadProgress })
      const one = only()
      expect(one.problems).toEqual([])
      expectContent(one, row)
      expect(seen.at(-1) ?? 0).toBe(one.body.length)
    })
  })

  const addresses: readonly (readonly [string, AxiosRequestConfig, RegExp | string])[] = [
    ['no path', { url: '' }, '/'],
    ['an empty query', { url: '/a?' }, '/a'],
    ['a fragment', { url: '/a#b' }, '/a'],
    ['spaces and unicode', { url: '/ü b/日本?q=ü b' }, '/%C3%BC%20b/%E6%97%A5%E6%9C%AC?q=%C3%BC%20b'],
    [
      'what URL parsers disagree on',
      { url: "/a'b|c^d`e{f}?q='|^`{}\\[]" },
      /^\/a'b%7Cc%5Ed%60e%7Bf%7D\?q=(?:'|%27)%7C%5E%60%7B%7D%5C%5B%5D$/,
    ],
    ['a stray percent sign', { url: '/100%?a=50%&b=%2f' }, '/100%25?a=50%25&b=%2f'],
    ['dots', { url: '/a/../b' }, '/b'],
    ['doubled slashes', { url: '/a//b' }, '/a//b'],
    ['params', { url: '/a', params: { limit: 10, none: undefined, text: 'ü' } }, '/a?limit=10&text=%C3%BC'],
    ['params beside a query', { url: '/a?x=1', params: { y: 2 } }, '/a?x=1&y=2'],
    ['params with brackets', { url: '/a', params: { 'k[0]': '[v]' } }, /^\/a\?k(?:%5B|\[)0(?:%5D|\])=%5Bv%5D$/],
    ['params with arrays', { url: '/a', params: { list: ['a b', 'c'] } }, '/a?list%5B%5D=a+b&list%5B%5D=c'],
    [
      'repeated params',
      { url: '/a', params: { list: [1, 2] }, paramsSerializer: { indexes: null } },
      '/a?list=1&list=2',
    ],
    ['params with signs', { url: '/a', params: { q: 'a+b&c=\'d\' "e" |^{}`~!*()' } }, /^\/a\?q=a%2Bb%26c%3D/],
    [
      'a date and an object',
      { url: '/a', params: { at: new Date(0), deep: { x: 1 } } },
      '/a?at=1970-01-01T00:00:00.000Z&deep%5Bx%5D=1',
    ],
    ['URLSearchParams', { url: '/a', params: new URLSearchParams("q=a b&r='") }, /^\/a\?q=a\+b&r=%27$/],
    [
      'a serializer',
      { url: '/a', params: { q: 1 }, paramsSerializer: { serialize: () => 'raw=|x y' } },
      '/a?raw=%7Cx%20y',
    ],
  ]

  test.each(addresses)('the address with %s is signed as it is sent', async (_, config, target) => {
    for (const method of ['get', 'post', 'delete', 'head']) {
      await client().request({ method, ...config })
      const one = only()
      expect(one.problems).toEqual([])
      expect(one.target).toEqual(like(target))
    }
  })

  test('an absolute address goes past the base address', async () => {
    await client({ baseURL: 'http://nobody.invalid/base' }).get(`${server.url}/a`)
    expect(only()).toMatchObject({ problems: [], target: '/a' })
  })

  test('headers of every form arrive once', async () => {
    const headers = {
      'OPC-Request-ID': 'r/1',
      'X-List': ['a', 'b'],
      'X-Number': 5,
      'X-None': undefined,
      Host: new URL(server.url).host,
    }
    await client().post('/a', { a: 1 }, { headers: headers as never })
    const one = only()
    expect(one.problems).toEqual([])
    expect(valuesOf(one, 'x-list')).toEqual(['a, b'])
    expect(valuesOf(one, 'opc-request-id')).toEqual(['r/1'])
  })

  test.each(['authorization', 'Content-Type', 'X-Content-SHA256', 'Date', 'content-length'])(
    'a %s that was switched off in the headers is set all the same',
    async (name) => {
      await client().post('/a', 'x', { headers: { [name]: false } as never })
      const one = only()
      expect(one.problems).toEqual([])
      expect(valuesOf(one, 'content-type')).toEqual(['application/json'])
    },
  )

  test("a credential of the caller's own gives way to the signature", async () => {
    await client().get('/a', { headers: { Authorization: 'Basic eDp5' } })
    expect(only().problems).toEqual([])
  })

  test("the caller's own hash stands for a stream", async () => {
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', binary)).toString('base64')
    await client().put('/a', new Blob([binary]).stream(), {
      headers: { 'x-content-sha256': sha256, 'content-length': '300' },
    })
    const one = only()
    expect(one.problems).toEqual([])
    expect(one.body).toEqual(Buffer.from(binary))
  })

  test('a Readable outside the signature reaches the http adapter unread', async () => {
    const stream = Readable.from([Buffer.from('x')])
    const handed: unknown[] = []
    const http = create({ baseURL: server.url })
    const inner = http.defaults.adapter as AxiosAdapter
    const watching: AxiosAdapter = (config) => {
      handed.push(config.data)
      return inner(config)
    }
    http.defaults.adapter = Object.assign(watching, { adapterName: adapter })
    attachSigner(http, signer, { bodySigning: 'exclude' })
    await http.put('/a', stream)
    expect(only().problems).toEqual([])
    expect(handed[0] === stream).toBe(adapter === 'http')
  })
})
