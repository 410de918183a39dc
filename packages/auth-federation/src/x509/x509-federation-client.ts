// Exchanges a certificate for session tokens, and keeps one fresh.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { CertificateRetriever } from '@x/cert-retrievers'
import type { Credential, CredentialContext } from '@x/signer'
import { joinSharing, PrincipalClosedError, RefreshEngine, type TokenSnapshot } from '@x/signer/principal'
import { MissingInputError } from '../errors/errors.ts'
import { Certificates } from '../exchange/certificates.ts'
import { exchangeCertificate } from '../exchange/exchange-certificate.ts'
import { EXCHANGE_OPTIONS, type ExchangeOptions } from '../exchange/exchange-options.ts'
import { federationEndpoint } from '../exchange/federation-endpoint.ts'
import { renewalHttpClient, renewalRetryStrategy } from '../principal/renewal-options.ts'
import { installing, type SessionKeySource } from '../principal/session-key-supplier.ts'

/** What an {@link X509FederationClient} needs: where, who, and with which certificate. @public */
export interface X509FederationClientOptions extends ExchangeOptions {
  /** With or without `/v1/x509`. */
  readonly federationEndpoint: string | URL
  /** OCID of the tenancy. */
  readonly tenancyId: string
  readonly sessionKeySupplier: SessionKeySource
  /** Yields the certificate and its private key. */
  readonly leafCertificateRetriever: CertificateRetriever
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
}

const OPTIONS: OptionNames<X509FederationClientOptions> = {
  federationEndpoint: true,
  tenancyId: true,
  sessionKeySupplier: true,
  leafCertificateRetriever: true,
  intermediateCertificateRetrievers: true,
  ...EXCHANGE_OPTIONS,
}

/**
 * Gets session tokens for a certificate, and renews them ahead in the background. Nothing is fetched before the first call.
 *
 * @example
 * ```ts
 * import { FileBasedCertificateRetriever } from '@x/cert-retrievers'
 * import { SessionKeySupplier, X509FederationClient } from '@x/auth-federation'
 * const client = new X509FederationClient({
 *   federationEndpoint: 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509',
 *   tenancyId: 'ocid1.tenancy.oc1..aaaa',
 *   sessionKeySupplier: new SessionKeySupplier(),
 *   leafCertificateRetriever: new FileBasedCertificateRetriever({
 *     certificateFilePath: 'cert.pem',
 *     privateKeyPemFilePath: 'key.pem',
 *   }),
 * })
 * const token = await client.getSecurityToken()
 * ```
 * @see docs/sources.md#x509-federation
 * @public
 */
export class X509FederationClient {
  readonly #engine: RefreshEngine<TokenSnapshot>

  /**
   * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming every option that is missing
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the endpoint is not an address, `renewalTimeoutMs` is not a positive number, or an option
   * is unknown
   */
  constructor(options: X509FederationClientOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { tenancyId, sessionKeySupplier, leafCertificateRetriever, intermediateCertificateRetrievers } = options
    const required = {
      federationEndpoint: options.federationEndpoint,
      tenancyId,
      sessionKeySupplier,
      leafCertificateRetriever,
    }
    const missing = Object.entries(required).filter(([, value]) => !value)
    if (missing.length > 0)
      throw new MissingInputError(
        'X509FederationClient',
        missing.map(([name]) => name),
      )

    const { purpose, fingerprintAlgorithm = 'SHA256', env, now = Date.now, random, renewalTimeoutMs, sharing } = options
    const exchange = {
      endpoint: federationEndpoint(options.federationEndpoint),
      tenancyId,
      sessionKeySupplier,
      certificates: new Certificates(leafCertificateRetriever, intermediateCertificateRetrievers ?? []),
      httpClient: renewalHttpClient(options),
      retryStrategy: renewalRetryStrategy(options),
      purpose,
      fingerprintAlgorithm,
      env,
      now,
    }
    this.#engine = new RefreshEngine({
      load: (context) => exchangeCertificate(exchange, context),
      sharedLoad: joinSharing(sharing, { principal: 'x509', source: exchange.endpoint.host }),
      now,
      random,
      renewalTimeoutMs,
    })
    installing(sessionKeySupplier, this.#engine)
  }

  /**
   * A token that can be used now: at once where there is one, else when the exchange is done. Without one, a failure is told again
   * for one to five seconds before the service is asked again.
   *
   * @throws {@link PrincipalClosedError} `ERR_PRINCIPAL_CLOSED` after `close()`
   * @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the service answers with no usable token
   * @throws {@link TenancyChangedError} `ERR_TENANCY_CHANGED` when the certificate belongs to another tenancy
   * @throws ServiceError when the service refuses, and NetworkError or TimeoutError when it cannot be reached
   * @throws RenewalError `ERR_RENEWAL` when it is not done within `renewalTimeoutMs`
   */
  async getSecurityToken(options?: { readonly signal?: AbortSignal | undefined }): Promise<string> {
    return (await this.#engine.credential(options)).token
  }

  /**
   * The token as a key id, with its key: one snapshot, for a signer of your own. Give `rejected` the one that was refused.
   *
   * @throws the same as `getSecurityToken()`
   */
  async credential(context?: CredentialContext): Promise<Credential> {
    return (await this.#engine.credential(context)).credential
  }

  /** @internal A method, since inspection shows properties. */
  engine(): RefreshEngine<TokenSnapshot> {
    return this.#engine
  }

  /** Ends an exchange under way; afterwards nothing is signed with this client's tokens. */
  async close(): Promise<void> {
    this.#engine.close(new PrincipalClosedError())
  }
}
