// The two operations: paths, bodies, what they yield, and what is not worth sending.
import { argumentError } from '@x/kernel'
import type { ServiceOperation } from '@x/http'
import type {
  GenerateScopedAccessTokenDetails,
  GenerateUserSecurityTokenDetails,
  SecurityToken,
} from '../models/security-tokens.ts'

const REFERENCE = 'https://docs.oracle.com/iaas/api/#/en/identity-dp/v1/SecurityToken'

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function scopedAccessTokenOperation(details: GenerateScopedAccessTokenDetails): ServiceOperation<SecurityToken> {
  const body = checkedDetails(details)
  const { scope } = body
  if (typeof scope !== 'string' || scope === '')
    throw argumentError('scope is not a text. Pass what the token is for, e.g. "urn:oracle:db::id::*".')
  return {
    operation: 'GenerateScopedAccessToken',
    method: 'POST',
    path: '/actions/generateScopedAccessToken',
    body,
    parse: parseSecurityToken,
    apiReferenceLink: `${REFERENCE}/GenerateScopedAccessToken`,
  }
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function userSecurityTokenOperation(
  details: GenerateUserSecurityTokenDetails,
  checkSessionExpiration: boolean,
): ServiceOperation<SecurityToken> {
  const body = checkedDetails(details)
  if (checkSessionExpiration) checkMinutes(body.sessionExpirationInMinutes)
  return {
    operation: 'GenerateUserSecurityToken',
    method: 'POST',
    path: '/token/upst/actions/GenerateUpst',
    body,
    parse: parseSecurityToken,
    apiReferenceLink: `${REFERENCE}/GenerateUserSecurityToken`,
  }
}

/** A private key that is taken for the public one must not leave the machine. */
function checkedDetails<T extends { readonly publicKey: string }>(details: T): T {
  const { publicKey } = (details ?? {}) as Partial<T>
  if (typeof publicKey !== 'string' || publicKey.trim() === '')
    throw argumentError('publicKey is not a text. Pass the public key that the token is to be bound to, as PEM.')
  if (/PRIVATE KEY/.test(publicKey))
    throw argumentError('publicKey holds a private key, which was not sent. Pass its public half, as PEM.')
  return details
}

/**
 * What the service takes.
 *
 * @see docs/sources.md#identity-data-plane
 */
export const SESSION_MINUTES = { min: 5, max: 60 } as const

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function checkMinutes(minutes: number | undefined): void {
  if (minutes === undefined) return
  const { min, max } = SESSION_MINUTES
  if (Number.isInteger(minutes) && minutes >= min && minutes <= max) return
  throw argumentError(
    `sessionExpirationInMinutes is not a whole number from ${min} to ${max}. Pass one, or checkSessionExpiration: false where the service takes others.`,
  )
}

/** Members that are not known yet pass. What it throws becomes a ResponseParseError. */
function parseSecurityToken(json: unknown): SecurityToken {
  if (typeof json === 'object' && json !== null && 'token' in json) {
    if (typeof json.token === 'string' && json.token !== '') return json as SecurityToken
  }
  throw new Error('the response has no text "token"')
}
