import { SigningError } from '@x/signer'
import { describe, expect, test } from 'vitest'
import { toldError } from './told-error.ts'

const coded = (code: string): Error => Object.assign(new Error('Cause. Remedy.'), { code })
const withStatus = (status: number): Error => Object.assign(coded('NotAuthenticated'), { status })
const isRepeated = (error: unknown): boolean =>
  (toldError(error) as { shouldBeRetried?: boolean }).shouldBeRetried !== false

describe('an error with a code of its own', () => {
  test('is told as it is, without a change that anybody sees', () => {
    const error = new SigningError('invalid-url', 'Cause. Remedy.')
    const before = JSON.stringify(error)
    expect(toldError(error)).toBe(error)
    expect([JSON.stringify(error), Object.keys(error)]).toEqual([before, ['name', 'code', 'kind']])
  })

  test.each<[string, Error]>([
    ['of a request that cannot be signed', new SigningError('foreign-host', 'Cause. Remedy.')],
    ['of a wrong argument', coded('ERR_INVALID_ARGUMENT')],
    ['of a key that is none', coded('ERR_INVALID_PRIVATE_KEY')],
    ['of an identity that is nowhere', coded('ERR_CREDENTIAL_UNAVAILABLE')],
    ['of an auth service that refuses', withStatus(401)],
    ['of an abort', new DOMException('This operation was aborted', 'AbortError')],
  ])('%s ends the retries', (_, error) => {
    expect(isRepeated(error)).toBe(false)
  })

  test.each<[string, unknown]>([
    ['of a renewal that took too long', coded('ERR_RENEWAL')],
    ['of the network', coded('ERR_NETWORK')],
    ['of an auth service that is down', withStatus(503)],
    ['of an auth service that is asked too often', withStatus(429)],
    ['of a time that ran out', new DOMException('The operation timed out', 'TimeoutError')],
    ['of nobody we know', coded('constructor')],
  ])('%s does not', (_, error) => {
    expect(isRepeated(error)).toBe(true)
  })

  test('may be frozen', () => {
    const error = Object.freeze(coded('ERR_INVALID_ARGUMENT'))
    expect(toldError(error)).toBe(error)
  })
})

describe('an error that leaves the reason to its cause', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })

  test.each<[string, unknown]>([
    ['its cause', refused],
    ['the first of its causes', Object.assign(new AggregateError([refused, new Error('b')]), { code: 'ECONNREFUSED' })],
  ])('is told with the code and the words of %s', (_, cause) => {
    const error = new TypeError('fetch failed', { cause })
    expect(toldError(error)).toMatchObject({
      code: 'ECONNREFUSED',
      message: 'fetch failed: connect ECONNREFUSED 127.0.0.1:1',
      cause: error,
    })
  })

  test('that goes round in a circle is told without it', () => {
    const circle = Object.assign(new AggregateError([]), { errors: [] as unknown[] })
    circle.errors.push(circle)
    expect(toldError(new TypeError('fetch failed', { cause: circle }))).toMatchObject({ message: 'fetch failed' })
  })

  test('is told as it is where there is no cause', () => {
    const error = new TypeError('Request with GET/HEAD method cannot have body.')
    expect(toldError(error)).toBe(error)
  })
})

test.each<[unknown, string]>([
  [undefined, 'The request was given up'],
  [null, 'The request was given up'],
  ['left', 'The request was given up: left'],
  [{ a: 1 }, 'The request was given up'],
  [Object.create(null), 'The request was given up'],
  [{ code: Object.create(null) }, 'The request was given up'],
  [Symbol('left'), 'The request was given up: Symbol(left)'],
])('what is no error is told as one: %o', (thrown, message) => {
  const told = toldError(thrown)
  expect(told).toBeInstanceOf(Error)
  expect(told).toMatchObject({ message, cause: thrown })
})
