// Reads an RSA public key in PEM from the body of a request, trusting nothing in it.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { MIN_KEY_BITS } from './rsa-keys.ts'

/** One block and nothing else. Node's own reader would also take a private key and derive the public one from it. */
const PUBLIC_PEM = /^\s*-----BEGIN PUBLIC KEY-----[\sA-Za-z0-9+/=]+-----END PUBLIC KEY-----\s*$/

export function readPublicPem(value: unknown): KeyObject | 'malformed' | 'weak' {
  if (typeof value !== 'string' || !PUBLIC_PEM.test(value)) return 'malformed'
  try {
    const key = createPublicKey(value)
    if (key.asymmetricKeyType !== 'rsa') return 'malformed'
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS ? 'weak' : key
  } catch {
    return 'malformed'
  }
}
