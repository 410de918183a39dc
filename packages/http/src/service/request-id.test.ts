import { describe, expect, test } from 'vitest'
import { checkedRequestId, createRequestId } from './request-id.ts'

describe('a request id', () => {
  test('is 32 upper-case hexadecimal digits, another one each time', () => {
    const ids = Array.from({ length: 200 }, createRequestId)
    expect(ids.filter((id) => !/^[0-9A-F]{32}$/.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(200)
  })

  test.each(['a', 'A.b-c_9', 'x'.repeat(32), 'a/b', `${'x'.repeat(32)}/${'y'.repeat(32)}/${'z'.repeat(32)}`])(
    'of the caller’s own may be %s',
    (id) => expect(checkedRequestId(id)).toBe(id),
  )

  test.each([
    '',
    'x'.repeat(33),
    'a/b/c/d',
    '/a',
    'a/',
    'a//b',
    'a b',
    'ü',
    'a\n',
    '\ud800',
    5 as never,
    null as never,
  ])('of the caller’s own is not %j', (id) =>
    expect(() => checkedRequestId(id)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^The request id is not made of up to three segments/),
      }),
    ),
  )
})
