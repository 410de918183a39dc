import { createPublicKey, createSign, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { polluted } from '../../test/support/polluted.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { privateKey, publicKey, publicPem } from '../../test/support/fixtures.ts'
import made from '../../test/support/public-keys.json' with { type: 'json' }
import { verifySignature, type JsonWebKeyLike, type VerificationKey } from './verification-key.ts'

const TEXT = made.text
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const SIGNATURE: Uint8Array = sign('sha256', Buffer.from(TEXT), privateKey)
const spki = publicKey.export({ format: 'der', type: 'spki' })
const jwk = publicKey.export({ format: 'jwk' }) as JsonWebKeyLike
const imported = (algorithm: object, extractable = true, usages: KeyUsage[] = ['verify']): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', spki, algorithm as RsaHashedImportParams, extractable, usages)

const refusal = (message: RegExp): unknown =>
  expect.objectContaining({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringMatching(message) as string,
  })
const outcome = (key: unknown, signature = SIGNATURE, text = TEXT): Promise<unknown> =>
  verifySignature(key as VerificationKey, text, signature).catch((error: unknown) => error)

const FORMS: readonly (readonly [string, () => VerificationKey | Promise<VerificationKey>])[] = [
  ['PEM', () => publicPem],
  ['a JWK', () => ({ ...jwk })],
  ['a JWK without a prototype', () => Object.assign(Object.create(null) as object, jwk)],
  ['a KeyObject', () => publicKey],
  ['what exports like a KeyObject', () => ({ export: () => new Uint8Array(spki) })],
  ['a CryptoKey', () => imported(RSA)],
  ['a CryptoKey that cannot be exported', () => imported(RSA, false)],
  ['what verifies elsewhere', () => ({ verify: async (data, given) => verify('sha256', data, publicKey, given) })],
]

describe.each(FORMS)('%s', (_, make) => {
  test('judges a signature, the second time as the first', async () => {
    const key = await make()
    for (let time = 0; time < 2; time++) {
      expect(await outcome(key)).toBe(true)
      expect(await outcome(key, SIGNATURE, `${TEXT}x`)).toBe(false)
      expect(await outcome(key, SIGNATURE.toReversed())).toBe(false)
      expect(await outcome(key, SIGNATURE.subarray(1))).toBe(false)
      expect(await outcome(key, Buffer.concat([SIGNATURE, SIGNATURE]))).toBe(false)
    }
  })
})

const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'spki' }).toString()
const jwkOf = (key: KeyObject): JsonWebKeyLike => key.export({ format: 'jwk' }) as JsonWebKeyLike

const read = ({ pem, signature }: { pem: string; signature: string }): { key: KeyObject; signature: Uint8Array } => ({
  key: createPublicKey(pem),
  signature: Buffer.from(signature, 'base64'),
})
const short = read(made.keys['rsa-2047'])
const long = read(made.keys['rsa-3072-exponent-3'])
const other = read(made.keys['rsa-2048'])
const fresh = read(made.keys['rsa-2048-fresh']).key
const shortSpki = short.key.export({ format: 'der', type: 'spki' })
const cryptoKeys = {
  short: await crypto.subtle.importKey('spki', shortSpki, RSA, true, ['verify']),
  sha1: await imported({ name: RSA.name, hash: 'SHA-1' }),
  sealedSha1: await imported({ name: RSA.name, hash: 'SHA-1' }, false),
  sha512: await imported({ name: RSA.name, hash: 'SHA-512' }),
  pss: await imported({ name: 'RSA-PSS', hash: 'SHA-256' }),
  oaep: await imported({ name: 'RSA-OAEP', hash: 'SHA-256' }, true, ['encrypt']),
  idle: await imported(RSA, true, []),
  private: await crypto.subtle.importKey('pkcs8', privateKey.export({ format: 'der', type: 'pkcs8' }), RSA, true, [
    'sign',
  ]),
  secret: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['verify', 'sign']),
}

const selfStyled = (numbers: object): object => ({
  [Symbol.toStringTag]: 'CryptoKey',
  type: 'public',
  algorithm: { name: RSA.name, hash: { name: RSA.hash }, ...numbers },
  usages: ['verify'],
})

describe('how strong a key is', () => {
  test.each<[string, unknown]>([
    ['as PEM', pemOf(short.key)],
    ['as KeyObject', short.key],
    ['as JWK', jwkOf(short.key)],
    ['as CryptoKey', cryptoKeys.short],
  ])('is checked: 2047 bits %s', async (_, key) => {
    expect(await outcome(key, short.signature)).toEqual(
      refusal(/of 2047 bits with the exponent 65537.*openssl genrsa.*2048/),
    )
  })

  test('3072 bits are enough, and the exponent 3', async () => {
    for (const key of [long.key, jwkOf(long.key), pemOf(long.key)])
      expect(await outcome(key, long.signature)).toBe(true)
  })

  test.each([
    ['1', 'AQ'],
    ['2', 'Ag'],
    ['4', 'BA'],
    ['65538', 'AQAC'],
    ['65536', 'AQAA'],
  ])('the exponent %s proves nothing', async (exponent, e) => {
    const expected = refusal(
      new RegExp(`of 2048 bits with the exponent ${exponent},|resolveKey yielded no RSA public key`),
    )
    expect(await outcome({ ...jwk, e })).toEqual(expected)
  })

  test('a JWK whose members change is another key', async () => {
    const changing: Record<string, unknown> = { ...jwk }
    expect(await outcome(changing)).toBe(true)
    changing['e'] = 'AQ'
    expect(await outcome(changing)).toEqual(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
    changing['e'] = 'Aw'
    expect(await outcome(changing)).toBe(false)
    changing['e'] = jwk.e
    changing['n'] = jwkOf(other.key).n
    expect(await outcome(changing)).toBe(false)
    changing['n'] = jwk.n
    expect(await outcome(changing)).toBe(true)
  })
})

describe('a key for something else is refused', () => {
  const pss = createPublicKey(made.keys['rsa-pss-2048'].pem)
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  test.each<[string, unknown]>([
    ['a CryptoKey with SHA-1', cryptoKeys.sha1],
    ['a CryptoKey with SHA-512', cryptoKeys.sha512],
    ['a CryptoKey with SHA-1 that cannot be exported', cryptoKeys.sealedSha1],
    ['a CryptoKey for RSA-PSS', cryptoKeys.pss],
    ['a CryptoKey for encrypting', cryptoKeys.oaep],
    ['a CryptoKey for no use', cryptoKeys.idle],
    ['a private CryptoKey', cryptoKeys.private],
    ['a secret CryptoKey', cryptoKeys.secret],
    [
      'what calls itself a CryptoKey',
      { [Symbol.toStringTag]: 'CryptoKey', type: 'public', algorithm: {}, usages: ['verify'] },
    ],
    ['what calls itself a CryptoKey, without a length', selfStyled({ publicExponent: Uint8Array.of(1, 0, 1) })],
    ['what calls itself a CryptoKey, without an exponent', selfStyled({ modulusLength: 2048 })],
    ['a private KeyObject', privateKey],
    ['a private PEM', privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['an RSA-PSS KeyObject', pss],
    ['an RSA-PSS PEM', pemOf(pss)],
    ['an EC KeyObject', ec],
    ['an EC PEM', pemOf(ec)],
    ['an EC JWK', ec.export({ format: 'jwk' })],
    ['a JWK of another kind with RSA numbers', { ...jwk, kty: 'oct' }],
    ['a JWK without its kind', { n: jwk.n, e: jwk.e }],
    ['a JWK without a modulus', { kty: 'RSA', e: jwk.e }],
    ['a JWK without an exponent', { kty: 'RSA', n: jwk.n }],
    ['a JWK with a number', { ...jwk, e: 65537 }],
    ['a JWK in a prototype', Object.create(jwk)],
    [
      'an export that fails',
      {
        export: () => {
          throw new Error('locked')
        },
      },
    ],
    ['an export of text', { export: () => publicPem }],
    ['an export of garbage', { export: () => Uint8Array.of(1, 2) }],
    ['a PEM with garbage inside', publicPem.replace('MII', 'AAA')],
    ['a PEM that is cut off', publicPem.slice(0, 200)],
    ['an empty text', ''],
    ['a number', 5],
    ['a boolean', true],
    ['a function', () => true],
    ['an object', {}],
  ])('%s', async (_, key) =>
    expect(await outcome(key)).toEqual(refusal(/^resolveKey yielded no RSA public key\. Yield PEM/)),
  )

  test('a SHA-1 signature is none, whatever key judges it', async () => {
    const given = createSign('sha1').update(TEXT).sign(privateKey)
    for (const [, make] of FORMS) expect(await outcome(await make(), given)).toBe(false)
  })

  test('what went wrong is its cause', async () => {
    const cause = new Error('locked')
    const failing = {
      export: () => {
        throw cause
      },
    }
    expect(await outcome(failing)).toMatchObject({ cause })
    expect(await outcome(publicPem.replace('MII', 'AAA'))).toMatchObject({ cause: expect.any(Error) as Error })
  })
})

describe('what verifies elsewhere', () => {
  test.each([1, 'true', {}, [true], undefined, null, false])(
    'says yes with true alone, not with %j',
    async (answer) => {
      expect(await outcome({ verify: async () => answer })).toBe(false)
    },
  )

  test('is called on its own object, with bytes that no other request shares', async () => {
    class Vault {
      readonly seen: unknown[] = []
      async verify(data: Uint8Array, given: Uint8Array): Promise<boolean> {
        this.seen.push(Buffer.from(data.buffer).toString(), Buffer.from(given.buffer).equals(SIGNATURE))
        return true
      }
    }
    const vault = new Vault()
    expect(await outcome(vault)).toBe(true)
    expect(vault.seen).toEqual([TEXT, true])
  })

  test('fails with its own error', async () => {
    const error = new Error('vault is sealed')
    expect(await outcome({ verify: () => Promise.reject(error) })).toBe(error)
  })

  test('goes before the numbers of a JWK', async () => {
    expect(await outcome({ ...jwk, verify: async () => false })).toBe(false)
  })
})

test.each<[string, () => unknown]>([
  ['verify', () => async () => true],
  ['export', () => () => spki],
  ['kty', () => 'RSA'],
  ['n', () => jwk.n],
  ['e', () => jwk.e],
])('a polluted prototype lends no key its %s', async (name, make) => {
  const numbers: Record<string, unknown> = { kty: 'RSA', n: jwk.n, e: jwk.e }
  delete numbers[name]
  const key = name in jwk ? numbers : {}
  expect(await polluted(name, make(), () => outcome(key))).toEqual(refusal(/^resolveKey yielded no RSA public key/))
})

describe('a key is made once', () => {
  afterEach(() => vi.restoreAllMocks())

  test.each<[string, () => VerificationKey]>([
    ['PEM', () => pemOf(fresh)],
    ['JWK', () => jwkOf(fresh)],
  ])('of the same %s', async (_, make) => {
    const opening = isWeb
      ? vi.spyOn(crypto.subtle, 'importKey')
      : vi.spyOn(process.getBuiltinModule('node:crypto'), 'createPublicKey')
    await outcome(make())
    expect(opening).toHaveBeenCalledTimes(1)
    await outcome(make())
    expect(opening).toHaveBeenCalledTimes(1)
  })
})

test('a CryptoKey that may be exported is, once', async () => {
  const exporting = vi.spyOn(crypto.subtle, 'exportKey')
  const key = await imported(RSA)
  for (let time = 0; time < 3; time++) expect(await outcome(key)).toBe(true)
  expect(exporting).toHaveBeenCalledTimes(isWeb ? 0 : 1)
  expect(await outcome(await imported(RSA, false))).toBe(true)
  expect(exporting).toHaveBeenCalledTimes(isWeb ? 0 : 1)
})
