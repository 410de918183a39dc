// What sendSigned may be told, and what it asks of a response.
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { HeadersLike, SignedRequest, SignOptions } from '../request.ts'

/** The part of a response that decides what happens next; a fetch `Response` and an axios response are ones. @public */
export interface ResponseLike {
  readonly status: number
  readonly headers: HeadersLike
}

/**
 * What 401s have shown of the clocks of services, one for each site: the last two labels of a host's name, or the origin where the
 * host is an address or a single label. An empty object to begin with; at most 100 sites are kept.
 *
 * @public
 */
export interface SiteClocks {
  /** There from the first correction on: what is added to this machine's clock for a request to `url`, in milliseconds. */
  offsetFor?: (url: string | URL) => number
}

/** A request that the service has refused, after all that could be done about it. @public */
export interface RefusedRequest<R extends ResponseLike = ResponseLike> {
  /** As it was signed for the last time; its key id may be secret. */
  readonly request: SignedRequest
  /** The 401; its body can still be read. */
  readonly response: R
  readonly diagnosis: Diagnosis
}

/**
 * Members of another name are let pass: whoever adapts a client may hand on what it was given.
 *
 * @public
 */
export interface SendSignedOptions<R extends ResponseLike = ResponseLike> {
  /** Renew the credential after a 401 and send once more. @defaultValue true */
  readonly refreshOn401?: boolean | undefined
  /** Correct the clock after a 401 that shows a difference of more than 30 seconds, and send once more. @defaultValue true */
  readonly clockSkew?: boolean | undefined
  /** Keeps the corrections from one call to the next; pass the same object to each. @defaultValue a fresh one */
  readonly clock?: SiteClocks | undefined
  readonly bodySigning?: SignOptions['bodySigning']
  readonly signal?: AbortSignal | undefined
  /**
   * The text of a refusal, read only where it has no `Date` header, and waited for one second at most: then `signal` fires.
   *
   * @defaultValue for a fetch `Response`, the first 64 KiB of a copy of its body
   */
  readonly errorText?: ((response: R, signal: AbortSignal) => Promise<string | undefined>) | undefined
  /**
   * Called with a response that will not reach the caller, so that its connection can be freed.
   *
   * @defaultValue for a fetch `Response`, cancels its body
   */
  readonly discard?: ((response: R) => void) | undefined
  /** Told of a 401 that stands, with what could be seen of its cause. Nobody waits for it; what it throws is nobody's failure. */
  readonly onRefused?: ((refused: RefusedRequest<R>) => unknown) | undefined
  /** Epoch milliseconds, to tell how long a call took. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}
