// A principal whose token an identity domain gives for the token of an issuer that it trusts.
import { argumentError, type OptionNames, processEnvironment } from '@x/kernel'
import { ServiceClient, type HttpClient } from '@x/http'
import type { Loaded, LoadContext, SessionKey, TokenSnapshot } from '@x/signer/principal'
import { TOKEN_PATH } from '../identity-domain/domain-address.ts'
import { PortableSessionKeys } from '../principal/portable-session-keys.ts'
import { keepPrincipal, type KeptPrincipal } from '../principal/principal.ts'
import {
  RENEWAL_OPTIONS,
  renewalHttpClient,
  renewalRetryStrategy,
  type RenewalOptions,
} from '../principal/renewal-options.ts'
import { regionId } from '../principal/region-id.ts'
import { type SessionKeySource, SessionKeySupplier, takeSessionKey } from '../principal/session-key-supplier.ts'
import { tokenCopies } from '../principal/token-copies.ts'
import { readTokenResponse, serverTimeOf } from '../principal/token-response.ts'
import { tokenExchangeInputs, type TokenExchangeInputs, type TokenExchangeRequest } from './inputs.ts'
import { exchangeForm } from './messages.ts'
import { subjectTokenReader, type SubjectTokenReader, type SubjectTokenSource } from './subject-token.ts'

/** What a token exchange needs, and how it is made. @public */
export interface TokenExchangeOptions extends TokenExchangeRequest, RenewalOptions {
  /** The token to exchange, or where it comes from; got anew for each exchange. */
  readonly subjectToken: SubjectTokenSource
  /** What `region()` yields: a domain does not name one. */
  readonly region?: string | undefined
  /** Makes the key pairs. @defaultValue `new SessionKeySupplier()` */
  readonly sessionKeySupplier?: SessionKeySource | undefined
  /** Reads `subjectToken.file`. @defaultValue the file system */
  readonly readFile?: ((path: string) => Promise<string>) | undefined
}

export const TOKEN_EXCHANGE_OPTIONS: OptionNames<TokenExchangeOptions> = {
  domainUrl: true,
  subjectToken: true,
  clientId: true,
  clientSecret: true,
  signer: true,
  requestedTokenType: true,
  resType: true,
  rpstExp: true,
  subjectTokenType: true,
  appId: true,
  region: true,
  sessionKeySupplier: true,
  readFile: true,
  ...RENEWAL_OPTIONS,
}

/** Nothing is asked for until it is used. */
export function tokenExchangePrincipal(options: TokenExchangeOptions): KeptPrincipal {
  const portable = portableKeysFor(options)
  const exchange = new TokenExchange({ ...options, ...(portable && { sessionKeySupplier: portable }) })
  const region = regionId(options.region, 'region')
  return keepPrincipal(
    {
      principal: 'token-exchange',
      source: `token exchange at ${exchange.host}`,
      region: async () => region,
      load: (context) => exchange.load(context),
      sessionKeySupplier: exchange.sessionKeySupplier,
      copies: portable && tokenCopies(portable),
    },
    options,
  )
}

/** Only a user's token is handed over, and only where the key pairs are made here: a key of the caller's own stays where it is. */
function portableKeysFor({
  sharing,
  requestedTokenType = 'upst',
  sessionKeySupplier,
}: TokenExchangeOptions): PortableSessionKeys | undefined {
  if (sharing?.handsOver !== true || requestedTokenType !== 'upst') return undefined
  if (sessionKeySupplier === undefined) return new PortableSessionKeys()
  throw argumentError(
    'There is a sessionKeySupplier beside a sharing that hands credentials over. Leave it out: such keys are made by the signer.',
  )
}

class TokenExchange {
  readonly sessionKeySupplier: SessionKeySource
  readonly #options: TokenExchangeOptions
  readonly #inputs: TokenExchangeInputs
  readonly #httpClient: HttpClient
  readonly #readSubjectToken: SubjectTokenReader
  /** Made once: it remembers what 401s have shown of the domain's clock. */
  #client: ServiceClient | undefined

  constructor(options: TokenExchangeOptions) {
    const { env = processEnvironment(), readFile, sessionKeySupplier = new SessionKeySupplier() } = options
    this.#options = options
    this.#inputs = tokenExchangeInputs(options)
    this.#httpClient = renewalHttpClient(options)
    this.sessionKeySupplier = sessionKeySupplier
    this.#readSubjectToken = subjectTokenReader(options.subjectToken, {
      env,
      readFile,
      httpClient: this.#httpClient,
      // Without the variables that name proxies.
      localHttpClient: renewalHttpClient({ ...options, env: {} }),
      retryStrategy: renewalRetryStrategy(options),
    })
  }

  get host(): string {
    return this.#inputs.domain.host
  }

  async load(context: LoadContext): Promise<Loaded<TokenSnapshot>> {
    // A key takes as long as all the rest, and needs nothing of it.
    const [sessionKey, subjectToken] = await Promise.all([
      takeSessionKey(this.sessionKeySupplier),
      this.#readSubjectToken(context),
    ])
    return this.#exchange(subjectToken, sessionKey, context)
  }

  async #exchange(
    subjectToken: string,
    sessionKey: SessionKey,
    { signal, now }: LoadContext,
  ): Promise<Loaded<TokenSnapshot>> {
    const { authorization, requested } = this.#inputs
    this.#client ??= this.#clientFor(now)
    const { headers, data } = await this.#client.call(
      {
        operation: 'tokenExchange',
        method: 'POST',
        path: TOKEN_PATH,
        headers: { authorization },
        form: exchangeForm(requested, subjectToken, sessionKey),
        parse: (json) => readTokenResponse(json, sessionKey, now()),
      },
      { signal },
    )
    return { snapshot: data, serverTimeMs: serverTimeOf(headers['date'], data.claims.issuedAt) }
  }

  #clientFor(now: () => number): ServiceClient {
    const { domain, signer } = this.#inputs
    const { env } = this.#options
    return new ServiceClient({
      endpoint: domain.origin,
      serviceName: 'identity domain',
      signer,
      httpClient: this.#httpClient,
      retryStrategy: renewalRetryStrategy(this.#options),
      env,
      now,
    })
  }
}
