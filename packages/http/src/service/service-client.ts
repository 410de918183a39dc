// Calls operations of one service: retry outside, circuit breaker inside it, signing and sending innermost.
import {
  abortable,
  argumentError,
  type Environment,
  type OptionNames,
  processEnvironment,
  refuseUnknownOptions,
} from '@x/kernel'
import {
  CircuitBreaker,
  NONE_RETRY_STRATEGY,
  retry,
  type CircuitBreakerStrategyOptions,
  type RetryStrategyOptions,
} from '@x/retry'
import type { RequestSigner, SiteClocks } from '@x/signer'
import { attemptCall, type PreparedCall } from './attempt-call.ts'
import { createHttpClient } from '../call/create-http-client.ts'
import type { HttpClient } from '../call/http-client.ts'
import { observe, type Logger } from '../report/observe.ts'
import { printableText } from '../report/printable.ts'
import { redact } from '../report/redact.ts'
import { checkedRequestId } from './request-id.ts'
import { operationHeaders } from './service-headers.ts'
import type { ServiceResponse, ServiceCallOptions, ServiceOperation } from './service-call.ts'
import { serviceUrl } from './service-url.ts'
import { createWatch, interruption, setRuntimeTimer, type SetTimer } from '../watch/watch.ts'

/**
 * Where a service is and how it is called.
 *
 * @public
 */
export interface ServiceClientOptions {
  /** `https://host`, with port and path if need be; a function is asked before each call. */
  readonly endpoint: string | URL | ((options: { readonly signal: AbortSignal }) => Promise<string | URL>)
  /** Path of the API's version, e.g. `/20160918`; not added when the endpoint ends with it. */
  readonly basePath?: string | undefined
  /** Its name in errors and log lines. */
  readonly serviceName?: string | undefined
  /** Signs each attempt anew and renews its credential after a 401. @defaultValue none: requests go out unsigned */
  readonly signer?: RequestSigner | undefined
  /** Performs the calls. @defaultValue createHttpClient() with this client's `logger` and `env` */
  readonly httpClient?: HttpClient | undefined
  /** @defaultValue NONE_RETRY_STRATEGY: one attempt */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  /** A breaker to share with other clients, or options for one of its own. @defaultValue none */
  readonly circuitBreakerStrategy?: CircuitBreaker | CircuitBreakerStrategyOptions | undefined
  /** For each attempt, in milliseconds: one limit for connecting and for silence, or one for each. @defaultValue the `httpClient`'s */
  readonly timeoutMs?: ServiceCallOptions['timeoutMs']
  /** Whether raw control characters may stand in the strings of responses. @defaultValue false */
  readonly allowControlChars?: boolean | undefined
  /** Added to the user agent. */
  readonly userAgent?: string | undefined
  readonly logger?: Logger | undefined
  /** `OCI_SDK_APPEND_USER_AGENT` is read from it. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** Runs the deadline. @defaultValue setTimeout */
  readonly setTimer?: SetTimer | undefined
}

const OPTIONS: OptionNames<ServiceClientOptions> = {
  endpoint: true,
  basePath: true,
  serviceName: true,
  signer: true,
  httpClient: true,
  retryStrategy: true,
  circuitBreakerStrategy: true,
  timeoutMs: true,
  allowControlChars: true,
  userAgent: true,
  logger: true,
  env: true,
  now: true,
  setTimer: true,
}

const CALL_OPTIONS: OptionNames<ServiceCallOptions> = {
  signal: true,
  timeoutMs: true,
  deadlineMs: true,
  retryStrategy: true,
  opcRequestId: true,
  allowControlChars: true,
}

/**
 * A client of one service.
 *
 * Each attempt of a call has a new `opc-request-id`, date and signature, and passes the circuit breaker; a 401 that a
 * renewed credential or a corrected clock can heal is healed within its attempt.
 *
 * @example
 * ```ts
 * import { ServiceClient } from '@x/http'
 * import { Signer } from '@x/signer'
 * import { loadConfig } from '@x/config'
 * const client = new ServiceClient({
 *   endpoint: 'https://identity.us-phoenix-1.oraclecloud.com',
 *   basePath: '/20160918',
 *   serviceName: 'Identity',
 *   signer: Signer.fromConfig(await loadConfig()),
 * })
 * const parse = (json: unknown) => json as { key: string; name: string }[]
 * const { data, requestId } = await client.call({ operation: 'ListRegions', method: 'GET', path: '/regions', parse })
 * ```
 * @public
 */
export class ServiceClient {
  readonly #options: ServiceClientOptions
  readonly #httpClient: HttpClient
  readonly #breaker: CircuitBreaker | undefined
  /** What 401s have shown of the clocks of the sites that the endpoint led to. */
  readonly #clock: SiteClocks = {}

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option
   * @throws InvalidRetryOptionError `ERR_INVALID_RETRY_OPTION` when `circuitBreakerStrategy` cannot be used
   */
  constructor(options: ServiceClientOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { httpClient, logger, env } = options
    this.#options = options
    this.#httpClient = httpClient ?? createHttpClient({ logger, env })
    this.#breaker = breakerOf(options)
  }

  /**
   * Calls an operation.
   *
   * @throws {@link ServiceError} for every status that is not 2xx
   * @throws {@link NetworkError} `ERR_NETWORK`, {@link ProxyError} `ERR_PROXY`, {@link TimeoutError} `ERR_TIMEOUT`, {@link RedirectError} `ERR_REDIRECT`, {@link ResponseTooLargeError} `ERR_RESPONSE_TOO_LARGE`
   * @throws {@link ResponseParseError} `ERR_RESPONSE_PARSE` when a 2xx response is not what it has to be
   * @throws CircuitOpenError `ERR_CIRCUIT_OPEN` while the circuit breaker is open
   * @throws TypeError `ERR_INVALID_ARGUMENT`, InvalidEndpointError `ERR_INVALID_ENDPOINT`, InvalidRetryOptionError `ERR_INVALID_RETRY_OPTION`
   * @throws whatever the signer rejects with, and the reason of `options.signal`
   */
  async call<T>(operation: ServiceOperation<T>, options: ServiceCallOptions = {}): Promise<ServiceResponse<T>> {
    const { now = Date.now, setTimer = setRuntimeTimer } = this.#options
    refuseUnknownOptions(options, CALL_OPTIONS)
    const { signal, deadlineMs = Infinity } = options
    signal?.throwIfAborted()
    if (!(deadlineMs > 0)) throw argumentError('The option deadlineMs is not a positive number. Give one.')
    const deadlineAt = deadlineMs === Infinity ? undefined : now() + deadlineMs
    const strategy = options.retryStrategy ?? this.#options.retryStrategy ?? NONE_RETRY_STRATEGY
    const watch = createWatch({ connectTimeoutMs: Infinity, readTimeoutMs: Infinity, deadlineMs }, setTimer, signal)
    const target = { method: operation.method.toUpperCase(), url: operation.path }
    const run = async (): Promise<ServiceResponse<T>> => {
      const prepared = await this.#prepare(operation, options, watch.signal)
      const call = { ...prepared, retries: strategy.maxAttempts !== 1 }
      target.url = call.url.href
      return retry(
        ({ headers, attempt }) => this.#attempt({ ...call, headers: { ...headers, ...call.headers } }, attempt),
        strategy,
        { signal: watch.signal, retryToken: operation.retryToken, deadlineAt },
      )
    }
    try {
      // An endpoint, a signer or an HTTP client of the caller's own may not listen to the signal.
      return await abortable(run(), watch.signal)
    } catch (error) {
      throw interruption(watch, signal, target) ?? error
    } finally {
      watch.stop()
    }
  }

  /** All that is the same in each attempt. */
  async #prepare<T>(
    operation: ServiceOperation<T>,
    options: ServiceCallOptions,
    signal: AbortSignal,
  ): Promise<Omit<PreparedCall<T>, 'retries'>> {
    const { endpoint, basePath, userAgent, env = processEnvironment(), serviceName } = this.#options
    const { opcRequestId, allowControlChars = this.#options.allowControlChars ?? false } = options
    const { path, pathParams, query } = operation
    const { body, type } = bodyOf(operation)
    const headers = operationHeaders(operation.headers, { userAgent, env, contentType: type })
    const fixedRequestId = opcRequestId ?? headers['opc-request-id']
    const origin = typeof endpoint === 'function' ? await endpoint({ signal }) : endpoint
    return {
      operation,
      serviceName,
      url: serviceUrl({ endpoint: origin, basePath, path, pathParams, query }),
      method: operation.method.toUpperCase(),
      headers,
      body,
      fixedRequestId: fixedRequestId === undefined ? undefined : checkedRequestId(fixedRequestId),
      allowControlChars,
      httpOptions: { signal, ...timeouts(options.timeoutMs ?? this.#options.timeoutMs) },
    }
  }

  async #attempt<T>(call: PreparedCall<T>, attempt: number): Promise<ServiceResponse<T>> {
    const { signer, logger, now = Date.now } = this.#options
    const { signal } = call.httpOptions
    const ports = { httpClient: this.#httpClient, signer, clock: this.#clock, now }
    const run = (): Promise<ServiceResponse<T>> => attemptCall(call, ports)
    try {
      return await (this.#breaker ? this.#breaker.execute(run, { signal }) : run())
    } catch (error) {
      const { operation, serviceName } = call
      observe(logger, 'warn', 'attempt-failed', { operation: operation.operation, serviceName, attempt, error })
      throw error
    }
  }
}

interface OutgoingBody {
  readonly body: string | null
  /** Its `content-type`. */
  readonly type?: string
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
function bodyOf({ body, form }: Pick<ServiceOperation<unknown>, 'body' | 'form'>): OutgoingBody {
  if (form !== undefined) return { body: formOf(form), type: 'application/x-www-form-urlencoded' }
  return body === undefined ? { body: null } : { body: jsonOf(body), type: 'application/json' }
}

function formOf(form: NonNullable<ServiceOperation<unknown>['form']>): string {
  const entries = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(entries).toString()
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
function jsonOf(body: unknown): string {
  let json: string | undefined
  let cause: unknown
  try {
    json = JSON.stringify(body)
  } catch (error) {
    cause = error
  }
  if (json !== undefined) return json
  throw argumentError('The body cannot be written as JSON. Give a JSON value.', { cause })
}

function breakerOf({ circuitBreakerStrategy, serviceName }: ServiceClientOptions): CircuitBreaker | undefined {
  // By its method: it may come from another copy of the package.
  if (circuitBreakerStrategy === undefined || 'execute' in circuitBreakerStrategy) return circuitBreakerStrategy
  const { name = serviceName, redact: ownRedact = (text: string) => printableText(redact(text)) } =
    circuitBreakerStrategy
  return new CircuitBreaker({ ...circuitBreakerStrategy, name, redact: ownRedact })
}

function timeouts(timeoutMs: ServiceCallOptions['timeoutMs']): { connectTimeoutMs?: number; readTimeoutMs?: number } {
  if (timeoutMs === undefined) return {}
  const [connectTimeoutMs, readTimeoutMs] = typeof timeoutMs === 'number' ? [timeoutMs, timeoutMs] : timeoutMs
  return { connectTimeoutMs, readTimeoutMs }
}
