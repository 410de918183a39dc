// What an instance is, found out from its metadata service when it is first asked for.
import type { OptionNames } from '@x/kernel'
import { InstanceMetadata, InstanceMetadataCertificateRetriever, type CertificateRetriever } from '@x/cert-retrievers'
import type { HttpClient } from '@x/http'
import type { Loaded, LoadContext, SessionKey, TokenSnapshot } from '@x/signer/principal'
import { Certificates } from '../exchange/certificates.ts'
import { exchangeCertificate, type Exchange } from '../exchange/exchange-certificate.ts'
import { EXCHANGE_OPTIONS, type ExchangeOptions } from '../exchange/exchange-options.ts'
import { federationEndpoint } from '../exchange/federation-endpoint.ts'
import { keepPrincipal, type KeptPrincipal } from '../principal/principal.ts'
import { renewalHttpClient, renewalRetryStrategy } from '../principal/renewal-options.ts'
import { type SessionKeySource, SessionKeySupplier, takeSessionKey } from '../principal/session-key-supplier.ts'
import type { RegionInfo } from '../principal/service-address.ts'
import { authEndpoint, canonicalRegion } from './inputs.ts'

/** Every option of an instance principal; an instance needs none of them. @public */
export interface InstancePrincipalOptions extends Omit<ExchangeOptions, 'certBundleVerify' | 'retryStrategy'> {
  /** With or without `/v1/x509`. @defaultValue that of the region in the metadata */
  readonly federationEndpoint?: string | URL | undefined
  /** Path of a CA bundle to trust for the exchange, or `false` to trust anybody. */
  readonly federationClientCertBundleVerify?: string | false | undefined
  /** @defaultValue three attempts; 429 and 5xx are tried again */
  readonly federationClientRetryStrategy?: ExchangeOptions['retryStrategy']
  readonly sessionKeySupplier?: SessionKeySource | undefined
  /** Certificates of your own instead of the metadata service's. */
  readonly leafCertificateRetriever?: CertificateRetriever | undefined
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
  /** Must be given with certificates of your own where there is no metadata service. */
  readonly region?: string | undefined
  readonly metadata?: InstanceMetadata | undefined
  readonly metadataHttpClient?: HttpClient | undefined
  /** `OCI_METADATA_BASE_URL`, `OCI_SDK_AUTH_CLIENT_REGION_URL`, the region and proxy variables. @defaultValue process.env */
  readonly env?: ExchangeOptions['env']
}

const { certBundleVerify: _, retryStrategy: __, ...SAME_AS_EXCHANGE } = EXCHANGE_OPTIONS

export const INSTANCE_OPTIONS: OptionNames<InstancePrincipalOptions> = {
  ...SAME_AS_EXCHANGE,
  federationEndpoint: true,
  federationClientCertBundleVerify: true,
  federationClientRetryStrategy: true,
  sessionKeySupplier: true,
  leafCertificateRetriever: true,
  intermediateCertificateRetrievers: true,
  region: true,
  metadata: true,
  metadataHttpClient: true,
}

/** The auth service judges whether a certificate is valid. An instance that boots with a wrong clock learns the time from it. */
const CLOCK_TOLERANCE_MS = Infinity

/** An instance principal. Nothing is fetched until it is used. */
export function instancePrincipal(options: InstancePrincipalOptions): KeptPrincipal {
  const sessionKeySupplier = options.sessionKeySupplier ?? new SessionKeySupplier()
  const place = new InstancePlace({ ...options, sessionKeySupplier })
  return keepPrincipal(
    {
      principal: 'instance',
      source: options.leafCertificateRetriever ? 'given certificate' : 'instance metadata',
      region: async () => (await place.region()).regionId,
      load: (context) => place.loadToken(context),
      sessionKeySupplier,
    },
    options,
  )
}

/** Where the instance is and which certificates it has. */
class InstancePlace {
  readonly #options: InstancePrincipalOptions
  readonly #metadata: InstanceMetadata
  readonly #certificates: Certificates
  readonly #givenEndpoint: URL | undefined
  readonly #sessionKeySupplier: SessionKeySource
  #region: Promise<RegionInfo> | undefined
  #exchange: Exchange | undefined
  #aheadKey: Promise<SessionKey> | undefined

  constructor(options: InstancePrincipalOptions & { readonly sessionKeySupplier: SessionKeySource }) {
    this.#options = options
    const { env, metadataHttpClient: httpClient, now, random, federationEndpoint: endpoint } = options
    this.#givenEndpoint = endpoint === undefined ? undefined : federationEndpoint(endpoint)
    this.#sessionKeySupplier = options.sessionKeySupplier
    const metadata = options.metadata ?? new InstanceMetadata({ env, httpClient, now, random })
    this.#metadata = metadata
    const clockToleranceMs = CLOCK_TOLERANCE_MS
    this.#certificates = new Certificates(
      options.leafCertificateRetriever ??
        new InstanceMetadataCertificateRetriever({ metadata, kind: 'leaf', clockToleranceMs, now }),
      options.intermediateCertificateRetrievers ??
        (options.leafCertificateRetriever
          ? []
          : [new InstanceMetadataCertificateRetriever({ metadata, kind: 'intermediate', clockToleranceMs, now })]),
    )
  }

  region(signal?: AbortSignal): Promise<RegionInfo> {
    const { region } = this.#options
    const given = region === undefined ? undefined : { regionId: region, realmDomain: undefined }
    this.#region ??= Promise.resolve(given ?? this.#metadata.regionInfo({ signal })).then(
      canonicalRegion,
      (error: unknown) => {
        this.#region = undefined // asked again the next time
        throw error
      },
    )
    return this.#region
  }

  async loadToken(context: LoadContext): Promise<Loaded<TokenSnapshot>> {
    if (!this.#exchange) {
      this.#makeKeyAhead()
      this.#exchange = await this.#discover(context.signal)
    }
    return exchangeCertificate(this.#exchange, context)
  }

  /** A key takes as long as all the rest of the first exchange and needs nothing of it. When the rest fails, it is kept. */
  #makeKeyAhead(): void {
    this.#aheadKey ??= takeSessionKey(this.#sessionKeySupplier)
    this.#aheadKey.catch(() => {
      this.#aheadKey = undefined // made again the next time; reported where it is needed
    })
  }

  async #nextKey(): Promise<SessionKey> {
    const ahead = this.#aheadKey
    this.#aheadKey = undefined
    return ahead ?? takeSessionKey(this.#sessionKeySupplier)
  }

  async #discover(signal: AbortSignal): Promise<Exchange> {
    const { env = process.env, ...options } = this.#options
    const exchangeOptions = {
      ...options,
      env,
      certBundleVerify: options.federationClientCertBundleVerify,
      retryStrategy: options.federationClientRetryStrategy,
    }
    const [{ leaf }, endpoint] = await Promise.all([
      this.#certificates.look(signal),
      this.#givenEndpoint ?? this.region(signal).then((region) => authEndpoint(region, env, signal)),
    ])
    return {
      endpoint,
      tenancyId: leaf.tenancy(),
      sessionKeySupplier: { refresh: () => this.#nextKey() },
      certificates: this.#certificates,
      httpClient: renewalHttpClient(exchangeOptions),
      retryStrategy: renewalRetryStrategy(exchangeOptions),
      purpose: options.purpose,
      fingerprintAlgorithm: options.fingerprintAlgorithm ?? 'SHA256',
      env,
      now: options.now ?? Date.now,
    }
  }
}
