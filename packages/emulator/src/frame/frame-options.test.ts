import { expect, test } from 'vitest'
import { resolveSettings, type FrameOptions } from './frame-options.ts'

test.each<[string, FrameOptions]>([
  ['host', { host: '0.0.0.0' }],
  ['host', { host: '::' }],
  ['host', { host: '192.168.1.2' }],
  ['host', { host: 'localhost.example.com' }],
  ['port', { port: 65_536 }],
  ['port', { port: -1 }],
  ['port', { port: 1.5 }],
  ['maxBodyBytes', { maxBodyBytes: -1 }],
  ['host', { host: '127.999.1.1' }],
  ['host', { host: '' }],
  ['host', { host: '169.254.169.254' }],
  ...[
    '*',
    '*.test',
    '',
    ' a',
    'a b',
    'a:80',
    'http://a',
    'a/b',
    'a.',
    '.a',
    'a..b',
    '-a',
    'a-',
    'a.-b',
    '[::1]',
    '1.2.3',
    '256.1.1.1',
    '0x7f000001',
    'a.0x1',
    '2130706433',
    'a'.repeat(64),
    `${'a.'.repeat(127)}b`,
    'é',
    'a\nb',
  ].map((name): [string, FrameOptions] => ['allowedHosts', { allowedHosts: ['emulator.test', name] }]),
  ['allowedHosts', { allowedHosts: 'emulator.test' as never }],
  ['allowedHosts', { allowedHosts: [1] as never }],
  ['allowedHosts', { allowedHosts: [['a']] as never }],
  ['maxRecordedRequests', { maxRecordedRequests: 0.5 }],
])('refuses %s in %j', (option, options) => {
  expect(() => resolveSettings(options)).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option }))
})

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('listens on %s', (host) => {
  expect(resolveSettings({ host }).host).toBe(host)
})

test('takes names and addresses as allowed hosts, in lower case', () => {
  const allowedHosts = ['Emulator.Test', 'a', '1a', 'x_y', '192.0.2.1', '2001:DB8::1', 'a'.repeat(63), 'a1.b2']
  expect([...resolveSettings({ allowedHosts }).allowedHosts]).toEqual(allowedHosts.map((name) => name.toLowerCase()))
})

test('takes undefined as absent', () => {
  expect(resolveSettings({ port: undefined, host: undefined, tls: undefined })).toMatchObject({
    port: 0,
    host: '127.0.0.1',
    tls: false,
    cors: false,
  })
})
