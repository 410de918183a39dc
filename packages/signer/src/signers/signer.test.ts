import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  cryptoKey,
  isGenuine,
  key,
  NOW,
  NOW_TEXT,
  pem,
  privateKey as keyObject,
  publicKey,
  URL_TEXT,
} from '../../test/support/fixtures.ts'
import { outcomeOf } from '../../test/support/outcome.ts'
import { isWeb } from '../../test/support/runtime.ts'
import { publicKeyFingerprint } from '../key/public-key-fingerprint.ts'
import { loadPrivateKey, loadPrivateKeyFromFile } from '../key/load-private-key.ts'
import { SecurityTokenSigner } from './security-token-signer.ts'
import { Signer, type ApiKeyOptions, type SignerConfig } from './signer.ts'

const FINGERPRINT = 'b6:f0:6f:5b'
const NAMES = { tenancy: 'ocid1.tenancy.oc1..aaaa', user: 'ocid1.user.oc1..bbbb', fingerprint: FINGERPRINT }
const REQUEST = { method: 'GET', url: URL_TEXT }
const SIGNED = { authorization: expect.stringMatching(/^Signature algorithm="rsa-sha256"/) as string }
const ENCRYPTED = keyObject
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'hunter2' })
  .toString()

const signerOf = (more: Partial<ApiKeyOptions>): Signer => new Signer({ ...NAMES, now: () => NOW, ...more })

const loaded = await loadPrivateKey(pem)
const right = await publicKeyFingerprint(pem)
const importPrivate = (name: string, hash: string, usages: KeyUsage[]): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', keyObject.export({ format: 'der', type: 'pkcs8' }), { name, hash }, true, usages)
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const otherKeys = {
  pss: await importPrivate('RSA-PSS', 'SHA-256', ['sign']),
  oaep: await importPrivate('RSA-OAEP', 'SHA-256', ['decrypt']),
  sha512: await importPrivate('RSASSA-PKCS1-v1_5', 'SHA-512', ['sign']),
  public: await crypto.subtle.importKey('spki', publicKey.export({ format: 'der', type: 'spki' }), RSA, true, [
    'verify',
  ]),
  secret: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
}

describe('takes a private key as', () => {
  test.each<[string, Partial<ApiKeyOptions>]>([
    ['text', { privateKey: pem }],
    ['bytes', { privateKey: Buffer.from(pem) }],
    ['encrypted text with its passphrase', { privateKey: ENCRYPTED, passphrase: 'hunter2' }],
    ['a loaded key', { privateKey: loaded }],
    ['a CryptoKey', { privateKey: cryptoKey }],
    ['something that signs elsewhere', { privateKey: { sign: (data) => key.sign(data) } }],
  ])('%s', async (_, more) => {
    const signed = await signerOf(more).sign(REQUEST)
    expect(isGenuine(signed)).toBe(true)
    expect(signed.keyId).toBe(`${NAMES.tenancy}/${NAMES.user}/${FINGERPRINT}`)
    expect(signed.headers['date']).toBe(NOW_TEXT)
  })

  test('a KeyObject, on Node', async () => {
    const outcome = await outcomeOf(signerOf({ privateKey: keyObject }).sign(REQUEST))
    expect(outcome).toMatchObject(isWeb ? { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' } : { headers: SIGNED })
  })

  test.each<[string, unknown, object]>([
    ['a CryptoKey for RSA-PSS', otherKeys.pss, { reason: 'wrong-algorithm' }],
    ['a CryptoKey for RSA-OAEP', otherKeys.oaep, { reason: 'wrong-algorithm' }],
    ['a CryptoKey for SHA-512', otherKeys.sha512, { reason: 'wrong-algorithm' }],
    ['a public CryptoKey', otherKeys.public, { reason: 'wrong-algorithm' }],
    ['a secret CryptoKey', otherKeys.secret, { reason: 'wrong-algorithm' }],
    ['a public KeyObject', publicKey, isWeb ? { code: 'ERR_INVALID_ARGUMENT' } : { reason: 'public-key' }],
    [
      'a secret KeyObject',
      createSecretKey(Buffer.from('x')),
      isWeb ? { code: 'ERR_INVALID_ARGUMENT' } : { reason: 'not-rsa' },
    ],
    ['an EC KeyObject', otherKeys.ec, isWeb ? { code: 'ERR_INVALID_ARGUMENT' } : { reason: 'not-rsa' }],
    ['a number', 5, { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }],
    ['an object', {}, { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }],
    ['an ArrayBuffer', new ArrayBuffer(8), { name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }],
    ['an empty text', '', { reason: 'empty' }],
  ])('but not %s', async (_, given, error) => {
    await expect(signerOf({ privateKey: given as string }).sign(REQUEST)).rejects.toMatchObject(error)
  })
})

describe('refuses to be made', () => {
  test.each<[string, Partial<Record<keyof ApiKeyOptions, unknown>>]>([
    ['without a tenancy', { tenancy: undefined }],
    ['with an empty user', { user: '' }],
    ['with a fingerprint that is no text', { fingerprint: 5 }],
    ['without a key', { privateKey: undefined }],
    ['with a key of null', { privateKey: null }],
    ['with an empty path', { privateKey: undefined, privateKeyFile: '' }],
  ])('%s', (_, more) => {
    expect(() => new Signer({ ...NAMES, privateKey: pem, ...more } as ApiKeyOptions)).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }),
    )
  })
})

describe('a key file', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'signer-'))
    vi.stubEnv('HOME', home)
    return () => rmSync(home, { recursive: true })
  })
  const unreadable = { name: 'KeyFileUnreadableError', code: 'ERR_KEY_FILE_UNREADABLE' }

  test('is found below ~, or anywhere', async () => {
    writeFileSync(join(home, 'key.pem'), `${pem}OCI_API_KEY\n`)
    for (const privateKeyFile of ['~/key.pem', join(home, 'key.pem')]) {
      const refusal = { ...unreadable, message: expect.stringContaining('no file system') as string }
      const signed = await outcomeOf(signerOf({ privateKeyFile }).sign(REQUEST))
      expect(signed).toMatchObject(isWeb ? refusal : { headers: SIGNED })
      expect(await outcomeOf(loadPrivateKeyFromFile(privateKeyFile))).toMatchObject(isWeb ? refusal : { bits: 2048 })
    }
  })

  test('loses to a key that is given', async () => {
    expect(isGenuine(await signerOf({ privateKey: pem, privateKeyFile: '/nowhere' }).sign(REQUEST))).toBe(true)
  })

  test('is read where the key is null', async () => {
    const signing = signerOf({ privateKey: null as unknown as undefined, privateKeyFile: '/nowhere' }).sign(REQUEST)
    await expect(signing).rejects.toMatchObject(unreadable)
  })

  test('that is missing is told with its path, at the first signature', async () => {
    const signer = signerOf({ privateKeyFile: '~/missing.pem' })
    await expect(signer.sign(REQUEST)).rejects.toMatchObject(unreadable)
    await expect(signer.sign(REQUEST)).rejects.toThrow(
      isWeb ? '~/missing.pem cannot be read' : `${home}/missing.pem could not be read: ENOENT`,
    )
  })

  test('that could not be read is tried again', async () => {
    const signer = signerOf({ privateKeyFile: '~/late.pem' })
    await expect(signer.sign(REQUEST)).rejects.toMatchObject(unreadable)
    writeFileSync(join(home, 'late.pem'), pem)
    expect(await outcomeOf(signer.sign(REQUEST))).toMatchObject(isWeb ? unreadable : { headers: SIGNED })
  })

  test('is read once', async () => {
    writeFileSync(join(home, 'once.pem'), pem)
    const signer = signerOf(isWeb ? { privateKey: pem } : { privateKeyFile: '~/once.pem' })
    await Promise.all([signer.sign(REQUEST), signer.sign(REQUEST)])
    rmSync(join(home, 'once.pem'))
    expect(isGenuine(await signer.sign(REQUEST))).toBe(true)
  })

  test('that is a folder, or the home folder itself', async () => {
    mkdirSync(join(home, 'folder'))
    for (const path of ['~/folder', '~', home])
      await expect(loadPrivateKeyFromFile(path)).rejects.toMatchObject(unreadable)
  })

  test('that may not be read', async () => {
    writeFileSync(join(home, 'secret.pem'), pem)
    chmodSync(join(home, 'secret.pem'), 0o000)
    const outcome: unknown = await loadPrivateKeyFromFile('~/secret.pem').catch((error: unknown) => error)
    // The superuser may read it all the same.
    expect(outcome).toMatchObject(isWeb || process.getuid?.() !== 0 ? unreadable : { bits: 2048 })
  })

  test.each(['', undefined, 5])('whose path is %j', async (path) => {
    await expect(loadPrivateKeyFromFile(path as string)).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test.each(['\n', '\\n'])('whose path is the key itself does not show it (line breaks: %j)', async (lineBreak) => {
    const error: unknown = await loadPrivateKeyFromFile(pem.replaceAll('\n', lineBreak)).catch(
      (failure: unknown) => failure,
    )
    expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' })
    expect(String((error as Error).stack)).not.toContain('MII')
  })
})

describe('checkFingerprint', () => {
  test.each<[string, ApiKeyOptions['privateKey']]>([
    ['text', pem],
    ['encrypted text', ENCRYPTED],
    ['bytes', Buffer.from(pem)],
    ['a loaded key', loaded],
    ['a CryptoKey', cryptoKey],
  ])('lets the right one through: %s', async (_, given) => {
    const signer = signerOf({
      privateKey: given,
      passphrase: 'hunter2',
      fingerprint: right.toUpperCase(),
      checkFingerprint: true,
    })
    expect((await signer.sign(REQUEST)).keyId).toContain(right.toUpperCase())
  })

  test('lets a KeyObject through, on Node', async () => {
    const outcome = await outcomeOf(
      signerOf({ privateKey: keyObject, fingerprint: right, checkFingerprint: true }).sign(REQUEST),
    )
    expect(outcome).toMatchObject(isWeb ? { code: 'ERR_INVALID_ARGUMENT' } : { headers: SIGNED })
  })

  test('refuses another, naming the true one', async () => {
    await expect(signerOf({ privateKey: pem, checkFingerprint: true }).sign(REQUEST)).rejects.toMatchObject({
      name: 'FingerprintMismatchError',
      code: 'ERR_FINGERPRINT_MISMATCH',
      message: expect.stringContaining(right) as string,
    })
  })

  test('says that it cannot check a key that signs elsewhere', async () => {
    const privateKey = { sign: (data: Uint8Array) => key.sign(data) }
    await expect(signerOf({ privateKey, checkFingerprint: true }).sign(REQUEST)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
    })
  })

  test('is off by default', async () => {
    expect(isGenuine(await signerOf({ privateKey: pem }).sign(REQUEST))).toBe(true)
  })
})

describe('fromConfig', () => {
  const config: SignerConfig = { ...NAMES, keyContent: pem, region: 'us-phoenix-1' }

  test('takes its names, its key and its region from the profile', async () => {
    const signer = Signer.fromConfig(config, { now: () => NOW })
    const signed = await signer.sign(REQUEST)
    expect(isGenuine(signed)).toBe(true)
    expect(await signer.region()).toBe('us-phoenix-1')
  })

  test('content wins over a file, an empty content does not', async () => {
    expect(isGenuine(await Signer.fromConfig({ ...config, keyFile: '/nowhere' }).sign(REQUEST))).toBe(true)
    const signer = Signer.fromConfig({ ...config, keyContent: '', keyFile: '/nowhere' })
    await expect(signer.sign(REQUEST)).rejects.toMatchObject({ code: 'ERR_KEY_FILE_UNREADABLE' })
  })

  test('opens an encrypted key with its passphrase', async () => {
    const signer = Signer.fromConfig({ ...config, keyContent: ENCRYPTED, passphrase: 'hunter2' })
    expect(isGenuine(await signer.sign(REQUEST))).toBe(true)
  })

  test('lets options come before the profile', async () => {
    expect((await Signer.fromConfig(config, { user: 'other' }).sign(REQUEST)).keyId).toContain('/other/')
  })

  test.each(['tenancy', 'user', 'fingerprint', 'keyContent'] as const)('names %s when the profile lacks it', (name) => {
    expect(() => Signer.fromConfig({ ...config, [name]: undefined })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(name === 'keyContent' ? 'private key' : name) as string,
      }),
    )
  })

  const { user: _, fingerprint: __, ...nobody } = config
  const inherited = (): unknown => ({ kind: 'file', profile: 'DEFAULT' })
  const session = { ...nobody, securityTokenFile: '~/.oci/sessions/DEFAULT/token' }
  test.each<[string, SignerConfig]>([
    ['a session', session],
    ['a session with its fingerprint', { ...session, fingerprint: FINGERPRINT }],
    ['a session with a malformed fingerprint', { ...session, fingerprint: 'x' }],
    ['a session whose user is null', { ...session, user: null as unknown as undefined }],
    ['a session that says so', { ...session, authenticationType: 'security_token' }],
    ['a session that says so beside a user', { ...config, authenticationType: 'security_token' }],
    ['a session of its own beside a user', { ...session, ...config }],
    ['an instance principal', { ...config, authenticationType: 'instance_principal' }],
    ['what nobody knows', { ...config, authenticationType: 'hunter2' }],
  ])('names signerFromConfig for %s', (_name, profile) => {
    expect(() => Signer.fromConfig(profile)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^(?!.*hunter2).*Pass it to signerFromConfig of @x\/auth-federation/) as string,
      }),
    )
  })

  test.each<[string, SignerConfig, Partial<ApiKeyOptions>]>([
    ['says so, beside a token', { ...config, ...session, ...config, authenticationType: 'api_key' }, {}],
    ['has a user beside a token that is inherited', { ...session, ...config, profile: 'A', origin: inherited }, {}],
    ['gets its user beside a token', { ...session, fingerprint: FINGERPRINT }, { user: NAMES.user }],
    ['has null for type and token', { ...config, authenticationType: null, securityTokenFile: null } as never, {}],
  ])('signs for an API key that %s', async (_name, profile, overrides) => {
    expect(isGenuine(await Signer.fromConfig(profile, overrides).sign(REQUEST))).toBe(true)
  })

  test('says that a session which says api_key lacks a user', () => {
    expect(() => Signer.fromConfig({ ...session, authenticationType: 'api_key' })).toThrow('Signer needs user.')
  })

  test('has no region where the profile has none', async () => {
    expect(await Signer.fromConfig({ ...config, region: undefined }).region()).toBeUndefined()
  })
})

describe('SecurityTokenSigner', () => {
  test('signs with the token as its key id, trimmed', async () => {
    const signer = new SecurityTokenSigner({ token: ' \r\n a.b.c\n', privateKey: pem, now: () => NOW })
    const signed = await signer.sign(REQUEST)
    expect(signed.keyId).toBe('ST$a.b.c')
    expect(isGenuine(signed)).toBe(true)
  })

  test('opens an encrypted key and takes header lists', async () => {
    const signer = new SecurityTokenSigner({
      token: 'a',
      privateKey: ENCRYPTED,
      passphrase: 'hunter2',
      genericHeaders: ['x-date', 'host', '(request-target)'],
      bodyHeaders: ['x-content-sha256'],
    })
    const { signingString } = await signer.sign({ ...REQUEST, method: 'PUT' })
    expect(signingString.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'x-date',
      'host',
      '(request-target)',
      'x-content-sha256',
    ])
  })

  test.each(['', '  \n', 'a\nb', 'a\r\nb', 'a b', 'a"b', 'a\\b', 'é', 'a\0b'])(
    'refuses the token %j without showing it',
    (token) => {
      const given = token.trim() === '' ? token : `hunter2${token}`
      expect(() => new SecurityTokenSigner({ token: given, privateKey: pem })).toThrow(
        expect.objectContaining({
          name: 'InvalidTokenError',
          code: 'ERR_INVALID_TOKEN',
          message: expect.stringMatching(
            token.trim() === '' ? /^The session token is empty\. Log in/ : /^(?!.*hunter2)The session token has a line/,
          ) as string,
        }),
      )
    },
  )

  test.each([{ token: undefined }, { token: 5 }, { privateKey: undefined }, { privateKey: null }])(
    'refuses to be made with %j',
    (more) => {
      expect(() => new SecurityTokenSigner({ token: 'a', privateKey: pem, ...more } as never)).toThrow(
        expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' }),
      )
    },
  )

  test('fails at the first signature when its key cannot be read', async () => {
    const signer = new SecurityTokenSigner({ token: 'a', privateKey: 'garbage' })
    await expect(signer.sign(REQUEST)).rejects.toMatchObject({
      code: 'ERR_INVALID_PRIVATE_KEY',
      reason: 'not-pem',
      // Signer's options would be of no use to it.
      message: expect.stringMatching(/^(?!.*privateKeyFile).*loadPrivateKeyFromFile\.$/) as string,
    })
  })
})
