// The parts of Node's runtime, each by itself.
import { EventEmitter } from 'node:events'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { axiosConfig } from './axios-config.ts'
import { headersOf } from './headers-of.ts'
import { proxyCredentials, proxyOptions } from './node-proxy.ts'
import { placeOf, sendRequest, type OpenRequest } from './node-request.ts'
import { unpacked } from './node-unpack.ts'

class FakeRequest extends EventEmitter {
  readonly destroy = vi.fn((error: Error) => {
    this.emit('error', error)
    this.emit('close')
  })
}
const departure = (signal: AbortSignal) => {
  const request = new FakeRequest()
  const open = vi.fn<OpenRequest>(() => request as unknown as ClientRequest)
  return { request, open, signal, writeBody: vi.fn() }
}

describe('a request of Node’s client', () => {
  test('yields the head of its response, and takes its listener back when it closes', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const { request, ...leaving } = departure(signal)
    const sent = sendRequest({ path: '/a' }, leaving)
    expect(leaving.open.mock.calls[0]?.[0]).toEqual({ path: '/a' })
    expect(leaving.writeBody).toHaveBeenCalledWith(request)
    const response = {} as IncomingMessage
    leaving.open.mock.calls[0]?.[1](response)
    expect(await sent).toBe(response)
    expect(removed).not.toHaveBeenCalled()
    request.emit('close')
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
    // What fails after the response is nobody's unhandled error.
    request.emit('error', new Error('late'))
  })

  test('is destroyed by its signal, once', async () => {
    const controller = new AbortController()
    const { request, ...leaving } = departure(controller.signal)
    const sent = rejectionOf(sendRequest({}, leaving))
    controller.abort()
    expect(await sent).toMatchObject({ message: 'The call was ended.' })
    expect(request.destroy).toHaveBeenCalledTimes(1)
  })

  test('is not opened when its signal has fired', async () => {
    const reason = new Error('enough')
    const { request: _, ...leaving } = departure(AbortSignal.abort(reason))
    expect(await rejectionOf(sendRequest({}, leaving))).toBe(reason)
    expect(leaving.open).not.toHaveBeenCalled()
  })

  test.each([
    ['http://h/', { protocol: 'http:', hostname: 'h', port: 80 }],
    ['https://h/', { protocol: 'https:', hostname: 'h', port: 443 }],
    ['https://h:81/', { protocol: 'https:', hostname: 'h', port: 81 }],
    ['http://[::1]:82/', { protocol: 'http:', hostname: '::1', port: 82 }],
  ])('to %s leads to %o', (url, place) => expect(placeOf(new URL(url))).toEqual(place))
})

describe('a connection to a proxy', () => {
  test.each([
    ['http://proxy:3128', 'proxy'],
    ['https://127.0.0.1', ''],
    ['https://[::1]', ''],
  ])('to %s has the server name %j', (url, servername) => {
    const proxy = new URL(url)
    const trust = { ca: 'CA', rejectUnauthorized: true }
    expect(proxyOptions(proxy, trust)).toEqual({ ...trust, ...placeOf(proxy), servername })
  })

  test.each([
    ['http://h', undefined],
    ['http://a@h', 'a:'],
    ['http://:b@h', ':b'],
    ['http://a%3A:b%25@h', 'a::b%'],
  ])('to %s has the credentials %s', (url, credentials) => {
    const expected = credentials && { 'proxy-authorization': `Basic ${btoa(credentials)}` }
    expect(proxyCredentials(new URL(url))).toEqual(expected ?? {})
  })
})

describe('a body', () => {
  const responseOf = (headers: Record<string, string>, statusCode = 200): IncomingMessage =>
    Object.assign(new PassThrough(), { headers, statusCode }) as unknown as IncomingMessage

  test.each(['gzip', 'x-gzip', 'GZIP', 'deflate', 'compress', 'x-compress', 'br'])(
    'packed as %s is unpacked',
    async (encoding) => {
      const response = responseOf({ 'content-encoding': encoding })
      expect(await unpacked(response, 'GET')).not.toBe(response)
      expect(response.headers).toEqual({})
    },
  )

  test.each(['identity', '', 'agzip', 'gzipx', 'x-deflate', 'x-br', 'zstd'])(
    'packed as %j stays as it is',
    async (encoding) => {
      const response = responseOf({ 'content-encoding': encoding })
      expect(await unpacked(response, 'GET')).toBe(response)
      expect(response.headers).toEqual({ 'content-encoding': encoding })
    },
  )

  test.each([
    ['HEAD', '9'],
    ['GET', '0'],
  ])('of a %s with a length of %s is none to unpack', async (method, length) => {
    const response = responseOf({ 'content-encoding': 'gzip', 'content-length': length })
    expect(await unpacked(response, method)).toBe(response)
  })
})

describe('what comes with a status that has no body', () => {
  test.each([
    [204, false],
    [204, true],
    [304, false],
    [304, true],
  ])('%i is not read, and its connection ends unless the response is complete: %s', async (statusCode, complete) => {
    const destroy = vi.fn()
    const resume = vi.fn()
    const response = Object.assign(new EventEmitter(), { headers: {}, statusCode, complete, destroy, resume })
    const body = await unpacked(response as unknown as IncomingMessage, 'GET')
    expect(await body.toArray()).toEqual([])
    // What goes wrong in what nobody reads is no error.
    response.emit('error', new Error('late'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(destroy).toHaveBeenCalledTimes(complete ? 0 : 1)
    expect(resume).toHaveBeenCalledTimes(1)
  })
})

test('headers have lower-case names, and one line each', () => {
  expect(headersOf({ headers: { 'X-A': 'b', 'set-cookie': ['a=1', 'b=2'], n: 5 } })).toEqual({
    'x-a': 'b',
    'set-cookie': 'a=1, b=2',
    n: '5',
  })
})

test('axios is asked to send what it is given and to judge nothing', () => {
  const { signal } = new AbortController()
  const exchange = {
    method: 'PUT',
    url: new URL('http://h/a'),
    headers: { a: 'b' },
    body: null,
    proxy: undefined,
    signal,
  }
  const progress = { tunnelled: () => {}, connected: () => {}, progress: () => {} }
  const config = axiosConfig({ ...exchange, progress })
  expect(config).toEqual({
    method: 'PUT',
    url: 'http://h/a',
    signal,
    headers: { accept: '*/*', 'content-type': false, a: 'b' },
    responseType: 'stream',
    maxRedirects: 0,
    withXSRFToken: false,
    maxBodyLength: Infinity,
    transformRequest: [],
    transformResponse: [],
    validateStatus: expect.any(Function),
  })
  expect(config.validateStatus?.(500)).toBe(true)
})
