import { describe, expect, test } from 'vitest'
import { URL_TEXT } from '../../test/support/fixtures.ts'
import { signingString } from './signing-string.ts'

test('has a line for each name, in the order of the list, joined by LF', () => {
  const request = { method: 'POST', url: `${URL_TEXT}?a=b c`, headers: { Date: 'd', 'X-A': '1', 'x-b': ['2', '3'] } }
  expect(signingString(request, ['x-b', '(request-target)', 'host', 'date', 'x-a'])).toBe(
    'x-b: 2, 3\n(request-target): post /20160918/instances?a=b%20c\nhost: iaas.us-phoenix-1.oraclecloud.com\ndate: d\nx-a: 1',
  )
})

test('prefers a host header over the host of the URL', () => {
  expect(signingString({ method: 'GET', url: 'http://a/', headers: { host: 'b' } }, ['host'])).toBe('host: b')
})

test('leaves the headers of the caller as they are, and passes on what they throw', () => {
  const headers = {}
  expect(signingString({ method: 'GET', url: 'http://a/', headers }, ['host'])).toBe('host: a')
  expect(headers).toEqual({})
  const failure = new Error('mine')
  const throwing = {
    get a(): string {
      throw failure
    },
  }
  expect(() => signingString({ method: 'GET', url: 'http://a/', headers: throwing }, ['a'])).toThrow(failure)
})

test.each(['constructor', '__proto__', 'toString'])('a header called %s is missing like any other', (name) => {
  expect(() => signingString({ method: 'GET', url: URL_TEXT, headers: {} }, [name])).toThrow(
    expect.objectContaining({
      kind: 'missing-header',
      message: expect.stringContaining(`The header ${name} is to be`),
    }),
  )
})

test.each([
  ['a Headers', new Headers({ 'x-a': '1' })],
  ['a Map', new Map([['x-a', '1']])],
  ['pairs', [['x-a', '1'] as const]],
  ['a record', { 'x-a': '1' }],
])('takes headers as %s', (_, headers) => {
  expect(signingString({ method: 'GET', url: URL_TEXT, headers }, ['x-a'])).toBe('x-a: 1')
})

test('an empty list yields an empty text', () => {
  expect(signingString({ method: 'GET', url: URL_TEXT }, [])).toBe('')
})

describe('says what is wrong in words', () => {
  test.each([
    ['missing-header', { headers: {} }, ['date']],
    ['invalid-url', { url: '/relative' }, ['host']],
    ['invalid-header', { headers: { a: 'é' } }, ['a']],
    ['duplicate-header', { headers: { date: ['1', '2'] } }, ['date']],
  ])('%s', (kind, request, names) => {
    expect(() => signingString({ method: 'GET', url: URL_TEXT, ...request }, names)).toThrow(
      expect.objectContaining({ name: 'SigningError', code: 'ERR_SIGNING', kind }),
    )
  })
})
