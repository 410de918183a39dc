import { expect, test } from 'vitest'
import { createRetryToken } from './retry-headers.ts'

test('a retry token is 30 letters and digits, another one each time', () => {
  const tokens = Array.from({ length: 200 }, createRetryToken)
  expect(new Set(tokens).size).toBe(200)
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{30}$/)
})

test('a retry token uses every letter and digit', () => {
  expect(new Set(Array.from({ length: 200 }, createRetryToken).join('')).size).toBe(62)
})
