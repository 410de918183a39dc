// Reads the body with which the tokens of a resource are exchanged for a session token, trusting nothing in it.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { readBase64 } from '../../lib/base64.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { MIN_KEY_BITS } from '../../tenancy/keys/rsa-keys.ts'
import type { TokenPair } from './service-tokens.ts'

export interface SessionRequest extends TokenPair {
  readonly publicKey: KeyObject
}

/** @returns the reason when the body cannot be used */
export function parseSessionRequest(body: Uint8Array): SessionRequest | RejectionReason {
  const members = parseJsonObject(body)
  if (members === undefined) return 'malformed-body'
  const resourcePrincipalToken = members.get('resourcePrincipalToken')
  const servicePrincipalSessionToken = members.get('servicePrincipalSessionToken')
  if (typeof resourcePrincipalToken !== 'string' || typeof servicePrincipalSessionToken !== 'string')
    return 'malformed-resource-token'
  const publicKey = readRsaKey(members.get('sessionPublicKey'))
  if (publicKey === undefined) return 'malformed-resource-key'
  if ((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS) return 'weak-resource-key'
  return { resourcePrincipalToken, servicePrincipalSessionToken, publicKey }
}

function readRsaKey(value: unknown): KeyObject | undefined {
  const der = typeof value === 'string' ? readBase64(value) : undefined
  if (der === undefined) return undefined
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
