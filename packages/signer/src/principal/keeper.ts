// What stands below every signer: something that gets a credential, keeps it, and tells how it stands.
import type { Credential, CredentialContext } from '../credential.ts'
import type { Listeners } from './engine/listeners.ts'

/** What a keeper knows without asking anybody. @public */
export interface Standing {
  /** OCID of the tenancy. */
  readonly tenancy?: string | undefined
  /** OCID of the user, where one signs. */
  readonly user?: string | undefined
  /** Of the credential at hand, epoch milliseconds; absent where there is none yet, or it never ends. */
  readonly expiresAt?: number | undefined
  /** Whether a credential is being fetched or read. */
  readonly renewing: boolean
  /** Why the last attempt to get a credential failed; `undefined` once one has succeeded. */
  readonly lastError?: unknown
}

/** Gets a credential and keeps it. @public */
export interface Keeper {
  /** Told when the credential is renewed, and when that fails. */
  readonly listeners: Listeners
  /** A credential that can be used now and is not `rejected`. */
  credential(context?: CredentialContext): Promise<Credential>
  /** A new one, whatever there is; where there is no other, what is there. */
  renew(options?: Pick<CredentialContext, 'signal'>): Promise<unknown>
  standing(): Standing
  /** Ends what is under way; afterwards everything is refused with `reason`. */
  close(reason: unknown): void
}
