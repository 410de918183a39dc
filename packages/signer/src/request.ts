// The one shape of a request, before and after signing: no transport attached, nothing of the caller's changed.

/** Header names to values, in any form that a caller is likely to hold. An array is a repeated header. */
export type HeadersLike =
  | Headers
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | number | boolean | readonly string[] | null | undefined }

/** What a `Response` or `fetch` takes as body in the runtime at hand. */
export type FetchBody = NonNullable<ConstructorParameters<typeof Response>[0]>

/**
 * A body that can be signed. Strings are UTF-8, binary kinds are hashed as bytes; a function is called once for hashing and
 * once for each send, so a file behind it is never held in memory. A Node `Readable` is an `AsyncIterable`.
 *
 * @public
 */
export type RequestBody =
  | string
  | Uint8Array
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | URLSearchParams
  | FormData
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | (() => RequestBody)
  | null

/**
 * A request to sign.
 *
 * @public
 */
export interface SignableRequest {
  /** `GET`, `HEAD`, `DELETE`, `POST`, `PUT` or `PATCH`, in any case. */
  readonly method: string
  /** Absolute, `http` or `https`, without user info. What RFC 3986 forbids in its path or query is percent-encoded. */
  readonly url: string | URL
  readonly headers?: HeadersLike | undefined
  readonly body?: RequestBody | undefined
}

/**
 * A request with its signature, as it has to go out: `fetch(signed.url, signed)` sends it.
 *
 * `JSON.stringify` and `util.inspect` leave out the key id and the `Authorization` header; reading the members does not.
 *
 * @public
 */
export interface SignedRequest {
  /** Upper-case. */
  readonly method: string
  /** The very address that was signed. */
  readonly url: URL
  /**
   * Lower-case names; all that must be sent, the caller's own included. `fetch` and `new Headers` do not see the `content-length`
   * where fetch adds it by itself; a copy, `{ ...headers }`, is whole for everybody.
   */
  readonly headers: Record<string, string>
  /** Exactly the bytes that were hashed. */
  readonly body: FetchBody | null
  /** A session token is part of it: treat it as a secret. */
  readonly keyId: string
  /** The text under the signature, for comparing with what a server rebuilt. */
  readonly signingString: string
  /** Whether the same request can be signed and sent a second time. */
  readonly replayable: boolean
  /** `manual`: a signature covers one address, so a redirect must not be followed with it. */
  readonly redirect: 'manual'
  /** `half` where `body` is a stream, as fetch demands. */
  readonly duplex?: 'half'
}

/** @public */
export interface SignOptions {
  /**
   * `exclude` leaves body and content headers out of the signature, for operations that allow it such as Object Storage's
   * PutObject. `headers` leaves the body unread but signs those content headers that are sent, as the documentation words it.
   *
   * @defaultValue 'sign'
   * @see docs/sources.md#body-exclusion
   */
  readonly bodySigning?: 'sign' | 'exclude' | 'headers' | undefined
  /** Added to the clock for the date header, in milliseconds. A date that the caller set is never touched. @defaultValue 0 */
  readonly clockOffsetMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Anything that signs requests: an API key, a session, an instance principal, or your own.
 *
 * @public
 */
export interface RequestSigner {
  /**
   * @throws {@link SigningError} `ERR_SIGNING` when no correct signature can be made from the request
   * @throws {@link BodyTooLargeError} `ERR_BODY_TOO_LARGE` when a one-shot stream passes the buffering cap
   */
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest>
  /** Renews the credential: only if `rejected` was signed with the current one; without it, always. */
  refresh?(rejected?: SignedRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** The region identifier that the credential belongs to, where it is known. */
  region?(): Promise<string | undefined>
}
