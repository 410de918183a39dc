import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { ShownPages } from './shown-pages.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const login = { publicKey, nonce: 'n', redirectUri: 'http://localhost:8181', identityProvider: undefined }

test('a thousand pages are remembered, each by a value of its own', () => {
  const pages = new ShownPages(() => 0)
  const values = Array.from({ length: 1001 }, () => pages.add(login))
  expect(new Set(values).size).toBe(1001)
  expect(values.map((value) => pages.take(value)).indexOf(login)).toBe(1)
  expect(pages.take(values[1] ?? '')).toBeUndefined()
})
