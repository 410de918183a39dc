import { createPublicKey, verify } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isWeb } from '../../../test/support/runtime.ts'
import { generateSessionKey } from './session-key.ts'

afterEach(() => void vi.restoreAllMocks())

describe('a session key', () => {
  test('is of one pair in all its forms, of 2048 bits with the exponent that everybody takes', async () => {
    const { privateKey, publicKey, jwk } = await generateSessionKey()
    const fromSpki = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
    expect(fromSpki.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n })
    expect(fromSpki.export({ format: 'jwk' })).toEqual({ kty: 'RSA', ...jwk })
    expect(privateKey.bits).toBe(2048)
    expect(privateKey.publicKey()).toEqual(publicKey)
    const data = new TextEncoder().encode('data')
    expect(verify('sha256', data, fromSpki, await privateKey.sign(data))).toBe(true)
  })

  test('has the length that is asked for', async () => {
    const { privateKey, jwk } = await generateSessionKey(3072)
    expect(privateKey.bits).toBe(3072)
    expect(Buffer.from(jwk.n, 'base64url')).toHaveLength(384)
  })

  test.each([1024, 2049, '2048', null, NaN])('is none of length %s', async (keySize) => {
    await expect(generateSessionKey(keySize as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: 'keySize is not 2048, 3072 or 4096. Use one of these.',
    })
  })

  test.runIf(isWeb)('cannot leave a runtime with WebCrypto and nothing else', async () => {
    const generate = vi.spyOn(crypto.subtle, 'generateKey')
    await generateSessionKey()
    const pair = (await generate.mock.results[0]?.value) as CryptoKeyPair
    expect(pair.privateKey.extractable).toBe(false)
  })
})
