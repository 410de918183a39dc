// What a session token must say of itself to be used.
import { parseTokenClaims, type BoundKey, type Claims } from '@x/signer/refresh'
import { MalformedTokenError } from '../errors.ts'

/** The claims of a token that can be used. */
export interface UsableClaims extends Claims {
  readonly expiresAt: number
  readonly jwk: BoundKey | undefined
}

/**
 * @throws {@link MalformedTokenError} `not-a-jwt` when it has not three parts or its claims are not JSON, `no-expiry` when it does
 * not say how long it lasts, `key-mismatch` when it names a key that cannot be read
 */
export function readClaims(token: string): UsableClaims {
  const claims = parseTokenClaims(token)
  if (!claims) {
    throw new MalformedTokenError(
      'not-a-jwt',
      'The token is not a JSON Web Token. Check that the address is that of the auth service.',
    )
  }
  const { expiresAt, jwk } = claims
  if (expiresAt === undefined) {
    throw new MalformedTokenError(
      'no-expiry',
      'The token does not say when it expires. Ask the service for another one.',
    )
  }
  if (jwk === 'unreadable') {
    throw new MalformedTokenError(
      'key-mismatch',
      'The key that the token is bound to cannot be read from it. It is not used; try again.',
    )
  }
  return { ...claims, expiresAt, jwk }
}
