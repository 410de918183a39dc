import { describe, expect, test } from 'vitest'
import { createHttpResponse } from '../call/http-response.ts'
import { readServiceError } from './read-service-error.ts'
import { isServiceError, type ServiceError } from './service-error.ts'

const CONTEXT = {
  operation: 'Get',
  serviceName: undefined,
  apiReferenceLink: undefined,
  method: 'GET',
  url: new URL('https://h/a'),
  requestId: 'SENT',
  findings: [],
  retries: false,
}
const NOW = Date.UTC(2024, 0, 2, 3, 4, 5)

function read(status: number, body: unknown, headers: Record<string, string> = {}, now = NOW): ServiceError {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readServiceError(createHttpResponse(status, headers, new TextEncoder().encode(text)), CONTEXT, now)
}
/** HTTP's dates have whole seconds: the rest is this machine's. */
const dated = (status: number, aheadMs: number) => {
  const now = NOW - (aheadMs % 1000)
  return read(status, '', { date: new Date(now + aheadMs).toUTCString() }, now)
}

describe('a refusal counts against the service’s health', () => {
  test.each([
    [429, 'X', true],
    [500, 'X', true],
    [502, 'X', true],
    [503, 'X', true],
    [504, 'X', true],
    [409, 'IncorrectState', true],
    [409, 'LockConflict', true],
    [409, 'X', false],
    [400, 'IncorrectState', false],
    [400, 'LockConflict', false],
    [501, 'X', false],
    [505, 'X', false],
    [428, 'X', false],
    [430, 'X', false],
  ])('with %i %s: %s', (status, code, transient) => {
    const error = read(status, { code, message: 'm' })
    expect(error.transient).toBe(transient)
    const remedy = transient ? 'Try again later, or give a retryStrategy.' : 'Correct the request.'
    expect(error.message).toContain(`(opc-request-id SENT). ${remedy} See https://docs.oracle.com/`)
  })
})

describe('the clock is blamed', () => {
  test.each([
    [300_000, 'Check that the key or token is that of the caller'],
    [-300_000, 'Check that the key or token is that of the caller'],
    [300_001, "The clock of this machine is 300 s behind the service's. Set it right."],
    [-300_001, "The clock of this machine is 300 s ahead of the service's. Set it right."],
    [3_600_500, "The clock of this machine is 3601 s behind the service's. Set it right."],
    [301_000, "The clock of this machine is 301 s behind the service's. Set it right."],
    [-301_000, "The clock of this machine is 301 s ahead of the service's. Set it right."],
  ])('for a service that is %i ms ahead only beyond what OCI tolerates: %s', (aheadMs, remedy) => {
    const error = dated(401, aheadMs)
    expect(error.clockOffsetMs).toBe(aheadMs)
    expect(error.message).toContain(`(opc-request-id SENT). ${remedy}`)
  })

  test('for a 401 only, and not where there is no date', () => {
    expect(dated(403, 900_000).clockOffsetMs).toBeUndefined()
    expect(read(401, '').clockOffsetMs).toBeUndefined()
    expect(read(401, '', { date: 'yesterday' }).clockOffsetMs).toBeUndefined()
  })
})

describe('an answer is read', () => {
  test('with every member in its place', () => {
    const error = read(404, { code: 'NotFound', message: ' no such thing. ', more: 1 }, { 'opc-request-id': ' ID ' })
    expect(error).toMatchObject({
      status: 404,
      code: 'NotFound',
      serviceMessage: 'no such thing.',
      requestId: 'ID',
      details: { more: 1 },
      timestamp: '2024-01-02T03:04:05.000Z',
      requestEndpoint: 'GET https://h/a',
    })
    expect(error.message).toMatch(
      /^The service answered Get with HTTP 404 NotFound: no such thing \(opc-request-id ID\)\. Check the identifier/,
    )
    expect(error.troubleshootingLink).toMatch(/apierrors\.htm#apierrors_404__404_notfound$/)
  })

  test.each([
    ['null', 'null', 'null'],
    ['a list', '[1]', '[1]'],
    ['a number', '5', '5'],
    ['no JSON', '{"code":', '{"code":'],
    ['a message of spaces', { message: '  ' }, 'it gave no reason'],
    ['a message that is a number', { message: 5 }, 'it gave no reason'],
    ['raw control characters', '{"message":"a\nb"}', 'a b'],
  ])('that is %s', (_, body, serviceMessage) => {
    const error = read(400, body)
    expect(error).toMatchObject({ code: null, serviceMessage, details: {} })
    expect(error.message).toContain(`with HTTP 400: ${serviceMessage} (`)
    expect(error.troubleshootingLink).toMatch(/apierrors\.htm$/)
  })

  test('up to 64 KiB, in a code of 100 characters and a message of 1000', () => {
    const padded = (length: number) => {
      const start = '{"code":"C","pad":"'
      return `${start}${'x'.repeat(length - start.length - 2)}"}`
    }
    expect(read(400, padded(65_536)).code).toBe('C')
    expect(read(400, padded(65_537)).code).toBeNull()
    expect(read(400, { code: 'c'.repeat(100) }).code).toBe('c'.repeat(100))
    expect(read(400, { code: 'c'.repeat(101) }).code).toBe(`${'c'.repeat(100)}…`)
    expect(read(400, { message: 'm'.repeat(1000) }).serviceMessage).toBe('m'.repeat(1000))
    expect(read(400, { message: 'm'.repeat(1001) }).serviceMessage).toBe(`${'m'.repeat(1000)}…`)
  })
})

describe('a service error is known by its name and members', () => {
  const made = (fields: object) => Object.assign(new Error('x'), fields)
  test.each([
    [read(400, ''), true],
    [made({ name: 'ServiceError', status: 1, requestEndpoint: '' }), true],
    [made({ name: 'Other', status: 1, requestEndpoint: '' }), false],
    [made({ name: 'ServiceError', requestEndpoint: '' }), false],
    [made({ name: 'ServiceError', status: 1 }), false],
    [{ name: 'ServiceError', status: 1, requestEndpoint: '' }, false],
    [undefined, false],
  ])('%o: %s', (error, isOne) => expect(isServiceError(error)).toBe(isOne))
})
