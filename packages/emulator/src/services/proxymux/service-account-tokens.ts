// Issues the tokens by which a cluster's pods say who they are (RS256 JWTs under a key of the cluster), and verifies them.
import { randomUUID, sign, verify } from 'node:crypto'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import { fingerprintOf, type KeyPair } from '../../tenancy/keys/rsa-keys.ts'
import { jwtContent, parseJwt } from '../../tenancy/tokens/jwt.ts'

export interface ServiceAccount {
  readonly namespace: string
  readonly serviceAccount: string
}

export interface ServiceAccountTokenRequest extends ServiceAccount {
  readonly lifetimeSeconds: number
}

export interface ServiceAccountParts {
  readonly source: KeySource
  readonly now: () => number
  /** Whether the token with this id was taken back. */
  readonly isRevoked: (jti: string) => boolean
}

const ISSUER = 'https://kubernetes.default.svc.cluster.local'

export class ServiceAccountTokens {
  readonly #parts: ServiceAccountParts
  #keys: Promise<KeyPair> | undefined

  constructor(parts: ServiceAccountParts) {
    this.#parts = parts
  }

  async issue({ namespace, serviceAccount: name, lifetimeSeconds }: ServiceAccountTokenRequest): Promise<string> {
    this.#keys ??= this.#parts.source.next()
    const { privateKey, publicKey } = await this.#keys
    const iat = Math.floor(this.#parts.now() / 1000)
    const content = jwtContent(
      { alg: 'RS256', kid: fingerprintOf(publicKey).replaceAll(':', '') },
      {
        aud: [ISSUER],
        exp: iat + lifetimeSeconds,
        iat,
        iss: ISSUER,
        jti: randomUUID(),
        'kubernetes.io': { namespace, pod: named(`${name}-0`), serviceaccount: named(name) },
        nbf: iat,
        sub: subjectOf({ namespace, serviceAccount: name }),
      },
    )
    return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
  }

  /** Whose token it is, or why it is not taken. */
  async find(token: string): Promise<ServiceAccount | RejectionReason> {
    const parsed = parseJwt(token)
    if (parsed === undefined) return 'malformed-service-account-token'
    const { claims, content, signature } = parsed
    const publicKey = (await this.#keys)?.publicKey
    if (publicKey === undefined || !verify('sha256', content, publicKey, signature))
      return 'foreign-service-account-token'
    if (this.#parts.now() >= Number(claims['exp']) * 1000) return 'expired-service-account-token'
    if (this.#parts.isRevoked(String(claims['jti']))) return 'revoked-service-account-token'
    const [, , namespace = '', serviceAccount = ''] = String(claims['sub']).split(':')
    return { namespace, serviceAccount }
  }
}

/** The name that Kubernetes has for a service account. */
export const subjectOf = ({ namespace, serviceAccount }: ServiceAccount): string =>
  `system:serviceaccount:${namespace}:${serviceAccount}`

const named = (name: string): object => ({ name, uid: randomUUID() })
