import { expect, test } from 'vitest'
import { resolveSettings, type EmulatorOptions } from './options.ts'

test.each<[string, EmulatorOptions]>([
  ['host', { host: '0.0.0.0' }],
  ['host', { host: '::' }],
  ['host', { host: '192.168.1.2' }],
  ['host', { host: 'localhost.example.com' }],
  ['port', { port: 65_536 }],
  ['port', { port: -1 }],
  ['port', { port: 1.5 }],
  ['tenancy', { tenancy: 'a/b' }],
  ['user', { user: '' }],
  ['region', { region: 'a\nb' }],
  ['maxBodyBytes', { maxBodyBytes: -1 }],
  ['maxStoredBytes', { maxStoredBytes: Number.NaN }],
  ['maxRecordedRequests', { maxRecordedRequests: 0.5 }],
])('refuses %s in %j', (option, options) => {
  expect(() => resolveSettings(options)).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option }))
})

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('listens on %s', (host) => {
  expect(resolveSettings({ host }).host).toBe(host)
})

test('takes undefined as absent', () => {
  expect(resolveSettings({ port: undefined, host: undefined, tls: undefined, region: undefined })).toMatchObject({
    port: 0,
    host: '127.0.0.1',
    tls: false,
    cors: false,
    region: 'us-phoenix-1',
  })
})
