// Reads the public key that a pod asks a token for.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { readBase64 } from '../../lib/base64.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import { MIN_KEY_BITS } from '../../tenancy/keys/rsa-keys.ts'

/** @returns the reason when the body cannot be used */
export function readPodKey(body: Uint8Array): KeyObject | RejectionReason {
  const members = parseJsonObject(body)
  if (members === undefined) return 'malformed-body'
  const key = readKey(members.get('podKey'))
  if (key?.asymmetricKeyType !== 'rsa') return 'malformed-pod-key'
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS ? 'weak-pod-key' : key
}

/** OCI's SDK for Go sends the whole PEM; the others send what stands between its first and last line. */
function readKey(value: unknown): KeyObject | undefined {
  if (typeof value !== 'string' || value.includes('PRIVATE KEY')) return undefined
  try {
    if (value.startsWith('-----BEGIN PUBLIC KEY-----')) return createPublicKey(value)
    const der = readBase64(value)
    return der && createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
