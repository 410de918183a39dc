// Reads the bodies with which users ask the identity data plane for tokens, trusting nothing in them.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { MIN_KEY_BITS } from '../../tenancy/keys/rsa-keys.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

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
  const members = readMembers(request)
  if (typeof members === 'string') return members
  const scope = members.get('scope')
  const parts = typeof scope === 'string' ? SCOPE.exec(scope) : null
  if (parts === null) return 'malformed-scope'
  const publicKey = readPublicPem(members.get('publicKey'))
  return typeof publicKey === 'string' ? publicKey : { publicKey, scope: parts[0], compartment: parts[1] }
}

/** @returns the reason when the body cannot be used */
export function parseUserTokenRequest(request: ReceivedRequest): UserTokenRequest | RejectionReason {
  const members = readMembers(request)
  if (typeof members === 'string') return members
  const publicKey = readPublicPem(members.get('publicKey'))
  if (typeof publicKey === 'string') return publicKey
  const sessionMinutes = readMinutes(members.get('sessionExpirationInMinutes') ?? 60)
  return sessionMinutes === undefined ? 'malformed-session-expiration' : { publicKey, sessionMinutes }
}

function readMembers(request: ReceivedRequest): ReadonlyMap<string, unknown> | RejectionReason {
  const isJson = /^application\/json(?:;|$)/i.test(headerValue(request, 'content-type') ?? '')
  return isJson ? (parseJsonObject(request.body) ?? 'malformed-body') : 'malformed-content-type'
}

/** OCI's CLI sends the number as text, and the service takes it. */
function readMinutes(value: unknown): number | undefined {
  const minutes = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value
  return typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 5 && minutes <= 60 ? minutes : undefined
}

/** One block and nothing else. Node's own reader would also take a private key and derive the public one from it. */
const PUBLIC_PEM = /^\s*-----BEGIN PUBLIC KEY-----[\sA-Za-z0-9+/=]+-----END PUBLIC KEY-----\s*$/

function readPublicPem(value: unknown): KeyObject | RejectionReason {
  if (typeof value !== 'string' || !PUBLIC_PEM.test(value)) return 'malformed-public-key-pem'
  try {
    const key = createPublicKey(value)
    if (key.asymmetricKeyType !== 'rsa') return 'malformed-public-key-pem'
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS ? 'weak-public-key' : key
  } catch {
    return 'malformed-public-key-pem'
  }
}
