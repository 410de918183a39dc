// The public contract of @x/http, written by `npm run generate`: a change here is a change for its users.

import type { CircuitBreaker, CircuitBreakerStrategyOptions, RetryStrategyOptions } from '@x/retry'

import type { Finding, RequestSigner } from '@x/signer'

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly connectTimeoutMs?: number | undefined
  readonly readTimeoutMs?: number | undefined
  readonly deadlineMs?: number | undefined
  readonly maxResponseBytes?: number | undefined
}

export interface ClientCertificate {
  readonly certificateFile: string
  readonly privateKeyFile: string
  readonly passphrase?: string | undefined
}

export interface FailedCall {
  readonly method: string
  readonly url: string
  readonly proxy?: string | undefined
}

export type HeaderValue = Scalar | readonly Scalar[] | null | undefined

export type HttpClient = (request: HttpRequest, options?: CallOptions) => Promise<HttpResponse>

export interface HttpClientOptions extends Omit<CallOptions, 'signal'> {
  readonly connectTimeoutMs?: number | undefined
  readonly readTimeoutMs?: number | undefined
  readonly deadlineMs?: number | undefined
  readonly maxResponseBytes?: number | undefined
  readonly certBundleVerify?: string | false | undefined
  readonly clientCertificate?: ClientCertificate | undefined
  readonly userAgent?: string | undefined
  readonly proxy?: string | URL | false | undefined
  readonly env?: Environment | undefined
  readonly logger?: Logger | undefined
  readonly readFile?: ((path: string) => Promise<Uint8Array>) | undefined
  readonly setTimer?: SetTimer | undefined
  readonly now?: (() => number) | undefined
}

export type HttpError =
  | InvalidProxyError
  | NetworkError
  | ProxyError
  | RedirectError
  | ResponseParseError
  | ResponseTooLargeError
  | TimeoutError
  | TlsMaterialError
  | UnsupportedOptionError

export interface HttpRequest {
  readonly method: string
  readonly url: string | URL
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | Uint8Array | null | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  text(): string
  json(): unknown
}

export declare class InvalidProxyError extends Error {
  readonly name = 'InvalidProxyError'
  readonly code = 'ERR_INVALID_PROXY'
  readonly source: string
  constructor(source: string)
  toJSON(): object
}

export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  readonly debug?: ((message: string, fields: LogFields) => void) | undefined
  readonly warn?: ((message: string, fields: LogFields) => void) | undefined
}

export declare class NetworkError extends Error {
  readonly name = 'NetworkError'
  readonly code = 'ERR_NETWORK'
  readonly reason: string | undefined
  readonly method: string
  readonly url: string
  readonly proxy: string | undefined
  constructor(call: FailedCall, problem: NetworkProblem, options?: ErrorOptions)
  toJSON(): object
}

export interface NetworkProblem {
  readonly reason: string | undefined
  readonly sentence: string
}

export declare class ProxyError extends Error {
  readonly name = 'ProxyError'
  readonly code = 'ERR_PROXY'
  readonly proxy: string
  readonly proxyStatus: number
  readonly method: string
  readonly url: string
  constructor(call: FailedCall, proxy: URL, proxyStatus: number)
  toJSON(): object
}

export type QueryValue =
  | Scalar
  | readonly Scalar[]
  | {
      readonly [key: string]: Scalar | readonly Scalar[] | null | undefined
    }
  | null
  | undefined

export declare class RedirectError extends Error {
  readonly name = 'RedirectError'
  readonly code = 'ERR_REDIRECT'
  readonly status: number
  readonly location: string | undefined
  readonly method: string
  readonly url: string
  constructor(call: FailedCall, status: number, location?: string)
  toJSON(): object
}

export declare class ResponseParseError extends Error {
  readonly name = 'ResponseParseError'
  readonly code = 'ERR_RESPONSE_PARSE'
  readonly status: number
  readonly requestId: string | undefined
  constructor(
    problem: string,
    response: {
      status: number
      requestId: string | undefined
    },
    options?: ErrorOptions,
  )
  toJSON(): object
}

export declare class ResponseTooLargeError extends Error {
  readonly name = 'ResponseTooLargeError'
  readonly code = 'ERR_RESPONSE_TOO_LARGE'
  readonly limitBytes: number
  readonly method: string
  readonly url: string
  constructor(call: FailedCall, limitBytes: number)
  toJSON(): object
}

export type Scalar = string | number | boolean | bigint | Date

export interface ServiceCallOptions {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | readonly [connectMs: number, readMs: number] | undefined
  readonly deadlineMs?: number | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly opcRequestId?: string | undefined
  readonly allowControlChars?: boolean | undefined
}

export declare class ServiceClient {
  #private
  constructor(options: ServiceClientOptions)
  call<T>(operation: ServiceOperation<T>, options?: ServiceCallOptions): Promise<ServiceResponse<T>>
}

export interface ServiceClientOptions {
  readonly endpoint: string | URL | ((options: { readonly signal: AbortSignal }) => Promise<string | URL>)
  readonly basePath?: string | undefined
  readonly serviceName?: string | undefined
  readonly signer?: RequestSigner | undefined
  readonly httpClient?: HttpClient | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly circuitBreakerStrategy?: CircuitBreaker | CircuitBreakerStrategyOptions | undefined
  readonly timeoutMs?: ServiceCallOptions['timeoutMs']
  readonly allowControlChars?: boolean | undefined
  readonly userAgent?: string | undefined
  readonly logger?: Logger | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly setTimer?: SetTimer | undefined
}

export declare class ServiceError extends Error {
  readonly name = 'ServiceError'
  constructor(fields: ServiceErrorFields, retries?: boolean)
  toJSON(): object
}
export interface ServiceError extends ServiceErrorFields {}

export interface ServiceErrorFields {
  readonly status: number
  readonly code: string | null
  readonly serviceMessage: string
  readonly requestId: string
  readonly headers: Readonly<Record<string, string>>
  readonly targetService: string | undefined
  readonly operation: string
  readonly requestEndpoint: string
  readonly timestamp: string
  readonly clientVersion: string
  readonly apiReferenceLink: string | undefined
  readonly troubleshootingLink: string
  readonly details: Readonly<Record<string, unknown>>
  readonly transient: boolean
  readonly findings: readonly Finding[]
  readonly clockOffsetMs: number | undefined
}

export interface ServiceOperation<T> {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly pathParams?: Readonly<Record<string, Scalar>> | undefined
  readonly query?: Readonly<Record<string, QueryValue>> | undefined
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined
  readonly body?: unknown
  readonly form?: Readonly<Record<string, string | undefined>> | undefined
  readonly parse: (json: unknown) => T
  readonly retryToken?: boolean | string | undefined
  readonly apiReferenceLink?: string | undefined
}

export interface ServiceResponse<T> {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly data: T
  readonly requestId: string
  readonly nextPage: string | undefined
}

export type SetTimer = (callback: () => void, ms: number) => () => void

export declare class TimeoutError extends Error {
  readonly name = 'TimeoutError'
  readonly code = 'ERR_TIMEOUT'
  readonly phase: TimeoutPhase
  readonly limitMs: number
  readonly method: string
  readonly url: string
  readonly proxy: string | undefined
  constructor(phase: TimeoutPhase, limitMs: number, call: FailedCall)
  toJSON(): object
}

export type TimeoutPhase = 'connect' | 'read' | 'total'

export declare class TlsMaterialError extends Error {
  readonly name = 'TlsMaterialError'
  readonly code = 'ERR_TLS_MATERIAL'
  readonly reason: 'unreadable' | 'invalid'
  readonly option: string
  readonly path: string
  constructor(
    reason: TlsMaterialError['reason'],
    where: {
      option: string
      path: string
    },
    options?: ErrorOptions,
  )
  toJSON(): object
}

export declare class UnsupportedOptionError extends TypeError {
  readonly name = 'UnsupportedOptionError'
  readonly code = 'ERR_UNSUPPORTED_OPTION'
  readonly option: string
  constructor(option: string)
  toJSON(): object
}

export declare function createHttpClient(options?: HttpClientOptions): HttpClient

export declare function createRequestId(): string

export declare function isHttpError(error: unknown): error is HttpError

export declare function isServiceError(error: unknown): error is ServiceError

export declare function redact(value: string | URL): string
export declare function redact(value: unknown): unknown

type Environment = Readonly<Record<string, string | undefined>>
