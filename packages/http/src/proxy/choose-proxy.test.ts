import { describe, expect, test } from 'vitest'
import { isDirectHost, proxyFor } from './choose-proxy.ts'

describe('a host is never reached through a proxy', () => {
  test.each([
    'localhost',
    'a.localhost',
    'localhost.',
    '127.0.0.1',
    '127.9.9.9',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0x7f.1',
    '169.254.169.254',
    '169.254.0.1',
    '[fd00:c1::a9fe:a9fe]',
    '[fe80::1]',
    '[febf::1]',
  ])('%s', (host) => expect(isDirectHost(new URL(`http://${host}/`).hostname)).toBe(true))

  test.each([
    'localhost.example.com',
    '128.0.0.1',
    '169.255.0.1',
    '[fd00:c2::1]',
    '[fec0::1]',
    '10.0.0.1',
    'notlocalhost',
  ])('but %s may be', (host) => expect(isDirectHost(new URL(`http://${host}/`).hostname)).toBe(false))
})

const PROXY = 'http://proxy:3128'
const chosen = (url: string, env: Record<string, string>, option?: string | false) =>
  proxyFor(new URL(url), option, env)?.href

describe('the environment names the proxy', () => {
  test.each([
    ['https://h/', { HTTPS_PROXY: PROXY }, `${PROXY}/`],
    ['https://h/', { https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, `${PROXY}/`],
    ['https://h/', { https_proxy: '', HTTPS_PROXY: PROXY }, `${PROXY}/`],
    ['https://h/', { HTTP_PROXY: PROXY }, undefined],
    ['http://h/', { HTTP_PROXY: PROXY }, `${PROXY}/`],
    ['http://h/', { HTTP_PROXY: ' proxy:3128 ' }, `${PROXY}/`],
    ['http://h/', { HTTP_PROXY: PROXY, REQUEST_METHOD: 'GET' }, undefined],
    ['http://h/', { http_proxy: PROXY, REQUEST_METHOD: 'GET' }, `${PROXY}/`],
    ['http://169.254.169.254/', { HTTP_PROXY: PROXY }, undefined],
    ['http://h/', {}, undefined],
  ])('for %s with %o: %s', (url, env, expected) => expect(chosen(url, env)).toBe(expected))

  test.each([
    ['http://a.example.com/', '*', true],
    ['http://a.example.com/', 'example.com', true],
    ['http://a.example.com/', '.example.com', true],
    ['http://a.example.com/', '*.example.com', true],
    ['http://a.example.com/', 'x, EXAMPLE.com y', true],
    ['http://a.example.com./', 'example.com', true],
    ['http://a.example.com/', 'ample.com', false],
    ['http://a.example.com/', 'b.example.com', false],
    ['http://a.example.com:8080/', 'example.com:8080', true],
    ['http://a.example.com/', 'example.com:80', true],
    ['https://a.example.com/', 'example.com:80', false],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.1.2.3', true],
    ['http://10.1.2.3/', '10.1.2.3/32', true],
    ['http://10.1.2.3/', '10.1.2.2/32', false],
    ['http://10.1.2.3/', '10.1.2.2/31', true],
    ['http://10.1.2.3/', '10.1.2.3/33', false],
    ['http://10.1.2.3/', '10.1.2.3/x', false],
    ['http://10.1.2.3/', '0.0.0.0/0', true],
    ['http://10.1.2.3/', '::/0', false],
    ['http://[::ffff:10.1.2.3]/', '10.1.2.3', true],
    ['http://[1:2:3:4:5:6:7:8]/', '1:2:3:4:5:6:7:8/128', true],
    ['http://[1:2:3:4:5:6:7:8]/', '1:2:3:4:5:6:7:9/128', false],
    ['http://[1:2:3:4:5:6:7:8]/', '1:2:3:4:5:6:7:8/129', false],
    ['http://10.1.2.3/', '2.3', false],
    ['http://[2001:db8::1]/', '2001:db8::/32', true],
    ['http://[2001:db8::1]/', '2001:0db8:0::1', true],
    ['http://[2001:db8::1]:81/', '[2001:db8::1]:81', true],
    ['http://[2001:db8::1]/', '[2001:db8::1]:81', false],
    ['http://a.example.com/', 'a/b, /, 10.0.0.0/99, 10.0.0.0/x, :::, ,', false],
  ])('for %s with NO_PROXY %s exempt: %s', (url, noProxy, exempt) => {
    const env = { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: noProxy }
    expect(chosen(url, env)).toBe(exempt ? undefined : `${PROXY}/`)
  })
})

describe('the option', () => {
  test('wins over the environment and its exemptions', () => {
    const env = { HTTP_PROXY: 'http://other', NO_PROXY: '*' }
    expect(chosen('http://h/', env, PROXY)).toBe(`${PROXY}/`)
    expect(chosen('http://h/', env, false)).toBe(undefined)
  })
})

describe('an address that cannot be used is refused without being shown', () => {
  test.each([
    'socks5://me:hunter2@h',
    'http://me:hunter2@',
    'http://h:hunter2',
    'file:///hunter2',
    'http://me:hunter2%@h',
  ])('%s', (value) => {
    for (const [option, env, source] of [
      [value, {}, 'proxy'],
      [undefined, { HTTPS_PROXY: value }, 'HTTPS_PROXY'],
    ] as const) {
      const choose = () => proxyFor(new URL('https://h/'), option, env)
      expect(choose).toThrow(expect.objectContaining({ code: 'ERR_INVALID_PROXY', source }))
      expect(choose).not.toThrow(/hunter2/)
    }
  })
})
