// What runs where WebCrypto is all there is; Node has it, too.
import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cryptoKey, privateKey, publicKey } from '../../test/support/fixtures.ts'
import { outcomeOf } from '../../test/support/outcome.ts'
import made from '../../test/support/public-keys.json' with { type: 'json' }
import { base64, canSetDate, createDigest, keepsStreamLength, sha256 } from './web.ts'
import { adoptKey, importRsaKey, openEncryptedKey, readKeyFile, scrypt } from './web-keys.ts'
import { adoptPublicKey, decodeBase64, encodeAscii, importJwk, importSpki } from './web-public-keys.ts'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const DATA = Buffer.from('data')
const SIGNATURE: Uint8Array = sign('sha256', DATA, privateKey)
const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
const spki = publicKey.export({ format: 'der', type: 'spki' })
const jwk = publicKey.export({ format: 'jwk' }) as { kty: 'RSA'; n: string; e: string }
const shortSpki = createPublicKey(made.keys['rsa-2047'].pem).export({ format: 'der', type: 'spki' })

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the runtime', () => {
  test('hashes and encodes the bytes of a view', async () => {
    const view = Uint8Array.of(9, 0, 255, 128, 9).subarray(1, 4)
    expect(base64(view)).toBe('AP+A')
    expect(await sha256(view)).toBe(createHash('sha256').update(view).digest('base64'))
  })

  test('hashes in one piece, and keeps no length of a stream', () => {
    expect(createDigest).toBeUndefined()
    expect(keepsStreamLength()).toBe(false)
  })

  test('sets a date where a Request keeps it', () => {
    expect(canSetDate()).toBe(true)
    vi.stubGlobal(
      'Request',
      class {
        readonly headers = new Headers()
      },
    )
    expect(canSetDate()).toBe(false)
  })
})

describe('a private key', () => {
  const isRight = (signature: Uint8Array): boolean => verify('sha256', DATA, publicKey, signature)

  test('that is loaded signs, and cannot be exported', async () => {
    const importing = vi.spyOn(crypto.subtle, 'importKey')
    const key = await importRsaKey({ pkcs8, bits: 2048 })
    expect(isRight(await key.sign(DATA))).toBe(true)
    expect(importing.mock.calls).toEqual([['pkcs8', pkcs8, RSA, false, ['sign']]])
  })

  test('is taken over from a CryptoKey for that use, from nothing else', async () => {
    expect(isRight(await adoptKey(cryptoKey)!.sign(DATA))).toBe(true)
    expect(adoptKey({})).toBeUndefined()
    const pss = await crypto.subtle.importKey('pkcs8', pkcs8, { ...RSA, name: 'RSA-PSS' }, false, ['sign'])
    expect(() => adoptKey(pss)).toThrow(expect.objectContaining({ reason: 'wrong-algorithm' }))
  })

  test('is opened by our own code or not at all', async () => {
    const unsupported = { name: 'NotSupportedError', message: 'WebCrypto does not open this.' }
    const parameters = { cost: 2, blockSize: 1, parallelization: 1, salt: DATA, bytes: 16, maxmem: 1024 }
    expect(await outcomeOf(openEncryptedKey({ form: 'pkcs8', der: DATA, passphrase: 'x' }))).toMatchObject(unsupported)
    expect(await outcomeOf(scrypt(DATA, parameters))).toMatchObject(unsupported)
  })

  test('is in no file', async () => {
    expect(await outcomeOf(readKeyFile('/key.pem'))).toMatchObject({
      name: 'KeyFileUnreadableError',
      message: expect.stringMatching(
        /^The private key file \/key\.pem cannot be read: this runtime has no file/,
      ) as string,
    })
  })
})

describe('a public key', () => {
  test.each([
    ['SubjectPublicKeyInfo', 'spki', () => importSpki(spki)],
    ['a JWK', 'jwk', () => importJwk(jwk)],
  ])('judges signatures, and cannot be exported: %s', async (_, format, load) => {
    const importing = vi.spyOn(crypto.subtle, 'importKey')
    const key = await load()
    expect(await key.verify(DATA, SIGNATURE)).toBe(true)
    expect(await key.verify(Buffer.from('date'), SIGNATURE)).toBe(false)
    expect(importing.mock.calls).toEqual([[format, expect.anything(), RSA, false, ['verify']]])
  })

  test('is taken over from a CryptoKey for that use, from nothing else', async () => {
    const adopted = await adoptPublicKey(await crypto.subtle.importKey('spki', spki, RSA, false, ['verify']))
    expect(await adopted!.verify(DATA, SIGNATURE)).toBe(true)
    expect(adoptPublicKey({})).toBeUndefined()
    const sha1 = await crypto.subtle.importKey('spki', spki, { ...RSA, hash: 'SHA-1' }, false, ['verify'])
    expect(await outcomeOf(() => adoptPublicKey(sha1))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('is refused with what the runtime says of it, or when it is too short', async () => {
    expect(await outcomeOf(() => importSpki(Uint8Array.of(1, 2)))).toMatchObject({
      message: expect.stringMatching(/^resolveKey yielded no RSA public key/) as string,
      cause: expect.any(Error) as Error,
    })
    expect(await outcomeOf(() => importSpki(shortSpki))).toMatchObject({
      message: expect.stringMatching(/^resolveKey yielded an RSA key of 2047 bits/) as string,
    })
  })
})

test('a text is ASCII, and base64 has one spelling', () => {
  expect([...encodeAscii('a~')]).toEqual([97, 126])
  expect(decodeBase64('AP+A')).toEqual(Uint8Array.of(0, 255, 128))
  expect(decodeBase64('AQ==')).toEqual(Uint8Array.of(1))
  for (const text of ['AQ', 'AR==', 'A Q==', 'AQ==\n', '*']) expect(decodeBase64(text)).toBeUndefined()
})
