import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { classifyError } from './classify-error.ts'
import { KIND_BY_CODE, type ErrorKind } from './error-tables.ts'

const coded = (code: unknown, message = 'x', more: object = {}): Error =>
  Object.assign(new Error(message), { code, ...more })
const named = (name: string, message = 'x'): Error => Object.assign(new Error(message), { name })
const failed = (cause: unknown): Error => new TypeError('fetch failed', { cause })
const dom = (name: string): DOMException => new DOMException('x', name)
const aggregate = (errors: readonly unknown[]): AggregateError => new AggregateError(errors)
function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
/** Bytes that are somebody else's now. */
function transferred(): unknown {
  const bytes = new TextEncoder().encode('{"code":"IncorrectState"}')
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
  return bytes
}

/** Errors as Node 20.20, Bun 1.4, Deno 2.9 and axios 1.x really throw them (measured), and as browsers document them. */
const MEASURED: readonly (readonly [where: string, error: unknown, kind: ErrorKind])[] = [
  ['Node fetch, refused', failed(coded('ECONNREFUSED')), 'network'],
  ['Node fetch, unknown host', failed(coded('ENOTFOUND')), 'network'],
  ['Node fetch, reset', failed(coded('ECONNRESET')), 'network'],
  ['Node fetch, closed', failed(coded('UND_ERR_SOCKET', 'other side closed')), 'network'],
  ['Node fetch, cut body', new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }), 'network'],
  ['Node fetch, every address refused', failed(aggregate([coded('ECONNREFUSED'), coded('ECONNREFUSED')])), 'network'],
  ['Node fetch, connect timeout', failed(coded('UND_ERR_CONNECT_TIMEOUT')), 'timeout'],
  ['Node fetch, headers timeout', failed(coded('UND_ERR_HEADERS_TIMEOUT')), 'timeout'],
  ['Node fetch, body timeout', failed(coded('UND_ERR_BODY_TIMEOUT')), 'timeout'],
  ['Node fetch, untrusted certificate', failed(coded('DEPTH_ZERO_SELF_SIGNED_CERT')), 'fatal'],
  ['Node fetch, other host’s certificate', failed(coded('ERR_TLS_CERT_ALTNAME_INVALID')), 'fatal'],
  ['Node fetch, bad URL', new TypeError('Failed to parse URL', { cause: coded('ERR_INVALID_URL') }), 'fatal'],
  ['Node fetch, blocked port', failed(new Error('bad port')), 'fatal'],
  ['Node fetch, unknown scheme', failed(new Error('unknown scheme')), 'fatal'],
  ['Node fetch, bad method', new TypeError("'CONNECT' HTTP method is unsupported."), 'fatal'],
  ['Node http, hang up', coded('ECONNRESET', 'socket hang up'), 'network'],
  ['Node http, body that ends early', coded('ERR_STREAM_PREMATURE_CLOSE'), 'network'],
  ['AbortSignal.timeout', dom('TimeoutError'), 'timeout'],
  ['AbortController.abort', dom('AbortError'), 'aborted'],
  ['Node timers, aborted', coded('ABORT_ERR', 'x', { name: 'AbortError' }), 'aborted'],
  [
    'Bun fetch, refused',
    Object.assign(new TypeError('ECONNREFUSED: Unable to connect.'), { code: 'ECONNREFUSED' }),
    'network',
  ],
  ['Bun 1.3 fetch, refused', coded('ConnectionRefused', 'Unable to connect.'), 'network'],
  ['Bun 1.3 fetch, closed', coded('ConnectionClosed'), 'network'],
  ['Bun fetch, untrusted certificate', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'fatal'],
  [
    'Bun fetch, bad scheme',
    Object.assign(new TypeError('protocol must be http:'), { code: 'ERR_INVALID_ARG_VALUE' }),
    'fatal',
  ],
  [
    'Deno fetch, refused',
    failed(
      new Error(
        'error sending request for url (http://h/): client error (Connect): tcp connect error: Connection refused (os error 111)',
      ),
    ),
    'network',
  ],
  [
    'Deno fetch, closed',
    failed(
      new Error(
        'error sending request from 127.0.0.1:43148 for http://h/ (127.0.0.1:7702): client error (SendRequest): connection closed before message completed',
      ),
    ),
    'network',
  ],
  ['Deno fetch, reset', failed(new Error('Connection reset by peer (os error 104)')), 'network'],
  ['Deno fetch, cut body', new TypeError('error reading a body from connection'), 'network'],
  [
    'Deno fetch, untrusted certificate',
    failed(
      new Error(
        'error sending request for url (https://h/): client error (Connect): invalid peer certificate: UnknownIssuer',
      ),
    ),
    'fatal',
  ],
  ['Deno fetch, blocked port', new TypeError('Fetch failed: Requests to port 1 are blocked'), 'fatal'],
  ['Deno connect, refused', named('ConnectionRefused', 'Connection refused (os error 111)'), 'network'],
  ['Deno connect, timed out', named('TimedOut'), 'timeout'],
  ['axios http, refused', coded('ECONNREFUSED', 'connect ECONNREFUSED', { cause: coded('ECONNREFUSED') }), 'network'],
  ['axios fetch, refused', coded('ERR_NETWORK', 'Network Error', { cause: coded('ECONNREFUSED') }), 'network'],
  [
    'axios fetch, untrusted certificate',
    coded('ERR_NETWORK', 'Network Error', { cause: coded('CERT_HAS_EXPIRED') }),
    'fatal',
  ],
  ['axios http, cut body', coded('ERR_BAD_RESPONSE', 'stream has been aborted', { status: 200 }), 'network'],
  ['axios http, timeout', coded('ECONNABORTED', 'timeout of 200ms exceeded'), 'timeout'],
  ['axios fetch, timeout', coded('ETIMEDOUT'), 'timeout'],
  ['axios, aborted', coded('ERR_CANCELED', 'canceled', { name: 'CanceledError' }), 'aborted'],
  ['axios, wrong option', coded('ERR_BAD_OPTION_VALUE'), 'fatal'],
  ['Chromium', new TypeError('Failed to fetch'), 'network'],
  ['Firefox', new TypeError('NetworkError when attempting to fetch resource.'), 'network'],
  ['Safari', new TypeError('Load failed'), 'network'],
  ['Safari, timeout', new TypeError('The request timed out.'), 'timeout'],
  ['React Native', new TypeError('Network request failed'), 'network'],
  ['workerd', new Error('Network connection lost.'), 'network'],
  ['@x/http, network', coded('ERR_NETWORK', 'x', { name: 'NetworkError' }), 'network'],
  [
    '@x/http, untrusted certificate',
    coded('ERR_NETWORK', 'x', { name: 'NetworkError', reason: 'CERT_HAS_EXPIRED' }),
    'fatal',
  ],
  ['@x/http, timeout', coded('ERR_TIMEOUT', 'x', { name: 'TimeoutError' }), 'timeout'],
  ['an open circuit', coded('ERR_CIRCUIT_OPEN'), 'circuit-open'],
  ['an open circuit of opossum', coded('EOPENBREAKER'), 'circuit-open'],
  ['a key that cannot be read', coded('ERR_INVALID_PRIVATE_KEY'), 'fatal'],
  [
    'a credential that could not be had, whatever lies beneath',
    coded('ERR_CREDENTIAL_UNAVAILABLE', 'x', { cause: coded('ETIMEDOUT') }),
    'fatal',
  ],
  ['a wrong argument', new TypeError('x is not a function'), 'fatal'],
  ['a file that is missing', coded('ENOENT'), 'unknown'],
  ['a plain error', new Error('boom'), 'unknown'],
  ['a string', 'boom', 'unknown'],
  ['nothing', undefined, 'unknown'],
]

describe('the kind of an error', () => {
  test.each(MEASURED)('%s', (_, error, kind) => {
    expect(classifyError(error).kind).toBe(kind)
  })

  test.each(Object.entries(KIND_BY_CODE))('code %s is %s, also as a cause', (code, kind) => {
    expect(classifyError(coded(code)).kind).toBe(kind)
    expect(classifyError(failed(coded(code))).kind).toBe(kind)
  })

  test.each([
    ['the error itself', { status: 429, code: 'TooManyRequests' }],
    ['oci-common’s error', { statusCode: 429, serviceCode: 'TooManyRequests' }],
    [
      'an axios error',
      { status: 429, code: 'ERR_BAD_REQUEST', response: { status: 429, data: { code: 'TooManyRequests' } } },
    ],
    ['an old axios error', { code: 'ERR_BAD_REQUEST', response: { status: 429, data: { code: 'TooManyRequests' } } }],
    ['a cause', { cause: { status: 429, code: 'TooManyRequests' } }],
    ['an error of an AggregateError', { errors: [new Error('x'), { status: 429, code: 'TooManyRequests' }] }],
    ['a status that is text', { status: '429', code: 'TooManyRequests' }],
    ['a response with a statusCode', { response: { statusCode: 429 }, code: 'TooManyRequests' }],
    ['a response with a statusCode that is text', { response: { statusCode: '429' }, serviceCode: 'TooManyRequests' }],
    [
      'an error of got',
      { code: 'ERR_NON_2XX_3XX_RESPONSE', response: { statusCode: 429, body: '{"code":"TooManyRequests"}' } },
    ],
    ['an error of superagent', { status: 429, response: { status: 429, text: '{"code":"TooManyRequests"}' } }],
    [
      'an error of undici',
      { code: 'UND_ERR_RESPONSE_STATUS_CODE', statusCode: 429, body: { code: 'TooManyRequests' } },
    ],
    ['an error of ofetch', { statusCode: 429, response: { status: 429, _data: { code: 'TooManyRequests' } } }],
    ['an error of ky', { response: { status: 429 }, data: { code: 'TooManyRequests' } }],
    ['an error of request', { statusCode: 429, code: 'E', error: { code: 'TooManyRequests' } }],
    [
      'a body that comes before the service’s code',
      { status: 429, serviceCode: 'X', data: { code: 'TooManyRequests' } },
    ],
    ['a service’s code that comes before the client’s', { status: 429, serviceCode: 'TooManyRequests', code: 'X' }],
  ])('a service’s status and code are found on %s', (_, fields) => {
    expect(classifyError(Object.assign(new Error('x'), fields))).toStrictEqual({
      kind: 'service',
      status: 429,
      code: 'TooManyRequests',
    })
  })

  test.each([[200], [304], [0], [-1], [600], [404.5], [Number.NaN], ['200'], ['503 '], ['5e2'], [[503]], [null]])(
    '%j is not the status of a failure',
    (status) => {
      expect(classifyError({ status }).kind).toBe('unknown')
    },
  )

  const body = '{"code":"IncorrectState","message":"busy"}'
  const bytes = new TextEncoder().encode(body)
  test.each<[string, unknown]>([
    ['an object', { code: 'IncorrectState' }],
    ['text', body],
    ['text with a byte order mark', `\uFEFF${body}`],
    ['a Buffer', Buffer.from(body)],
    ['bytes', bytes],
    ['a part of a longer buffer', Buffer.from(`xx${body}xx`).subarray(2, -2)],
    ['an ArrayBuffer', bytes.buffer],
    ['a DataView', new DataView(bytes.buffer)],
    ['text of 65536 characters', body.padEnd(65_536)],
    ['65536 bytes', Buffer.from(body.padEnd(65_536))],
  ])('the code is found in a body that is %s', (_, data) => {
    const error = coded('ERR_BAD_REQUEST', 'x', { response: { status: 409, data } })
    expect(classifyError(error)).toStrictEqual({ kind: 'service', status: 409, code: 'IncorrectState' })
  })

  test.each<[string, unknown]>([
    ['is no JSON', '<html>IncorrectState</html>'],
    ['is empty', ''],
    ['is JSON without a code', '{"message":"IncorrectState"}'],
    ['has an empty code', { code: '' }],
    ['has a code that is no text', { code: 409 }],
    ['is longer than those of OCI', Buffer.from(body.padEnd(65_537))],
    ['is longer text than those of OCI', `${body.slice(0, -1)}${' '.repeat(65_536)}}`],
    ['cannot be read', revoked()],
    ['was handed over', transferred()],
  ])('the client’s own code is taken when the body %s', (_, data) => {
    const error = coded('ERR_BAD_REQUEST', 'x', { response: { status: 409, data } })
    expect(classifyError(error)).toStrictEqual({ kind: 'service', status: 409, code: 'ERR_BAD_REQUEST' })
  })

  test('a code that is neither text is not taken', () => {
    expect(classifyError({ status: 409, serviceCode: 5, code: 6 }).code).toBeUndefined()
    expect(classifyError({ status: 409, serviceCode: 5, code: 'Conflict' }).code).toBe('Conflict')
  })

  test('the errors of an AggregateError are read in turn, after its cause', () => {
    const [unknown, refused, expired] = [new Error('x'), coded('ECONNREFUSED'), coded('CERT_HAS_EXPIRED')]
    expect(classifyError(aggregate([unknown, refused])).code).toBe('ECONNREFUSED')
    expect(classifyError(aggregate([refused, coded('ETIMEDOUT')])).kind).toBe('network')
    expect(classifyError(aggregate([coded('ETIMEDOUT'), refused])).kind).toBe('timeout')
    expect(classifyError(aggregate([failed(refused), coded('ETIMEDOUT')])).code).toBe('ECONNREFUSED')
    expect(classifyError(aggregate([refused, expired])).kind).toBe('fatal')
    expect(classifyError(Object.assign(aggregate([refused]), { cause: coded('ETIMEDOUT') })).kind).toBe('timeout')
    expect(classifyError(Object.assign(aggregate([refused]), { cause: null })).code).toBe('ECONNREFUSED')
    expect(classifyError(new Error('x', { cause: aggregate([aggregate([refused])]) })).code).toBe('ECONNREFUSED')
  })

  test('32 errors are read of one that wraps more', () => {
    const wrapped = (times: number): unknown =>
      times === 0 ? coded('ECONNRESET') : new Error('x', { cause: wrapped(times - 1) })
    expect(classifyError(wrapped(31)).kind).toBe('network')
    expect(classifyError(wrapped(32)).kind).toBe('unknown')
    const siblings = (count: number): AggregateError =>
      aggregate([...Array.from({ length: count }, () => new Error('x')), coded('ECONNRESET')])
    expect(classifyError(siblings(30)).kind).toBe('network')
    expect(classifyError(siblings(31)).kind).toBe('unknown')
  })

  test('an error whose causes form a circle is read to the end', () => {
    const error = aggregate([new Error('x'), coded('ECONNRESET')])
    error.cause = error
    expect(classifyError(error).kind).toBe('network')
  })

  test.each<[string, unknown, ErrorKind]>([
    ['errno in place of a code', { errno: 'ECONNRESET' }, 'network'],
    ['errno that is a number', { errno: -104 }, 'unknown'],
    ['a parser’s code', coded('HPE_INVALID_CONSTANT'), 'network'],
    ['a brotli code', coded('ERR__ERROR_FORMAT_PADDING_1'), 'network'],
    ['a body shorter than its length', failed(coded('UND_ERR_RES_CONTENT_LENGTH_MISMATCH')), 'network'],
    ['a request with a wrong length', coded('UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'), 'fatal'],
    ['a response that is too long', coded('UND_ERR_RES_EXCEEDED_MAX_SIZE'), 'fatal'],
    ['headers that are too long', coded('UND_ERR_HEADERS_OVERFLOW'), 'fatal'],
    ['a client that was closed', coded('UND_ERR_CLOSED'), 'fatal'],
    ['a wrong argument of undici', coded('UND_ERR_INVALID_ARG'), 'fatal'],
    ['undici’s unnamed error', coded('UND_ERR'), 'unknown'],
    ['a TLS version that is not spoken', coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'fatal'],
    ['node-fetch’s timeout', new Error('network timeout at: http://h/'), 'timeout'],
    ['node-fetch’s body timeout', new Error('Response timeout while trying to fetch http://h/'), 'timeout'],
    ['node-fetch’s failure', new Error('request to http://h/ failed, reason: x'), 'network'],
    ['a body that ends early, by its message', new Error('Premature close'), 'network'],
    ['superagent in a browser', new Error('Request has been terminated\nPossible causes: …'), 'network'],
    ['a message beneath which something lies', new Error('socket hang up', { cause: new Error('x') }), 'unknown'],
  ])('%s', (_, error, kind) => expect(classifyError(error).kind).toBe(kind))

  test('an error may be a function', () => {
    const refused = Object.assign(() => {}, { code: 'ECONNREFUSED' })
    expect(classifyError(refused)).toStrictEqual({ kind: 'network', code: 'ECONNREFUSED' })
    expect(classifyError(new Error('x', { cause: refused })).kind).toBe('network')
  })

  test('a circular chain of causes comes to an end', () => {
    const error = new Error('loop')
    error.cause = error
    expect(classifyError(error).kind).toBe('unknown')
  })

  test('names that objects inherit are not codes', () => {
    expect(classifyError(coded('constructor')).kind).toBe('unknown')
    expect(classifyError(coded('__proto__')).kind).toBe('unknown')
  })

  test('never throws, whatever was thrown', () => {
    const trap = (): never => {
      throw new Error('trap')
    }
    const hostileHandler = { get: trap, getPrototypeOf: trap }
    const hostile = new Proxy({}, hostileHandler)
    expect(classifyError(hostile).kind).toBe('unknown')
    expect(classifyError({ cause: hostile }).kind).toBe('unknown')
    expect(classifyError({ status: 409, data: hostile }).kind).toBe('service')
    const list = new Proxy([], hostileHandler)
    expect(classifyError({ cause: coded('ECONNRESET'), errors: list }).kind).toBe('network')
    expect(classifyError(aggregate([revoked(), coded('ECONNRESET')])).kind).toBe('network')
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true }), (value) => {
        expect(classifyError(value).kind).toBeTypeOf('string')
      }),
      { numRuns: fuzzRuns(200) },
    )
  })
})
