import { inspect } from 'node:util'
import { classifyError } from '@x/retry'
import { describe, expect, test } from 'vitest'
import { NetworkError, RedirectError, ResponseParseError, ResponseTooLargeError, TimeoutError } from './errors.ts'
import { InvalidProxyError, TlsMaterialError, UnsupportedOptionError } from './option-errors.ts'
import { isHttpError } from './is-http-error.ts'
import { networkProblem } from './network-problem.ts'
import { ProxyError } from './proxy-error.ts'
import { safeCause } from '../report/safe-cause.ts'

const CALL = { method: 'GET', url: 'https://me:hunter2@host/a?token=hunter2' }
const network = (cause: unknown) => new NetworkError(CALL, networkProblem(cause), { cause: safeCause(cause) })
const failed = (code: string) => Object.assign(new Error(`connect ${code}`), { code })

/** Each error with what `@x/retry` makes of it. */
const ERRORS = [
  [new TimeoutError('connect', 5, CALL), 'timeout'],
  [network(failed('ECONNRESET')), 'network'],
  [network(new AggregateError([failed('ECONNREFUSED')], '')), 'network'],
  [network(new TypeError('fetch failed', { cause: failed('ENOTFOUND') })), 'network'],
  [network(failed('SELF_SIGNED_CERT_IN_CHAIN')), 'fatal'],
  [network(failed('ERR_TLS_CERT_ALTNAME_INVALID')), 'fatal'],
  [network('a string'), 'network'],
  [new RedirectError(CALL, 302, '/b?token=hunter2'), 'fatal'],
  [new ResponseTooLargeError(CALL, 5), 'fatal'],
  [new ResponseParseError('is not JSON', { status: 200, requestId: 'R' }), 'fatal'],
  [new UnsupportedOptionError('proxy'), 'fatal'],
  [new InvalidProxyError('HTTPS_PROXY'), 'fatal'],
  [new TlsMaterialError('invalid', { option: 'certBundleVerify', path: '/p' }), 'fatal'],
] as const

describe.each(ERRORS.map(([error, kind]) => [error.message, error, kind] as const))('%s', (_, error, kind) => {
  test('is known by its code and prints without secrets', () => {
    expect(isHttpError(error)).toBe(true)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: error.name,
      code: error.code,
      message: error.message,
    })
    expect(JSON.stringify(error) + inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
  })

  test('says what is wrong, then what to do', () => {
    expect(error.message).toMatch(/^\S.*[^.]\. [A-Z].*\.$/)
  })

  test(`is ${kind} when it comes to another attempt`, () => expect(classifyError(error).kind).toBe(kind))
})

describe('an error has all that is known of its call', () => {
  const call = { method: 'PUT', url: 'http://h/a?token=hunter2', proxy: 'http://p:1' }
  const known = { method: 'PUT', url: 'http://h/a?token=<redacted>' }
  const where = { option: 'certBundleVerify', path: '/p' }

  test.each<[Error, object]>([
    [
      new TimeoutError('read', 5, call),
      { name: 'TimeoutError', code: 'ERR_TIMEOUT', phase: 'read', limitMs: 5, ...known, proxy: 'http://p:1' },
    ],
    [
      new NetworkError(call, { reason: 'EPIPE', sentence: 'no. Yes.' }),
      { name: 'NetworkError', code: 'ERR_NETWORK', reason: 'EPIPE', ...known, proxy: 'http://p:1' },
    ],
    [
      new RedirectError(call, 302, '/b?token=hunter2'),
      { name: 'RedirectError', code: 'ERR_REDIRECT', status: 302, location: '/b?token=<redacted>', ...known },
    ],
    [
      new RedirectError(call, 0),
      { name: 'RedirectError', code: 'ERR_REDIRECT', status: 0, location: undefined, ...known },
    ],
    [
      new ResponseTooLargeError(call, 7),
      { name: 'ResponseTooLargeError', code: 'ERR_RESPONSE_TOO_LARGE', limitBytes: 7, ...known },
    ],
    [
      new ResponseParseError('is not JSON', { status: 201, requestId: 'R' }),
      { name: 'ResponseParseError', code: 'ERR_RESPONSE_PARSE', status: 201, requestId: 'R' },
    ],
    [
      new ProxyError(call, new URL('http://me:hunter2@p:1/x'), 407),
      { name: 'ProxyError', code: 'ERR_PROXY', proxy: 'http://p:1', proxyStatus: 407, ...known },
    ],
    [
      new UnsupportedOptionError('proxy'),
      { name: 'UnsupportedOptionError', code: 'ERR_UNSUPPORTED_OPTION', option: 'proxy' },
    ],
    [
      new InvalidProxyError('HTTPS_PROXY'),
      { name: 'InvalidProxyError', code: 'ERR_INVALID_PROXY', source: 'HTTPS_PROXY' },
    ],
    [
      new TlsMaterialError('unreadable', where),
      { name: 'TlsMaterialError', code: 'ERR_TLS_MATERIAL', reason: 'unreadable', ...where },
    ],
  ])('%s', (error, members) => {
    expect({ ...error }).toEqual(members)
    expect(JSON.parse(JSON.stringify(error))).toEqual({ message: error.message, ...(JSON.parse(JSON.stringify(members)) as object) }) // prettier-ignore
    expect(isHttpError(error)).toBe(true)
  })

  test.each([
    [
      new TimeoutError('total', 5, { ...call, proxy: undefined }),
      'PUT http://h/a?token=<redacted>: the call was not done',
    ],
    [
      new TimeoutError('total', 5, call),
      'PUT http://h/a?token=<redacted> by the proxy http://p:1: the call was not done',
    ],
    [new RedirectError(CALL, 302, '/b'), ': the server redirects to /b, which is not followed.'],
    [new RedirectError(CALL, 0), ': the server redirects, which is not followed.'],
    [new ResponseParseError('is', { status: 201, requestId: 'R' }), 'with HTTP 201 is (opc-request-id R). Check'],
    [new ResponseParseError('is', { status: 201, requestId: undefined }), 'with HTTP 201 is. Check'],
  ])('in words: %s', (error, words) => expect(error.message).toContain(words))
})

test.each([
  new Error('x'),
  failed('ECONNRESET'),
  { name: 'NetworkError', code: 'ERR_NETWORK' },
  Object.assign(new Error('Network Error'), { name: 'AxiosError', code: 'ERR_NETWORK' }),
  Object.assign(new Error('x'), { name: 'TimeoutError', code: 'ERR_NETWORK' }),
  undefined,
])('%o is none of ours', (value) => {
  expect(isHttpError(value)).toBe(false)
})

describe('a cause', () => {
  test('keeps what systems say and nothing that they carry', () => {
    const inner = Object.assign(new Error('Bearer hunter2x'), {
      code: 'HPE_INVALID_HEADER_TOKEN',
      rawPacket: Buffer.from('hunter2'),
    })
    const outer = Object.assign(new Error('wrapped', { cause: inner }), {
      isAxiosError: true,
      config: { headers: { authorization: 'hunter2' } },
    })
    const cause = safeCause(new Error('outermost', { cause: outer }))
    expect(inspect(cause, { depth: 9, showHidden: true })).not.toContain('hunter2')
    expect(cause?.cause).toMatchObject({ message: 'Bearer <redacted>', code: 'HPE_INVALID_HEADER_TOKEN' })
  })

  test('of a cause of itself ends', () => {
    const circle = new Error('round')
    circle.cause = circle
    expect(safeCause(circle)).toBeInstanceOf(Error)
    expect(networkProblem(circle).reason).toBeUndefined()
  })
})
