// A token that shows to services outside OCI who a signer is, kept until it ages.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { ServiceClient } from '@x/http'
import { createCredential, type RequestSigner } from '@x/signer'
import { joinSharing, RefreshEngine, type Loaded, type LoadContext, type Snapshot } from '@x/signer/principal'
import { MissingInputError } from '../errors/errors.ts'
import {
  RENEWAL_OPTIONS,
  renewalHttpClient,
  renewalRetryStrategy,
  type RenewalOptions,
} from '../principal/renewal-options.ts'
import { serverTimeOf } from '../principal/token-response.ts'
import { domainOf, TOKEN_PATH } from './domain-address.ts'
import { accessTokenForm, readAccessToken, type AccessTokenRequest } from './messages.ts'

/** Options of {@link identityDomainToken}. @public */
export interface IdentityDomainTokenOptions extends AccessTokenRequest, RenewalOptions {
  /** Address of the identity domain, e.g. `https://idcs-….identity.oraclecloud.com`, with or without `/oauth2/v1/token`. */
  readonly domainUrl: string | URL
}

/**
 * Yields the token of {@link identityDomainToken}: a JSON Web Token to be sent as `authorization: Bearer <token>`. Secret.
 *
 * `rejected` is a token that a service has refused: it is replaced if it is still the one at hand. `signal` ends the wait with its
 * reason.
 *
 * @public
 */
export type IdentityDomainTokenProvider = (context?: {
  readonly rejected?: string | undefined
  readonly signal?: AbortSignal | undefined
}) => Promise<string>

const OPTIONS: OptionNames<IdentityDomainTokenOptions> = {
  domainUrl: true,
  scope: true,
  requestedTokenType: true,
  ...RENEWAL_OPTIONS,
}

/**
 * A function that yields an access token of an identity domain for whoever `signer` is: what services outside OCI that trust the
 * domain take as its identity, for instance those with workload identity federation. On OKE the instance principal is that of the node.
 *
 * Nothing is asked for before the first call. The token is kept, and renewed in the background as every principal's is: with a fifth
 * of its life left, while callers still get the one at hand. The signer stays yours, and has to stay open.
 *
 * @param signer - any; it signs the request for the token
 * @returns the function; it rejects with `ServiceError` (its `code` and words are the domain's, such as
 * `unauthorized_client`), with {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when what came is no bearer token that says when it
 * ends, with what the signer rejects with, with the errors of `@x/http` about the network, or with the reason of `signal`
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` without `domainUrl`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a signer that cannot sign, an address that is no https address of a domain, an empty
 * scope or token type, or an unknown option
 * @example
 * ```ts
 * import { identityDomainToken, InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
 * const domainUrl = 'https://idcs-0123456789abcdef.identity.oraclecloud.com'
 * const accessToken = identityDomainToken(new InstancePrincipalsSecurityTokenSigner(), { domainUrl })
 * const response = await fetch('https://llm.example.com/v1/models', {
 *   headers: { authorization: `Bearer ${await accessToken()}` },
 * })
 * ```
 * @see docs/sources.md#identity-domain-token
 * @public
 */
export function identityDomainToken(
  signer: RequestSigner,
  options: IdentityDomainTokenOptions,
): IdentityDomainTokenProvider {
  refuseUnknownOptions(options, OPTIONS)
  const { now, random, renewalTimeoutMs, sharing } = options
  const load = tokenRequest(signer, options)
  const member = { principal: 'identity-domain', source: domainOf(options.domainUrl).host }
  const sharedLoad = joinSharing<AccessToken>(sharing, member)
  const engine = new RefreshEngine<AccessToken>({ load, sharedLoad, now, random, renewalTimeoutMs })
  return async ({ rejected, signal } = {}) => {
    const { current } = engine
    const isRejected = current !== undefined && current.token === rejected?.trim()
    const { token } = await engine.credential({ signal, rejected: isRejected ? current.credential : undefined })
    return token
  }
}

/** A token beside a credential, which only tells one from the next: it signs nothing. */
interface AccessToken extends Snapshot {
  readonly token: string
}

function tokenRequest(
  signer: RequestSigner,
  options: IdentityDomainTokenOptions,
): (context: LoadContext) => Promise<Loaded<AccessToken>> {
  if (typeof signer?.sign !== 'function')
    throw argumentError('The signer of identityDomainToken has no sign(). Pass a signer, and await a promised one.')
  const { domainUrl, scope, requestedTokenType, env } = options
  if (!domainUrl) throw new MissingInputError('identityDomainToken', ['domainUrl'])
  for (const [name, value] of Object.entries({ scope, requestedTokenType })) checkText(name, value)
  const endpoint = domainOf(domainUrl).origin
  const httpClient = renewalHttpClient(options)
  const retryStrategy = renewalRetryStrategy(options)
  /** Made once: it remembers what 401s have shown of the domain's clock. */
  let client: ServiceClient | undefined
  return async ({ signal, now }) => {
    client ??= new ServiceClient({
      endpoint,
      serviceName: 'identity domain',
      signer,
      httpClient,
      retryStrategy,
      env,
      now,
    })
    const { headers, data } = await client.call(
      {
        operation: 'identityDomainToken',
        method: 'POST',
        path: TOKEN_PATH,
        form: accessTokenForm({ scope, requestedTokenType }),
        parse: (json) => readAccessToken(json, requestedTokenType),
      },
      { signal },
    )
    const { token, claims } = data
    const { expiresAt, issuedAt = Math.min(now(), expiresAt) } = claims
    const credential = createCredential({ keyId: 'access-token', key: { sign: refuseToSign } })
    return {
      snapshot: { credential, token, issuedAt, expiresAt },
      serverTimeMs: serverTimeOf(headers['date'], claims.issuedAt),
    }
  }
}

const refuseToSign = (): Promise<never> => Promise.reject(new Error('An access token signs nothing.'))

function checkText(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return
  throw argumentError(`${name} is empty, or no text. Leave it out, or give what the domain is to be asked for.`)
}
