import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { defineValue } from './hidden-members.ts'

const printed = (target: object): string => inspect(target, { showHidden: true }) + JSON.stringify({ ...target })

test.each([
  ['my_token', 'hunter2'],
  ['set-cookie', 'hunter2'],
  ['key_file', '-----BEGIN RSA PRIVATE KEY-----'],
  ['security_token_file', 'ST$eyJ'],
])('only its name leads to a secret: %s with the value %j', (name, value) => {
  const target = {}
  defineValue(target, name, value)
  expect(Reflect.get(target, name)).toBe(value)
  expect(printed(target)).not.toContain(value)
})

test.each([
  ['security_token_file', '/path'],
  ['fingerprint', '20:3b'],
])('what is no secret is printed: %s with the value %j', (name, value) => {
  const target = {}
  defineValue(target, name, value)
  expect(printed(target)).toContain(value)
})
