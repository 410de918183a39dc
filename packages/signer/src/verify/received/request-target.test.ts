import { describe, expect, test } from 'vitest'
import { isSameHost, readTarget } from './request-target.ts'

describe('a target is read', () => {
  test.each<[string, string | URL, { target: string; host: string | undefined }]>([
    ['as it came', '/a/b?c=d', { target: '/a/b?c=d', host: undefined }],
    ['of one slash', '/', { target: '/', host: undefined }],
    ['with an empty query', '/a?', { target: '/a?', host: undefined }],
    ['with dots that are part of a name', '/.a/..b/c./...', { target: '/.a/..b/c./...', host: undefined }],
    ['with dots in its query', '/a?b=/../c', { target: '/a?b=/../c', host: undefined }],
    ['with two slashes inside', '/a//b', { target: '/a//b', host: undefined }],
    ['with two slashes in its query', '/?//b', { target: '/?//b', host: undefined }],
    ['with a backslash in its query', '/a?b=\\c', { target: '/a?b=\\c', host: undefined }],
    ['with an encoded slash between dots', '/a/..%2f..%2Fb', { target: '/a/..%2f..%2Fb', host: undefined }],
    [
      'with every character that may stand raw',
      '/!"$%&\'()*+,-.09:;<=>@AZ[]^_`az{|}~?!"/?\\~',
      {
        target: '/!"$%&\'()*+,-.09:;<=>@AZ[]^_`az{|}~?!"/?\\~',
        host: undefined,
      },
    ],
    ['from an absolute address', 'http://h:81/a?b', { target: '/a?b', host: 'h:81' }],
    ['from one in another case', 'HTTPS://H/a', { target: '/a', host: 'H' }],
    ['from one without a path', 'http://h', { target: '/', host: 'h' }],
    ['from one with a query only', 'http://h?b', { target: '/?b', host: 'h' }],
    ['from one with an IPv6 address', 'http://[::1]:8080/a', { target: '/a', host: '[::1]:8080' }],
    ['from a URL', new URL('https://h:444/a/../b?c'), { target: '/b?c', host: 'h:444' }],
    ['from a URL with an empty query', new URL('https://h/a?'), { target: '/a?', host: 'h' }],
  ])('%s', (_, url, expected) => expect(readTarget(url)).toEqual(expected))
})

describe('a target is refused that a router could read as another', () => {
  test.each<[string, string | URL]>([
    ['nothing', ''],
    ['an asterisk', '*'],
    ['no slash before it', 'a/b'],
    ['a host in the place of a path', '//n/ns/b/x'],
    ['two slashes alone', '//'],
    ['an empty host', 'http:///n/ns/b/x'],
    ['an empty host with https', 'https:///n/ns/b/x'],
    ['one slash after the scheme', 'http:/n/ns/b/x'],
    ['no slash after the scheme', 'http:n/ns/b/x'],
    ['a scheme alone', 'http://'],
    ['another scheme', 'ftp://h/n/ns/b/x'],
    ['a scheme before the scheme', 'view-source:https://h/n/ns/b/x'],
    ['a host and two slashes', 'http://h//n/ns/b/x'],
    ['a backslash after the host', 'http://h\\n/ns/b/x'],
    ['user info', 'http://u@h/n/ns/b/x'],
    ['user info with a password', 'http://u:p@h/n/ns/b/x'],
    ['a space in the host', 'http://h h/a'],
    ['a fragment', '/a#b'],
    ['a fragment of an absolute address', 'http://h/a#b'],
    ['a fragment instead of a path', 'http://h#/a'],
    ['a backslash in the path', '/a\\b'],
    ['a backslash at its beginning', '/\\h/a'],
    ['a segment of a dot', '/./a'],
    ['a segment of a dot at the end', '/a/.'],
    ['a segment of a dot before the query', '/a/.?b'],
    ['a segment of two dots', '/a/../b'],
    ['a segment of two dots at the end', '/a/..'],
    ['a segment of two dots before the query', '/a/..?b'],
    ['encoded dots', '/a/%2e%2E/b'],
    ['one encoded dot of two', '/a/.%2e/b'],
    ['a space', '/a b'],
    ['a line break', '/a\nhost: h'],
    ['a line break at the end', '/a\n'],
    ['a line break in an absolute address', 'http://h/a\nb'],
    ['a tab', '/a\tb'],
    ['a character outside ASCII', '/é'],
    ['a character outside ASCII in the query', '/a?é'],
    ['a control character', '/a\u007f'],
    ['a URL with user info', new URL('http://u@h/a')],
    ['a URL with a fragment', new URL('http://h/a#b')],
    ['a URL of another scheme', new URL('ftp://h/a')],
    ['a URL whose path begins with two slashes', new URL('http://h//a')],
  ])('%s', (_, url) => expect(readTarget(url)).toBeUndefined())
})

test('what is read is what a URL parser routes', () => {
  const base = 'http://h'
  for (const url of ['/a/b?c', '/a//b', '/.a', '/a/...', 'http://h/a', 'http://h?x', '/a?b=//c/../d']) {
    const { pathname, search } = new URL(url, base)
    expect([url, readTarget(url)?.target]).toEqual([url, pathname + search])
  }
})

test.each([
  ['h', 'h', true],
  ['H.Example', 'h.eXAMPLE', true],
  ['h', 'h:443', true],
  ['h:443', 'h', true],
  ['h:80', 'h', true],
  ['h', 'h:80', true],
  ['[::1]', '[::1]:443', true],
  ['h', 'h:444', false],
  ['h:80', 'h:443', false],
  ['h:8443', 'h', false],
  ['h', 'h.example', false],
  ['h.example', 'h', false],
  ['h', '', false],
  ['h', 'x', false],
])('the hosts %j and %j are one: %s', (one, other, expected) => expect(isSameHost(one, other)).toBe(expected))
