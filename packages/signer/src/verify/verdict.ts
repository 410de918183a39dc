// What a verification ends in, and how it prints.
import type { AuthorizationFault } from '../authorization.ts'
import { redactKeyId } from '../redact.ts'

/** Why a request was not accepted. @public */
export type RejectionReason =
  | AuthorizationFault
  | 'missing-authorization'
  | 'unsupported-algorithm'
  | 'unsupported-version'
  | 'unsupported-method'
  | 'missing-signed-header'
  | 'duplicate-signed-header'
  | 'missing-header'
  | 'duplicate-header'
  | 'invalid-header'
  | 'invalid-target'
  | 'invalid-date'
  | 'clock-skew'
  | 'unknown-key'
  | 'malformed-signature'
  | 'invalid-signature'
  | 'body-hash-mismatch'
  | 'content-length-mismatch'
  | 'unsigned-body'

/** The request is genuine. @public */
export interface Verified {
  readonly verified: true
  /** Whose key signed. A session token is part of it: treat it as a secret. */
  readonly keyId: string
  readonly signedHeaders: readonly string[]
  readonly signingString: string
}

/** The request is not genuine, or not acceptable. @public */
export interface Rejected {
  readonly verified: false
  readonly reason: RejectionReason
  /** A sentence for a log; it holds no secret. */
  readonly message: string
  /** What this server rebuilt, for comparing with what the client signed; absent when it did not come to that. */
  readonly signingString?: string
}

export const reject = (reason: RejectionReason, message: string): Rejected => ({ verified: false, reason, message })

/** A log of verdicts must not hold tokens. */
export function withoutSecrets(verdict: Verified | Rejected): object {
  const { signingString } = verdict
  return {
    ...verdict,
    ...(verdict.verified && { keyId: redactKeyId(verdict.keyId) }),
    ...(signingString !== undefined && {
      signingString: signingString.replace(/^opc-obo-token: .*/m, 'opc-obo-token: <redacted>'),
    }),
  }
}
