import { inspect } from 'node:util'
import { classifyError } from '@x/retry'
import { describe, expect, test } from 'vitest'
import { NetworkError, RedirectError, ResponseParseError, ResponseTooLargeError, TimeoutError } from './errors.ts'
import { InvalidProxyError, TlsMaterialError, UnsupportedOptionError } from './option-errors.ts'
import { isHttpError } from './is-http-error.ts'
import { networkProblem } from './network-problem.ts'
import { safeCause } from './safe-cause.ts'

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

test.each([new Error('x'), failed('ECONNRESET'), { code: 'ERR_NETWORK' }, undefined])('%o is none of ours', (value) => {
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
