import { createPrivateKey, createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { generatePemKeyPair } from './pem-key-pair.ts'

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
