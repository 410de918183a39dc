// A token that was just issued for a session: usable, of a user, and bound to the key at hand.
import { checkIssuedToken, UnusableTokenError } from '@x/signer/principal'

export interface IssuedSession {
  /** Secret. */
  readonly token: string
  /** OCIDs of whom it speaks for. */
  readonly user: string
  readonly tenancy: string
  /** Epoch milliseconds, by the service's clock. */
  readonly expiresAt: number
  /** When there are no further tokens; `undefined` where the token does not say. Epoch milliseconds. */
  readonly sessionEndsAt: number | undefined
}

/**
 * @param publicKey - SubjectPublicKeyInfo, DER, that it was asked for
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`; `not-a-jwt` also where it does not name a user and a tenancy
 */
export function checkSessionToken(given: unknown, publicKey: Uint8Array): IssuedSession {
  const { token, claims } = checkIssuedToken(given, publicKey)
  const { sub: user = '', tenant: tenancy = '' } = claims.texts
  if (!user.startsWith('ocid1.') || !tenancy.startsWith('ocid1.tenancy.')) throw new UnusableTokenError('not-a-jwt')
  return { token, user, tenancy, expiresAt: claims.expiresAt, sessionEndsAt: claims.sessionEndsAt }
}
