// Keys in runtimes with WebCrypto and nothing else.
import { KeyFileUnreadableError } from '../errors/errors.ts'
import type { SigningKey } from '../signing-key.ts'
import { assertSigns, isCryptoKey, RSA } from './crypto-key.ts'
import type { KeyStore, RsaPrivateDer } from './runtime.ts'

/** The private half cannot leave the runtime. */
export const generateRsaKey: KeyStore['generateRsaKey'] = async (bits) => {
  const algorithm = { ...RSA, modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1) }
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  return { key: webSigningKey(pair.privateKey), publicKey, jwk: { n: String(n), e: String(e) } }
}

export async function importRsaKey({ pkcs8 }: RsaPrivateDer): Promise<SigningKey> {
  return webSigningKey(await crypto.subtle.importKey('pkcs8', pkcs8 as Uint8Array<ArrayBuffer>, RSA, false, ['sign']))
}

export function adoptKey(key: unknown): SigningKey | undefined {
  if (!isCryptoKey(key)) return undefined
  assertSigns(key)
  return webSigningKey(key)
}

function webSigningKey(key: CryptoKey): SigningKey {
  return {
    sign: async (data) => new Uint8Array(await crypto.subtle.sign(RSA.name, key, data as Uint8Array<ArrayBuffer>)),
  }
}

const notSupported = async (): Promise<never> => {
  throw new DOMException('WebCrypto does not open this.', 'NotSupportedError')
}

export const openEncryptedKey: KeyStore['openEncryptedKey'] = notSupported

export const scrypt: KeyStore['scrypt'] = notSupported

export const readKeyFile: KeyStore['readKeyFile'] = async (path) => {
  throw new KeyFileUnreadableError(
    `The private key file ${path} cannot be read: this runtime has no file system. Load its text with loadPrivateKey.`,
  )
}

export const readAnyFile: KeyStore['readAnyFile'] = async () => {
  throw new Error('This runtime has no file system.')
}

export const stampOf: KeyStore['stampOf'] = async () => 'none'
