// What a public key must be to judge signatures, the same in every runtime, and what is made of one.
import { argumentError } from '@x/kernel'
import { RSA } from './crypto-key.ts'

/** Judges RSA PKCS#1 v1.5 signatures over SHA-256. */
export interface PublicKey {
  verify(data: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}

/** An RSA key's numbers as a JWK has them, base64url. */
export interface RsaNumbers {
  readonly kty: 'RSA'
  readonly n: string
  readonly e: string
}

/** Where public keys come from: package.json's "#public-keys" picks an implementation. All that cannot be trusted is refused. */
export interface PublicKeyStore {
  /** From SubjectPublicKeyInfo DER. */
  readonly importSpki: (der: Uint8Array) => PublicKey | Promise<PublicKey>
  readonly importJwk: (numbers: RsaNumbers) => PublicKey | Promise<PublicKey>
  /** Takes over a key of the runtime, which cannot change; `undefined` when `key` is none. */
  readonly adoptPublicKey: (key: object) => PublicKey | undefined | Promise<PublicKey | undefined>
  /** A signing string is ASCII. */
  readonly encodeAscii: (text: string) => Uint8Array
  /** Of one spelling only: `undefined` without the padding, with other spare bits, or with white space. */
  readonly decodeBase64: (text: string) => Uint8Array | undefined
}

const MIN_BITS = 2048

export const noPublicKey = (cause?: unknown): TypeError =>
  Object.assign(
    argumentError(
      'resolveKey yielded no RSA public key. Yield PEM text (PUBLIC KEY), a JWK, a CryptoKey for verifying RSASSA-PKCS1-v1_5 with SHA-256, or a KeyObject.',
    ),
    { cause },
  )

/**
 * With an exponent of 1 anybody can write a signature; keys below 2048 bits are within reach of who wants one.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when signatures of such a key prove nothing
 */
export function assertStrong(bits: number, exponent: bigint): void {
  if (bits >= MIN_BITS && exponent >= 3n && exponent % 2n === 1n) return
  throw argumentError(
    `resolveKey yielded an RSA key of ${bits} bits with the exponent ${exponent}, whose signatures prove nothing. Have the caller make a key of ${MIN_BITS} bits or more: openssl genrsa -out key.pem ${MIN_BITS}.`,
  )
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` when `key` is for something else, or too weak */
export function assertVerifies({ type, algorithm, usages }: CryptoKey): void {
  const { name, hash, modulusLength, publicExponent } = algorithm as Partial<RsaHashedKeyAlgorithm>
  const fits = name === RSA.name && hash?.name === RSA.hash && type === 'public' && usages.includes('verify')
  if (!fits || modulusLength === undefined || publicExponent === undefined) throw noPublicKey()
  assertStrong(
    modulusLength,
    publicExponent.reduce((value, byte) => value * 256n + BigInt(byte), 0n),
  )
}
