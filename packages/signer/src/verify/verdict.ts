// What a verification ends in, and how it prints.
import type { AuthorizationFault } from '../signing/authorization.ts'
import { redactKeyId } from '../lib/redact.ts'
import type { VerifiedPrincipal } from './principal.ts'

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
  | 'wrong-host'
  | 'unknown-key'
  | 'invalid-token'
  | 'expired-token'
  | 'malformed-signature'
  | 'invalid-signature'
  | 'missing-body'
  | 'body-hash-mismatch'
  | 'content-length-mismatch'
  | 'unsigned-body'
  | 'replayed'

/** The request is genuine. What an application decides by, it takes from here: all of it was signed. @public */
export interface Verified {
  readonly verified: true
  /** Whose key signed. A session token is part of it: treat it as a secret. */
  readonly keyId: string
  /** Who that is, as far as the key id says it, or as `resolveKey` does. */
  readonly principal: VerifiedPrincipal
  /** Upper-case. */
  readonly method: string
  /** Path and query; without the signature, where that came in the query. */
  readonly target: string
  /** The service that the signature is for, as the client spelled it. */
  readonly host: string
  /** When it was signed, by the client's clock; epoch milliseconds. */
  readonly date: number
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

/** Shows no secret of what it holds; reading the members does. */
class Verdict {
  constructor(told: Verified | Rejected) {
    Object.assign(this, told)
  }

  toJSON(this: Verified | Rejected): object {
    return withoutSecrets(this)
  }

  [Symbol.for('nodejs.util.inspect.custom')](this: Verified | Rejected): object {
    return withoutSecrets(this)
  }
}

export const accept = (told: Verified): Verified => new Verdict(told) as Verdict & Verified

/** @param signingString - where it came to that */
export function reject(reason: RejectionReason, message: string, signingString?: string): Rejected {
  const told: Rejected = { verified: false, reason, message, ...(signingString !== undefined && { signingString }) }
  return new Verdict(told) as Verdict & Rejected
}

/** Its own member, not one that a polluted prototype lends to everything. */
export const isRejected = (outcome: object): outcome is Rejected => Object.hasOwn(outcome, 'verified')

const REDACTED = '<redacted>'
/** Any other header may be a token's. */
const SHOWN = new Set(['date', 'x-date', 'host', 'content-length', 'content-type', 'x-content-sha256'])

/** A log of verdicts must not hold tokens. */
function withoutSecrets(verdict: Verified | Rejected): object {
  const { signingString } = verdict
  return {
    ...verdict,
    ...(verdict.verified && { keyId: redactKeyId(verdict.keyId), target: withoutValues(verdict.target) }),
    ...(signingString !== undefined && { signingString: signingString.split('\n').map(withoutValue).join('\n') }),
  }
}

function withoutValue(line: string): string {
  const name = line.slice(0, line.indexOf(': '))
  if (name === '(request-target)') return withoutValues(line)
  return SHOWN.has(name) ? line : `${name}: ${REDACTED}`
}

/** A query may hold tokens under any name. */
function withoutValues(target: string): string {
  const [path = '', query] = target.split(/\?(.*)/, 2)
  if (query === undefined) return path
  return `${path}?${query.replaceAll(/(^|&)([^&=]*=)?[^&]*/g, `$1$2${REDACTED}`)}`
}
