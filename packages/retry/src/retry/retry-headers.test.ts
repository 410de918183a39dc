import { expect, test, vi } from 'vitest'
import { createRetryToken } from './retry-headers.ts'

test('a retry token is 30 letters and digits, another one each time', () => {
  const tokens = Array.from({ length: 200 }, createRetryToken)
  expect(new Set(tokens).size).toBe(200)
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{30}$/)
})

test('no letter of a retry token is likelier than another', () => {
  let byte = 0
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    if (bytes instanceof Uint8Array) bytes.forEach((_, at) => (bytes[at] = byte++))
    return bytes
  })
  // As many letters as are made of all bytes, fifteen times over.
  const letters = Array.from({ length: 124 }, createRetryToken).join('')
  const counts = [...new Set(letters)].map((letter) => letters.split(letter).length - 1)
  expect(counts).toStrictEqual(Array.from({ length: 62 }, () => 60))
})

test('a retry token uses every letter and digit', () => {
  expect(new Set(Array.from({ length: 200 }, createRetryToken).join('')).size).toBe(62)
})
