// Who a verified request came from.
import type { KeyObject } from 'node:crypto'

/** The caller of an accepted request; never holds a token. */
export interface Principal {
  readonly kind: 'api-key' | 'session' | 'instance' | 'resource' | 'workload'
  readonly tenancy: string
  /** OCID of the user; of another principal, that of the instance or resource, or the name of the workload. */
  readonly user: string
  /** When the session of a user security token ends, in epoch milliseconds; absent for other callers. */
  readonly sessionEndsAt?: number | undefined
  /** Names that session; absent for other callers. */
  readonly sessionId?: string | undefined
}

/** A key that may sign for a principal. */
export interface PrincipalKey {
  readonly principal: Principal
  readonly publicKey: KeyObject
  /** Names the key in explanations, e.g. `"the API key 20:3b:…"`; no secret. */
  readonly label: string
}

/** What a service that tells callers who they are says of one. */
export const callerOf = ({ kind, tenancy, user }: Principal): Pick<Principal, 'kind' | 'tenancy' | 'user'> => ({
  kind,
  tenancy,
  user,
})
