// Whether a token was issued for the key at hand.
import { bytesOfBase64url } from '../../lib/base64url.ts'
import type { BoundKey } from './token-claims.ts'

/** Shorter ones could be the end of a longer one by chance, and are no keys of OCI's. */
const MIN_MODULUS_BYTES = 128
const INTEGER = 0x02

/**
 * Whether the key that a token names is this one. Both alphabets of base64 are read, with and without padding.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER: it ends with the modulus and the exponent
 * @example
 * ```ts
 * import { bindsKey, parseTokenClaims } from '@x/signer/principal'
 * declare const token: string
 * declare const publicKey: Uint8Array // of the pair that the token was asked for
 * const jwk = parseTokenClaims(token)?.jwk
 * const usable = jwk === undefined || (jwk !== 'unreadable' && bindsKey(jwk, publicKey))
 * ```
 * @see docs/sources.md#session-key
 * @public
 */
export function bindsKey(key: BoundKey, publicKey: Uint8Array): boolean {
  const modulus = bytesOfBase64url(key.n)
  const exponent = bytesOfBase64url(key.e)
  if (!modulus || !exponent || modulus.length < MIN_MODULUS_BYTES) return false
  const end = [...modulus, INTEGER, exponent.length, ...exponent]
  const start = publicKey.length - end.length
  return start >= 0 && end.every((byte, index) => byte === publicKey[start + index])
}
