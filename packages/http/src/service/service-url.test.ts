import { describe, expect, test } from 'vitest'
import { serviceUrl } from './service-url.ts'

const at = (rest: Partial<Parameters<typeof serviceUrl>[0]>) =>
  serviceUrl({ endpoint: 'https://h', basePath: undefined, path: '/a', ...rest }).href

describe('an address', () => {
  test.each([
    [{}, 'https://h/a'],
    [{ path: 'a' }, 'https://h/a'],
    [{ path: '//a' }, 'https://h/a'],
    [{ endpoint: 'https://h//' }, 'https://h/a'],
    [{ endpoint: new URL('https://h:81/b/') }, 'https://h:81/b/a'],
    [{ basePath: '/v1' }, 'https://h/v1/a'],
    [{ endpoint: 'https://h/v1', basePath: '/v1' }, 'https://h/v1/a'],
    [{ path: '/{a}/{b}', pathParams: { a: 1, b: true } }, 'https://h/1/true'],
    [{ path: '/{a}{a}', pathParams: { a: '...' } }, 'https://h/......'],
    [
      { path: '/{a}', pathParams: { a: "a/b?c#d%!'()*~-_.{b}" } },
      'https://h/a%2Fb%3Fc%23d%25%21%27%28%29%2A~-_.%7Bb%7D',
    ],
    [{ path: '/{a}', pathParams: { a: new Date(5) } }, 'https://h/1970-01-01T00%3A00%3A00.005Z'],
    [{ path: '/{a}', pathParams: { a: 5n } }, 'https://h/5'],
    [{ query: {} }, 'https://h/a'],
    [{ query: { a: undefined, b: null } }, 'https://h/a'],
    [{ query: { a: '' } }, 'https://h/a?a='],
    [{ query: { a: 0, b: false } }, 'https://h/a?a=0&b=false'],
    [{ query: { a: [1, 'x y'], b: [] } }, 'https://h/a?a=1&a=x%20y'],
    [
      { query: { m: { k: [1, 2], n: undefined, o: null, p: new Date(0) } } },
      'https://h/a?m.k=1&m.k=2&m.p=1970-01-01T00%3A00%3A00.000Z',
    ],
    [{ query: { 'a b': 'c' } }, 'https://h/a?a%20b=c'],
  ])('of %o is %s', (rest, href) => expect(at(rest)).toBe(href))

  test.each([
    [{ path: '/{a}' }, 'The path parameter a is missing or empty.'],
    [{ path: '/{a}', pathParams: { a: '' } }, 'The path parameter a is missing or empty.'],
    [{ path: '/{a}', pathParams: { a: undefined as never } }, 'The path parameter a is missing or empty.'],
    [{ path: '/{toString}' }, 'The path parameter toString is missing or empty.'],
    [{ path: '/{a}', pathParams: { a: '.' } }, 'The path parameter a is "." or ".."'],
    [{ path: '/{a}', pathParams: { a: '..' } }, 'The path parameter a is "." or ".."'],
    [{ path: '/\ud83d' }, 'The path has half of a surrogate pair'],
    [{ path: '/{a}', pathParams: { a: '\ud83d' } }, 'The parameter "a" has half of a surrogate pair'],
    [{ query: { q: '\udc00' } }, 'The parameter "q" has half of a surrogate pair'],
    [{ query: { '\udc00': 'q' } }, 'The parameter "\\udc00" has half of a surrogate pair'],
    [{ query: { q: new Date(NaN) } }, 'The date in "q" is none.'],
  ])('of %o is refused: %s', (rest, start) => {
    expect(() => at(rest)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining(start) }),
    )
  })
})
