// Node's keys: they sign in the caller's thread when alone, in the pool when requests overlap.
import { Buffer } from 'node:buffer'
import { createPrivateKey, generateKeyPair, KeyObject, scrypt as deriveKey, sign } from 'node:crypto'
import type { ScryptOptions, webcrypto } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { promisify } from 'node:util'
import { expandHome } from '@x/kernel'
import { InvalidPrivateKeyError, KeyFileUnreadableError } from '../errors/errors.ts'
import type { SigningKey } from '../signing-key.ts'
import { assertSigns, isCryptoKey } from './crypto-key.ts'
import type { KeyStore, RsaPrivateDer } from './runtime.ts'

const signInPool = promisify(sign)
const deriveInPool = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Uint8Array>(deriveKey)

/** Above this a signature in the caller's thread would hold up other work for longer than the pool's detour costs. */
const MAX_INLINE_KEY_BITS = 2048

export const generateRsaKey: KeyStore['generateRsaKey'] = async (bits) => {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: bits, publicExponent: 65_537 })
  const { n, e } = pair.publicKey.export({ format: 'jwk' })
  return {
    key: nodeSigningKey(pair.privateKey, bits),
    publicKey: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })),
    jwk: { n: String(n), e: String(e) },
  }
}

export async function importRsaKey({ pkcs8, bits }: RsaPrivateDer): Promise<SigningKey> {
  const der = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
  return nodeSigningKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), bits)
}

export function adoptKey(key: unknown): SigningKey | undefined {
  if (isCryptoKey(key)) assertSigns(key)
  const object = isCryptoKey(key) ? KeyObject.from(key as webcrypto.CryptoKey) : key
  if (!(object instanceof KeyObject)) return undefined
  if (object.type !== 'private' || object.asymmetricKeyType !== 'rsa') {
    const found =
      object.type === 'private' ? `a private key of type ${object.asymmetricKeyType}` : `a ${object.type} key`
    throw new InvalidPrivateKeyError(
      object.type === 'public' ? 'public-key' : 'not-rsa',
      `The key object is ${found}. OCI signatures need an RSA private key.`,
    )
  }
  return nodeSigningKey(object, Number(object.asymmetricKeyDetails?.modulusLength))
}

function nodeSigningKey(key: KeyObject, bits: number): SigningKey {
  let inFlight = 0
  return {
    async sign(data) {
      inFlight++
      try {
        // Calls made together have all been counted after one microtask; deciding earlier would take the first of them for alone.
        await undefined
        if (inFlight === 1 && bits <= MAX_INLINE_KEY_BITS) return sign('sha256', data, key)
        return await signInPool('sha256', data, key)
      } finally {
        inFlight--
      }
    },
  }
}

export const openEncryptedKey: KeyStore['openEncryptedKey'] = async (encrypted) => {
  const key =
    encrypted.form === 'pem'
      ? createPrivateKey({ key: encrypted.text, passphrase: encrypted.passphrase })
      : createPrivateKey({
          key: Buffer.from(encrypted.der),
          format: 'der',
          type: 'pkcs8',
          passphrase: encrypted.passphrase,
        })
  return key.export({ format: 'der', type: 'pkcs8' })
}

export const scrypt: KeyStore['scrypt'] = (secret, { salt, bytes, ...parameters }) =>
  deriveInPool(secret, salt, bytes, parameters)

const expand = (path: string): string => expandHome(path, homedir(), process.platform === 'win32')

export const readAnyFile: KeyStore['readAnyFile'] = async (path) => readFile(expand(path))

export const stampOf: KeyStore['stampOf'] = async (path) => {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(expand(path), { bigint: true })
    return [mtimeNs, ctimeNs, size, ino].join(':')
  } catch {
    return 'none' // reading tells why
  }
}

export const readKeyFile: KeyStore['readKeyFile'] = async (path) => {
  const expanded = expand(path)
  try {
    return await readFile(expanded)
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new KeyFileUnreadableError(
      `The private key file ${expanded} could not be read: ${why}. Check the path and its permissions.`,
      { cause },
    )
  }
}
