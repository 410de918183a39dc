// Reads what a session token says of itself. Its signature is the service's to check; its shape is ours.
import { MalformedTokenError } from '../errors.ts'

/** The claims that principals use. */
export interface Claims {
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Epoch milliseconds; absent when the token does not say. */
  readonly issuedAt: number | undefined
  /** The public key that the token is bound to, where it names one. */
  readonly jwk: { readonly n: string; readonly e: string } | undefined
  /** Every other claim that is a string, such as `tenant`, `sub`, `opc-instance`. */
  readonly texts: Readonly<Record<string, string>>
}

/** The token becomes part of a header: nothing else may stand in it. */
const BASE64URL = /^[\w-]+={0,2}$/
/** The farthest time that a `Date` can hold. */
const LAST_DATE_MS = 8.64e15

/**
 * @throws {@link MalformedTokenError} `not-a-jwt` when it has not three parts or its claims are not JSON, `no-expiry` when it does
 * not say how long it lasts, `key-mismatch` when it names a key that cannot be read
 */
export function readClaims(token: string): Claims {
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) throw notJwt()
  const claims = parseObject(decode(String(parts[1])))
  if (!claims) throw notJwt()
  const seconds = (name: string): number | undefined => {
    const value = claims[name]
    return typeof value === 'number' && Math.abs(value * 1000) <= LAST_DATE_MS ? value * 1000 : undefined
  }
  const expiresAt = seconds('exp')
  if (expiresAt === undefined) {
    throw new MalformedTokenError(
      'no-expiry',
      'The token does not say when it expires. Ask the service for another one.',
    )
  }
  return { expiresAt, issuedAt: seconds('iat'), jwk: readJwk(claims['jwk']), texts: textsOf(claims) }
}

const notJwt = (): MalformedTokenError =>
  new MalformedTokenError(
    'not-a-jwt',
    'The token is not a JSON Web Token. Check that the address is that of the auth service.',
  )

/** The claim is a string that holds JSON; an object is taken as well. */
function readJwk(claim: unknown): Claims['jwk'] {
  if (claim === undefined || claim === null) return undefined
  const jwk = typeof claim === 'string' ? parseObject(claim) : asRecord(claim)
  if (typeof jwk?.['n'] === 'string' && typeof jwk['e'] === 'string') return { n: jwk['n'], e: jwk['e'] }
  throw new MalformedTokenError(
    'key-mismatch',
    'The key that the token is bound to cannot be read from it. It is not used; try again.',
  )
}

const textsOf = (claims: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

function decode(part: string): string {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    throw notJwt()
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
