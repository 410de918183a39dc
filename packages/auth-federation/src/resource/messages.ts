// The exchange as messages: two tokens of the service behind a resource, and what is asked for them.
import { base64Of } from '@x/kernel'
import { UnusableTokenError, type SessionKey } from '@x/signer/principal'

/** What the service behind a resource hands out. Both are secret. */
export interface ServiceTokens {
  readonly resourcePrincipalToken: string
  readonly servicePrincipalSessionToken: string
}

export const SESSION_TOKEN_PATH = '/v1/resourcePrincipalSessionToken'

/** @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when one of the two is missing */
export function readServiceTokens(json: unknown): ServiceTokens {
  const { resourcePrincipalToken, servicePrincipalSessionToken } = Object(json) as Partial<Record<string, unknown>>
  if (isText(resourcePrincipalToken) && isText(servicePrincipalSessionToken))
    return { resourcePrincipalToken, servicePrincipalSessionToken }
  throw new UnusableTokenError('no-token')
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

export const sessionTokenBody = (tokens: ServiceTokens, { publicKey }: Pick<SessionKey, 'publicKey'>): object => ({
  ...tokens,
  sessionPublicKey: base64Of(publicKey),
})
