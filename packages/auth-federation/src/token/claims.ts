// What a session token must say of itself to be used.
import { parseTokenClaims, type BoundKey, type Claims } from '@x/signer/principal'
import { MalformedTokenError } from '../errors.ts'

/** The claims of a token that can be used. */
export interface UsableClaims extends Claims {
  readonly expiresAt: number
  readonly jwk: BoundKey | undefined
}

/**
 * @throws {@link MalformedTokenError} `not-a-jwt` when it has not three parts or its claims are not JSON, `no-expiry` when it does
 * not say how long it lasts, `expired` when it ends as it begins, `key-mismatch` when it names a key that cannot be read
 */
export function readClaims(token: string): UsableClaims {
  const claims = parseTokenClaims(token)
  if (!claims) {
    throw new MalformedTokenError(
      'not-a-jwt',
      'The token is not a JSON Web Token. Check that the address is that of the auth service.',
    )
  }
  const { expiresAt, issuedAt, jwk } = claims
  if (expiresAt === undefined) {
    throw new MalformedTokenError(
      'no-expiry',
      'The token does not say when it expires. Ask the service for another one.',
    )
  }
  if (issuedAt !== undefined && expiresAt <= issuedAt) throw bornExpired()
  if (jwk === 'unreadable') {
    throw new MalformedTokenError(
      'key-mismatch',
      'The key that the token is bound to cannot be read from it. It is not used; try again.',
    )
  }
  return { ...claims, expiresAt, jwk }
}

/** A token that is over as it comes. */
export const bornExpired = (): MalformedTokenError =>
  new MalformedTokenError(
    'expired',
    'The token had expired when the service issued it. Check the clock of this machine and the address of the auth service.',
  )
