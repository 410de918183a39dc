// Node's public keys: they verify in the caller's thread, where that takes less than the way to the pool and back.
import { Buffer } from 'node:buffer'
import type { JsonWebKeyInput, KeyObject, PublicKeyInput } from 'node:crypto'
import { isCryptoKey } from './crypto-key.ts'
import { assertStrong, assertVerifies, noPublicKey, type PublicKey, type PublicKeyStore } from './public-key.ts'
import { webPublicKey } from './web-public-key.ts'

// Not imported: node:crypto is most of what importing the verifier would cost.
const nodeCrypto = () => process.getBuiltinModule('node:crypto')

export const importSpki: PublicKeyStore['importSpki'] = (der) =>
  opened({ key: Buffer.from(der.buffer, der.byteOffset, der.byteLength), format: 'der', type: 'spki' })

export const importJwk: PublicKeyStore['importJwk'] = (numbers) => opened({ key: { ...numbers }, format: 'jwk' })

function opened(input: PublicKeyInput | JsonWebKeyInput): PublicKey {
  let key: KeyObject
  try {
    key = nodeCrypto().createPublicKey(input)
  } catch (cause) {
    throw noPublicKey(cause)
  }
  return nodePublicKey(key)
}

export const adoptPublicKey: PublicKeyStore['adoptPublicKey'] = async (key) => {
  if (key instanceof nodeCrypto().KeyObject) return nodePublicKey(key)
  if (!isCryptoKey(key)) return undefined
  assertVerifies(key)
  return key.extractable ? importSpki(await exported(key)) : webPublicKey(key)
}

async function exported(key: CryptoKey): Promise<Uint8Array> {
  try {
    return new Uint8Array(await crypto.subtle.exportKey('spki', key))
  } catch (cause) {
    throw noPublicKey(cause)
  }
}

function nodePublicKey(key: KeyObject): PublicKey {
  if (key.type !== 'public' || key.asymmetricKeyType !== 'rsa') throw noPublicKey()
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  assertStrong(modulusLength, publicExponent)
  const { verify } = nodeCrypto()
  return { verify: (data, signature) => verify('sha256', data, key, signature) }
}

// Both are slices of Node's pool: an ArrayBuffer of its own for each request would cost half as much as the signature.
export const encodeAscii: PublicKeyStore['encodeAscii'] = (text) => Buffer.from(text, 'latin1')

export const decodeBase64: PublicKeyStore['decodeBase64'] = (text) => {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
