import { describe, expect, test } from 'vitest'
import { createHttpResponse, parseResponseJson } from './http-response.ts'

const responseOf = (text: string) => createHttpResponse(200, { 'opc-request-id': 'R' }, new TextEncoder().encode(text))

describe('a response', () => {
  test('has status, headers, bytes, and two readings of them', () => {
    const response = responseOf('\uFEFF{"a":"ü"}')
    expect(response).toMatchObject({ status: 200, headers: { 'opc-request-id': 'R' } })
    expect([response.text(), response.json(), response.body.length]).toEqual(['{"a":"ü"}', { a: 'ü' }, 13])
  })

  test.each([
    ['{', 'The response with HTTP 200 is not JSON (opc-request-id R).'],
    ['', 'The response with HTTP 200 has no body where JSON was expected (opc-request-id R).'],
    ['"a\u001fb"', 'The response with HTTP 200 has raw control characters in its JSON (see allowControlChars)'],
  ])('of %j is no JSON', (text, start) => {
    expect(() => responseOf(text).json()).toThrow(
      expect.objectContaining({ code: 'ERR_RESPONSE_PARSE', message: expect.stringContaining(start) }),
    )
  })

  test('may have raw control characters where that is allowed', () => {
    expect(parseResponseJson({ status: 200, headers: {}, text: '"a\u001fb"' }, true)).toBe('a\u001fb')
  })
})
