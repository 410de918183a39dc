// The way of a request: sign, send, and on a 401 heal what can be healed, once.
import type { ClockOffset } from './clock-skew.ts'
import type { HeadersLike, RequestSigner, SignableRequest, SignedRequest, SignOptions } from './request.ts'

/** The part of a response that decides what happens next; a fetch `Response` and an axios response are ones. @public */
export interface ResponseLike {
  readonly status: number
  readonly headers: HeadersLike
}

/** @public */
export interface SendSignedOptions<R extends ResponseLike = ResponseLike> {
  /** Renew the credential after a 401 and send once more. @defaultValue true */
  readonly refreshOn401?: boolean | undefined
  /** Correct the clock after a 401 that shows a difference of more than 30 seconds, and send once more. @defaultValue true */
  readonly clockSkew?: boolean | undefined
  /** Keeps the correction from one call to the next. @defaultValue a fresh one */
  readonly clock?: ClockOffset | undefined
  readonly bodySigning?: SignOptions['bodySigning']
  readonly signal?: AbortSignal | undefined
  /** The text of a refusal, read only where it has no `Date` header. */
  readonly errorText?: ((response: R) => Promise<string | undefined>) | undefined
  /** Called with a response that will not reach the caller, so that its connection can be freed. */
  readonly discard?: ((response: R) => void) | undefined
  /** Epoch milliseconds, to tell how long a call took. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

/**
 * Signs `request`, hands it to `send` and yields the response.
 *
 * A 401 whose date is more than 30 seconds from the signature's corrects the clock; any other 401 has the signer renew its
 * credential, if that is still the one that was refused. Then the request is signed and sent once more, if its body can be:
 * never more than that. What was corrected holds for the calls to come.
 *
 * @param send - sends exactly what it is given; it must not follow redirects or change body or headers
 * @throws whatever `signer.sign`, `signer.refresh` and `send` reject with
 * @example
 * ```ts
 * import { sendSigned, Signer } from '@x/signer'
 * declare const signer: Signer
 * const request = { method: 'GET', url: 'https://identity.us-phoenix-1.oraclecloud.com/20160918/regions' }
 * const response = await sendSigned(request, signer, (signed) => fetch(signed.url, signed))
 * ```
 * @see docs/sources.md#clock-skew
 * @public
 */
export async function sendSigned<R extends ResponseLike>(
  request: SignableRequest,
  signer: RequestSigner,
  send: (signed: SignedRequest) => Promise<R>,
  options: SendSignedOptions<R> = {},
): Promise<R> {
  const { clock = { offsetMs: 0 }, bodySigning, signal, now = Date.now } = options
  const { headers } = request
  // An iterator could be read only once.
  const kept = { ...request, headers: headers && Symbol.iterator in headers ? [...headers] : headers }
  const sign = (body = request.body): Promise<SignedRequest> =>
    signer.sign({ ...kept, body }, { bodySigning, clockOffsetMs: clock.offsetMs, signal })

  const { offsetMs } = clock
  const signed = await sign()
  const sentAt = now()
  const response = await send(signed)
  if (response.status !== 401) return response
  const elapsedMs = now() - sentAt
  const { healed } = await import('./heal.ts')
  const again = await healed({ request: kept, signer, signed, response, elapsedMs, clock, offsetMs, sign }, options)
  if (!again) return response
  options.discard?.(response)
  return send(again)
}
