import { expect, test } from 'vitest'
import { quoted } from './quoted.ts'

test('quotes text short and on one line, and never a secret', () => {
  expect(quoted('a\nb')).toBe('"a\\nb"')
  expect(quoted('x'.repeat(500)).length).toBeLessThan(130)
  expect(quoted('-----BEGIN PRIVATE KEY-----')).toBe('<redacted>')
  expect(quoted(undefined)).toBe('"undefined"')
  const longest = 'ab '.repeat(40)
  expect(quoted(longest)).toBe(`"${longest}"`)
  expect(quoted(`${longest}c`)).toBe(`"${longest}…"`)
})
