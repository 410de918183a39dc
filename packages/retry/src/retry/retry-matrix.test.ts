import { describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { fakeTime, serviceError } from '../../test/support.ts'
import { retry } from './retry.ts'
import { retryStrategy, type RetryStrategyOptions } from './retry-strategy.ts'

/** How often an operation that always fails is tried. */
async function attemptsFor(error: unknown, options: RetryStrategyOptions = {}): Promise<number> {
  const { now, sleep } = fakeTime()
  let attempts = 0
  const strategy = retryStrategy({ maxAttempts: 2, now, sleep, ...options })
  const operation = (): never => {
    attempts += 1
    throw error
  }
  expect(await rejectionOf(retry(operation, strategy))).toBe(error)
  return attempts
}

const coded = (code: string): Error => Object.assign(new Error('x'), { code })

describe('what is retried by default', () => {
  test.each<[string, unknown, boolean]>([
    ['a timeout', coded('ETIMEDOUT'), true],
    ['a refused connection', coded('ECONNREFUSED'), true],
    ['a connect timeout', coded('UND_ERR_CONNECT_TIMEOUT'), true],
    ['409 IncorrectState', serviceError(409, 'IncorrectState'), true],
    ['409 LockConflict', serviceError(409, 'LockConflict'), true],
    ['409 with another code', serviceError(409, 'InvalidatedRetryToken'), false],
    ['409 without a code', serviceError(409), false],
    ['429 TooManyRequests', serviceError(429, 'TooManyRequests'), true],
    ['429 with any other code', serviceError(429, 'LimitExceeded'), true],
    ['429 without a code', serviceError(429), true],
    ['500', serviceError(500, 'InternalServerError'), true],
    ['501 MethodNotImplemented', serviceError(501, 'MethodNotImplemented'), false],
    ['501 with another code', serviceError(501, 'Other'), false],
    ['502', serviceError(502), true],
    ['503', serviceError(503, 'ServiceUnavailable'), true],
    ['504', serviceError(504), true],
    ['505', serviceError(505), true],
    ['599', serviceError(599), true],
    ['400', serviceError(400, 'InvalidParameter'), false],
    ['401', serviceError(401, 'NotAuthenticated'), false],
    ['404', serviceError(404, 'NotAuthorizedOrNotFound'), false],
    ['412', serviceError(412, 'NoEtagMatch'), false],
    ['413', serviceError(413), false],
    ['422', serviceError(422), false],
    ['status -1', serviceError(-1), false],
    ['status NaN', serviceError(Number.NaN), false],
    ['an open circuit', Object.assign(coded('ERR_CIRCUIT_OPEN'), { retryAt: 0 }), false],
    ['the caller’s abort', new DOMException('x', 'AbortError'), false],
    ['a wrong argument', new TypeError('x is not a function'), false],
    ['a key that cannot be read', coded('ERR_INVALID_PRIVATE_KEY'), false],
    ['an untrusted certificate', coded('CERT_HAS_EXPIRED'), false],
    ['an unknown error', new Error('boom'), false],
    ['a thrown string', 'boom', false],
    ['a thrown undefined', undefined, false],
  ])('%s', async (_, error, again) => {
    expect(await attemptsFor(error)).toBe(again ? 2 : 1)
  })
})

describe('retryOn', () => {
  test.each<[string, RetryStrategyOptions, unknown, boolean]>([
    ['a row without codes means any code', { retryOn: { 404: [] } }, serviceError(404, 'Any'), true],
    ['a row with codes means these', { retryOn: { 404: ['A'] } }, serviceError(404, 'A'), true],
    ['… and no others', { retryOn: { 404: ['A'] } }, serviceError(404, 'B'), false],
    ['a table replaces the default one', { retryOn: {} }, serviceError(429), false],
    ['a row decides before the 5xx switch: yes', { retryOn: { 501: [] } }, serviceError(501), true],
    ['a row decides before the 5xx switch: no', { retryOn: { 500: ['A'] } }, serviceError(500, 'B'), false],
    ['the 5xx switch still holds for other rows', { retryOn: {} }, serviceError(503), true],
    ['the 5xx switch can be off', { retryOnAny5xx: false }, serviceError(503), false],
    ['network failures stay included', { retryOn: {} }, coded('ECONNRESET'), true],
    ['a function decides: yes', { retryOn: () => true }, serviceError(404), true],
    ['a function decides: no', { retryOn: () => false }, serviceError(503), false],
    ['a function decides about unknown errors too', { retryOn: () => true }, new Error('boom'), true],
    ['a function is not asked about aborts', { retryOn: () => true }, new DOMException('x', 'AbortError'), false],
    ['a function is not asked about open circuits', { retryOn: () => true }, coded('ERR_CIRCUIT_OPEN'), false],
    [
      'a function that throws says no',
      {
        retryOn: () => {
          throw new Error('bug')
        },
      },
      serviceError(503),
      false,
    ],
    ['switched off, unknown errors are tried again', { retryOn: false }, new Error('boom'), true],
    ['… and every status', { retryOn: false }, serviceError(404), true],
    ['… but no wrong argument', { retryOn: false }, new RangeError('x'), false],
    ['… and no abort', { retryOn: false }, new DOMException('x', 'AbortError'), false],
    ['… and no open circuit', { retryOn: false }, coded('ERR_CIRCUIT_OPEN'), false],
  ])('%s', async (_, options, error, again) => {
    expect(await attemptsFor(error, options)).toBe(again ? 2 : 1)
  })

  test('a function is told what the table says, the attempt and the kind', async () => {
    const questions: unknown[] = []
    await attemptsFor(serviceError(429, 'Busy'), {
      retryOn: (_, question) => {
        questions.push(question)
        return question.byDefault
      },
    })
    expect(questions).toStrictEqual([
      { kind: 'service', status: 429, code: 'Busy', attempt: 1, byDefault: true },
      { kind: 'service', status: 429, code: 'Busy', attempt: 2, byDefault: true },
    ])
  })
})

test('an error that says its request cannot be sent again is not followed by another attempt', async () => {
  expect(await attemptsFor(Object.assign(serviceError(503), { replayable: false }))).toBe(1)
})
