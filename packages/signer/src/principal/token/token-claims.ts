// Reads what a token says of itself. Its signature is the service's to check; its shape is ours.
import { utcTime } from '@x/kernel'
import { bytesOfBase64url } from '../../lib/base64url.ts'

/** The public key that a token is bound to, as a JSON Web Key has it. @public */
export interface BoundKey {
  /** The modulus, base64url. */
  readonly n: string
  /** The exponent, base64url. */
  readonly e: string
}

/** The claims that principals use. What a token does not say, or not in a form that can be read, is `undefined`. @public */
export interface Claims {
  /** `exp`, epoch milliseconds. */
  readonly expiresAt: number | undefined
  /** `iat`, epoch milliseconds. */
  readonly issuedAt: number | undefined
  /** `nbf`, epoch milliseconds. */
  readonly notBefore: number | undefined
  /** `sess_exp`, epoch milliseconds: when its session ends, from where on it cannot be renewed. */
  readonly sessionEndsAt: number | undefined
  /** The public key that it is bound to; `undefined` where it names none. */
  readonly jwk: BoundKey | 'unreadable' | undefined
  /** Every claim that is a string, such as `tenant`, `sub`, `opc-instance`. */
  readonly texts: Readonly<Record<string, string>>
}

/** The token becomes part of a header: nothing else may stand in it. */
const BASE64URL = /^[\w-]+={0,2}$/
/** The farthest time that a `Date` can hold. */
const LAST_DATE_MS = 8.64e15

/**
 * The claims of a JSON Web Token; `undefined` for anything else. It never throws.
 *
 * @example
 * ```ts
 * import { parseTokenClaims } from '@x/signer/principal'
 * const { expiresAt, texts } = parseTokenClaims('eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDAsInRlbmFudCI6Im1lIn0.c2ln') ?? {}
 * console.log(expiresAt, texts?.['tenant']) // 1800000000000 me
 * ```
 * @see docs/sources.md#token-claims
 * @public
 */
export function parseTokenClaims(token: string): Claims | undefined {
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) return undefined
  const claims = parseObject(textOf(String(parts[1])))
  if (!claims) return undefined
  const { exp, iat, nbf, sess_exp: sessionEnd, jwk } = claims
  return {
    expiresAt: milliseconds(exp),
    issuedAt: milliseconds(iat),
    notBefore: milliseconds(nbf),
    sessionEndsAt: typeof sessionEnd === 'string' ? utcTime(sessionEnd) : milliseconds(sessionEnd),
    jwk: boundKey(jwk),
    texts: textsOf(claims),
  }
}

/** Of the token that a key id carries; `undefined` for any other key id, and for what a signer of another make leaves out. */
export const claimsOfKeyId = (keyId: unknown): Claims | undefined =>
  typeof keyId === 'string' && keyId.startsWith('ST$') ? parseTokenClaims(keyId.slice('ST$'.length)) : undefined

/** The claim is a string that holds JSON; an object is taken as well. */
function boundKey(claim: unknown): Claims['jwk'] {
  if (claim === undefined || claim === null) return undefined
  const { n, e } = (typeof claim === 'string' ? parseObject(claim) : asRecord(claim)) ?? {}
  return typeof n === 'string' && typeof e === 'string' ? { n, e } : 'unreadable'
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value * 1000) <= LAST_DATE_MS ? value * 1000 : undefined
}

const textsOf = (claims: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

const textOf = (part: string): string => new TextDecoder().decode(bytesOfBase64url(part))

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
