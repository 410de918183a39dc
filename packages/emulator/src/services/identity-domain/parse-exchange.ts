// What a form asks for: a token of which kind, for which subject, bound to which key.
import type { KeyObject } from 'node:crypto'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { readSessionKey } from '../../tenancy/keys/session-key.ts'
import type { Form } from '../../frame/service/form.ts'

export interface AccessTokenAsked {
  readonly wants: 'access'
  readonly scope: string
}

export interface SessionTokenAsked {
  readonly wants: 'upst' | 'rpst'
  readonly subjectToken: string
  readonly publicKey: KeyObject
  /** The kind of resource that an RPST speaks for. */
  readonly resourceType: string
}

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const WANTED: ReadonlyMap<string | undefined, 'upst' | 'rpst' | 'access'> = new Map([
  ['urn:oci:token-type:oci-upst', 'upst'],
  ['urn:oci:token-type:oci-rpst', 'rpst'],
  ['urn:ietf:params:oauth:token-type:access_token', 'access'],
])
const SUBJECT_TYPES: ReadonlySet<string> = new Set(['jwt', 'urn:ietf:params:oauth:token-type:jwt'])

/** @returns the reason when the form cannot be used */
export function parseExchange(form: Form): AccessTokenAsked | SessionTokenAsked | RejectionReason {
  if (form.get('grant_type') !== GRANT) return 'unsupported-grant-type'
  const wants = WANTED.get(form.get('requested_token_type'))
  if (wants === undefined) return 'unsupported-token-type'
  if (wants !== 'access') return parseSession(form, wants)
  const scope = form.get('scope')
  return scope === undefined ? 'missing-scope' : { wants, scope }
}

function parseSession(form: Form, wants: 'upst' | 'rpst'): SessionTokenAsked | RejectionReason {
  const subjectToken = form.get('subject_token')
  if (subjectToken === undefined) return 'missing-subject-token'
  if (!SUBJECT_TYPES.has(form.get('subject_token_type') ?? '')) return 'unsupported-subject-token-type'
  const resourceType = form.get('res_type')
  if (wants === 'rpst' && resourceType === undefined) return 'missing-resource-type'
  const publicKey = readSessionKey(form.get('public_key'))
  return typeof publicKey === 'string'
    ? publicKey
    : { wants, subjectToken, publicKey, resourceType: resourceType ?? '' }
}
