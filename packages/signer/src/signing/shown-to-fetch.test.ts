// What fetch, and whoever else is handed the headers of a signed request, gets to see of them.
import { createServer, request as nodeRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicPem, NOW, signerOf, URL_TEXT } from '../../test/support/fixtures.ts'
import { isWeb } from '../../test/support/runtime.ts'
import type { RequestBody, SignOptions } from '../request.ts'
import { signingString } from './signing-string.ts'
import { verifyRequest } from '../verify/verify-request.ts'

const stream = (): ReadableStream<Uint8Array> => new Blob(['abc']).stream()
const signed = (method: string, body: RequestBody | undefined, options?: SignOptions, headers = {}) =>
  signerOf().sign({ method, url: URL_TEXT, body, headers: { 'x-own': '1', ...headers } }, options)

describe('the content-length', () => {
  test.each<[string, string, () => RequestBody | undefined, SignOptions?, object?]>([
    ['a string', 'POST', () => 'abc'],
    ['an empty string', 'PUT', () => ''],
    ['bytes', 'PATCH', () => new Uint8Array(3)],
    ['a Blob', 'PUT', () => new Blob(['abc'])],
    ['URLSearchParams', 'POST', () => new URLSearchParams({ a: '1' })],
    ['a stream that was buffered', 'POST', stream],
    ['bytes that are left out', 'PUT', () => new Uint8Array(3), { bodySigning: 'exclude' }],
    ['a string outside the signature', 'DELETE', () => 'abc', {}, { 'content-length': '3' }],
    ['no body of POST', 'POST', () => undefined],
    ['no body of PUT', 'PUT', () => null],
  ])('of %s is left to fetch, and is there for all others', async (_, method, body, options, headers) => {
    const { headers: own } = await signed(method, body(), options, headers)
    const seen = new Headers(own)
    expect(seen.has('content-length')).toBe(isWeb)
    const { 'content-length': length, ...others } = own
    expect(length).toMatch(/^\d+$/)
    for (const [name, value] of Object.entries(others)) expect(seen.get(name)).toBe(value)
    expect(Object.keys(own)).toContain('content-length')
    expect(new Headers({ ...own }).get('content-length')).toBe(length)
    expect(JSON.parse(JSON.stringify(own))).toEqual({ ...own })
    expect(structuredClone(own)).toEqual({ ...own })
    expect(inspect(own)).toBe(inspect({ ...own }))
  })

  test.each<[string, string, () => RequestBody | undefined, SignOptions?, object?]>([
    ['a stream', 'PUT', stream, { bodySigning: 'exclude' }, { 'content-length': '3' }],
    ['no body of PATCH', 'PATCH', () => undefined],
    ['no body of GET', 'GET', () => null, { bodySigning: 'headers' }, { 'content-length': '0' }],
  ])('of %s is told, since fetch adds none', async (_, method, body, options, headers) => {
    const { headers: own } = await signed(method, body(), options, headers)
    expect(new Headers(own).get('content-length')).toBe(own['content-length'])
    expect(own['content-length']).toMatch(/^[03]$/)
  })

  test('is left to fetch with headers that were added to a signed request', async () => {
    const { headers } = await signed('POST', 'abc')
    headers['x-later'] = '2'
    expect(new Headers(headers).get('x-later')).toBe('2')
  })
})

describe('the headers of a signed request', () => {
  test('are whole for this package itself', async () => {
    const request = await signed('POST', 'abc')
    const names = ['content-length', 'x-own']
    expect(signingString(request, names)).toBe('content-length: 3\nx-own: 1')
    const verdict = await verifyRequest({ ...request, body: 'abc' }, async () => publicPem, { now: () => NOW })
    expect(verdict).toMatchObject({ verified: true })
    const again = await signerOf().sign({ method: 'PUT', url: URL_TEXT, headers: request.headers, body: 'abc' })
    expect(again.headers).toMatchObject({ 'content-length': '3', 'x-own': '1' })
  })

  test('that can be iterated and have an iterator of their own are read by it', () => {
    const headers = {
      *[Symbol.iterator](): Generator<readonly [string, string]> {
        yield ['x-own', '1']
      },
    }
    expect(signingString({ method: 'GET', url: URL_TEXT, headers }, ['x-own'])).toBe('x-own: 1')
  })
})

describe('a client that reads the keys', () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify(request.headers)))
  })
  let port = 0
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())

  test('such as node:http sends the length', async () => {
    const { headers } = await signed('POST', 'abc')
    const sent = await new Promise<string>((resolve, reject) => {
      nodeRequest({ port, host: '127.0.0.1', method: 'POST', headers, agent: false }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => resolve(text))
      })
        .on('error', reject)
        .end('abc')
    })
    expect(JSON.parse(sent)).toMatchObject({ 'content-length': '3', authorization: headers['authorization'] })
    expect(JSON.parse(sent)).not.toHaveProperty('transfer-encoding')
  })
})
