// The request for an access token as a form, and what of its answer can be used.
import { checkToken, UnusableTokenError, type UsableToken } from '@x/signer/principal'

export interface AccessTokenRequest {
  /** What the token is for. @defaultValue `urn:opc:idm:__myscopes__`: all that the domain grants to who asks */
  readonly scope?: string | undefined
  /** Which token is asked for. @defaultValue `urn:ietf:params:oauth:token-type:access_token` */
  readonly requestedTokenType?: string | undefined
}

export const accessTokenForm = ({
  scope = 'urn:opc:idm:__myscopes__',
  requestedTokenType = 'urn:ietf:params:oauth:token-type:access_token',
}: AccessTokenRequest): Record<string, string> => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  scope,
  requested_token_type: requestedTokenType,
})

/** @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the answer holds no bearer token that says when it ends */
export function readAccessToken(json: unknown): UsableToken {
  const { access_token: token, token_type: type } = Object(json) as Readonly<Record<string, unknown>>
  // A token that is bound to something would be of no use to who is only shown it.
  if (type !== undefined && String(type).toLowerCase() !== 'bearer') throw new UnusableTokenError('unreadable-answer')
  return checkToken(token)
}
