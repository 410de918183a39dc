// A principal with a token for one scope, which another signer asks for.
import { type OptionNames, processEnvironment } from '@x/kernel'
import { ServiceClient, type HttpClient } from '@x/http'
import type { RequestSigner } from '@x/signer'
import { lifetimeOf, type Lifetime, type Loaded, type LoadContext, type TokenSnapshot } from '@x/signer/principal'
import { keepPrincipal, type KeptPrincipal } from '../principal/principal.ts'
import {
  RENEWAL_OPTIONS,
  renewalHttpClient,
  renewalRetryStrategy,
  type RenewalOptions,
} from '../principal/renewal-options.ts'
import { regionId } from '../principal/region-id.ts'
import { type SessionKeySource, SessionKeySupplier, takeSessionKey } from '../principal/session-key-supplier.ts'
import { readTokenResponse, serverTimeOf } from '../principal/token-response.ts'
import { endpointIn, oauthInputs, oauthTokenEndpoint, type OauthInputs } from './inputs.ts'
import { oauthRequestBody } from './messages.ts'

/** What a token for one scope is asked for with. @public */
export interface OauthExchangeOptions extends RenewalOptions {
  /** Signs the exchange: any other signer. It stays the caller's, and is not closed with this one. */
  readonly signer: RequestSigner
  /** What the token is for, e.g. `monitoring_write_urn-<compartment>:instance`. */
  readonly scope: string
  /** OCID of the compartment that it is used in, which may be of another tenancy. */
  readonly targetCompartment: string
  /** With or without `/v1/oauth2/scoped`. @defaultValue that of the region */
  readonly oauthTokenEndpoint?: string | URL | undefined
  /** Identifier or code; what `region()` yields. @defaultValue the wrapped signer's */
  readonly region?: string | undefined
  /** Makes the key pairs. @defaultValue `new SessionKeySupplier()` */
  readonly sessionKeySupplier?: SessionKeySource | undefined
}

export const OAUTH_OPTIONS: OptionNames<OauthExchangeOptions> = {
  signer: true,
  scope: true,
  targetCompartment: true,
  oauthTokenEndpoint: true,
  region: true,
  sessionKeySupplier: true,
  ...RENEWAL_OPTIONS,
}

/** Nothing is asked for until it is used. */
export function oauthPrincipal(options: OauthExchangeOptions): KeptPrincipal {
  const exchange = new ScopedExchange(options)
  return keepPrincipal(
    {
      principal: 'oauth-exchange',
      source: 'scoped exchange of another signer',
      region: () => exchange.region(),
      load: (context) => exchange.load(context),
      lifetime,
      sessionKeySupplier: exchange.sessionKeySupplier,
    },
    options,
  )
}

/** From here on it is renewed ahead, however long it lives. */
const STALE_MS = 20 * 60_000

/** `issuedAt` is when it was fetched. */
function lifetime(snapshot: TokenSnapshot, random: number): Lifetime {
  const usual = lifetimeOf(snapshot, random)
  return { ...usual, softAt: Math.min(usual.softAt, snapshot.issuedAt + STALE_MS * (1 - 0.1 * random)) }
}

class ScopedExchange {
  readonly sessionKeySupplier: SessionKeySource
  readonly #options: OauthExchangeOptions
  readonly #inputs: OauthInputs
  readonly #httpClient: HttpClient
  #endpoint: URL | undefined
  /** Made once: it remembers what 401s have shown of the service's clock. */
  #client: ServiceClient | undefined

  constructor(options: OauthExchangeOptions) {
    this.#options = options
    this.#inputs = oauthInputs(options)
    this.#httpClient = renewalHttpClient(options)
    const { oauthTokenEndpoint: endpoint, sessionKeySupplier = new SessionKeySupplier() } = options
    this.#endpoint = endpoint === undefined ? undefined : oauthTokenEndpoint(endpoint)
    this.sessionKeySupplier = sessionKeySupplier
  }

  async region(): Promise<string | undefined> {
    return regionId(this.#options.region, 'region') ?? (await this.#inputs.signer.region?.())
  }

  async load({ signal, now }: LoadContext): Promise<Loaded<TokenSnapshot>> {
    const [sessionKey, endpoint] = await Promise.all([takeSessionKey(this.sessionKeySupplier), this.#find(signal)])
    this.#client ??= this.#clientFor(endpoint, now)
    const { headers, data } = await this.#client.call(
      {
        operation: 'scopedOauthExchange',
        method: 'POST',
        path: endpoint.pathname,
        body: oauthRequestBody(this.#inputs, sessionKey),
        parse: (json) => readTokenResponse(json, sessionKey, now()),
      },
      { signal },
    )
    const serverTimeMs = serverTimeOf(headers['date'], data.claims.issuedAt)
    return { snapshot: { ...data, issuedAt: Math.min(serverTimeMs ?? now(), data.expiresAt) }, serverTimeMs }
  }

  async #find(signal: AbortSignal): Promise<URL> {
    const { env = processEnvironment() } = this.#options
    this.#endpoint ??= await endpointIn(await this.region(), env, signal)
    return this.#endpoint
  }

  #clientFor({ origin: endpoint }: URL, now: () => number): ServiceClient {
    const { env } = this.#options
    return new ServiceClient({
      endpoint,
      serviceName: 'auth',
      // After a 401 the client has it renewed once.
      signer: this.#inputs.signer,
      httpClient: this.#httpClient,
      retryStrategy: renewalRetryStrategy(this.#options),
      env,
      now,
    })
  }
}
