// Keys in runtimes with WebCrypto and nothing else.
import { InvalidPrivateKeyError, KeyFileUnreadableError } from '../errors.ts'
import type { SigningKey } from '../signing-key.ts'
import type { KeyStore, RsaPrivateDer } from './runtime.ts'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export async function importRsaKey({ pkcs8 }: RsaPrivateDer): Promise<SigningKey> {
  return webSigningKey(await crypto.subtle.importKey('pkcs8', pkcs8 as Uint8Array<ArrayBuffer>, RSA, false, ['sign']))
}

export function adoptKey(key: unknown): SigningKey | undefined {
  if (Object.prototype.toString.call(key) !== '[object CryptoKey]') return undefined
  const { algorithm, usages } = key as CryptoKey
  const { name, hash } = algorithm as { name: string; hash?: { name: string } }
  if (name !== RSA.name || hash?.name !== RSA.hash || !usages.includes('sign')) {
    throw new InvalidPrivateKeyError(
      'wrong-algorithm',
      'The CryptoKey is not for signing with RSASSA-PKCS1-v1_5 and SHA-256. Import it with that algorithm and the usage "sign".',
    )
  }
  return webSigningKey(key as CryptoKey)
}

function webSigningKey(key: CryptoKey): SigningKey {
  return {
    sign: async (data) => new Uint8Array(await crypto.subtle.sign(RSA.name, key, data as Uint8Array<ArrayBuffer>)),
  }
}

export const openEncryptedKey: KeyStore['openEncryptedKey'] = undefined

export const readKeyFile: KeyStore['readKeyFile'] = async (path) => {
  throw new KeyFileUnreadableError(
    `The private key file ${path} cannot be read: this runtime has no file system. Pass the key itself as privateKey.`,
  )
}
