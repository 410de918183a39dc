// What a service client is asked and what it answers.
import type { RetryStrategyOptions } from '@x/retry'
import type { QueryValue, Scalar } from './service-url.ts'

/** A header's value; a list is joined by `,`, `undefined` and `null` are left out, dates become UTC. @public */
export type HeaderValue = Scalar | readonly Scalar[] | null | undefined

/**
 * One operation of a service.
 *
 * @public
 */
export interface ServiceOperation<T> {
  /** Its name in errors and log lines, e.g. `"ListRegions"`. */
  readonly operation: string
  /** `GET`, `HEAD`, `DELETE`, `POST`, `PUT` or `PATCH`. */
  readonly method: string
  /** Below the endpoint and its base path, percent-encoded; `{name}` stands for a path parameter. */
  readonly path: string
  readonly pathParams?: Readonly<Record<string, Scalar>> | undefined
  readonly query?: Readonly<Record<string, QueryValue>> | undefined
  /** They win over the client's own. */
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined
  /** A JSON value; members that are `undefined` are left out, `null` is sent. Without it there is no body. */
  readonly body?: unknown
  /** Sent in place of `body`, as OAuth's endpoints want it: `application/x-www-form-urlencoded`. `undefined` is left out. */
  readonly form?: Readonly<Record<string, string | undefined>> | undefined
  /**
   * Checks the JSON of a 2xx response (`undefined` for none) and yields what the caller gets. What it throws without a
   * `code` becomes a {@link ResponseParseError}.
   */
  readonly parse: (json: unknown) => T
  /** `true` for operations that declare `opc-retry-token`. @defaultValue false */
  readonly retryToken?: boolean | string | undefined
  /** The documentation of the operation, for errors. */
  readonly apiReferenceLink?: string | undefined
}

/**
 * What one call may do differently from its client.
 *
 * @public
 */
export interface ServiceCallOptions {
  /** Ends the call at once, waits between attempts included; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** For each attempt, in milliseconds: one limit for connecting and for silence, or one for each. */
  readonly timeoutMs?: number | readonly [connectMs: number, readMs: number] | undefined
  /** For the whole call with all its attempts and waits, in milliseconds. @defaultValue Infinity */
  readonly deadlineMs?: number | undefined
  /** Wins over the client's; `NONE_RETRY_STRATEGY` means one attempt. */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  /** Sent with every attempt instead of a new id for each: up to three segments of 32 characters, joined by `/`. */
  readonly opcRequestId?: string | undefined
  /** Whether raw control characters may stand in the strings of a response. @defaultValue the client's */
  readonly allowControlChars?: boolean | undefined
}

/**
 * What a service answered.
 *
 * @public
 */
export interface ServiceResponse<T> {
  /** 2xx. */
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly data: T
  /** The response's `opc-request-id`, or else the one that was sent. */
  readonly requestId: string
  /** The response's `opc-next-page`: pass it as `page` to get more. */
  readonly nextPage: string | undefined
}
