// What a 401 can be healed of: a clock that is off, or a credential that was revoked. Loaded when the first 401 is met.
import { abortable } from './abort.ts'
import { isOneShot } from './body-stream.ts'
import { noteworthySkewMs, serverTimeMs, type ClockOffset } from './clock-skew.ts'
import { readHeaders } from './read-headers.ts'
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
  /** What `clock` said when the request was signed; another call may have corrected it since. */
  readonly offsetMs: number
  /** Signs the request again, with the clock as it is then. */
  readonly sign: (body: SignableRequest['body']) => Promise<SignedRequest>
}

/**
 * Corrects what can be corrected, and yields the request signed anew if that can change the answer. A body that cannot be sent
 * twice is left at the correction: the caller's next call has it.
 */
export async function healed<R extends ResponseLike>(
  call: RefusedCall<R>,
  options: SendSignedOptions<R>,
): Promise<SignedRequest | undefined> {
  try {
    return await signedAnew(call, options)
  } catch (error) {
    options.discard?.(call.response)
    throw error
  }
}

async function signedAnew<R extends ResponseLike>(
  call: RefusedCall<R>,
  options: SendSignedOptions<R>,
): Promise<SignedRequest | undefined> {
  const { request, signer, signed, clock, offsetMs } = call
  const skewMs = options.clockSkew === false || hasOwnDate(request) ? undefined : await skewOf(call, options)
  if (skewMs !== undefined) clock.offsetMs = offsetMs + skewMs
  else if (options.refreshOn401 !== false && signer.refresh)
    await abortable(signer.refresh(signed, { signal: options.signal }), options.signal)
  else return undefined
  if (!signed.replayable) return undefined

  // A one-shot stream has been read: what was buffered of it is what goes out again.
  const again = await call.sign(isOneShot(request.body) ? (signed.body as SignableRequest['body']) : request.body)
  const unchanged =
    skewMs === undefined && credentialOf(signed) !== undefined && credentialOf(signed) === credentialOf(again)
  return unchanged ? undefined : again
}

async function skewOf<R extends ResponseLike>(
  { response, signed, elapsedMs }: RefusedCall<R>,
  { errorText, signal }: SendSignedOptions<R>,
): Promise<number | undefined> {
  const date = readHeaders(response.headers).values.get('date')
  // A text that cannot be read tells nothing; that is no reason to keep the refusal itself from the caller.
  const text =
    date === undefined && errorText
      ? await abortable(
          errorText(response).catch(() => undefined),
          signal,
        )
      : undefined
  return noteworthySkewMs(serverTimeMs(date, text), signed.headers['x-date'] ?? signed.headers['date'], elapsedMs)
}

/** A date of the caller's own is theirs to correct. */
function hasOwnDate(request: SignableRequest): boolean {
  const { values } = readHeaders(request.headers ?? {})
  return Boolean(values.get('date') ?? values.get('x-date'))
}
