// Reads the public key that a session is to be bound to, as clients name it in the address of the login page.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { parseJsonObject } from '../../lib/json-body.ts'
import { MIN_KEY_BITS } from '../../tenancy/keys/rsa-keys.ts'

/** Padded or not: OCI's clients do either. */
const BASE64URL = /^[\w-]+={0,2}$/
/** Node would take a private key for its public half; OCI must never see one. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** @returns the reason when it is no base64url of such a key in JSON, or the key is too short */
export function readLoginKey(value: string | undefined): KeyObject | 'malformed-login-key' | 'weak-login-key' {
  if (value === undefined || !BASE64URL.test(value)) return 'malformed-login-key'
  const members = parseJsonObject(Buffer.from(value, 'base64url'))
  const [n, e] = [members?.get('n'), members?.get('e')]
  if (members?.get('kty') !== 'RSA' || !isNumber(n) || !isNumber(e)) return 'malformed-login-key'
  if (PRIVATE_MEMBERS.some((name) => members.has(name))) return 'malformed-login-key'
  const key = readJwk(n, e)
  if (key === undefined) return 'malformed-login-key'
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS ? 'weak-login-key' : key
}

const isNumber = (value: unknown): value is string => typeof value === 'string' && BASE64URL.test(value)

function readJwk(n: string, e: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  } catch {
    return undefined
  }
}
