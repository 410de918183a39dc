// RSA keys in their DER forms: PKCS#1 in and out of PKCS#8, and the public half as SubjectPublicKeyInfo.
import { KeyRefusal } from '../key-refusal.ts'
import { children, contentOf, der, oidOf, readDer, TAG } from './der.ts'

/** rsaEncryption. @see RFC 8017 appendix C */
const RSA_OID = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)
const RSA_OID_HEX = '2a864886f70d010101'

const rsaAlgorithm = (): Uint8Array => der(TAG.sequence, der(TAG.oid, RSA_OID), der(TAG.null))

export interface RsaPrivateKey {
  readonly pkcs8: Uint8Array
  readonly spki: Uint8Array
  readonly bits: number
}

/** @throws RangeError when `pkcs1` is not an RSAPrivateKey */
export function fromPkcs1(pkcs1: Uint8Array): RsaPrivateKey {
  const [, modulus, exponent, ...secrets] = children(readDer(pkcs1))
  if (secrets.length < 6) throw new RangeError('not an RSA private key')
  const modulusBytes = contentOf(modulus, TAG.integer)
  const publicKey = der(
    TAG.sequence,
    der(TAG.integer, modulusBytes),
    der(TAG.integer, contentOf(exponent, TAG.integer)),
  )
  return {
    pkcs8: der(TAG.sequence, der(TAG.integer, Uint8Array.of(0)), rsaAlgorithm(), der(TAG.octetString, pkcs1)),
    spki: der(TAG.sequence, rsaAlgorithm(), der(TAG.bitString, Uint8Array.of(0), publicKey)),
    // A leading zero, which only keeps the number positive, is eight bits without a one.
    bits: modulusBytes.length * 8 - Math.clz32(Number(modulusBytes[0])) + 24,
  }
}

/**
 * @returns `undefined` when the key is of another kind than RSA
 * @throws RangeError when `pkcs8` is not a PrivateKeyInfo
 */
export function fromPkcs8(pkcs8: Uint8Array): RsaPrivateKey | undefined {
  const [, algorithm, key] = children(readDer(pkcs8))
  if (oidOf(children(algorithm)[0]) !== RSA_OID_HEX) return undefined
  return fromPkcs1(contentOf(key, TAG.octetString))
}

/** A DER value that ends early was cut off; any other fault is another file's. */
export const unreadable = (cause: unknown): KeyRefusal =>
  new KeyRefusal(/cut off/.test((cause as Error).message) ? 'truncated' : 'malformed', { cause })
