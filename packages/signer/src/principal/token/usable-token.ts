// What a token that was just issued must say of itself to be used: the one check, for every principal.
import { UnusableTokenError } from '../../errors/principal-errors.ts'
import { bindsKey } from './binds-key.ts'
import { parseTokenClaims, type BoundKey, type Claims } from './token-claims.ts'

/** A token that can be used. @public */
export interface UsableToken {
  /** Secret. */
  readonly token: string
  readonly claims: Claims & { readonly expiresAt: number; readonly jwk: BoundKey | undefined }
}

/**
 * Checks what a service issued: it is a JSON Web Token, and ends after it begins.
 *
 * @param token - as it came; white space around it is taken off
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` with the `reason`
 * @example
 * ```ts
 * import { checkToken } from '@x/signer/principal'
 * declare const answer: { access_token?: unknown }
 * const { token, claims } = checkToken(answer.access_token)
 * ```
 * @see docs/sources.md#token-claims
 * @public
 */
export function checkToken(token: unknown): UsableToken {
  const text = typeof token === 'string' ? token.trim() : ''
  if (text === '') throw new UnusableTokenError('no-token')
  const claims = parseTokenClaims(text)
  if (claims === undefined) throw new UnusableTokenError('not-a-jwt')
  const { expiresAt, issuedAt, jwk } = claims
  if (expiresAt === undefined) throw new UnusableTokenError('no-expiry')
  if (jwk === 'unreadable') throw new UnusableTokenError('key-mismatch')
  if (issuedAt !== undefined && expiresAt <= issuedAt) throw new UnusableTokenError('expired')
  return { token: text, claims: { ...claims, expiresAt, jwk } }
}

/**
 * {@link checkToken}, and that the token is bound to the key at hand where it names one.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER, of the pair that it was asked for
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` with the `reason`
 * @example
 * ```ts
 * import { checkIssuedToken } from '@x/signer/principal'
 * declare const answer: { token?: unknown }
 * declare const publicKey: Uint8Array // of the pair that the token was asked for
 * const { token, claims } = checkIssuedToken(answer.token, publicKey)
 * ```
 * @see docs/sources.md#token-claims
 * @public
 */
export function checkIssuedToken(token: unknown, publicKey: Uint8Array): UsableToken {
  const usable = checkToken(token)
  const { jwk } = usable.claims
  if (jwk && !bindsKey(jwk, publicKey)) throw new UnusableTokenError('key-mismatch')
  return usable
}
