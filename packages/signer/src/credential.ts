// Who signs: one immutable snapshot of a key id and the key that belongs to it.
import type { SigningKey } from './signing-key.ts'
import { printedAs, redactKeyId } from './lib/redact.ts'

/**
 * A key id and its key, always taken together so that a signature never pairs a token with another token's key.
 *
 * @public
 */
export interface Credential {
  /** `<tenancy>/<user>/<fingerprint>` or `ST$<token>`; secret in the second form. */
  readonly keyId: string
  readonly key: SigningKey
  /** Epoch milliseconds. Absent: never expires. */
  readonly expiresAt?: number | undefined
  /** Sent and signed as `opc-obo-token`: the workload acts for a user. */
  readonly delegationToken?: string | undefined
}

/** @public */
export interface CredentialContext {
  readonly signal?: AbortSignal | undefined
  /** A credential that the service refused, or that is to be replaced: renew if it is still the current one. */
  readonly rejected?: Credential | undefined
}

/**
 * Where a signer gets its credential from, asked before every signature. It caches as it sees fit.
 *
 * @public
 */
export type CredentialProvider = (context?: CredentialContext) => Promise<Credential>

/**
 * A credential that prints without its token: `JSON.stringify` and `util.inspect` show who it is, not what it is.
 *
 * @example
 * ```ts
 * import { createCredential, createSigner } from '@x/signer'
 * const signer = createSigner(async () => createCredential({ keyId: 'ST$eyJ.e30.sig', key: { sign: async (data) => data } }))
 * ```
 * @public
 */
export function createCredential(fields: Credential): Credential {
  const { keyId, key, expiresAt, delegationToken } = fields
  const credential = { keyId, key, expiresAt, delegationToken }
  return Object.freeze(printedAs(credential, () => ({ keyId: redactKeyId(keyId), expiresAt })))
}
