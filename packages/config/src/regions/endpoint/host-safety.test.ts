import { expect, test } from 'vitest'
import { isSafeHost } from './host-safety.ts'

const LABEL = 'a'.repeat(63)

test.each([
  ['one letter', 'a', true],
  ['two letters', 'ab', true],
  ['a label of 63 letters', LABEL, true],
  ['a label of 64 letters', `${LABEL}a`, false],
  ['253 characters in all', `${LABEL}.${LABEL}.${LABEL}.${'a'.repeat(61)}`, true],
  ['254 characters in all', `${LABEL}.${LABEL}.${LABEL}.${'a'.repeat(62)}`, false],
  ['one label of several that is none', 'a.-.b', false],
])('a host of %s: %s is safe: %s', (_, host, expected) => {
  expect(isSafeHost(host)).toBe(expected)
})
