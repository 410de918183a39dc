// Reads the body of a request to renew a token, trusting nothing in it.
import type { KeyObject } from 'node:crypto'
import { jsonMembers } from '../../frame/service/json-members.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { readPublicPem } from '../../tenancy/keys/public-pem.ts'

export interface RefreshAsked {
  readonly currentToken: string
  /** What the next token is to be bound to; `undefined` for the key of the present one. */
  readonly newPublicKey: KeyObject | undefined
}

/** @returns the reason when the body cannot be used */
export function parseRefresh(request: ReceivedRequest): RefreshAsked | RejectionReason {
  const members = jsonMembers(request)
  if (typeof members === 'string') return members
  const currentToken = members.get('currentToken')
  if (typeof currentToken !== 'string') return 'missing-current-token'
  const pem = members.get('newPublicKey')
  if (pem === undefined || pem === null) return { currentToken, newPublicKey: undefined }
  const newPublicKey = readPublicPem(pem)
  if (newPublicKey === 'malformed') return 'malformed-new-public-key'
  return newPublicKey === 'weak' ? 'weak-new-public-key' : { currentToken, newPublicKey }
}
