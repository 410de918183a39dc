// Makes the key pairs that tokens are bound to, with WebCrypto: everywhere, and off the event loop.
import type { SigningKey } from '@x/signer'

const ALGORITHM = 'RSASSA-PKCS1-v1_5'

export interface EphemeralKey {
  readonly key: SigningKey
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly publicKeyPem: string
}

/** A pair whose private half cannot leave the runtime. */
export async function generateKey(): Promise<EphemeralKey> {
  const { privateKey, publicKey } = await generate(false)
  const sign = async (data: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, data as Uint8Array<ArrayBuffer>))
  return { key: { sign }, ...(await publicHalf(publicKey)) }
}

export interface PemKeyPair extends Omit<EphemeralKey, 'key'> {
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string
}

/** A pair for a file that another program reads. */
export async function generatePemKeyPair(): Promise<PemKeyPair> {
  const { privateKey, publicKey } = await generate(true)
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
  return { privateKeyPem: pemOf('PRIVATE KEY', pkcs8), ...(await publicHalf(publicKey)) }
}

const generate = (extractable: boolean): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(
    { name: ALGORITHM, hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    extractable,
    ['sign', 'verify'],
  )

async function publicHalf(key: CryptoKey): Promise<{ publicKey: Uint8Array; publicKeyPem: string }> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', key))
  return { publicKey, publicKeyPem: pemOf('PUBLIC KEY', publicKey) }
}

function pemOf(label: string, der: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...der))
  return `-----BEGIN ${label}-----\n${base64.replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`
}
