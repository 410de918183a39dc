import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type KeyExportOptions,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import vectors from '../../../emulator/conformance/vectors/signing-recorded.json' with { type: 'json' }
import openSslKeys from '../../test/support/openssl-keys.json' with { type: 'json' }
import { isWeb, numRuns } from '../../test/support/runtime.ts'
import { outcomeOf } from '../../test/support/outcome.ts'
import { isSignerError } from '../errors/is-signer-error.ts'
import { loadPrivateKey } from './load-private-key.ts'
import { PrivateKey } from './private-key.ts'
import { readClearKey } from './read-private-key.ts'

const PASSPHRASE = openSslKeys.passphrase
const rsa = createPrivateKey(openSslKeys.key)
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const pkcs1 = (more: Partial<KeyExportOptions<'pem'>> = {}, key = rsa): string =>
  key.export({ format: 'pem', type: 'pkcs1', ...more }).toString()
const pkcs8 = (more: Partial<KeyExportOptions<'pem'>> = {}, key: KeyObject = rsa): string =>
  key.export({ format: 'pem', type: 'pkcs8', ...more }).toString()
interface Row {
  readonly name: string
  readonly pem: string
  readonly passphrase?: string | null
  /** WebCrypto alone does not open it. */
  readonly nodeOnly?: true
}
const encrypted = (name: string, pem: string, more: Partial<Row> = {}): Row => ({
  name,
  pem,
  passphrase: PASSPHRASE,
  ...more,
})
const traditional = (cipher: string): Row =>
  encrypted(`PKCS#1, ${cipher}`, pkcs1({ cipher, passphrase: PASSPHRASE }), { nodeOnly: true })

const KEYS: readonly Row[] = [
  { name: 'PKCS#1', pem: pkcs1() },
  { name: 'PKCS#8', pem: pkcs8() },
  { name: 'with a passphrase that is not needed', pem: pkcs8(), passphrase: PASSPHRASE },
  { name: 'with an empty passphrase', pem: pkcs1(), passphrase: '' },
  { name: 'with a passphrase of null', pem: pkcs1(), passphrase: null },
  traditional('aes-128-cbc'),
  traditional('aes-192-cbc'),
  traditional('aes-256-cbc'),
  traditional('des-ede3-cbc'),
  encrypted('PBES2 as Node writes it', pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE })),
  // Node writes one kind of PBES2 only; these were written by OpenSSL's command line.
  ...Object.entries(openSslKeys.encrypted).map(([name, { pem }]) =>
    encrypted(name, pem, /scrypt|triple DES/.test(name) ? { nodeOnly: true } : {}),
  ),
  encrypted('a passphrase outside ASCII', pkcs8({ cipher: 'aes-256-cbc', passphrase: 'pässwörd ✓' }), {
    passphrase: 'pässwörd ✓',
  }),
  encrypted('a passphrase outside ASCII, PKCS#1', pkcs1({ cipher: 'aes-256-cbc', passphrase: 'pässwörd ✓' }), {
    passphrase: 'pässwörd ✓',
    nodeOnly: true,
  }),
  { name: 'with a label after its end', pem: `${pkcs8()}OCI_API_KEY` },
  { name: 'with a label and a line break after its end', pem: `${pkcs8()}OCI_API_KEY\n` },
  {
    name: 'with bag attributes',
    pem: `Bag Attributes\n    friendlyName: key\n    localKeyID: 01\nKey Attributes: <No Attributes>\n${pkcs8()}`,
  },
  { name: 'with CRLF', pem: pkcs8().replaceAll('\n', '\r\n') },
  { name: 'with lone CR', pem: pkcs1().replaceAll('\n', '\r') },
  encrypted(
    'PKCS#1 encrypted, with CRLF',
    pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replaceAll('\n', '\r\n'),
    { nodeOnly: true },
  ),
  encrypted(
    'PKCS#1 encrypted, indented as in YAML',
    pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replaceAll(/^/gm, '    '),
    { nodeOnly: true },
  ),
  { name: 'with a byte order mark', pem: `\uFEFF${pkcs8()}` },
  { name: 'with blank lines and spaces before it', pem: `\n \n\t${pkcs8()}` },
  { name: 'indented as in YAML', pem: pkcs8().replaceAll(/^/gm, '    ') },
  { name: 'with its line breaks lost', pem: pkcs8().replaceAll('\n', ' ') },
  { name: 'with literal \\n', pem: pkcs8().replaceAll('\n', '\\n') },
  { name: 'with literal \\r\\n', pem: pkcs1().replaceAll('\n', '\\r\\n') },
  { name: 'with literal \\n in quotes', pem: `"${pkcs8().replaceAll('\n', '\\n')}"` },
  encrypted(
    'PKCS#1 encrypted, with literal \\n',
    pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replaceAll('\n', '\\n'),
    { nodeOnly: true },
  ),
  { name: 'first of two keys', pem: pkcs8() + pkcs8({}, other) },
  {
    name: 'after a public key',
    pem: createPublicKey(other).export({ format: 'pem', type: 'spki' }).toString() + pkcs8(),
  },
]

const forms = (row: Row): [string, string | Uint8Array][] => [
  ['text', row.pem],
  ['bytes', Buffer.from(row.pem)],
]

describe('opens a key', () => {
  const openable = KEYS.filter(({ nodeOnly }) => !(isWeb && nodeOnly))
  test.each(openable.flatMap((row) => forms(row).map(([form, given]) => ({ ...row, form, pem: given }))))(
    '$name, as $form',
    async ({ pem, passphrase }) => {
      const key = await loadPrivateKey(pem, passphrase)
      const data = Buffer.from('data')
      expect(verify('sha256', data, createPublicKey(rsa), await key.sign(data))).toBe(true)
      expect(key.bits).toBe(2048)
      const spki = createPublicKey(rsa).export({ format: 'der', type: 'spki' })
      expect(Buffer.from(key.publicKey())).toEqual(spki)
      key.publicKey().fill(0)
      expect(Buffer.from(key.publicKey())).toEqual(spki)
    },
  )

  test.each(KEYS.filter(({ nodeOnly }) => nodeOnly))(
    '$name: or says that it cannot, and what to do',
    async ({ pem, passphrase }) => {
      const refusal = { reason: 'unsupported-encryption', message: expect.stringContaining('openssl pkcs8') as string }
      expect(await outcomeOf(loadPrivateKey(pem, passphrase))).toMatchObject(isWeb ? refusal : { bits: 2048 })
    },
  )

  test('in any view of its bytes', async () => {
    const bytes = Buffer.from(`xx${pkcs8()}xx`)
    const view = new DataView(bytes.buffer, bytes.byteOffset + 2, bytes.byteLength - 4)
    expect((await loadPrivateKey(view as unknown as Uint8Array)).bits).toBe(2048)
  })

  test.each([1024, 2047, 3072])('of %d bits', async (modulusLength) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
    expect((await loadPrivateKey(pkcs8({}, privateKey))).bits).toBe(modulusLength)
  })
})

/** Self-signed, of an EC key that no longer exists. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIUAPNT0sGozWvCOuOSoEf+7TsQSxEwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAeFw0yNjExMjEwNTQzMDBaFw0zNjExMTgwNTQzMDBaMAwx
CjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQtMDBn7oBjGGD5
XWIaJYHKCiQcI1NLJ+jh7uE3JK+aOcNsw8lN+FeRXX2O/RGIbAFQe1ZpwRVM8QtP
dYVQj3Too1MwUTAdBgNVHQ4EFgQUt8SMZu1X0/B3qoGvGlbcEAcZ8C0wHwYDVR0j
BBgwFoAUt8SMZu1X0/B3qoGvGlbcEAcZ8C0wDwYDVR0TAQH/BAUwAwEB/zAKBggq
hkjOPQQDAgNIADBFAiAfDV55AlkDcVsQEtLV2Jstg6zyznW+jl8izmQXdqptlgIh
AMQO+dmvPhsHh73VujPeEdomsYopjtcw1td7P4nQXUF3
-----END CERTIFICATE-----
`
const pair = (type: 'ec' | 'ed25519' | 'rsa-pss' | 'dsa'): KeyPairKeyObjectResult =>
  ({
    ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ed25519: () => generateKeyPairSync('ed25519'),
    'rsa-pss': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
    dsa: () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }),
  })[type]()
const publicKey = createPublicKey(rsa)
const publicPem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
const sshRsa = `ssh-rsa ${Buffer.from('\0\0\0\x07ssh-rsa').toString('base64')}AAAA me@host`
const cut = (pem: string): string => pem.slice(0, pem.length / 2)
const withoutMiddle = (pem: string): string => pem.split('\n').toSpliced(5, 8).join('\n')
const opensshPem =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n'

/** DER, made by hand: a tag, and its content in hexadecimal. */
const tlv = (tag: string, ...content: string[]): string => {
  const inner = content.join('')
  return tag + (inner.length / 2).toString(16).padStart(2, '0') + inner
}
const sequence = (...content: string[]): string => tlv('30', ...content)
const oid = (hex: string): string => tlv('06', hex)
const SALT = tlv('04', '0102030405060708')
const PBES1_MD5 = Buffer.from(
  sequence(sequence(oid('2a864886f70d010503'), sequence(SALT, tlv('02', '0800'))), SALT),
  'hex',
)
const pemOf = (label: string, data: string | Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(data).toString('base64')}\n-----END ${label}-----\n`

describe('says what was given instead of a key', () => {
  const der = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'spki' | 'sec1'): Buffer =>
    key.export({ format: 'der', type } as never) as unknown as Buffer
  test.each<[string, string, string | Uint8Array, string?]>([
    ['empty', 'an empty text', ''],
    ['empty', 'white space', ' \r\n\t'],
    ['empty', 'a byte order mark alone', '\uFEFF'],
    ['empty', 'no bytes', new Uint8Array()],
    ['public-key', 'a public key, SubjectPublicKeyInfo PEM', publicPem],
    ['public-key', 'a public key, PKCS#1 PEM', publicKey.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['public-key', 'a public key, SubjectPublicKeyInfo DER', der(publicKey, 'spki')],
    ['public-key', 'a public key, PKCS#1 DER', der(publicKey, 'pkcs1')],
    ['public-key', 'a public key, OpenSSH', sshRsa],
    ['public-key', 'a public key, OpenSSH ECDSA', 'ecdsa-sha2-nistp256 AAAA me@host'],
    ['certificate', 'a certificate', CERTIFICATE],
    ['certificate', 'a trusted certificate', CERTIFICATE.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
    ['certificate', 'a DER certificate', Buffer.from(CERTIFICATE.replaceAll(/-.*-/g, ''), 'base64')],
    ['der-private', 'PKCS#8 DER', der(rsa, 'pkcs8')],
    ['der-private', 'PKCS#1 DER', der(rsa, 'pkcs1')],
    [
      'der-private',
      'encrypted PKCS#8 DER',
      Buffer.from(pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replaceAll(/-.*-/g, ''), 'base64'),
    ],
    ['openssh', 'an OpenSSH key', opensshPem],
    ['not-rsa', 'an EC key, PKCS#8', pkcs8({}, pair('ec').privateKey)],
    ['not-rsa', 'an EC key, SEC 1', pair('ec').privateKey.export({ format: 'pem', type: 'sec1' }).toString()],
    [
      'not-rsa',
      'an encrypted EC key',
      pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }, pair('ec').privateKey),
      PASSPHRASE,
    ],
    ['not-rsa', 'an Ed25519 key', pkcs8({}, pair('ed25519').privateKey)],
    ['not-rsa', 'an RSA-PSS key', pkcs8({}, pair('rsa-pss').privateKey)],
    ['not-rsa', 'a DSA key', pkcs8({}, pair('dsa').privateKey)],
    ['not-rsa', 'a DSA key of its own label', pemOf('DSA PRIVATE KEY', 'x')],
    ['not-pem', 'garbage', 'hello'],
    ['not-pem', 'garbage bytes', Uint8Array.of(0x30, 0xff, 0, 1)],
    ['not-pem', 'a path', '~/.oci/oci_api_key.pem'],
    ['not-pem', 'another PEM', pemOf('PKCS7', 'x')],
    ['truncated', 'a key without its end', cut(pkcs8())],
    [
      'truncated',
      'an encrypted key without its end',
      cut(pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE })),
      PASSPHRASE,
    ],
    ['truncated', 'a key that lacks lines', withoutMiddle(pkcs8())],
    ['truncated', 'a PKCS#1 key that lacks lines', withoutMiddle(pkcs1())],
    [
      'truncated',
      'an encrypted key that lacks lines',
      withoutMiddle(pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE })),
      PASSPHRASE,
    ],
    ['escaped-newlines', 'literal \\n in what is cut off', cut(pkcs8().replaceAll('\n', '\\n'))],
    ['escaped-newlines', 'literal \\n in garbage', 'a\\nb'],
    ['malformed', 'broken base64', pkcs8().replace('MII', 'M*I')],
    [
      'malformed',
      'broken base64 of an encrypted key',
      pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replace('MII', 'M*I'),
      PASSPHRASE,
    ],
    ['malformed', 'base64 of something else', pemOf('PRIVATE KEY', Uint8Array.of(4, 1, 0))],
    ['malformed', 'DER of something else', pemOf('RSA PRIVATE KEY', Uint8Array.of(0x30, 3, 2, 1, 0))],
    [
      'malformed',
      'an encrypted key of something else',
      pemOf('ENCRYPTED PRIVATE KEY', Uint8Array.of(4, 1, 0)),
      PASSPHRASE,
    ],
    [
      'unsupported-encryption',
      'a cipher that is long gone',
      pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replace('AES-256-CBC', 'DES-CBC'),
      PASSPHRASE,
    ],
    ['unsupported-encryption', 'PBES1 with MD5', pemOf('ENCRYPTED PRIVATE KEY', PBES1_MD5), PASSPHRASE],
  ])('%s: %s', async (reason, _, given, passphrase) => {
    const error: unknown = await loadPrivateKey(given, passphrase).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ name: 'InvalidPrivateKeyError', code: 'ERR_INVALID_PRIVATE_KEY', reason })
    expect((error as Error).message).toMatch(/\. \S|: openssl|: ssh-keygen/) // a cause, and a remedy
  })

  test.each([undefined, null, 5, {}, ['x'], () => 'x'])('an argument error for %s', async (given) => {
    await expect(loadPrivateKey(given as never)).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
    })
  })
})

describe('a clear key in a block of its own label is read without loading more', () => {
  const relabelled = (pem: string, label: string): string => pem.replaceAll(/(BEGIN|END) [A-Z ]+/g, `$1 ${label}`)

  test.each([
    ['PKCS#1', pkcs1()],
    ['PKCS#8', pkcs8()],
    ['after a public key', publicPem + pkcs8()],
  ])('%s', (_, pem) => {
    for (const given of [pem, Buffer.from(pem)]) expect(readClearKey(given)).toMatchObject({ bits: 2048 })
  })

  test.each([
    ['PKCS#8 under the label RSA', relabelled(pkcs8(), 'RSA PRIVATE KEY')],
    ['PKCS#1 under the label of PKCS#8', relabelled(pkcs1(), 'PRIVATE KEY')],
    ['PKCS#1 under the label EC', relabelled(pkcs1(), 'EC PRIVATE KEY')],
    ['a key that says it is encrypted', pkcs1().replace('MII', `DEK-Info: AES-256-CBC,${'0'.repeat(32)}\n\nMII`)],
    ['an EC key', pkcs8({}, pair('ec').privateKey)],
    ['broken base64', pkcs8().replace('MII', 'M*I')],
    ['half a block', cut(pkcs8())],
    ['another text', 'hello'],
  ])('which %s is not', (_, pem) => expect(readClearKey(pem)).toBeUndefined())
})

describe('the cause', () => {
  const numbers = Buffer.from(sequence(...Array<string>(9).fill(tlv('02', '01'))), 'hex')
  test.each([
    ['bad-passphrase', pkcs8({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE })],
    ['malformed', pemOf('PRIVATE KEY', Uint8Array.of(4, 1, 0))],
    ['malformed', pemOf('RSA PRIVATE KEY', numbers)],
  ])('of %s is what failed', async (reason, pem) => {
    expect(await outcomeOf(loadPrivateKey(pem, 'wrong'))).toMatchObject({ reason, cause: expect.any(Error) as Error })
  })

  test.each([
    ['certificate', CERTIFICATE],
    ['unsupported-encryption', pkcs1({ cipher: 'aes-256-cbc', passphrase: PASSPHRASE }).replace('AES-256', 'DES')],
  ])('is absent where nothing was tried: %s', async (reason, pem) => {
    const error = await outcomeOf(loadPrivateKey(pem, PASSPHRASE))
    expect(error).toMatchObject({ reason })
    expect(Object.hasOwn(error as Error, 'cause')).toBe(false)
  })
})

describe('an encrypted key', () => {
  const rows = KEYS.filter(({ passphrase, name }) => passphrase && !name.includes('not needed'))

  test.each(rows.flatMap((row) => [undefined, null, ''].map((passphrase) => ({ ...row, passphrase }))))(
    '$name: with the passphrase $passphrase asks for one',
    async ({ pem, passphrase }) => {
      await expect(loadPrivateKey(pem, passphrase)).rejects.toMatchObject({
        name: 'MissingPassphraseError',
        code: 'ERR_MISSING_PASSPHRASE',
      })
    },
  )

  test.runIf(!isWeb).each([
    ['pkcs1-aes256-cbc', 'wrong-392'],
    ['pkcs1-des-ede3-cbc', 'wrong-335'],
  ] as const)('%s: says so too when the wrong passphrase leaves nonsense with a right padding', async (name, wrong) => {
    const { pem } = vectors.keys[name]
    await expect(loadPrivateKey(pem, wrong)).rejects.toMatchObject({ reason: 'bad-passphrase' })
  })

  test.each(rows)('$name: says when the passphrase is wrong', async ({ pem, nodeOnly }) => {
    const error: unknown = await loadPrivateKey(pem, 'not it').catch((failure: unknown) => failure)
    expect(error).toMatchObject({ reason: isWeb && nodeOnly ? 'unsupported-encryption' : 'bad-passphrase' })
    expect(String(error)).not.toContain('not it')
  })

  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  beforeAll(() => void process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note))
  afterAll(() => void process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note))

  test('leaves no unhandled rejection behind, however many passphrases are wrong', async () => {
    const { pem } = rows.find(({ name }) => name === 'PBES2, AES-256, SHA-1')!
    // One in 256 decrypts well, to nonsense.
    const reasons = await Promise.all(
      Array.from({ length: 600 }, (_, index) =>
        loadPrivateKey(pem, `wrong ${index}`).catch((error: { reason: string }) => error.reason),
      ),
    )
    expect(new Set(reasons)).toEqual(new Set(['bad-passphrase']))
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).toEqual([])
  })
})

test('whatever the bytes, the outcome is a key or one of our errors', async () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    // A genuine key with one byte changed or cut.
    fc.tuple(fc.nat(1200), fc.nat(255)).map(([at, value]) => {
      const der = Uint8Array.from(rsa.export({ format: 'der', type: 'pkcs8' }))
      der[at % der.length] = value
      return at % 5 === 0 ? der.subarray(0, at) : der
    }),
  )
  const label = fc.constantFrom(
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'EC PRIVATE KEY',
    'PUBLIC KEY',
  )
  const given = fc.oneof(
    fc.tuple(label, body).map(([name, bytes]) => pemOf(name, bytes)),
    fc.uint8Array({ maxLength: 100 }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((text) => `-----BEGIN PRIVATE KEY-----${text}-----END PRIVATE KEY-----`),
  )
  await fc.assert(
    fc.asyncProperty(given, async (key) => {
      const outcome = await outcomeOf(loadPrivateKey(key, 'x'))
      expect(outcome instanceof PrivateKey || isSignerError(outcome) || outcome).toBe(true)
    }),
    numRuns(400),
  )
})
