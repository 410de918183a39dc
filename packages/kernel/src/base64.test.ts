import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { base64Of, bytesOfBase64, pemOf } from './base64.ts'

test.each([0, 1, 2, 3, 255, 200_000])('%i bytes come back as they were', (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) % 256)
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  expect(Buffer.from(bytesOfBase64(base64Of(bytes)) ?? [1]).equals(Buffer.from(bytes))).toBe(true)
})

test.each<[string, string, number[] | undefined]>([
  ['without padding', '/w', [255]],
  ['with white space', ' /w\n==\t', [255]],
  ['in the alphabet of URLs', '_w', undefined],
  ['cut off', '/', undefined],
  ['with a letter of none', 'Zä==', undefined],
])('a text %s', (_, text, bytes) => {
  expect(bytesOfBase64(text)).toEqual(bytes && Uint8Array.from(bytes))
})

test('PEM is as OpenSSL writes it', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = pemOf('PUBLIC KEY', publicKey.export({ type: 'spki', format: 'der' }))
  expect(pem).toBe(publicKey.export({ type: 'spki', format: 'pem' }))
  expect(createPublicKey(pem).equals(publicKey)).toBe(true)
})

test('no line of a PEM is empty where the last one is full', () => {
  expect(pemOf('X', new Uint8Array(48))).toBe(`-----BEGIN X-----\n${'A'.repeat(64)}\n-----END X-----\n`)
})
