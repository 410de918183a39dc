// Exchanges a certificate for session tokens, and keeps one fresh.
import type { Environment } from '@x/kernel'
import type { CertificateRetriever, FingerprintAlgorithm } from '@x/cert-retrievers'
import { createHttpClient, type HttpClient } from '@x/http'
import { retryStrategy as createRetryStrategy, type RetryStrategy } from '@x/retry'
import type { Credential, CredentialContext } from '@x/signer'
import type { LoadContext, RefreshEngine } from '@x/signer/principal'
import { MissingInputError, PrincipalClosedError } from '../errors.ts'
import type { SessionKeySupplier } from '../session-key-supplier.ts'
import { tokenEngine } from '../token/token-engine.ts'
import type { TokenSnapshot } from '../token/token-snapshot.ts'
import { Certificates } from './certificates.ts'
import { exchangeCertificate } from './exchange-certificate.ts'
import { federationEndpoint } from './federation-endpoint.ts'

/** How the exchange is made; every member is optional. @public */
export interface ExchangeOptions {
  /** Path of a CA bundle to trust, or `false` to trust anybody. @defaultValue the runtime's own trust */
  readonly certBundleVerify?: string | false | undefined
  /** Absent or `DEFAULT`, the certificate must belong to the tenancy. Sent as it is. */
  readonly purpose?: string | undefined
  /** @defaultValue three attempts, ten seconds each; 429 and 5xx are tried again, `Retry-After` is honoured */
  readonly retryStrategy?: RetryStrategy | undefined
  /** How the certificate is named in the key id; older realms may still want `SHA1`. @defaultValue 'SHA256' */
  readonly fingerprintAlgorithm?: FingerprintAlgorithm | undefined
  /** The longest that getting a token may take, with all attempts and waits, in milliseconds. @defaultValue 120_000 */
  readonly renewalTimeoutMs?: number | undefined
  /** Makes the calls, each under the limit of ten seconds that it is given; wins over `certBundleVerify`. */
  readonly httpClient?: HttpClient | undefined
  /** Proxies and `OCI_SDK_APPEND_USER_AGENT` are read from it. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** 0 to 1. @defaultValue Math.random */
  readonly random?: (() => number) | undefined
}

/** What an {@link X509FederationClient} needs: where, who, and with which certificate. @public */
export interface X509FederationClientOptions extends ExchangeOptions {
  /** With or without `/v1/x509`. */
  readonly federationEndpoint: string | URL
  /** OCID of the tenancy. */
  readonly tenancyId: string
  readonly sessionKeySupplier: Pick<SessionKeySupplier, 'refresh'>
  /** Yields the certificate and its private key. */
  readonly leafCertificateRetriever: CertificateRetriever
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
}

/** The service's own limit is far above; a call that takes longer is better begun anew. */
const ATTEMPT_MS = 10_000

/** The calls of an exchange. Their limits go with each call, so that a client that was given keeps them as well. */
export function exchangeHttpClient({ httpClient, certBundleVerify, env }: ExchangeOptions): HttpClient {
  const perform = httpClient ?? createHttpClient({ certBundleVerify, env })
  return (request, options) => perform(request, { ...options, connectTimeoutMs: ATTEMPT_MS, deadlineMs: ATTEMPT_MS })
}

/** Shorter than the SDKs' default strategy: a caller may be waiting. */
export const exchangeRetryStrategy = ({ retryStrategy, now, random }: ExchangeOptions): RetryStrategy =>
  retryStrategy ?? createRetryStrategy({ maxAttempts: 3, totalElapsedMs: 100_000, now, random })

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
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the endpoint is not an address, or `renewalTimeoutMs` is not a positive number
   */
  constructor(options: X509FederationClientOptions) {
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

    const { purpose, fingerprintAlgorithm = 'SHA256', env, now = Date.now, random, renewalTimeoutMs } = options
    const exchange = {
      endpoint: federationEndpoint(options.federationEndpoint),
      tenancyId,
      sessionKeySupplier,
      certificates: new Certificates(leafCertificateRetriever, intermediateCertificateRetrievers ?? []),
      httpClient: exchangeHttpClient(options),
      retryStrategy: exchangeRetryStrategy(options),
      purpose,
      fingerprintAlgorithm,
      env,
      now,
    }
    const load = (context: LoadContext) => exchangeCertificate(exchange, context)
    this.#engine = tokenEngine({ load, now, random, renewalTimeoutMs })
  }

  /**
   * A token that can be used now: at once where there is one, else when the exchange is done. Without one, a failure is told again
   * for one to five seconds before the service is asked again.
   *
   * @throws {@link PrincipalClosedError} `ERR_PRINCIPAL_CLOSED` after `close()`
   * @throws {@link MalformedTokenError} `ERR_MALFORMED_TOKEN` when the service answers with no usable token
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
