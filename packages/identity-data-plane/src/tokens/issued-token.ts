// What a token that was just issued must say of itself to be used.
import { bindsKey, parseTokenClaims, type Claims } from '@x/signer/principal'
import { UnusableTokenError } from '../errors.ts'

/** A token that was just issued for the key with this public half. */
export interface IssuedToken extends Claims {
  readonly expiresAt: number
}

/**
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`
 */
export function checkIssuedToken(token: string, publicKey: Uint8Array): IssuedToken {
  const claims = parseTokenClaims(token)
  if (claims === undefined) throw new UnusableTokenError('not-a-jwt')
  const { expiresAt, issuedAt, jwk } = claims
  if (expiresAt === undefined) throw new UnusableTokenError('no-expiry')
  if (jwk === 'unreadable' || (jwk && !bindsKey(jwk, publicKey))) throw new UnusableTokenError('key-mismatch')
  if (issuedAt !== undefined && expiresAt <= issuedAt) throw new UnusableTokenError('expired')
  return { ...claims, expiresAt }
}
