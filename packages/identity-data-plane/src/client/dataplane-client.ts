// The client of the identity data plane: two operations, and everything that OCI's documentation promises around them.
import { argumentError, type OptionNames, processEnvironment, refuseUnknownOptions } from '@x/kernel'
import { createHttpClient, ServiceClient, type ServiceOperation, type ServiceResponse } from '@x/http'
import { chooseRetryStrategy, type CircuitBreaker } from '@x/retry'
import type { RequestSigner } from '@x/signer'
import { CALL_OPTIONS, checkOptions } from './check-options.ts'
import { chooseSigner } from './choose-signer.ts'
import { breakerOf } from './circuit-breaker.ts'
import type {
  DataplaneCallOptions,
  DataplaneClientOptions,
  GenerateUserSecurityTokenOptions,
} from './client-options.ts'
import type {
  GenerateScopedAccessTokenDetails,
  GenerateUserSecurityTokenDetails,
  SecurityToken,
} from '../models/security-tokens.ts'
import { scopedAccessTokenOperation, userSecurityTokenOperation } from './operations.ts'
import { ServicePlace } from './service-place.ts'

/** Its name in errors and log lines. */
const SERVICE = 'Dataplane'
const BASE_PATH = '/v1'

const USER_TOKEN_OPTIONS: OptionNames<GenerateUserSecurityTokenOptions> = {
  ...CALL_OPTIONS,
  checkSessionExpiration: true,
}

/**
 * Calls the identity data plane, which gives principals short-lived tokens that are bound to a key of theirs. Making a client
 * does nothing but check its options; the first call finds the region and loads the key.
 *
 * Each attempt is signed anew and passes the circuit breaker. What a call says wins over what the client was told, and that
 * over the environment.
 *
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { DataplaneClient } from '@x/identity-data-plane'
 * declare const publicKey: string // PEM
 * const client = new DataplaneClient({ config: await loadConfig() })
 * const { data } = await client.generateScopedAccessToken({ scope: 'urn:oracle:db::id::*', publicKey })
 * data.token
 * ```
 * @see docs/sources.md#identity-data-plane
 * @public
 */
export class DataplaneClient {
  readonly #options: DataplaneClientOptions
  readonly #place: ServicePlace
  readonly #breaker: CircuitBreaker
  readonly #service: ServiceClient

  /**
   * @throws InvalidConfigError `ERR_INVALID_CONFIG` with every faulty field of the configuration, or when no region can be known
   * @throws {@link FederationRequiredError} `ERR_FEDERATION_REQUIRED` when the configuration's `authentication_type` needs `signerFromConfig`
   * @throws TypeError `ERR_INVALID_ARGUMENT`, InvalidEndpointError `ERR_INVALID_ENDPOINT`
   * @throws InvalidRetryOptionError `ERR_INVALID_RETRY_OPTION`, InvalidRetryVariableError `ERR_INVALID_RETRY_VARIABLE`
   */
  constructor(options: DataplaneClientOptions) {
    if (typeof options !== 'object' || options === null)
      throw argumentError('DataplaneClient needs options. Pass { config: await loadConfig() }, or { signer }.')
    const { env = processEnvironment(), timeoutMs, allowControlChars, logger, now, setTimer } = options
    checkOptions(options, env)
    const { httpClient = createHttpClient({ logger, env, now, setTimer }) } = options
    const signer = chooseSigner(options, env)
    const place = new ServicePlace({ options, signer, env })
    this.#options = options
    this.#place = place
    this.#breaker = breakerOf(options, SERVICE, env)
    this.#service = new ServiceClient({
      endpoint: (call) => place.endpoint(call),
      basePath: BASE_PATH,
      serviceName: SERVICE,
      signer,
      circuitBreakerStrategy: this.#breaker,
      userAgent: options.config?.additionalUserAgent,
      timeoutMs,
      allowControlChars,
      httpClient,
      logger,
      env,
      now,
      setTimer,
    })
  }

  /**
   * A token that gives access to the resources of a scope, e.g. to databases with `urn:oracle:db::id::*`, to whoever has the
   * private half of `publicKey`. {@link createScopedToken} and {@link writeDatabaseToken} make that key, too.
   *
   * @throws ServiceError when the service refuses
   * @throws ResponseParseError `ERR_RESPONSE_PARSE` when there is no token in its answer
   * @throws NetworkError `ERR_NETWORK`, TimeoutError `ERR_TIMEOUT`, CircuitOpenError `ERR_CIRCUIT_OPEN`, the reason of `options.signal`
   * @throws TypeError `ERR_INVALID_ARGUMENT` for details that cannot be sent
   * @see docs/sources.md#identity-data-plane
   */
  async generateScopedAccessToken(
    details: GenerateScopedAccessTokenDetails,
    options: DataplaneCallOptions = {},
  ): Promise<ServiceResponse<SecurityToken>> {
    refuseUnknownOptions(options, CALL_OPTIONS)
    return this.#call(scopedAccessTokenOperation(details), options)
  }

  /**
   * A user security token (UPST) for the calling user, who signs with an API key or with such a token; it is to be used with the
   * private half of `publicKey`. {@link UserSecurityTokenSigner} makes that key, signs with it and renews the token.
   *
   * @throws as {@link DataplaneClient.generateScopedAccessToken}; `ERR_INVALID_ARGUMENT` also for a session expiration outside 5 to 60 minutes
   * @see docs/sources.md#identity-data-plane
   */
  async generateUserSecurityToken(
    details: GenerateUserSecurityTokenDetails,
    options: GenerateUserSecurityTokenOptions = {},
  ): Promise<ServiceResponse<SecurityToken>> {
    refuseUnknownOptions(options, USER_TOKEN_OPTIONS)
    const { checkSessionExpiration = true, ...call } = options
    return this.#call(userSecurityTokenOperation(details, checkSessionExpiration), call)
  }

  /**
   * Calls another region from now on, whatever region or endpoint the client was made with.
   *
   * @param region - identifier or code
   * @throws TypeError `ERR_INVALID_ARGUMENT` when it is empty
   */
  setRegion(region: string): void {
    this.#place.setRegion(region)
  }

  /**
   * Where calls go: the endpoint as it was given, or the region's. Calls add `/v1` where it does not end with that.
   *
   * @throws InvalidConfigError `ERR_INVALID_CONFIG` when the signer, asked now, knows no region either
   * @throws InvalidRegionError `ERR_INVALID_REGION`, UnknownRegionError `ERR_UNKNOWN_REGION`
   * @throws InvalidDeveloperToolConfigurationError `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when an operator's file does not enable the service
   */
  endpoint(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return this.#place.endpoint(options)
  }

  /** The same client for another signer: it shares endpoint, region and circuit breaker. */
  withSigner(signer: RequestSigner): DataplaneClient {
    return new DataplaneClient({
      ...this.#options,
      signer,
      serviceEndpoint: (call) => this.endpoint(call),
      circuitBreakerStrategy: this.#breaker,
      circuitBreakerCallback: undefined,
    })
  }

  async #call<T>(operation: ServiceOperation<T>, options: DataplaneCallOptions): Promise<ServiceResponse<T>> {
    const { retryStrategy: ofClient, env = processEnvironment() } = this.#options
    const retryStrategy = chooseRetryStrategy(options.retryStrategy, ofClient, env)
    return this.#service.call(operation, { ...options, retryStrategy })
  }
}
