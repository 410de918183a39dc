// Reads the body with which a principal asks for a token of narrower scope, trusting nothing in it.
import type { KeyObject } from 'node:crypto'
import { parseJsonObject } from '../../lib/json-body.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { readSessionKey } from '../../tenancy/keys/session-key.ts'

export interface OauthRequest {
  readonly scope: string
  readonly targetCompartment: string
  readonly publicKey: KeyObject
}

/** Visible characters; a list of scopes has blanks in it. */
const SCOPE = /^[!-~]+(?: [!-~]+)*$/
const COMPARTMENT = /^ocid1\.(?:compartment|tenancy)\.[\w.-]+$/

/** @returns the reason when the body cannot be used */
export function parseOauthRequest(request: ReceivedRequest): OauthRequest | RejectionReason {
  if (!/^application\/json(?:;|$)/i.test(headerValue(request, 'content-type') ?? '')) return 'malformed-content-type'
  const members = parseJsonObject(request.body)
  if (members === undefined) return 'malformed-body'
  const scope = textOf(members.get('scope'), SCOPE)
  if (scope === undefined) return 'malformed-oauth-scope'
  const targetCompartment = textOf(members.get('target_compartment'), COMPARTMENT)
  if (targetCompartment === undefined) return 'malformed-target-compartment'
  const publicKey = readSessionKey(members.get('public_key'))
  return typeof publicKey === 'string' ? publicKey : { scope, targetCompartment, publicKey }
}

const textOf = (value: unknown, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined
