// Reads the bodies with which users ask the identity data plane for tokens, trusting nothing in them.
import type { KeyObject } from 'node:crypto'
import { jsonMembers } from '../../frame/service/json-members.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import { readPublicPem } from '../../tenancy/keys/public-pem.ts'

export interface ScopedTokenRequest {
  readonly publicKey: KeyObject
  readonly scope: string
  /** The compartment or tenancy that the scope names, `undefined` for all of them. */
  readonly compartment: string | undefined
}

export interface UserTokenRequest {
  readonly publicKey: KeyObject
  readonly sessionMinutes: number
}

const SCOPE = /^urn:oracle:db::id::(?:\*|(ocid1\.(?:compartment|tenancy)\.[\w.-]+)(?:::ocid1\.[\w.-]+)?)$/

/** @returns the reason when the body cannot be used */
export function parseScopedTokenRequest(request: ReceivedRequest): ScopedTokenRequest | RejectionReason {
  const members = jsonMembers(request)
  if (typeof members === 'string') return members
  const scope = members.get('scope')
  const parts = typeof scope === 'string' ? SCOPE.exec(scope) : null
  if (parts === null) return 'malformed-scope'
  const publicKey = readKey(members.get('publicKey'))
  return typeof publicKey === 'string' ? publicKey : { publicKey, scope: parts[0], compartment: parts[1] }
}

/** @returns the reason when the body cannot be used */
export function parseUserTokenRequest(request: ReceivedRequest): UserTokenRequest | RejectionReason {
  const members = jsonMembers(request)
  if (typeof members === 'string') return members
  const publicKey = readKey(members.get('publicKey'))
  if (typeof publicKey === 'string') return publicKey
  const sessionMinutes = readMinutes(members.get('sessionExpirationInMinutes') ?? 60)
  return sessionMinutes === undefined ? 'malformed-session-expiration' : { publicKey, sessionMinutes }
}

/** OCI's CLI sends the number as text, and the service takes it. */
function readMinutes(value: unknown): number | undefined {
  const minutes = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value
  return typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 5 && minutes <= 60 ? minutes : undefined
}

function readKey(value: unknown): KeyObject | RejectionReason {
  const key = readPublicPem(value)
  if (key === 'malformed') return 'malformed-public-key-pem'
  return key === 'weak' ? 'weak-public-key' : key
}
