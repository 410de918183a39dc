// What an encrypted file may ask for: up to its limit it is opened, above it refused before any work, with the count's name.
import { createCipheriv, createPrivateKey, pbkdf2Sync, scryptSync, type KeyObject } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import openSslKeys from '../../test/support/openssl-keys.json' with { type: 'json' }
import { outcomeOf } from '../../test/support/outcome.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { loadPrivateKey } from './load-private-key.ts'
import { der, TAG } from './encoding/der.ts'
import { parsePbes2 } from './encrypted/pbes2.ts'

const rsa = createPrivateKey(openSslKeys.key)
const PASSPHRASE = 'passphrase'
const SALT = Buffer.from('0102030405060708', 'hex')
const IV = Buffer.alloc(16, 7)

const sequence = (...parts: Uint8Array[]): Uint8Array => der(TAG.sequence, ...parts)
const octets = (bytes: Uint8Array): Uint8Array => der(TAG.octetString, bytes)
const oid = (hex: string): Uint8Array => der(TAG.oid, Buffer.from(hex, 'hex'))
const integer = (value: number | bigint): Uint8Array => {
  const hex = value.toString(16)
  return der(TAG.integer, Buffer.from(`${hex.length % 2 ? '0' : '00'}${hex}`, 'hex'))
}

const AES_256 = '60864801650304012a'
const TRIPLE_DES = '2a864886f70d0307'
const HMAC_SHA224 = '2a864886f70d0208'
const NO_HMAC = '2a864886f70d027f'

interface Scheme {
  readonly kdf: Uint8Array
  readonly cipher?: string
  readonly iv?: Uint8Array
  readonly data?: Uint8Array
}
const pbes2 = ({ kdf, cipher = AES_256, iv = IV, data = Buffer.alloc(32) }: Scheme): Uint8Array =>
  sequence(sequence(oid('2a864886f70d01050d'), sequence(kdf, sequence(oid(cipher), octets(iv)))), octets(data))
const pbkdf2 = (iterations: number | bigint, ...more: Uint8Array[]): Uint8Array =>
  sequence(oid('2a864886f70d01050c'), sequence(octets(SALT), integer(iterations), ...more))
const prf = (hex: string): Uint8Array => sequence(oid(hex), der(TAG.null))
const scrypt = (...counts: (number | bigint)[]): Uint8Array =>
  sequence(oid('2b06010401da47040b'), sequence(octets(SALT), ...counts.map(integer)))
/** PBES1 with SHA-1 and triple DES, as PKCS#12 has it. */
const pkcs12Pbe = (iterations: number): Uint8Array =>
  sequence(sequence(oid('2a864886f70d010c0103'), sequence(octets(SALT), integer(iterations))), octets(SALT))

const pemOf = (bytes: Uint8Array): string =>
  `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(bytes).toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
const load = (bytes: Uint8Array): Promise<unknown> => outcomeOf(loadPrivateKey(pemOf(bytes), PASSPHRASE))

const encrypt = (cipher: string, secret: Uint8Array, iv = IV, key: KeyObject = rsa): Uint8Array => {
  const encryption = createCipheriv(cipher, secret, iv)
  return Buffer.concat([encryption.update(key.export({ format: 'der', type: 'pkcs8' })), encryption.final()])
}

describe('is refused with the name and the limit of what it asks for', () => {
  test.each<[string, Uint8Array, string]>(
    [
      ['iterations of PBKDF2', pbes2({ kdf: pbkdf2(10_000_001) }), '10000001 iterations of PBKDF2, more than 10000000'],
      ['iterations beyond all numbers', pbes2({ kdf: pbkdf2(2n ** 2000n) }), 'Infinity iterations of PBKDF2'],
      [
        'iterations with another hash',
        pbes2({ kdf: pbkdf2(10_000_001, prf('2a864886f70d020b')) }),
        '10000001 iterations of PBKDF2',
      ],
      [
        'iterations with triple DES, which would block',
        pbes2({ kdf: pbkdf2(1_000_001), cipher: TRIPLE_DES, iv: SALT }),
        '1000001 iterations, more than 1000000',
      ],
      ['iterations with an unknown hash', pbes2({ kdf: pbkdf2(1_000_001, prf(NO_HMAC)) }), '1000001 iterations, more'],
      ['iterations of PBES1', pkcs12Pbe(1_000_001), '1000001 iterations, more than 1000000'],
      ['p of scrypt', pbes2({ kdf: scrypt(16_384, 1, 512) }), "8388608 for scrypt's N × r × p, more than 1048576"],
      ['N of scrypt', pbes2({ kdf: scrypt(2 ** 24, 8, 1) }), "134217728 for scrypt's N × r × p"],
      ['r of scrypt', pbes2({ kdf: scrypt(2, 2 ** 20, 1) }), "2097152 for scrypt's N × r × p"],
      ['p of scrypt by one', pbes2({ kdf: scrypt(2 ** 16, 8, 3) }), "1572864 for scrypt's N × r × p"],
      ['scrypt, with the length of the key', pbes2({ kdf: scrypt(16_384, 1, 512, 32) }), "8388608 for scrypt's N"],
      [
        'scrypt with triple DES',
        pbes2({ kdf: scrypt(2 ** 24, 8, 1), cipher: TRIPLE_DES, iv: SALT }),
        '16777216 iterations',
      ],
      [
        'memory of scrypt',
        pbes2({ kdf: scrypt(2, 2 ** 19, 1) }),
        '335544320 bytes of memory for scrypt, more than 268435456',
      ],
      ['beyond all numbers in scrypt', pbes2({ kdf: scrypt(2n ** 1100n, 1, 1) }), "Infinity for scrypt's N × r × p"],
    ].map(([name, bytes, told]) => [name, bytes, told] as [string, Uint8Array, string]),
  )('%s', async (_, bytes, told) => {
    const error = await load(bytes)
    expect(error).toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'too-costly' })
    expect((error as Error).message).toContain(told)
    expect((error as Error).message).toContain('openssl pkcs8 -topk8 -v2 aes-256-cbc')
  })
})

describe('is let through up to the limit', () => {
  test('PBKDF2', () => {
    expect(parsePbes2(pbes2({ kdf: pbkdf2(10_000_000) }))?.kdf).toMatchObject({
      name: 'PBKDF2',
      iterations: 10_000_000,
    })
    expect(parsePbes2(pbes2({ kdf: pbkdf2(1_000_000), cipher: TRIPLE_DES, iv: SALT }))).toBeUndefined()
    expect(parsePbes2(pkcs12Pbe(1_000_000))).toBeUndefined()
  })

  test.each([
    [2 ** 17, 8, 1],
    [2 ** 16, 8, 2],
    [2 ** 14, 8, 8],
    [2, 2 ** 17, 4],
  ])('scrypt with N = %d, r = %d, p = %d', (cost, blockSize, parallelization) => {
    const counts = { cost, blockSize, parallelization }
    expect(parsePbes2(pbes2({ kdf: scrypt(cost, blockSize, parallelization) }))?.kdf).toMatchObject(counts)
  })
})

test.each([
  ['N of 1', 1, 8, 1],
  ['r of 0', 16, 0, 1],
  ['p of 0', 16, 8, 0],
])('scrypt with an %s is malformed', async (_, ...counts) => {
  expect(await load(pbes2({ kdf: scrypt(...counts) }))).toMatchObject({ reason: 'malformed' })
})

test('scrypt that lacks a count is malformed', async () => {
  expect(await load(pbes2({ kdf: scrypt(16_384, 8) }))).toMatchObject({ reason: 'malformed' })
})

describe('opens what others wrote', () => {
  test.each([
    ['aes-128-cbc', '608648016503040102', 16],
    ['aes-192-cbc', '608648016503040116', 24],
    ['aes-256-cbc', AES_256, 32],
  ])('scrypt, %s', async (name, cipher, bytes) => {
    const secret = scryptSync(PASSPHRASE, SALT, bytes, { cost: 1024, blockSize: 4, parallelization: 3 })
    const outcome = await load(pbes2({ kdf: scrypt(1024, 4, 3), cipher, data: encrypt(name, secret) }))
    expect(outcome).toMatchObject(isWeb ? { reason: 'unsupported-encryption' } : { bits: 2048 })
  })

  test('scrypt of more memory than OpenSSL allows itself', async () => {
    const counts = { cost: 2 ** 16, blockSize: 8, parallelization: 1 }
    const secret = scryptSync(PASSPHRASE, SALT, 32, { ...counts, maxmem: 2 ** 27 })
    const outcome = await load(pbes2({ kdf: scrypt(2 ** 16, 8, 1), data: encrypt('aes-256-cbc', secret) }))
    expect(outcome).toMatchObject(isWeb ? { reason: 'unsupported-encryption' } : { bits: 2048 })
  })

  test.each([
    ['sha1', []],
    ['sha1', [prf('2a864886f70d0207')]],
    ['sha256', [prf('2a864886f70d0209')]],
    ['sha384', [prf('2a864886f70d020a')]],
    ['sha512', [integer(32), prf('2a864886f70d020b')]],
  ] as const)('PBKDF2 with %s', async (hash, more) => {
    const secret = pbkdf2Sync(PASSPHRASE, SALT, 777, 32, hash)
    const outcome = await load(pbes2({ kdf: pbkdf2(777, ...more), data: encrypt('aes-256-cbc', secret) }))
    expect(outcome).toMatchObject({ bits: 2048 })
  })
})

test('no key on the way can be exported', async () => {
  const importing = vi.spyOn(crypto.subtle, 'importKey')
  const secret = pbkdf2Sync(PASSPHRASE, SALT, 777, 32, 'sha1')
  await load(pbes2({ kdf: pbkdf2(777), data: encrypt('aes-256-cbc', secret) }))
  expect(importing.mock.calls.slice(0, 2).map(([, , , isExtractable]) => isExtractable)).toEqual([false, false])
  importing.mockRestore()
})

describe('a hash that is not ours', () => {
  test('is left to the runtime: SHA-224', async () => {
    const secret = pbkdf2Sync(PASSPHRASE, SALT, 777, 32, 'sha224')
    const bytes = pbes2({ kdf: pbkdf2(777, prf(HMAC_SHA224)), data: encrypt('aes-256-cbc', secret) })
    expect(parsePbes2(bytes)).toBeUndefined()
    expect(await load(bytes)).toMatchObject(isWeb ? { reason: 'unsupported-encryption' } : { bits: 2048 })
  })

  test('is named where the runtime does not know it either', async () => {
    expect(await load(pbes2({ kdf: pbkdf2(777, prf(NO_HMAC)) }))).toMatchObject({
      name: 'InvalidPrivateKeyError',
      reason: 'unsupported-encryption',
    })
  })
})
