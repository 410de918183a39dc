import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { numRuns } from '../../test/support/runtime.ts'
import { wireUrl } from './wire-url.ts'

const targetOf = (input: string | URL): string => {
  const { pathname, search } = wireUrl(input)
  return pathname + search
}

describe('what goes on the wire', () => {
  // Each row of the URL table: what a caller gives, and what is signed and sent.
  test.each([
    ['no path', 'https://h', '/'],
    ['no path but a query', 'https://h?a=1', '/?a=1'],
    ['an empty query', 'https://h/a?', '/a'],
    ['a fragment', 'https://h/a#frag', '/a'],
    ['an empty query before a fragment', 'https://h/a?#frag', '/a'],
    ['a question mark inside a fragment', 'https://h/a#b?c=1', '/a'],
    ['a space in the path', 'https://h/a b', '/a%20b'],
    ['a space in the query', 'https://h/a?q=a b', '/a?q=a%20b'],
    ['raw non-ASCII in the path', 'https://h/é/✓', '/%C3%A9/%E2%9C%93'],
    ['raw non-ASCII in the query', 'https://h/?x=é', '/?x=%C3%A9'],
    ['characters outside the basic plane', 'https://h/😀', '/%F0%9F%98%80'],
    ['| ^ ` { } in the query', 'https://h/?q=|^`{}', '/?q=%7C%5E%60%7B%7D'],
    ['| ^ ` { } in the path', 'https://h/|^`{}', '/%7C%5E%60%7B%7D'],
    ['" < > in the query', 'https://h/?q="<>', '/?q=%22%3C%3E'],
    ['" < > in the path', 'https://h/"<>', '/%22%3C%3E'],
    ["' in the path", "https://h/a'b", "/a'b"],
    ["' in the query", "https://h/?a='b'", '/?a=%27b%27'],
    ['\\ in the path', 'https://h/a\\b', '/a%5Cb'],
    ['\\ in the query', 'https://h/?a=\\b', '/?a=%5Cb'],
    ['[ ] in the query', 'https://h/?a[0]=1', '/?a%5B0%5D=1'],
    ['[ ] in the path', 'https://h/a[0]', '/a%5B0%5D'],
    ['a stray % at the end', 'https://h/?q=100%', '/?q=100%25'],
    ['a stray % before other characters', 'https://h/100%zz?q=%4', '/100%25zz?q=%254'],
    ['existing escapes, untouched', 'https://h/%2f%7E?x=%c3%a9', '/%2f%7E?x=%c3%a9'],
    ['+ in the query', 'https://h/?q=a+b', '/?q=a+b'],
    ['repeated and bare parameters, in order', 'https://h/?y&x=1&x=2&a=', '/?y&x=1&x=2&a='],
    ['a dot segment', 'https://h/a/../b', '/b'],
    ['an encoded dot segment', 'https://h/a/%2e%2e/b', '/b'],
    ['doubled slashes', 'https://h//a//b', '//a//b'],
    [
      'reserved characters',
      "https://h/a;c=d,e:f@g!$&'()*=?/?:@!$&()*,;=~-._",
      "/a;c=d,e:f@g!$&'()*=?/?:@!$&()*,;=~-._",
    ],
    ['a line break', 'https://h/a\nb?c\r\n=d', '/a%0Ab?c%0D%0A=d'],
    ['a tab', 'https://h/a\tb', '/a%09b'],
    ['control characters', 'https://h/\u0001\u007f', '/%01%7F'],
    ['space around the address', '  https://h/a  ', '/a'],
  ])('%s', (_, input, target) => expect(targetOf(input)).toBe(target))

  test.each([
    ['a default https port', 'https://h:443/', 'h'],
    ['a default http port', 'http://h:80/', 'h'],
    ['another port', 'https://h:8443/', 'h:8443'],
    ['an IPv6 host', 'https://[2001:DB8:0:0::1]/', '[2001:db8::1]'],
    ['an upper-case host', 'HTTPS://EXAMPLE.com/', 'example.com'],
    ['an international host', 'https://münchen.example/', 'xn--mnchen-3ya.example'],
  ])('host: %s', (_, input, host) => expect(wireUrl(input).host).toBe(host))

  test.each(['https://h/a', 'https://h/a?', 'https://h/a?#b', 'https://h/a#b'])(
    'without a query there is no question mark: %s',
    (input) => expect(wireUrl(input).href).toBe('https://h/a'),
  )

  test('a URL is copied, never changed', () => {
    const given = new URL('https://h/a?q=|#x')
    const made = wireUrl(given)
    expect(made).not.toBe(given)
    expect(given.href).toBe('https://h/a?q=|#x')
    expect(made.href).toBe('https://h/a?q=%7C')
  })

  test.each([
    ['a relative address', '/20160918/instances', ''],
    ['nothing', '', ''],
    ['another scheme', 'ftp://h/', ''],
    ['a scheme in front of the scheme', 'view-source:https://h/', ''],
    ['letters in front of the scheme', 'xhttps://h/', ''],
    ['text in front of the address', 'see https://h/', ''],
    ['an address inside an address', 'blob:https://h/6f1b6c1e', ''],
    ['an empty host, for which parsers take the first segment', 'https:///20160918/instances', ''],
    ['a host that is a backslash', 'https://\\evil.example/', ''],
    ['a host that is a query', 'https://?a=1', ''],
    ['a scheme without slashes', 'https:h', ''],
    ['a scheme with one slash', 'https:/h', ''],
    ['a scheme that begins like one', 'httpss://h/', ''],
    ['user info', 'https://user:secret@h/', true],
    ['a backslash after the host', 'https://h\\evil.example/', false],
    ['a space in the host', 'https://a b/', false],
    ['a port out of range', 'https://h:99999/', false],
  ])('refuses %s', (_, input, detail) => {
    expect(() => wireUrl(input)).toThrow(expect.objectContaining({ kind: 'invalid-url', detail }))
  })
})

describe('whatever the path and the query', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary-ascii' }),
  )
  const address = fc.tuple(part, part).map(([path, query]) => `http://h/${path}?${query}`)

  test('the target is visible ASCII that RFC 3986 allows', () => {
    fc.assert(
      fc.property(address, (input) => {
        expect(targetOf(input)).toMatch(/^\/(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*$/i)
      }),
      numRuns(400),
    )
  })

  test('reading it again changes nothing', () => {
    fc.assert(
      fc.property(address, (input) => {
        const once = wireUrl(input)
        expect(wireUrl(once).href).toBe(once.href)
        expect(wireUrl(once.href).href).toBe(once.href)
      }),
      numRuns(300),
    )
  })

  const targets: string[] = []
  const server = createServer((request, response) => {
    targets.push(request.url ?? '')
    response.end()
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('a server receives exactly it', async () => {
    await fc.assert(
      fc.asyncProperty(part, part, async (path, query) => {
        const url = wireUrl(`${origin}/${path}?${query}`)
        await (await fetch(url)).arrayBuffer()
        expect(targets.pop()).toBe(url.pathname + url.search)
      }),
      numRuns(120),
    )
  })
})
