// An issuer of OpenID Connect tokens that the identity domain trusts: it issues subject tokens and verifies them when they come back.
import { randomUUID, sign, verify } from 'node:crypto'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import type { KeyPair } from '../../tenancy/keys/rsa-keys.ts'
import { jwtContent, parseJwt, type Claims } from '../../tenancy/tokens/jwt.ts'

/** The one whose tokens the domain takes; a test may ask for tokens for another. */
export const AUDIENCE = 'oci-emulator'

/** What the token of a job says where nothing else is asked for. */
export const JOB_SUBJECT = 'repo:octo-org/octo-repo:ref:refs/heads/main'

const KEY_ID = 'oidc-1'
/** A token may have been issued so far in the future: clocks differ. */
const TOLERANCE_SECONDS = 300

export class OidcIssuer {
  readonly #now: () => number
  readonly #source: KeySource
  #keys: Promise<KeyPair> | undefined
  /** Origin of the emulator, once it runs. */
  origin = ''

  constructor(now: () => number, source: KeySource) {
    this.#now = now
    this.#source = source
  }

  get issuer(): string {
    return `${this.origin}/oidc`
  }

  /** `GET …/.well-known/openid-configuration`. */
  get discovery(): object {
    return {
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }
  }

  async jwks(): Promise<object> {
    const { publicKey } = await this.#keyPair()
    return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }] }
  }

  /** A token with these claims, beside those about issuer and time. */
  async issue(claims: Claims, lifetimeSeconds: number): Promise<string> {
    const iat = Math.floor(this.#now() / 1000)
    const content = jwtContent(
      { alg: 'RS256', kid: KEY_ID, typ: 'JWT' },
      { iss: this.issuer, ...claims, iat, nbf: iat, exp: iat + lifetimeSeconds, jti: randomUUID() },
    )
    const { privateKey } = await this.#keyPair()
    return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
  }

  /** The claims of a subject token, or why it is not taken. */
  async verify(token: string): Promise<Claims | RejectionReason> {
    const parsed = parseJwt(token)
    if (parsed === undefined) return 'subject-token-malformed'
    const { header, claims, content, signature } = parsed
    const isOurs = claims['iss'] === this.issuer && header['kid'] === KEY_ID && header['alg'] === 'RS256'
    if (!isOurs) return 'subject-token-foreign'
    const { publicKey } = await this.#keyPair()
    if (!verify('sha256', content, publicKey, signature)) return 'subject-token-altered'
    return this.#checkClaims(claims) ?? claims
  }

  #checkClaims({ exp, nbf, aud, sub }: Claims): RejectionReason | undefined {
    const seconds = this.#now() / 1000
    if (typeof exp !== 'number' || seconds >= exp) return 'subject-token-expired'
    if (typeof nbf === 'number' && seconds < nbf - TOLERANCE_SECONDS) return 'subject-token-not-yet-valid'
    if (![aud].flat().includes(AUDIENCE)) return 'subject-token-audience'
    return typeof sub === 'string' && sub !== '' ? undefined : 'subject-token-malformed'
  }

  #keyPair(): Promise<KeyPair> {
    this.#keys ??= this.#source.next()
    return this.#keys
  }
}
