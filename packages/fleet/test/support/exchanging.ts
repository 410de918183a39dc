// Signers of a service user whose tokens the emulator's identity domain gives, as processes of a fleet have them.
import type { Emulator } from '@x/emulator'
import { TokenExchangeSigner, type TokenExchangeSignerOptions } from '@x/auth-federation'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { parseTokenClaims, type PrincipalSigner } from '@x/signer/principal'

export const EXCHANGE = '/oauth2/v1/token'

export function exchanging(oci: Emulator, options: Partial<TokenExchangeSignerOptions> = {}): TokenExchangeSigner {
  const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
  const subjectToken = () => oci.identityDomain.issueSubjectToken()
  const common = { env: {}, retryStrategy: NONE_RETRY_STRATEGY, now: () => oci.clock.now() }
  return new TokenExchangeSigner({ domainUrl, clientId, clientSecret, subjectToken, ...common, ...options })
}

/** The token that a signature names; each signature is made now. */
export async function tokenOf(signer: PrincipalSigner): Promise<string> {
  const { headers } = await signer.sign({
    method: 'GET',
    url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions',
  })
  return /keyId="ST\$([^"]+)"/.exec(headers['authorization'] ?? '')?.[1] ?? ''
}

/** Whether the emulator takes what it signs. */
export async function isAccepted(oci: Emulator, signer: PrincipalSigner): Promise<boolean> {
  const { url, headers } = await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
  const { host: _, ...sent } = headers
  return (await fetch(url, { headers: sent })).status === 200
}

/** Whom its tokens speak for. */
export const userOf = (token: string): string => parseTokenClaims(token)?.texts['sub'] ?? ''
