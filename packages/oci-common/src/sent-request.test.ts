import { describe, expect, test } from 'vitest'
import { sentHeaders, sentUri } from './sent-request.ts'

const request = (uri: string) => ({ method: 'GET', uri, headers: new Headers() })

describe('the address', () => {
  test.each([
    ['https://h/20160918/users?name=a b&limit=4', 'https://h/20160918/users?name=a b&limit=4'],
    ['https://h/20160918/users?name=R&D #1&limit=4', 'https://h/20160918/users?name=R&D %231&limit=4'],
    ['https://h/o/a%2F..%2Fb', 'https://h/o/a%2F..%2Fb'],
    ['https://h/o/...', 'https://h/o/...'],
    ['https://h/o/.a/b.', 'https://h/o/.a/b.'],
    ['https://h/o?prefix=/../', 'https://h/o?prefix=/../'],
    ['', ''],
  ])('%s goes out as %s', (uri, sent) => {
    expect(sentUri(request(uri))).toBe(sent)
  })

  test.each(['https://h/o/..', 'https://h/o/.', 'https://h/o/../', 'https://h/o/.%2E?a=b', 'https://h/%2e/a'])(
    '%s is refused, since a URL would lead elsewhere',
    (uri) => {
      expect(() => sentUri(request(uri))).toThrow(
        expect.objectContaining({
          code: 'ERR_INVALID_ARGUMENT',
          message: expect.stringMatching(/^A name in the path is/),
        }),
      )
    },
  )
})

describe('the headers', () => {
  const sent = (headers: Record<string, string>, body?: unknown, excludeBody = false): object =>
    Object.fromEntries(sentHeaders({ method: 'PUT', uri: '', headers: new Headers(headers), body }, excludeBody))

  test('are a copy without the date that the retrier sets', () => {
    const headers = new Headers({ 'x-date': 'Sun, 29 Nov 2026 15:02:01 GMT', 'opc-request-id': 'A' })
    const copy = sentHeaders({ method: 'GET', uri: '', headers }, false)
    copy.set('opc-request-id', 'B')
    expect(Object.fromEntries(headers)).toEqual({ 'x-date': 'Sun, 29 Nov 2026 15:02:01 GMT', 'opc-request-id': 'A' })
    expect(Object.fromEntries(copy)).toEqual({ 'opc-request-id': 'B' })
  })

  test.each([
    ['3', '3'],
    ['3, 3', '3'],
    ['33, 33, 33', '33'],
    ['3, 33', '3, 33'],
    ['3, 4', '3, 4'],
  ])('a length of %s goes out as %s', (given, length) => {
    expect(sent({ 'content-length': given })).toEqual({ 'content-length': length })
  })

  test('give uploaded text the type that fetch gives it, unless it has one or is signed', () => {
    const text = { 'content-type': 'text/plain;charset=UTF-8' }
    expect(sent({}, 'a', true)).toEqual(text)
    expect(sent({ 'content-type': 'text/csv' }, 'a', true)).toEqual({ 'content-type': 'text/csv' })
    expect(sent({}, 'a')).toEqual({})
    expect(sent({}, new Uint8Array(1), true)).toEqual({})
  })
})
