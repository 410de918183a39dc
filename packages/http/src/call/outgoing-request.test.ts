import { describe, expect, test } from 'vitest'
import { outgoingRequest } from './outgoing-request.ts'

const GET = { method: 'GET', url: 'http://h/' }
const refusal = (start: string) =>
  expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining(start) })

describe('a request goes out', () => {
  test('with its method in upper case, without a fragment, with headers in lower case', () => {
    const { method, url, headers, body } = outgoingRequest({
      method: 'post',
      url: new URL('https://h/a?b#c'),
      headers: { 'X-One': 'a\tb \u00ff', "!#$%&'*+.^_`|~-": '' },
      body: 'é',
    })
    expect([method, url.href, body]).toEqual(['POST', 'https://h/a?b', 'é'])
    expect(headers).toEqual({ 'x-one': 'a\tb \u00ff', "!#$%&'*+.^_`|~-": '' })
  })

  test.each(['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH', 'OPTIONS'])('as %s', (method) => {
    expect(outgoingRequest({ ...GET, method })).toMatchObject({ method, headers: {}, body: null })
  })

  test('with a header that is called like a member of every object', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>
    expect(Object.entries(outgoingRequest({ ...GET, headers }).headers)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  test('with headers that may still be replaced', () => {
    const { headers } = outgoingRequest({ ...GET, headers: { a: 'b' } })
    headers['a'] = 'c'
    delete headers['b']
    expect(headers).toEqual({ a: 'c' })
    expect(Object.getOwnPropertyDescriptor(headers, 'a')).toMatchObject({ configurable: true, enumerable: true })
  })

  test.each([
    ['text', 'é', '2'],
    ['bytes', new Uint8Array(3), '3'],
    ['nothing', null, '0'],
  ])('with the length of %s where the caller states it', (_, body, length) => {
    const request = { ...GET, method: 'PUT', body, headers: { 'Content-Length': length } }
    expect(outgoingRequest(request).headers).toEqual({ 'content-length': length })
    const wrong = { ...request, headers: { 'content-length': `${length}1` } }
    expect(() => outgoingRequest(wrong)).toThrow(refusal('The header content-length is not the length of the body.'))
  })
})

describe('a request is refused', () => {
  test.each([
    ['a method that is none', { method: 'TRACE' }, 'The method is none of GET'],
    ['an address of another scheme', { url: 'xhttp://h/' }, 'The URL is no http or https address.'],
    ['such a one with http in it', { url: 'httpx://h/' }, 'The URL is no http or https address.'],
    ['no address', { url: 'h' }, 'The URL is no http or https address.'],
    ['a user', { url: 'http://me@h/' }, 'The URL carries user info.'],
    ['a password', { url: 'http://:me@h/' }, 'The URL carries user info.'],
    ['half a pair in its address', { url: 'http://h/?a=\udc00' }, 'The URL has half of a surrogate pair'],
    ['a header without a name', { headers: { '': 'a' } }, 'The header "" cannot be sent.'],
    ['a header of two words', { headers: { 'a b': 'a' } }, 'The header "a b" cannot be sent.'],
    ['a header that is a number', { headers: { a: 5 as never } }, 'The header "a" cannot be sent.'],
    ['a header with DEL', { headers: { a: '\u007f' } }, 'The header "a" cannot be sent.'],
    ['a header beyond one byte', { headers: { a: 'Ā' } }, 'The header "a" cannot be sent.'],
    ['its own framing', { headers: { 'Transfer-Encoding': 'chunked' } }, 'The header transfer-encoding cannot'],
    ['trailers', { headers: { Trailer: 'a' } }, 'The header trailer cannot'],
    ['a number for a body', { body: 5 as never }, 'The body is neither a string nor bytes.'],
    ['half a pair in its body', { body: '\ud800' }, 'The body has half of a surrogate pair'],
  ])('with %s', (_, given, start) => expect(() => outgoingRequest({ ...GET, ...given })).toThrow(refusal(start)))
})
