// A session token with its key, as the auth service issued it.
import type { Snapshot } from '@x/signer/principal'
import type { UsableClaims } from './claims.ts'

export interface TokenSnapshot extends Snapshot {
  /** Secret: it is the key id of every signature made with it. */
  readonly token: string
  readonly claims: UsableClaims
}
