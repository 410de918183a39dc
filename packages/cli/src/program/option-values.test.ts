import { expect, test } from 'vitest'
import { readAuth } from './auth.ts'
import { readDuration, readSeconds, readWholeNumber } from './option-values.ts'

test.each([
  ['90', 90_000],
  ['90s', 90_000],
  ['5m', 300_000],
  [' 1h ', 3_600_000],
  ['1d', 86_400_000],
])('%s is a time', (text, ms) => expect(readDuration(text)).toBe(ms))

test.each(['', 'm', '-5m', '1.5h', '5 m', '5w', '1e3', '9999999s'])('%j is no time', (text) => {
  expect(() => readDuration(text)).toThrow('Give a time such as 90s, 5m or 1h.')
})

test('seconds may have fractions, and are above 0', () => {
  expect([readSeconds('10'), readSeconds('0.5')]).toEqual([10_000, 500])
  for (const text of ['0', '-1', 'x', '']) expect(() => readSeconds(text)).toThrow('Give a number of seconds above 0.')
})

test('a whole number lies between its limits', () => {
  expect(readWholeNumber(5, 60)('60')).toBe(60)
  for (const text of ['4', '61', '5.5', '', '0x10'])
    expect(() => readWholeNumber(5, 60)(text)).toThrow('Give a whole number from 5 to 60.')
})

test('a key in a PKCS#11 token leads to the example', () => {
  expect(readAuth('security_token')).toBe('security_token')
  expect(() => readAuth('pkcs11')).toThrow('examples/hsm')
  expect(() => readAuth('token')).toThrow('Give one of api_key, security_token,')
})
