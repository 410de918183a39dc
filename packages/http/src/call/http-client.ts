// The port between this package and everything above it: one function from a request to a response.

/**
 * A request, complete as it stands: nothing is added but a user agent, nothing is followed.
 *
 * @public
 */
export interface HttpRequest {
  /** `GET`, `HEAD`, `DELETE`, `POST`, `PUT`, `PATCH` or `OPTIONS`, in any case. */
  readonly method: string
  /** Absolute, `http` or `https`, without user info. */
  readonly url: string | URL
  /** Names in any case, one value each. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | Uint8Array | null | undefined
}

/**
 * A response, read to its end.
 *
 * @public
 */
export interface HttpResponse {
  readonly status: number
  /** Lower-case names; repeated headers are joined by `", "`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** The body as UTF-8, without a byte order mark. */
  text(): string
  /**
   * The body as JSON.
   *
   * @throws {@link ResponseParseError} `ERR_RESPONSE_PARSE` when it is not JSON
   */
  json(): unknown
}

/**
 * What one call may do differently from its client.
 *
 * @public
 */
export interface CallOptions {
  /** Ends the call at once; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** The longest wait for a connection, TLS and proxy included, in milliseconds. */
  readonly connectTimeoutMs?: number | undefined
  /** The longest silence of the server once the connection stands, in milliseconds. */
  readonly readTimeoutMs?: number | undefined
  /** The longest that the whole call may take, in milliseconds. */
  readonly deadlineMs?: number | undefined
  /** The most bytes of a response body, after decompression. */
  readonly maxResponseBytes?: number | undefined
}

/**
 * Performs one call. Whatever takes a `transport` or an `httpClient` takes this function, so a fake is one function, too.
 *
 * It resolves with every status but a redirect's.
 *
 * @public
 */
export type HttpClient = (request: HttpRequest, options?: CallOptions) => Promise<HttpResponse>
