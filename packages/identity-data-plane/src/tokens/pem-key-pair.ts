// Makes a key pair for a file that another program reads, with WebCrypto: everywhere, and off the event loop.
import { pemOf } from '@x/kernel'

export interface PemKeyPair {
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly publicKeyPem: string
}

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
}

export async function generatePemKeyPair(): Promise<PemKeyPair> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  return { privateKeyPem: pemOf('PRIVATE KEY', pkcs8), publicKey, publicKeyPem: publicKeyPemOf(publicKey) }
}

/** @param spki - SubjectPublicKeyInfo, DER */
export const publicKeyPemOf = (spki: Uint8Array): string => pemOf('PUBLIC KEY', spki)
