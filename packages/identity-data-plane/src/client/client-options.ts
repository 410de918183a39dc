// What a client and a call may be told; every option of OCI's documentation, and the ports that tests need.
import type { Environment } from '@x/kernel'
import type { OciConfigInput } from '@x/config'
import type { RegionSources } from '@x/config/regions'
import type { HttpClient, Logger, ServiceCallOptions, ServiceClientOptions } from '@x/http'
import type { CircuitBreaker, CircuitBreakerStrategyOptions, CircuitOpenError, RetryStrategyOptions } from '@x/retry'
import type { RequestSigner } from '@x/signer'

/**
 * Options of {@link DataplaneClient}. One of `config` and `signer` is needed.
 *
 * @see docs/sources.md#identity-data-plane
 * @public
 */
export interface DataplaneClientOptions {
  /** What `loadConfig` of `@x/config` yields, or a plain object. With a `signer` it need hold no credential: `{}` will do. */
  readonly config?: OciConfigInput | undefined
  /** Signs the requests instead of the configuration's credential, e.g. as an instance principal. */
  readonly signer?: RequestSigner | undefined
  /** Identifier or code, e.g. `eu-frankfurt-1` or `fra`. @defaultValue the configuration's, else the signer's, else `OCI_REGION` */
  readonly region?: string | undefined
  /** `https://host`, with or without `/v1`, or a function that is asked before each call. Wins over every region. */
  readonly serviceEndpoint?: ServiceClientOptions['endpoint'] | undefined
  /** For each attempt, in milliseconds: one limit for connecting and for silence, or one for each. @defaultValue [10_000, 60_000] */
  readonly timeoutMs?: number | readonly [connectMs: number, readMs: number] | undefined
  /** For every call of the client. @defaultValue `OCI_SDK_DEFAULT_RETRY_ENABLED`, else no retry */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  /** A strategy, or a breaker to share with other clients. @defaultValue `OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED`, else the default strategy */
  readonly circuitBreakerStrategy?: CircuitBreaker | CircuitBreakerStrategyOptions | undefined
  /** Called when the circuit opens, and for each call that is refused meanwhile. What it throws or rejects with is ignored. */
  readonly circuitBreakerCallback?: ((error: CircuitOpenError) => unknown) | undefined
  /** Whether the template of the realm is used where {@link realmSpecificEndpointTemplates} has one. @defaultValue `OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED`, else false */
  readonly realmSpecificEndpointTemplateEnabled?: boolean | undefined
  /** Realm id → endpoint template. @defaultValue none: the service publishes none so far */
  readonly realmSpecificEndpointTemplates?: Readonly<Record<string, string>> | undefined
  /** Whether the template's `{dualStack?…:…}` takes its first half. @defaultValue `OCI_DUAL_STACK_ENDPOINT_ENABLED`, else false */
  readonly dualStackEndpointsEnabled?: boolean | undefined
  /** @defaultValue `https://auth.{region}.{secondLevelDomain}`, the service's own, which has no dual-stack form so far */
  readonly endpointTemplate?: string | undefined
  /** Whether raw control characters may stand in the strings of responses. @defaultValue false */
  readonly allowControlChars?: boolean | undefined
  /** Performs the calls. @defaultValue `createHttpClient` of `@x/http` */
  readonly httpClient?: HttpClient | undefined
  /** Told of requests, responses and failures, without secrets. @defaultValue none */
  readonly logger?: Logger | undefined
  /** Where regions are looked up beyond the built-in table. @defaultValue `~/.oci` and `env` */
  readonly regionSources?: RegionSources | undefined
  /** @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** Runs the time limits. @defaultValue setTimeout */
  readonly setTimer?: ServiceClientOptions['setTimer']
}

/**
 * What one call may do differently from its client: `retryStrategy`, `signal`, `timeoutMs`, `deadlineMs`, `opcRequestId`,
 * `allowControlChars`.
 *
 * @public
 */
export interface DataplaneCallOptions extends ServiceCallOptions {}

/** Options of {@link DataplaneClient.generateUserSecurityToken}. @public */
export interface GenerateUserSecurityTokenOptions extends DataplaneCallOptions {
  /** Refuse a `sessionExpirationInMinutes` outside 5 to 60 before it is sent; `false` leaves that to the service. @defaultValue true */
  readonly checkSessionExpiration?: boolean | undefined
}
