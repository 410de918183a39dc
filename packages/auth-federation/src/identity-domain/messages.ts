// The request for an access token as a form, and what of its answer can be used.
import { checkToken, UnusableTokenError, type UsableToken } from '@x/signer/principal'

export interface AccessTokenRequest {
  /** What the token is for. @defaultValue `urn:opc:idm:__myscopes__`: all that the domain grants to who asks */
  readonly scope?: string | undefined
  /** Which token is asked for. @defaultValue `urn:ietf:params:oauth:token-type:access_token` */
  readonly requestedTokenType?: string | undefined
}

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

export const accessTokenForm = ({
  scope = 'urn:opc:idm:__myscopes__',
  requestedTokenType = ACCESS_TOKEN,
}: AccessTokenRequest): Record<string, string> => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  scope,
  requested_token_type: requestedTokenType,
})

/**
 * @param requestedTokenType - as it was asked for
 * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the answer holds no bearer token that says when it ends
 */
export function readAccessToken(json: unknown, requestedTokenType = ACCESS_TOKEN): UsableToken {
  const { access_token: token, token_type: type } = Object(json) as Readonly<Record<string, unknown>>
  // RFC 8693 has N_A for what is no access token, such as an ID token that was asked for.
  const usable = requestedTokenType === ACCESS_TOKEN ? ['bearer'] : ['bearer', 'n_a']
  // A token that is bound to something would be of no use to who is only shown it.
  if (type !== undefined && !(typeof type === 'string' && usable.includes(type.toLowerCase())))
    throw new UnusableTokenError('unreadable-answer')
  return checkToken(token)
}
