// The access tokens that the domain gives to principals who sign, to be shown to other services.
import { randomUUID, sign } from 'node:crypto'
import { jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import type { TokenFault } from '../../frame/faults/fault-rule.ts'
import type { Principal } from '../../proof/principal.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import type { KeyPair } from '../../tenancy/keys/rsa-keys.ts'
import { jwtContent } from '../../tenancy/tokens/jwt.ts'

const KEY_ID = 'SIGNING_KEY'

export class AccessTokens {
  readonly #now: () => number
  readonly #source: KeySource
  #keys: Promise<KeyPair> | undefined

  constructor(now: () => number, source: KeySource) {
    this.#now = now
    this.#source = source
  }

  /** `GET /admin/v1/SigningCert/jwk`. */
  async jwks(): Promise<object> {
    const { publicKey } = await this.#keyPair()
    return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }] }
  }

  async answer(
    { user, tenancy }: Principal,
    { scope, lifetimeSeconds, fault }: { scope: string; lifetimeSeconds: number; fault: TokenFault | undefined },
  ): Promise<Answer> {
    const head = { token_type: 'Bearer', expires_in: lifetimeSeconds }
    if (fault === 'missing') return jsonAnswer(200, head)
    const iat = Math.floor(this.#now() / 1000)
    const content = jwtContent(
      { alg: 'RS256', kid: KEY_ID, typ: 'JWT' },
      {
        iss: 'https://identity.oraclecloud.com/',
        aud: ['https://identity.oraclecloud.com/'],
        sub: user,
        tenant: tenancy,
        scope,
        iat,
        exp: iat + lifetimeSeconds,
        jti: randomUUID(),
      },
    )
    const { privateKey } = await this.#keyPair()
    const token = `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
    return jsonAnswer(200, { access_token: fault === undefined ? token : token.slice(0, token.length >> 1), ...head })
  }

  #keyPair(): Promise<KeyPair> {
    this.#keys ??= this.#source.next()
    return this.#keys
  }
}
