// A token that was just issued for a session: usable, of a user, and bound to the key at hand.
import { checkIssuedToken, UnusableTokenError, type UsableToken } from '@x/signer/principal'
import type { SessionToken } from './session-token.ts'

/**
 * What is told of a token reaches pages and terminals, and nobody has checked its signature: nothing may stand there that cannot be seen.
 * A federated user has a name of other characters behind the OCID of the identity provider.
 */
export const isOcid = (text: string): boolean => /^ocid1\.[^\p{C}\p{Z}]{1,500}$/u.test(text)

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
 * A token that came for another one: for the same key, user and tenancy. What the one before does not name is not compared.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER, that it was asked for
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`
 */
export function checkRenewedToken(given: unknown, before: SessionToken, publicKey: Uint8Array): UsableToken {
  const usable = checkIssuedToken(given, publicKey)
  const { claims } = usable
  const isOf = (claim: string): boolean => [undefined, claims.texts[claim]].includes(before.claims.texts[claim])
  if (!isOf('tenant')) throw new UnusableTokenError('foreign-tenancy')
  if (!isOf('sub')) throw new UnusableTokenError('foreign-user')
  return usable
}

/**
 * @param publicKey - SubjectPublicKeyInfo, DER, that it was asked for
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`; `not-a-jwt` also where it does not name a user and a tenancy by their OCIDs
 */
export function checkSessionToken(given: unknown, publicKey: Uint8Array): IssuedSession {
  const { token, claims } = checkIssuedToken(given, publicKey)
  const { sub: user = '', tenant: tenancy = '' } = claims.texts
  if (!isOcid(user) || !isOcid(tenancy) || !tenancy.startsWith('ocid1.tenancy.'))
    throw new UnusableTokenError('not-a-jwt')
  return { token, user, tenancy, expiresAt: claims.expiresAt, sessionEndsAt: claims.sessionEndsAt }
}
