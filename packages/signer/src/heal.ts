// What a 401 can be healed of: a clock that is off, or a credential that was revoked. Loaded when the first 401 is met.
import { noteworthySkewMs, serverTimeMs, type ClockOffset } from './clock-skew.ts'
import { collectHeaders } from './headers.ts'
import type { RequestSigner, SignableRequest, SignedRequest } from './request.ts'
import type { ResponseLike, SendSignedOptions } from './send-signed.ts'
import { credentialOf } from './signed-request.ts'

/** A request that was refused, with all that is known of it. */
export interface RefusedCall<R extends ResponseLike> {
  readonly request: SignableRequest
  readonly signer: RequestSigner
  readonly signed: SignedRequest
  readonly response: R
  /** From signing to the response, in milliseconds. */
  readonly elapsedMs: number
  readonly clock: ClockOffset
  /** Signs the request again, with the clock as it is then. */
  readonly sign: (body: SignableRequest['body']) => Promise<SignedRequest>
}

/** The request signed anew, if that can change the answer. */
export async function healed<R extends ResponseLike>(
  call: RefusedCall<R>,
  options: SendSignedOptions<R>,
): Promise<SignedRequest | undefined> {
  const { request, signer, signed, clock } = call
  const skewMs = options.clockSkew === false || hasOwnDate(request) ? undefined : await skewOf(call, options)
  if (skewMs !== undefined) clock.offsetMs += skewMs
  else if (options.refreshOn401 !== false && signer.refresh) await signer.refresh(signed, { signal: options.signal })
  else return undefined

  // A one-shot stream has been read: what was buffered of it is what goes out again.
  const again = await call.sign(isOneShot(request.body) ? (signed.body as SignableRequest['body']) : request.body)
  const unchanged =
    skewMs === undefined && credentialOf(signed) !== undefined && credentialOf(signed) === credentialOf(again)
  return unchanged ? undefined : again
}

async function skewOf<R extends ResponseLike>(
  call: RefusedCall<R>,
  options: SendSignedOptions<R>,
): Promise<number | undefined> {
  const { response, signed, elapsedMs } = call
  const date = collectHeaders(response.headers)['date']
  const text = date === undefined ? await options.errorText?.(response) : undefined
  return noteworthySkewMs(serverTimeMs(date, text), signed.headers['x-date'] ?? signed.headers['date'], elapsedMs)
}

/** A date of the caller's own is theirs to correct. */
function hasOwnDate(request: SignableRequest): boolean {
  const headers = collectHeaders(request.headers)
  return headers['date'] !== undefined || headers['x-date'] !== undefined
}

const isOneShot = (body: SignableRequest['body']): boolean =>
  typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)
