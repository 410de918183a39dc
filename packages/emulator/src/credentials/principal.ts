// Who a verified request came from.
import type { KeyObject } from 'node:crypto'

/** The caller of an accepted request; never holds a token. */
export interface Principal {
  readonly kind: 'api-key' | 'session'
  readonly tenancy: string
  readonly user: string
}

/** A key that may sign for a principal. */
export interface PrincipalKey {
  readonly principal: Principal
  readonly publicKey: KeyObject
  /** Names the key in explanations, e.g. `"the API key 20:3b:…"`; no secret. */
  readonly label: string
}
