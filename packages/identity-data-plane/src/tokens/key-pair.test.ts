import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { generateKey, generatePemKeyPair } from './key-pair.ts'

afterEach(() => void vi.restoreAllMocks())

/** RSA of 2048 bits with the exponent that everybody takes. */
const DETAILS = { modulusLength: 2048, publicExponent: 65_537n }

test('a pair for a file is of one key, in PEM with lines as others write them', async () => {
  const { privateKeyPem, publicKey, publicKeyPem } = await generatePemKeyPair()
  const key = createPrivateKey(privateKeyPem)
  expect(key.asymmetricKeyDetails).toMatchObject(DETAILS)
  expect(privateKeyPem).toBe(key.export({ type: 'pkcs8', format: 'pem' }))
  expect(publicKeyPem).toBe(createPublicKey(key).export({ type: 'spki', format: 'pem' }))
  expect(Buffer.from(publicKey)).toEqual(createPublicKey(key).export({ type: 'spki', format: 'der' }))
})

test('a key that signs in the runtime cannot leave it', async () => {
  const generate = vi.spyOn(crypto.subtle, 'generateKey')
  const { key, publicKeyPem } = await generateKey()
  const pair = (await generate.mock.results[0]?.value) as CryptoKeyPair
  expect(pair.privateKey.extractable).toBe(false)
  // OpenSSL makes a key of an even length in any case: what was asked for shows here alone.
  expect(pair.privateKey.algorithm).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048 })
  const publicKey = createPublicKey(publicKeyPem)
  expect(publicKey.asymmetricKeyDetails).toMatchObject(DETAILS)
  const data = new TextEncoder().encode('data')
  expect(verify('sha256', data, publicKey, await key.sign(data))).toBe(true)
})
