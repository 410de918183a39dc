import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { defineValue, isSecret, quoted } from './secrets.ts'

test.each([
  ['pass_phrase', 'x', true],
  ['passphrase', 'x', true],
  ['key_content', 'x', true],
  ['keyContent', 'x', true],
  ['delegation-token', 'x', true],
  ['client_secret', 'x', true],
  ['Private-Key', 'x', true],
  ['set-cookie', 'x', true],
  ['authorization', 'x', true],
  ['security_token_file', '/path', false],
  ['key_file', '/path', false],
  ['fingerprint', '20:3b', false],
  ['user', 'ocid1.user.oc1..a', false],
  ['key_file', '-----BEGIN RSA PRIVATE KEY-----', true],
  ['security_token_file', 'ST$eyJ', true],
  ['security_token_file', 'eyJhbGciOiJSUzI1NiJ9.e30.x', true],
])('%s with the value %j is a secret: %s', (name, value, expected) => {
  expect(isSecret(name, value)).toBe(expected)
})

test('quotes text short and on one line, and never a secret', () => {
  expect(quoted('a\nb')).toBe('"a\\nb"')
  expect(quoted('x'.repeat(500)).length).toBeLessThan(130)
  expect(quoted('-----BEGIN PRIVATE KEY-----')).toBe('[redacted]')
  expect(quoted(undefined)).toBe('"undefined"')
  const longest = 'ab '.repeat(40)
  expect(quoted(longest)).toBe(`"${longest}"`)
  expect(quoted(`${longest}c`)).toBe(`"${longest}…"`)
})

test('defines a secret so that only its name leads to it', () => {
  const target = {}
  defineValue(target, 'my_token', 'hunter2')
  expect(Reflect.get(target, 'my_token')).toBe('hunter2')
  expect(inspect(target, { showHidden: true }) + JSON.stringify({ ...target })).not.toContain('hunter2')
})
