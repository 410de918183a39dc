// Makes the input of the suite: the vector files, one key in every form, and what is no key at all.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyExportOptions,
  type KeyObject,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Emulator } from '@x/emulator'
import {
  SIGNED_TEXT,
  type DocumentedCase,
  type Input,
  type KeyForm,
  type PemKey,
  type RecordedCase,
  type WrongKey,
} from '../suite/input.ts'

const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as T

interface DocumentedVector extends Omit<DocumentedCase, 'key' | 'publicKey' | 'sign' | 'verify'> {
  readonly keyPem: string
  readonly passphrase?: string
}
const recorded = read<{ readonly keys: Record<string, PemKey>; readonly cases: readonly RecordedCase[] }>(
  'packages/emulator/conformance/vectors/signing-recorded.json',
)
const documented = read<{ readonly vectors: readonly DocumentedVector[] }>(
  'packages/emulator/conformance/vectors/oci-docs.json',
)
const uses = read<Record<string, Pick<DocumentedCase, 'sign' | 'verify'>>>(
  'packages/emulator/conformance/vectors/oci-docs-uses.json',
)
/** Keys that OpenSSL's command line has encrypted in ways that Node does not write. */
const openSsl = read<{ key: string; passphrase: string; encrypted: Record<string, { pem: string }> }>(
  'packages/signer/test/support/openssl-keys.json',
)

const { passphrase } = openSsl
const rsa = createPrivateKey(openSsl.key)

const pemOf = (type: 'pkcs1' | 'pkcs8', more: Partial<KeyExportOptions<'pem'>> = {}, key: KeyObject = rsa): string =>
  key.export({ format: 'pem', type, ...more } as KeyExportOptions<'pem'>).toString()
const publicPemOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
const open = ({ pem, passphrase: word }: PemKey): KeyObject =>
  createPrivateKey({ key: pem, ...(word !== undefined && { passphrase: word }) })

const traditional = (cipher: string): KeyForm => ({
  name: `traditional encrypted PEM, ${cipher.toUpperCase()}`,
  pem: pemOf('pkcs1', { cipher, passphrase }),
  passphrase,
})

const KEY_FORMS: readonly KeyForm[] = [
  { name: 'PEM text, PKCS#1', pem: pemOf('pkcs1') },
  { name: 'PEM text, PKCS#8', pem: pemOf('pkcs8') },
  { name: 'PEM with the label `OCI_API_KEY` after it', pem: `${pemOf('pkcs8')}OCI_API_KEY\n` },
  { name: 'PEM with `\\n` for line breaks', pem: pemOf('pkcs8').replaceAll('\n', '\\n') },
  ...Object.entries(openSsl.encrypted).map(([name, { pem }]) => ({
    name: `encrypted PKCS#8: ${name}`,
    pem,
    passphrase,
  })),
  ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc'].map(traditional),
]

const encrypted = pemOf('pkcs8', { cipher: 'aes-256-cbc', passphrase })
const INVALID = 'ERR_INVALID_PRIVATE_KEY'

const WRONG_KEYS: readonly WrongKey[] = [
  { name: 'a wrong passphrase', pem: encrypted, passphrase: 'not it', code: INVALID, reason: 'bad-passphrase' },
  { name: 'no passphrase', pem: encrypted, code: 'ERR_MISSING_PASSPHRASE', reason: null },
  { name: 'a public key', pem: publicPemOf(rsa), code: INVALID, reason: 'public-key' },
  {
    name: 'an EC key',
    pem: pemOf('pkcs8', {}, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    code: INVALID,
    reason: 'not-rsa',
  },
  {
    name: 'an Ed25519 key',
    pem: pemOf('pkcs8', {}, generateKeyPairSync('ed25519').privateKey),
    code: INVALID,
    reason: 'not-rsa',
  },
  {
    name: "OpenSSH's own format",
    pem: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n',
    code: INVALID,
    reason: 'openssh',
  },
  { name: 'half a key', pem: pemOf('pkcs8').slice(0, 800), code: INVALID, reason: 'truncated' },
  { name: 'a path', pem: '~/.oci/oci_api_key.pem', code: INVALID, reason: 'not-pem' },
  { name: 'nothing', pem: '', code: INVALID, reason: 'empty' },
]

/** The MD5 of the public key, as the console shows it. */
const fingerprintOf = (key: KeyObject): string => {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return createHash('md5')
    .update(spki)
    .digest('hex')
    .replaceAll(/..(?=.)/g, '$&:')
}

function documentedCase({ keyPem, passphrase: word, ...vector }: DocumentedVector): DocumentedCase {
  const key = { pem: keyPem, passphrase: word }
  const { sign: signs = false, verify = '' } = uses[vector.name] ?? {}
  return { ...vector, key, publicKey: publicPemOf(open(key)), sign: signs, verify }
}

const clearKeys = Object.fromEntries(
  Object.entries(recorded.keys)
    .filter(([, key]) => key.passphrase !== undefined)
    .map(([name, key]) => [name, { pem: pemOf('pkcs8', {}, open(key)) }]),
)

/** What the emulator is asked for. */
type ByEmulator = 'identity' | 'instance' | 'job' | 'session' | 'compartment'

/** All that does not depend on the emulator. */
const FIXED: Omit<Input, ByEmulator | 'bundled' | 'external'> = {
  recorded: recorded.cases,
  recordedKeys: recorded.keys,
  clearKeys,
  documented: documented.vectors.map(documentedCase),
  keyForms: KEY_FORMS,
  wrongKeys: WRONG_KEYS,
  clearKey: pemOf('pkcs8'),
  publicKey: publicPemOf(rsa),
  signature: sign('sha256', Buffer.from(SIGNED_TEXT), rsa).toString('base64'),
  fingerprint: fingerprintOf(rsa),
}

export async function inputFor(oci: Emulator, built: Pick<Input, 'bundled' | 'external'>): Promise<Input> {
  const { url: origin, tenancy, user, region } = oci
  const identity = { origin, tenancy, user, region, fingerprint: oci.apiKey.fingerprint, pem: oci.apiKey.pem }
  const { token, privateKeyPem } = oci.createSession()
  return {
    ...FIXED,
    ...built,
    identity,
    session: { token, pem: privateKeyPem },
    compartment: oci.compartment,
    instance: await oci.environment('instance'),
    job: await oci.environment('token-exchange'),
  }
}
