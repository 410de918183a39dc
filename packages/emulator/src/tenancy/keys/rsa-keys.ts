// Makes and reads RSA keys with node:crypto, and computes the fingerprint OCI names them by.
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { EmulatorOptionError } from '../../errors.ts'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** OCI binds a token to no shorter key. */
export const MIN_KEY_BITS = 2048

const RSA_2048 = { modulusLength: 2048 } as const

export const generateKeys = (): Promise<KeyPair> => promisify(generateKeyPair)('rsa', RSA_2048)

/** For functions that return without a promise, such as `createSession`; it blocks the event loop. */
export const generateKeysNow = (): KeyPair => generateKeyPairSync('rsa', RSA_2048)

export const toPkcs8Pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

export const toSpkiPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** MD5 of the public key's DER, sixteen hex pairs joined by colons. */
export function fingerprintOf(publicKey: KeyObject): string {
  const digest = createHash('md5')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
  return (digest.match(/../g) ?? []).join(':')
}

/** @throws {@link EmulatorOptionError} when `pem` is no unencrypted RSA private key */
export function readPrivateKey(option: string, pem: string): KeyPair {
  const privateKey = readKey(option, () => createPrivateKey(pem), 'an unencrypted RSA private key')
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** @throws {@link EmulatorOptionError} when `pem` is neither an RSA public key nor an unencrypted RSA private key */
export const readPublicKey = (option: string, pem: string): KeyObject =>
  readKey(option, () => createPublicKey(pem), 'an RSA public key or an unencrypted RSA private key')

function readKey(option: string, read: () => KeyObject, wanted: string): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch (cause) {
    throw new EmulatorOptionError(option, `"${option}" could not be read as a key. Give ${wanted} in PEM.`, { cause })
  }
  if (key.asymmetricKeyType === 'rsa') return key
  throw new EmulatorOptionError(option, `"${option}" holds a key that is not RSA. Give ${wanted} in PEM.`)
}
