// Issues session tokens (RS256 JWTs bound to a key) and verifies them when they come back in a key id.
import { createPublicKey, randomUUID, sign, verify, type KeyObject } from 'node:crypto'
import { pass, refuse, type Outcome } from '../protocol/outcome.ts'
import type { PrincipalKey } from './principal.ts'
import { generateKeysNow, type KeyPair } from './rsa-keys.ts'

export interface TokenRequest {
  readonly tenancy: string
  readonly user: string
  readonly publicKey: KeyObject
  readonly lifetimeSeconds: number
}

export interface IssuedToken {
  readonly token: string
  /** Epoch milliseconds; what the claim `exp` says. */
  readonly expiresAt: number
}

/** The key id the auth service gives its signing key. */
const SIGNING_KEY_ID = 'asw'
/** How many issued keys are remembered to explain a request signed with the wrong one. */
const REMEMBERED_KEYS = 64

export class SessionTokens {
  readonly #now: () => number
  #keys: KeyPair | undefined
  readonly #revoked = new Set<string>()
  #issued: readonly PrincipalKey[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  issue({ tenancy, user, publicKey, lifetimeSeconds }: TokenRequest): IssuedToken {
    const iat = Math.floor(this.#now() / 1000)
    const exp = iat + lifetimeSeconds
    const jwk = { kid: 'session', ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
    const claims = {
      sub: user,
      iss: 'authService.oracle.com',
      aud: 'oci',
      ptype: 'user',
      ttype: 'login',
      tenant: tenancy,
      iat,
      exp,
      jti: randomUUID(),
      // A string that holds JSON: that is how the service writes it.
      jwk: JSON.stringify(jwk),
    }
    const content = `${encode({ alg: 'RS256', kid: SIGNING_KEY_ID, typ: 'JWT' })}.${encode(claims)}`
    const token = `${content}.${sign('sha256', Buffer.from(content), this.#signingKeys().privateKey).toString('base64url')}`
    this.#issued = [...this.#issued, sessionKey(claims, publicKey)].slice(-REMEMBERED_KEYS)
    return { token, expiresAt: exp * 1000 }
  }

  /** A token that is revoked is refused from now on; anything else is ignored. */
  revoke(token: string): void {
    const jti = parseToken(token.trim())?.claims['jti']
    if (typeof jti === 'string') this.#revoked.add(jti)
  }

  /** The key a valid token is bound to. */
  find(token: string): Outcome<PrincipalKey> {
    const parsed = parseToken(token)
    if (parsed === undefined) return refuse('malformed-token')
    const { header, claims, content, signature } = parsed
    if (header['alg'] !== 'RS256' || header['kid'] !== SIGNING_KEY_ID) return refuse('token-foreign')
    if (!verify('sha256', content, this.#signingKeys().publicKey, signature)) return refuse('token-altered')
    return this.#checkClaims(claims)
  }

  issuedKeys(): Iterable<PrincipalKey> {
    return this.#issued
  }

  /** Made when the first token is met: most tests need none, and each key costs them a tenth of a second. */
  #signingKeys(): KeyPair {
    this.#keys ??= generateKeysNow()
    return this.#keys
  }

  #checkClaims(claims: Claims): Outcome<PrincipalKey> {
    const { iat, exp, jti } = claims
    const now = this.#now()
    if (typeof exp !== 'number' || typeof iat !== 'number') return refuse('malformed-token')
    if (now >= exp * 1000) return refuse('token-expired', `It expired at ${iso(exp)}; it is ${iso(now / 1000)}.`)
    if (now < iat * 1000 - ISSUE_TOLERANCE_MS) return refuse('token-not-yet-valid', `It was issued at ${iso(iat)}.`)
    if (typeof jti === 'string' && this.#revoked.has(jti)) return refuse('token-revoked')
    const publicKey = readBoundKey(claims['jwk'])
    return publicKey === undefined ? refuse('malformed-token') : pass(sessionKey(claims, publicKey))
  }
}

type Claims = Readonly<Record<string, unknown>>

/** The clock may have been turned back a little since the token was issued. */
const ISSUE_TOLERANCE_MS = 300_000

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

function sessionKey(claims: Claims, publicKey: KeyObject): PrincipalKey {
  const [tenancy, user] = [String(claims['tenant']), String(claims['sub'])]
  return { principal: { kind: 'session', tenancy, user }, publicKey, label: `the key of another session of ${user}` }
}

interface ParsedToken {
  readonly header: Claims
  readonly claims: Claims
  readonly content: Buffer
  readonly signature: Buffer
}

const JWT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

function parseToken(token: string): ParsedToken | undefined {
  const parts = JWT.exec(token)
  const [header, claims] = [parseJson(parts?.[1]), parseJson(parts?.[2])]
  if (parts === null || header === undefined || claims === undefined) return undefined
  const content = Buffer.from(`${parts[1]}.${parts[2]}`)
  return { header, claims, content, signature: Buffer.from(parts[3] ?? '', 'base64url') }
}

function parseJson(part: string | undefined): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Claims) : undefined
  } catch {
    return undefined
  }
}

function readBoundKey(jwk: unknown): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: JSON.parse(String(jwk)), format: 'jwk' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
