// Public keys in runtimes with WebCrypto and nothing else.
import { bytesOfBase64 } from '@x/kernel'
import { utf8 } from '../lib/bytes.ts'
import { isCryptoKey, RSA } from './crypto-key.ts'
import { assertVerifies, noPublicKey, type PublicKey, type PublicKeyStore } from './public-key.ts'
import { webPublicKey } from './web-public-key.ts'
import { base64 } from '#runtime'

export const importSpki: PublicKeyStore['importSpki'] = (der) =>
  opened(() => crypto.subtle.importKey('spki', der as Uint8Array<ArrayBuffer>, RSA, false, ['verify']))

export const importJwk: PublicKeyStore['importJwk'] = (numbers) =>
  opened(() => crypto.subtle.importKey('jwk', { ...numbers }, RSA, false, ['verify']))

async function opened(importKey: () => Promise<CryptoKey>): Promise<PublicKey> {
  let key: CryptoKey
  try {
    key = await importKey()
  } catch (cause) {
    throw noPublicKey(cause)
  }
  return adopted(key)
}

export const adoptPublicKey: PublicKeyStore['adoptPublicKey'] = (key) => (isCryptoKey(key) ? adopted(key) : undefined)

function adopted(key: CryptoKey): PublicKey {
  assertVerifies(key)
  return webPublicKey(key)
}

export const encodeAscii: PublicKeyStore['encodeAscii'] = (text) => utf8.encode(text)

export const decodeBase64: PublicKeyStore['decodeBase64'] = (text) => {
  const bytes = bytesOfBase64(text)
  return bytes && base64(bytes) === text ? bytes : undefined
}
