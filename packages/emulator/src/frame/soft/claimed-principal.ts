// Whom a request claims to be from, for the option `soft`: nothing of it is verified.
import { parseAuthorization } from '../../proof/request/parse-authorization.ts'
import type { Principal } from '../../proof/principal.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { parseJwt } from '../../tenancy/tokens/jwt.ts'
import { principalOf } from '../../tenancy/tokens/token-claims.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'

const API_KEY_ID = /^([A-Za-z0-9._-]{1,255})\/([A-Za-z0-9._-]{1,255})\/[^/]+$/

/** By its key id; the first user where there is none that can be read. */
export function claimedPrincipal({ headers }: ReceivedRequest, { tenancy, user }: TenancyNames): Principal {
  const first: Principal = { kind: 'api-key', tenancy, user }
  const authorization = parseAuthorization(headers.get('authorization'))
  if (!authorization.ok) return first
  const { keyId } = authorization.value
  const claims = keyId.startsWith('ST$') ? parseJwt(keyId.slice('ST$'.length))?.claims : undefined
  if (claims !== undefined) return principalOf(claims)
  const [, claimedTenancy, claimedUser] = API_KEY_ID.exec(keyId) ?? []
  if (claimedTenancy === undefined || claimedUser === undefined) return first
  return { kind: 'api-key', tenancy: claimedTenancy, user: claimedUser }
}
