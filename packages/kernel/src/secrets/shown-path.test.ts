import { expect, test } from 'vitest'
import { causeWithout, isNoPath, shownPath } from './shown-path.ts'

const BASE64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
const MAY_BE_A_KEY = 'x'.repeat(128)

test.each([
  ['a PEM', `-----BEGIN PRIVATE KEY-----\n${BASE64}`],
  ['a PEM with literal \\n', `-----BEGIN PRIVATE KEY-----\\n${BASE64}`],
  ['a bare body', BASE64],
  ['a token', 'eyJhbGciOiJSUzI1NiJ9.e30.x'],
  ['a session token', 'ST$eyJx'],
  ['a name of 256 characters', `/keys/${'x.'.repeat(128)}/key`],
  ['a line break', 'key.pem\nx'],
  ['a carriage return', 'key.pem\rx'],
  ['a NUL', 'key\0.pem'],
  ['a tab', 'key\t.pem'],
  ['a DEL', 'key\u007F.pem'],
])('%s is no path, and not shown', (_, text) => {
  expect([isNoPath(text), shownPath(text)]).toEqual([true, '<redacted>'])
})

test.each([
  ['128 characters without a break', MAY_BE_A_KEY],
  ['short pieces of base64', 'Ab1/'.repeat(25)],
])('%s are tried as a path, and not shown', (_, path) => {
  expect([isNoPath(path), shownPath(path)]).toEqual([false, '<redacted>'])
})

test.each([
  '~/.oci/oci_api_key.pem',
  'C:\\Users\\me\\MIIE.pem',
  '/home/Zoë Müller/ключ.pem',
  `/var/lib/docker/overlay2/${'0123456789abcdef'.repeat(4)}/key.pem`,
  `/home/${'Some1Folder/'.repeat(15)}key.pem`,
  `/keys/${'key_2026_'.repeat(6)}`,
  `/keys/${'KEY_2026_'.repeat(6)}`,
  `/keys/${'LongName'.repeat(6)}`,
  `/home/${'folder/'.repeat(20)}key`,
  `/keys/${'x.'.repeat(127)}x/key`,
])('%s is shown', (path) => {
  expect([isNoPath(path), shownPath(path)]).toEqual([false, path])
})

test('a cause stays as it is where the path is shown, and only its code stays where it is not', () => {
  const cause = Object.assign(new Error(`ENOENT: no such file, open '${MAY_BE_A_KEY}'`), { code: 'ENOENT' })
  const options = { cause }
  expect(causeWithout('/c', options)).toBe(options)
  expect(causeWithout(MAY_BE_A_KEY, options)).toEqual({ cause: Object.assign(new Error('ENOENT'), { code: 'ENOENT' }) })
  expect(causeWithout(MAY_BE_A_KEY, { cause: 'x' })).toMatchObject({ cause: { code: 'unknown error' } })
  expect(causeWithout(MAY_BE_A_KEY, undefined)).toBeUndefined()
  expect(causeWithout('/c', undefined)).toBeUndefined()
})
