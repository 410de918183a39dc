// The two tokens that the service behind a resource hands out, which together are exchanged for a session token.
import { sign, verify } from 'node:crypto'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import type { ResourceIdentity } from '../../tenancy/tokens/token-claims.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import type { KeyPair } from '../../tenancy/keys/rsa-keys.ts'
import { jwtContent, parseJwt, type Claims } from '../../tenancy/tokens/jwt.ts'

/** What the service hands out, under the names that it has in the answer and in the body of the exchange. */
export interface TokenPair {
  readonly resourcePrincipalToken: string
  readonly servicePrincipalSessionToken: string
}

/** Of which kind each of the two is. */
const KINDS = { resourcePrincipalToken: 'rpt', servicePrincipalSessionToken: 'spst' } as const
const LIFETIME_SECONDS = 300

export class ServiceTokens {
  readonly #now: () => number
  readonly #source: KeySource
  #keys: Promise<KeyPair> | undefined

  constructor(now: () => number, source: KeySource) {
    this.#now = now
    this.#source = source
  }

  /** @param caller - who asked for them, and may exchange them */
  async issue({ id, type, tenancy }: ResourceIdentity, caller: string): Promise<TokenPair> {
    const { privateKey } = await this.#keyPair()
    const iat = Math.floor(this.#now() / 1000)
    const claims = { sub: id, res_type: type, res_tenant: tenancy, caller, iat, exp: iat + LIFETIME_SECONDS }
    const tokenOf = (kind: string): string => {
      const content = jwtContent({ alg: 'RS256', kid: kind, typ: 'JWT' }, { ...claims, ttype: kind })
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
    }
    return {
      resourcePrincipalToken: tokenOf(KINDS.resourcePrincipalToken),
      servicePrincipalSessionToken: tokenOf(KINDS.servicePrincipalSessionToken),
    }
  }

  /** OCID of the resource that both tokens are of, in an array; or why they cannot be exchanged by this caller. */
  async check(pair: TokenPair, caller: string): Promise<readonly [id: string] | RejectionReason> {
    const { publicKey } = await this.#keyPair()
    const claimsOf = (name: keyof TokenPair): Claims | RejectionReason => {
      const parsed = parseJwt(pair[name])
      if (parsed?.claims['ttype'] !== KINDS[name]) return 'malformed-resource-token'
      const { claims, content, signature } = parsed
      if (!verify('sha256', content, publicKey, signature)) return 'malformed-resource-token'
      if (this.#now() >= Number(claims['exp']) * 1000) return 'resource-token-expired'
      return claims['caller'] === caller ? claims : 'resource-token-foreign'
    }
    const [resource, service] = [claimsOf('resourcePrincipalToken'), claimsOf('servicePrincipalSessionToken')]
    if (typeof resource === 'string') return resource
    if (typeof service === 'string') return service
    return resource['sub'] === service['sub'] ? [String(resource['sub'])] : 'resource-token-foreign'
  }

  #keyPair(): Promise<KeyPair> {
    this.#keys ??= this.#source.next()
    return this.#keys
  }
}
