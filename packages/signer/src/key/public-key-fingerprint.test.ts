import { createHash, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cryptoKey, pem, privateKey, publicKey, publicPem } from '../../test/support/fixtures.ts'
import { numRuns } from '../../test/support/runtime.ts'
import { publicKeyFingerprint } from './public-key-fingerprint.ts'
import { md5 } from './md5.ts'
import { loadPrivateKey } from './load-private-key.ts'

const spki = publicKey.export({ format: 'der', type: 'spki' })
const expected = createHash('md5')
  .update(spki)
  .digest('hex')
  .replaceAll(/..(?=.)/g, '$&:')

const loaded = await loadPrivateKey(pem)
const verifyingKey = await crypto.subtle.importKey('spki', spki, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, [
  'verify',
])
const sealedKey = await crypto.subtle.importKey(
  'pkcs8',
  privateKey.export({ format: 'der', type: 'pkcs8' }),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  false,
  ['sign'],
)

describe('the fingerprint is the MD5 of the public half', () => {
  test.each<[string, Parameters<typeof publicKeyFingerprint>[0]]>([
    ['a loaded key', loaded],
    ['a key that another copy of this package loaded', { publicKey: () => spki } as unknown as typeof loaded],
    ['a private key as PEM', pem],
    ['a PKCS#1 key as PEM', privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['a public key as PEM', publicPem],
    ['a private KeyObject', privateKey],
    ['a public KeyObject', publicKey],
    ['a private CryptoKey', cryptoKey],
    ['a public CryptoKey', verifyingKey],
  ])('%s', async (_, key) => expect(await publicKeyFingerprint(key)).toBe(expected))
})

describe('refuses', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  test.each<[string, unknown, object]>([
    ['a CryptoKey that may not be exported', sealedKey, { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }],
    ['a secret KeyObject', createSecretKey(Buffer.from('x')), { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }],
    ['a signing key that does not tell', { sign: async () => new Uint8Array() }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['nothing', undefined, { code: 'ERR_INVALID_ARGUMENT' }],
    ['null', null, { code: 'ERR_INVALID_ARGUMENT' }],
    ['a number', 5, { code: 'ERR_INVALID_ARGUMENT' }],
    ['an EC key', ec.privateKey, { code: 'ERR_INVALID_PRIVATE_KEY', reason: 'not-rsa' }],
    ['garbage', 'garbage', { code: 'ERR_INVALID_PRIVATE_KEY', reason: 'not-pem' }],
    [
      'a public key of another label',
      createPublicKey(publicPem).export({ format: 'pem', type: 'pkcs1' }).toString(),
      { reason: 'public-key' },
    ],
    [
      'an encrypted key',
      privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      { code: 'ERR_MISSING_PASSPHRASE' },
    ],
  ])('%s', async (_, key, error) => {
    await expect(publicKeyFingerprint(key as never)).rejects.toMatchObject(error)
  })
})

test('what the runtime said of a key is the cause', async () => {
  for (const key of [sealedKey, createSecretKey(Buffer.from('x'))])
    await expect(publicKeyFingerprint(key as never)).rejects.toMatchObject({ cause: expect.any(Error) as Error })
})

test('MD5 is that of node:crypto, for every length around its blocks', () => {
  const digest = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length)
    expect(Buffer.from(md5(bytes)).toString('hex')).toBe(digest(bytes))
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(Buffer.from(md5(bytes)).toString('hex')).toBe(digest(bytes))
    }),
    numRuns(100),
  )
})
