// Reads what a token says of itself. Its signature is the service's to check.
import { UnusableTokenError } from './errors.ts'

export interface TokenClaims {
  /** Epoch milliseconds. */
  readonly expiresAt: number | undefined
  readonly issuedAt: number | undefined
  /** When its session ends, from where on it cannot be renewed. */
  readonly sessionEndsAt: number | undefined
  /** Of the key that it is bound to, big-endian. */
  readonly keyModulus: Uint8Array | undefined
}

/** `undefined` for what is no JSON Web Token. */
export function parseTokenClaims(token: string): TokenClaims | undefined {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token) ?? []
  const read = claims === undefined ? undefined : parseObject(textOf(claims))
  if (read === undefined) return undefined
  const { exp, iat, sess_exp: sessionEnd, jwk } = read
  const key = typeof jwk === 'string' ? parseObject(jwk) : undefined
  return {
    expiresAt: milliseconds(exp),
    issuedAt: milliseconds(iat),
    sessionEndsAt: typeof sessionEnd === 'string' ? Date.parse(sessionEnd) || undefined : milliseconds(sessionEnd),
    keyModulus: typeof key?.['n'] === 'string' ? bytesOf(key['n']) : undefined,
  }
}

/** A token that was just issued for the key with this public half. */
export interface IssuedToken extends TokenClaims {
  readonly expiresAt: number
}

/**
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`
 */
export function checkIssuedToken(token: string, publicKey: Uint8Array): IssuedToken {
  const claims = parseTokenClaims(token)
  if (claims === undefined) throw new UnusableTokenError('not-a-jwt')
  const { expiresAt, issuedAt, keyModulus } = claims
  if (expiresAt === undefined) throw new UnusableTokenError('no-expiry')
  if (keyModulus !== undefined && !bindsKey(keyModulus, publicKey)) throw new UnusableTokenError('key-mismatch')
  if (issuedAt !== undefined && expiresAt <= issuedAt) throw new UnusableTokenError('expired')
  return { ...claims, expiresAt }
}

/** Whether a public key (SubjectPublicKeyInfo, DER) has this modulus, which stands in it byte for byte. */
export function bindsKey(modulus: Uint8Array, publicKey: Uint8Array): boolean {
  const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return modulus.length >= MIN_MODULUS_BYTES && hex(publicKey).includes(hex(modulus))
}

/** Shorter ones could stand anywhere by chance, and are no keys of OCI's. */
const MIN_MODULUS_BYTES = 128

/** The farthest time that a `Date` can hold. */
const LAST_DATE_MS = 8.64e15

function milliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value * 1000) <= LAST_DATE_MS ? value * 1000 : undefined
}

function bytesOf(base64url: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

const textOf = (base64url: string): string => new TextDecoder().decode(bytesOf(base64url))

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
