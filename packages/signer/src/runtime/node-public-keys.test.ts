import { createSecretKey, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { privateKey, publicKey } from '../../test/support/fixtures.ts'
import { outcomeOf } from '../../test/support/outcome.ts'
import { adoptPublicKey, importJwk, importSpki } from './node-public-keys.ts'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const DATA = Buffer.from('data')
const SIGNATURE: Uint8Array = sign('sha256', DATA, privateKey)
const spki = publicKey.export({ format: 'der', type: 'spki' })
const imported = (extractable: boolean): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', spki, RSA, extractable, ['verify'])

test.each([
  ['a KeyObject', async () => adoptPublicKey(publicKey)],
  ['a CryptoKey that may be exported', async () => adoptPublicKey(await imported(true))],
  ['SubjectPublicKeyInfo', async () => importSpki(spki)],
  ['a JWK', async () => importJwk(publicKey.export({ format: 'jwk' }) as Parameters<typeof importJwk>[0])],
])('%s judges in the thread of the caller', async (_, load) => {
  const key = (await load())!
  expect(key.verify(DATA, SIGNATURE)).toBe(true)
  expect(key.verify(Buffer.from('date'), SIGNATURE)).toBe(false)
})

test('a CryptoKey that may not be exported is left to WebCrypto', async () => {
  const verdict = (await adoptPublicKey(await imported(false)))!.verify(DATA, SIGNATURE)
  expect(verdict).toBeInstanceOf(Promise)
  expect(await verdict).toBe(true)
})

test.each([
  ['a private key', privateKey],
  ['a secret', createSecretKey(DATA)],
  ['an EC key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
])('%s judges nothing', async (_, key) => {
  expect(await outcomeOf(async () => adoptPublicKey(key))).toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringMatching(/^resolveKey yielded no RSA public key/) as string,
  })
})

test('what is no key of the runtime is not taken over', async () => {
  expect(await adoptPublicKey({})).toBeUndefined()
})
