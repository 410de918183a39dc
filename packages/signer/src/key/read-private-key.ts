// Loads a private key and, when it can't, says what was given instead and what to do about it.
import {
  argumentError,
  InvalidPrivateKeyError,
  MissingPassphraseError,
  type InvalidPrivateKeyReason,
} from '../errors.ts'
import { bytesOf } from '../bytes.ts'
import { kindOfDer, fromPkcs1, fromPkcs8, type RsaPrivateKey } from './rsa-der.ts'
import { findPemBlock, type PemBlock } from './pem.ts'
import { PrivateKey } from './private-key.ts'
import { importRsaKey, openEncryptedKey, readKeyFile } from '#key-store'

const TO_PKCS8 = 'Convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem'

const MESSAGES: Readonly<Record<Exclude<InvalidPrivateKeyReason, 'wrong-algorithm'>, string>> = {
  'bad-passphrase': 'The private key could not be decrypted. Check the passphrase; it may also not belong to this key.',
  certificate: 'This is a certificate, not a private key. Give the private key that belongs to it.',
  'der-private':
    'This is a private key in DER form, not PEM. Convert it with: openssl pkey -inform DER -in key.der -out key.pem',
  empty: 'The private key is empty. Give the text of a PEM file.',
  'escaped-newlines':
    'The private key has the two characters \\n where line breaks belong, and does not read as PEM with them replaced either. Check how it was copied.',
  malformed: 'The PEM block holds no readable private key. Copy the file again, or make a new key.',
  'not-pem':
    'The text is not a PEM private key. It has to begin with -----BEGIN; where a path was meant, give it as privateKeyFile.',
  'not-rsa':
    'The private key is not an RSA key. OCI signs requests with RSA only: make one with openssl genrsa -out key.pem 2048',
  openssh: 'This is a key in the OpenSSH format. Convert a copy with: ssh-keygen -p -m PEM -f key',
  'public-key': 'This is a public key. Give the private key that belongs to it.',
  truncated: 'The private key is cut off. Copy the whole file, including its END line.',
  'unsupported-encryption': `The private key is encrypted in a way that this runtime cannot open. ${TO_PKCS8}`,
}

const invalid = (reason: keyof typeof MESSAGES, cause?: unknown): InvalidPrivateKeyError =>
  new InvalidPrivateKeyError(reason, MESSAGES[reason], cause === undefined ? undefined : { cause })

export async function readPrivateKey(pem: string | Uint8Array, passphrase?: string | null): Promise<PrivateKey> {
  const rsa = await readKey(findBlock(textOf(pem)), passphrase || undefined)
  try {
    return new PrivateKey(await importRsaKey(rsa), rsa.bits, rsa.spki)
  } catch (cause) {
    throw invalid('malformed', cause)
  }
}

export async function readPrivateKeyFile(path: string, passphrase?: string | null): Promise<PrivateKey> {
  if (typeof path !== 'string' || path === '')
    throw argumentError('The path of the private key file is empty. Pass a path.')
  // Or the error about a missing file would show the key.
  if (/-----BEGIN|[\0\r\n]/.test(path))
    throw argumentError('The path of the private key file is no path. Pass the text of a key as privateKey.')
  return readPrivateKey(await readKeyFile(path), passphrase)
}

function textOf(pem: unknown): string {
  if (typeof pem === 'string') return pem
  const bytes = typeof pem === 'object' && pem !== null ? bytesOf(pem) : undefined
  if (!bytes) throw argumentError('The private key is neither text nor bytes. Pass the content of a PEM file.')
  assertNotDer(bytes)
  return new TextDecoder().decode(bytes)
}

function assertNotDer(bytes: Uint8Array): void {
  const kind = bytes[0] === 0x30 ? kindOfDer(bytes) : undefined
  if (kind === 'private') throw invalid('der-private')
  if (kind === 'public') throw invalid('public-key')
  if (kind === 'certificate') throw invalid('certificate')
}

function findBlock(given: string): PemBlock {
  const text = given.replace(/^\uFEFF/, '').trim()
  if (text === '') throw invalid('empty')
  const escaped = text.includes('\\n')
  const block = findPemBlock(escaped ? text.replaceAll(/\\r|\\n/g, '\n') : text)
  if (escaped && (block === 'truncated' || (block && !block.der))) throw invalid('escaped-newlines')
  if (block === 'truncated') throw invalid('truncated')
  if (block) return block
  if (/^(ssh-|ecdsa-)\S+ \S/.test(text)) throw invalid('public-key')
  throw invalid(escaped ? 'escaped-newlines' : 'not-pem')
}

/** What each PEM label means; anything else is no key. */
async function readKey(block: PemBlock, passphrase: string | undefined): Promise<RsaPrivateKey> {
  switch (block.label) {
    case 'RSA PRIVATE KEY':
      return block.headers.get('proc-type')?.includes('ENCRYPTED')
        ? openTraditional(block, passphrase)
        : parse(block, fromPkcs1)
    case 'PRIVATE KEY':
      return parse(block, fromPkcs8)
    case 'ENCRYPTED PRIVATE KEY':
      return openPkcs8(block, passphrase)
    case 'OPENSSH PRIVATE KEY':
      throw invalid('openssh')
    default:
      if (block.label.endsWith('CERTIFICATE')) throw invalid('certificate')
      if (block.label.endsWith('PUBLIC KEY')) throw invalid('public-key')
      throw invalid(block.label.endsWith('PRIVATE KEY') ? 'not-rsa' : 'not-pem')
  }
}

function parse(block: PemBlock, read: (bytes: Uint8Array) => RsaPrivateKey | undefined): RsaPrivateKey {
  let key: RsaPrivateKey | undefined
  try {
    if (!block.der) throw new RangeError('broken base64')
    key = read(block.der)
  } catch (cause) {
    throw invalid(/cut off/.test((cause as Error).message) ? 'truncated' : 'malformed', cause)
  }
  if (!key) throw invalid('not-rsa')
  return key
}

/** The ciphers of the form `DEK-Info: AES-256-CBC,…` that are still in use. */
const TRADITIONAL = /^(AES-(128|192|256)|DES-EDE3)-CBC,/i

async function openTraditional(block: PemBlock, passphrase: string | undefined): Promise<RsaPrivateKey> {
  if (passphrase === undefined)
    throw new MissingPassphraseError('The private key is encrypted and no passphrase was given. Pass its passphrase.')
  if (!openEncryptedKey || !TRADITIONAL.test(block.headers.get('dek-info') ?? ''))
    throw invalid('unsupported-encryption')
  return decrypted(openEncryptedKey({ form: 'pem', text: block.text, passphrase }))
}

async function openPkcs8(block: PemBlock, passphrase: string | undefined): Promise<RsaPrivateKey> {
  if (passphrase === undefined)
    throw new MissingPassphraseError('The private key is encrypted and no passphrase was given. Pass its passphrase.')
  if (!block.der) throw invalid('malformed')
  const { openPbes2, parsePbes2 } = await import('./pbes2.ts')
  let scheme: ReturnType<typeof parsePbes2>
  try {
    scheme = parsePbes2(block.der)
  } catch (cause) {
    throw invalid(/cut off/.test((cause as Error).message) ? 'truncated' : 'malformed', cause)
  }
  if (scheme) return decrypted(openPbes2(scheme, passphrase))
  if (!openEncryptedKey) throw invalid('unsupported-encryption')
  return decrypted(openEncryptedKey({ form: 'pkcs8', der: block.der, passphrase }))
}

/** OpenSSL calls nonsense unsupported too, but by the decoder: it is what a wrong passphrase now and then leaves. */
const UNSUPPORTED = /(?<!DECODER routines::)unsupported|not supported/i

/** A wrong passphrase shows as a failed decryption or, once in 256 times, as nonsense that decrypted well. */
async function decrypted(opening: Promise<Uint8Array>): Promise<RsaPrivateKey> {
  let key: RsaPrivateKey | undefined
  try {
    key = fromPkcs8(await opening)
  } catch (cause) {
    const { name, message } = cause as Error
    throw invalid(
      name === 'NotSupportedError' || UNSUPPORTED.test(message) ? 'unsupported-encryption' : 'bad-passphrase',
      cause,
    )
  }
  if (!key) throw invalid('not-rsa')
  return key
}
