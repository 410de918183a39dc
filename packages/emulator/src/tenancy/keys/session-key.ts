// Reads the public key that a token is to be bound to, as clients name it `public_key`.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { readBase64 } from '../../lib/base64.ts'
import { MIN_KEY_BITS } from './rsa-keys.ts'

type Unusable = 'malformed-session-key' | 'weak-session-key'

/** @returns the reason when it is not base64 of an RSA key in DER (SPKI), or too short */
export function readSessionKey(value: unknown): KeyObject | Unusable {
  const der = typeof value === 'string' ? readBase64(value) : undefined
  const key = der && readSpki(der)
  if (key?.asymmetricKeyType !== 'rsa') return 'malformed-session-key'
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS ? 'weak-session-key' : key
}

function readSpki(der: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
