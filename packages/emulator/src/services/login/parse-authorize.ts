// Reads what the address of the login page asks for, trusting nothing in it.
import type { KeyObject } from 'node:crypto'
import { queryOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import { readLoginKey } from './login-key.ts'
import type { LoginSettings } from './login-settings.ts'

/** A login that a client began. */
export interface LoginRequest {
  readonly publicKey: KeyObject
  readonly nonce: string
  readonly redirectUri: string
  /** `undefined` where none is named, and for one that is unknown. */
  readonly identityProvider: string | undefined
}

export interface RefusedLogin {
  readonly reason: RejectionReason
  /** Where the client can be told; `undefined` where it is not known to be the client. */
  readonly redirectUri: string | undefined
}

/** Who calls for a login; OCI's clients all name themselves so. */
export const CLIENT_ID = 'iaas_console'

const FIXED: readonly (readonly [name: string, value: string, reason: RejectionReason])[] = [
  ['action', 'login', 'unsupported-login-action'],
  ['response_type', 'token id_token', 'unsupported-response-type'],
  ['scope', 'openid', 'unsupported-login-scope'],
]

const NONCE = /^[\x20-\x7e]{1,255}$/

export function parseAuthorize(
  request: ReceivedRequest,
  settings: LoginSettings,
  { tenancy }: Pick<TenancyNames, 'tenancy'>,
): LoginRequest | RefusedLogin {
  const pairs = [...new URLSearchParams(queryOf(request.target))]
  const parameters = new Map(pairs)
  const redirectUri = parameters.get('redirect_uri')
  const distrusted = (reason: RejectionReason): RefusedLogin => ({ reason, redirectUri: undefined })
  if (parameters.size !== pairs.length) return distrusted('malformed-login-query')
  if (parameters.get('client_id') !== CLIENT_ID) return distrusted('unknown-login-client')
  if (redirectUri === undefined || !settings.redirectUris.includes(redirectUri))
    return distrusted('untrusted-redirect-uri')
  const fixed = FIXED.find(([name, value]) => parameters.get(name) !== value)
  if (fixed !== undefined) return { reason: fixed[2], redirectUri }
  const nonce = parameters.get('nonce') ?? ''
  if (!NONCE.test(nonce)) return { reason: 'malformed-nonce', redirectUri }
  const publicKey = readLoginKey(parameters.get('public_key'))
  if (typeof publicKey === 'string') return { reason: publicKey, redirectUri }
  const tenant = parameters.get('tenant')
  if (tenant !== undefined && tenant !== settings.tenancyName && tenant !== tenancy)
    return { reason: 'unknown-tenancy', redirectUri }
  const provider = parameters.get('provider')
  const isKnown = provider === settings.identityProviderName
  return { publicKey, nonce, redirectUri, identityProvider: isKnown ? provider : undefined }
}
