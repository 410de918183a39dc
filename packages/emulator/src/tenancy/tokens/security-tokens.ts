// Issues security tokens (RS256 JWTs bound to a key) and verifies them when they come back in a key id.
import { createPublicKey, randomUUID, sign, verify, type KeyObject } from 'node:crypto'
import { BoundedMap } from '../../lib/bounded-map.ts'
import { pass, refuse, type Outcome } from '../../proof/verdict/outcome.ts'
import { jwtContent, parseJwt, type Claims } from './jwt.ts'
import type { Principal, PrincipalKey } from '../../proof/principal.ts'
import type { KeySource } from '../keys/key-source.ts'
import { fingerprintOf, type KeyPair } from '../keys/rsa-keys.ts'
import { isScoped, principalOf } from './token-claims.ts'

export interface TokenRequest {
  /** Everything but the claims about time and key. */
  readonly claims: Claims
  readonly publicKey: KeyObject
  readonly lifetimeSeconds: number
  /** Whether the token names its key in the claim `jwk`; the emulator remembers the key of one that does not. @defaultValue true */
  readonly namesKey?: boolean | undefined
}

export interface IssuedToken {
  readonly token: string
  /** Epoch milliseconds; what the claim `exp` says. */
  readonly expiresAt: number
}

/**
 * A public key of the tokens' issuer, as a JSON Web Key.
 *
 * @example
 * ```ts
 * import { startEmulator, type IssuerKey } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const { keys }: { keys: readonly IssuerKey[] } = await oci.issuerKeys()
 * console.log(keys[0]?.kid) // asw
 * await oci.close()
 * ```
 */
export interface IssuerKey {
  readonly kid: string
  readonly kty: 'RSA'
  readonly alg: 'RS256'
  readonly use: 'sig'
  /** Modulus, base64url. */
  readonly n: string
  /** Exponent, base64url. */
  readonly e: string
}

/** A token whose own signature was verified. */
interface VerifiedToken {
  readonly jti: string
  /** Names its session; `undefined` for a token of none. */
  readonly session: string | undefined
  /** Epoch seconds. */
  readonly iat: number
  readonly exp: number
  readonly key: PrincipalKey
}

/** The key id the auth service gives its signing key. */
const SIGNING_KEY_ID = 'asw'
/** How many issued and asked keys are remembered to explain a request signed with the wrong one. */
const REMEMBERED_KEYS = 64
/** How many keys of tokens that do not name theirs are remembered. */
const REMEMBERED_BINDINGS = 10_000
/** How many tokens are verified once and not at every request. */
const CACHED_TOKENS = 1000
/** A token may have been issued so far in the future: a test may have turned the clock back since. */
const ISSUE_TOLERANCE_MS = 300_000

export class SecurityTokens {
  readonly #now: () => number
  readonly #source: KeySource
  #keys: KeyPair | undefined
  #keysOnTheirWay: Promise<KeyPair> | undefined
  #stranger: Promise<KeyObject> | undefined
  readonly #revoked = new Set<string>()
  readonly #revokedSessions = new Set<string>()
  readonly #issued = new BoundedMap<string, PrincipalKey>(REMEMBERED_KEYS)
  readonly #asked = new BoundedMap<string, PrincipalKey>(REMEMBERED_KEYS)
  readonly #bindings = new BoundedMap<string, KeyObject>(REMEMBERED_BINDINGS)
  readonly #verified = new BoundedMap<string, VerifiedToken>(CACHED_TOKENS)

  constructor(now: () => number, source: KeySource) {
    this.#now = now
    this.#source = source
  }

  /** Forgets what was revoked and asked for. Tokens stay good to their end, as those that a client still holds. */
  reset(): void {
    this.#revoked.clear()
    this.#revokedSessions.clear()
    this.#issued.clear()
    this.#asked.clear()
  }

  /** Makes the signing key without blocking the event loop, for a service that can wait before it issues a token. */
  async prepare(): Promise<void> {
    if (this.#keys !== undefined) return
    this.#keysOnTheirWay ??= this.#source.next()
    const keys = await this.#keysOnTheirWay
    this.#keys ??= keys
  }

  /** The public half of a key that nobody has: what a token is bound to that was asked for another one. */
  strangersKey(): Promise<KeyObject> {
    this.#stranger ??= this.#source.next().then(({ publicKey }) => publicKey)
    return this.#stranger
  }

  async issuerKey(): Promise<IssuerKey> {
    await this.prepare()
    const { n = '', e = '' } = this.#keys?.publicKey.export({ format: 'jwk' }) ?? {}
    return { kid: SIGNING_KEY_ID, kty: 'RSA', alg: 'RS256', use: 'sig', n, e }
  }

  issue({ claims, publicKey, lifetimeSeconds, namesKey = true }: TokenRequest): IssuedToken {
    const jwk = { kid: 'session', ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
    // The service writes this claim as a string that holds JSON.
    const bound = namesKey ? { jwk: JSON.stringify(jwk) } : {}
    const { jti, ...issued } = this.#sign({ ...claims, ...bound }, lifetimeSeconds)
    this.#issued.set(jti, tokenKey(claims, publicKey))
    if (!namesKey) this.#bindings.set(jti, publicKey)
    return issued
  }

  /** A token that says who somebody is, signed with the same key. It is bound to no key, so that no request can be signed with it. */
  issueIdentity(claims: Claims, lifetimeSeconds: number): string {
    return this.#sign(claims, lifetimeSeconds).token
  }

  /** A token that is revoked is refused from now on; anything else is ignored. */
  revoke(token: string): void {
    const jti = parseJwt(token.trim())?.claims['jti']
    if (typeof jti === 'string') this.#revoked.add(jti)
  }

  /** All tokens of the session that this one is of are refused from now on; of a token of no session, that one. */
  revokeSession(token: string): void {
    const session = parseJwt(token.trim())?.claims['sid']
    if (typeof session === 'string') this.#revokedSessions.add(session)
    else this.revoke(token)
  }

  /** Whether the token with this id was taken back, whoever issued it. */
  isRevoked(jti: string): boolean {
    return this.#revoked.has(jti)
  }

  /** The key a valid token is bound to. */
  find(token: string): Outcome<PrincipalKey> {
    const cached = this.#verified.get(token)
    if (cached !== undefined) return this.#checkPresent(cached)
    const verified = this.#verify(token)
    if (!verified.ok) return verified
    this.#verified.set(token, verified.value)
    return this.#checkPresent(verified.value)
  }

  /** Remembers a key for which a token was asked, even when the token that is issued is bound to another one. */
  rememberAsked(principal: Principal, publicKey: KeyObject): void {
    const label = `a key for which ${principal.user} asked for a token, but to which this one is not bound`
    this.#asked.set(fingerprintOf(publicKey), { principal, publicKey, label })
  }

  /** The keys of tokens, then those that tokens were asked for. */
  keys(): Iterable<PrincipalKey> {
    return [...this.#issued.values(), ...this.#asked.values()]
  }

  #sign(claims: Claims, lifetimeSeconds: number): IssuedToken & { readonly jti: string } {
    const iat = Math.floor(this.#now() / 1000)
    const exp = iat + lifetimeSeconds
    const jti = randomUUID()
    const content = jwtContent({ alg: 'RS256', kid: SIGNING_KEY_ID, typ: 'JWT' }, { ...claims, iat, exp, jti })
    // Made when the first token is issued: most tests need none, and each key costs them a tenth of a second.
    this.#keys ??= this.#source.nextNow()
    const signature = sign('sha256', Buffer.from(content), this.#keys.privateKey)
    return { token: `${content}.${signature.toString('base64url')}`, expiresAt: exp * 1000, jti }
  }

  /** Checks what does not change with time: form, signature and claims. */
  #verify(token: string): Outcome<VerifiedToken> {
    const parsed = parseJwt(token)
    if (parsed === undefined) return refuse('malformed-token')
    const { header, claims, content, signature } = parsed
    if (header['alg'] !== 'RS256' || header['kid'] !== SIGNING_KEY_ID) return refuse('token-foreign')
    const issuer = this.#keys?.publicKey
    if (issuer === undefined || !verify('sha256', content, issuer, signature)) return refuse('token-altered')
    if (isScoped(claims)) return refuse('token-scoped', `Its scope is ${String(claims['scope'])}.`)
    const { iat, exp, jti, jwk, sid } = claims
    const publicKey = jwk === undefined ? this.#bindings.get(String(jti)) : readBoundKey(jwk)
    if (publicKey === undefined) return refuse('malformed-token', 'It names no key, and none is remembered for it.')
    if (typeof exp !== 'number' || typeof iat !== 'number') return refuse('malformed-token')
    const session = typeof sid === 'string' ? sid : undefined
    return pass({ jti: String(jti), session, iat, exp, key: tokenKey(claims, publicKey) })
  }

  #checkPresent({ jti, session, iat, exp, key }: VerifiedToken): Outcome<PrincipalKey> {
    const now = this.#now()
    if (now >= exp * 1000) return refuse('token-expired', `It expired at ${iso(exp)}; it is ${iso(now / 1000)}.`)
    if (now < iat * 1000 - ISSUE_TOLERANCE_MS) return refuse('token-not-yet-valid', `It was issued at ${iso(iat)}.`)
    if (this.#revokedSessions.has(session ?? '')) return refuse('token-revoked', 'So was its whole session.')
    return this.#revoked.has(jti) ? refuse('token-revoked') : pass(key)
  }
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

function tokenKey(claims: Claims, publicKey: KeyObject): PrincipalKey {
  const principal = principalOf(claims)
  return { principal, publicKey, label: `the key of another ${principal.kind} token of ${principal.user}` }
}

function readBoundKey(jwk: unknown): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: JSON.parse(String(jwk)), format: 'jwk' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
