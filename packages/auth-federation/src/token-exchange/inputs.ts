// What a token exchange needs: where the identity domain is, who asks it, and for what.
import { argumentError, base64Of } from '@x/kernel'
import type { RequestSigner } from '@x/signer'
import { MissingInputError } from '../errors/errors.ts'
import { domainOf } from '../identity-domain/domain-address.ts'

/** Which token is asked for: a user's (`upst`), or a resource's (`rpst`). @public */
export type RequestedTokenType = 'upst' | 'rpst'

/** What an exchange is made of, apart from the subject token. @public */
export interface TokenExchangeRequest {
  /** Address of the identity domain, e.g. `https://idcs-….identity.oraclecloud.com`, with or without `/oauth2/v1/token`. */
  readonly domainUrl: string | URL
  /** Of a confidential application in the domain; goes with `clientSecret`. */
  readonly clientId?: string | undefined
  /** Secret; it goes to the domain only. */
  readonly clientSecret?: string | undefined
  /** Signs the exchange in place of a client, e.g. an instance principal. It stays the caller's, and is not closed with this one. */
  readonly signer?: RequestSigner | undefined
  /** @defaultValue 'upst' */
  readonly requestedTokenType?: RequestedTokenType | undefined
  /** The type of resource; needed for `rpst`. */
  readonly resType?: string | undefined
  /** Of `rpst`: sent as it is. */
  readonly rpstExp?: string | number | undefined
  /** Sent as it is. @defaultValue 'jwt' */
  readonly subjectTokenType?: string | undefined
  /** Sent as it is. */
  readonly appId?: string | undefined
}

export interface TokenExchangeInputs {
  readonly domain: URL
  /** The value of `authorization` where a client asks; absent where a signer does. */
  readonly authorization: string | undefined
  readonly signer: RequestSigner | undefined
  readonly requested: TokenExchangeRequest
}

/**
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming all that is missing
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an address or a type that there is not, or for a client beside a signer
 */
export function tokenExchangeInputs(
  given: TokenExchangeRequest & { readonly subjectToken?: unknown },
): TokenExchangeInputs {
  const missing = missingIn(given)
  if (missing.length > 0) throw new MissingInputError('TokenExchangeSigner', missing)
  const { domainUrl, clientId, clientSecret, signer, requestedTokenType = 'upst' } = given
  if (requestedTokenType !== 'upst' && requestedTokenType !== 'rpst')
    throw argumentError("requestedTokenType is neither 'upst' nor 'rpst'. Pass one of them.")
  if (signer && (clientId !== undefined || clientSecret !== undefined))
    throw argumentError('There is a client beside a signer. Pass clientId and clientSecret, or signer.')
  const authorization = signer ? undefined : basic(String(clientId), String(clientSecret))
  return { domain: domainOf(domainUrl), authorization, signer, requested: given }
}

function missingIn(given: TokenExchangeRequest & { readonly subjectToken?: unknown }): readonly string[] {
  const { domainUrl, subjectToken, clientId, clientSecret, signer, requestedTokenType, resType } = given
  const hasSigner = typeof signer?.sign === 'function'
  const [hasId, hasSecret] = [isText(clientId), isText(clientSecret)]
  const isNobody = !hasSigner && !hasId && !hasSecret
  return [
    ...(domainUrl ? [] : ['domainUrl']),
    ...(subjectToken === undefined || subjectToken === null ? ['subjectToken'] : []),
    ...(isNobody ? ['clientId and clientSecret, or signer'] : []),
    ...(!isNobody && !hasSigner && !hasId ? ['clientId'] : []),
    ...(!isNobody && !hasSigner && !hasSecret ? ['clientSecret'] : []),
    ...(requestedTokenType === 'rpst' && !resType ? ['resType'] : []),
  ]
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** A colon would end the client id. */
function basic(clientId: string, clientSecret: string): string {
  if (clientId.includes(':')) throw argumentError('clientId has a colon, which no client id has. Check it.')
  return `Basic ${base64Of(new TextEncoder().encode(`${clientId}:${clientSecret}`))}`
}
