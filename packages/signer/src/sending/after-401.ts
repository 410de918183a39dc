// What is done after a 401: a remedy for a clock that is off or a credential that was revoked, and a new signature. Loaded with the
// first 401.
import { abortable, notify } from '@x/kernel'
import { isOneShot } from '../body/body-stream.ts'
import { diagnose401 } from '../diagnosis/diagnose-401.ts'
import { correctionMs, type DatedRefusal } from './clock-skew.ts'
import { readHeaders } from '../lib/read-headers.ts'
import { letGo, readText, textWithin } from './refused-response.ts'
import { claimsOfKeyId } from '../principal/token/token-claims.ts'
import type { RequestSigner, SignableRequest, SignedRequest } from '../request.ts'
import { remedyFor, type Refused, type Remedy } from './remedy.ts'
import type { ResponseLike, SendSignedOptions, SiteClocks } from './send-options.ts'
import { credentialOf } from '../signing/signed-request.ts'
import { setOffset } from './site-clock.ts'

/** A call that was refused, with all that is known of it. */
export interface RefusedCall<R extends ResponseLike> {
  readonly request: SignableRequest
  readonly signer: RequestSigner
  readonly signed: SignedRequest
  readonly response: R
  /** Epoch milliseconds, as `receivedAt`. */
  readonly sentAt: number
  /** The correction in the date that was signed; another call may have changed it in the clock since. */
  readonly clockOffsetMs: number | undefined
}

/**
 * Sends the request signed anew where a remedy can change the answer, once, and yields the response that stands. A refusal that
 * stands is told to `onRefused`, which nobody waits for.
 */
export async function afterRefusal<R extends ResponseLike>(
  call: RefusedCall<R>,
  send: (signed: SignedRequest) => Promise<R>,
  options: SendSignedOptions<R>,
): Promise<R> {
  const again = await remedied({ ...call, receivedAt: (options.now ?? Date.now)() }, options)
  const response = again ? await send(again) : call.response
  const { onRefused } = options
  if (onRefused && response.status === 401) void tell(onRefused, again ?? call.signed, response, options)
  return response
}

async function tell<R extends ResponseLike>(
  onRefused: NonNullable<SendSignedOptions<R>['onRefused']>,
  request: SignedRequest,
  response: R,
  options: SendSignedOptions<R>,
): Promise<void> {
  const { errorText = readText, now } = options
  const text = await textWithin((limit) => errorText(response, limit))
  notify(onRefused, { request, response, diagnosis: await diagnose401(request, response, { text, now }) })
}

/**
 * Applies the remedy for the refusal, and yields the request signed anew if that can change the answer; the refusal is let go then.
 * A body that cannot be sent twice is left at the remedy: the caller's next call has it.
 */
async function remedied<R extends ResponseLike>(
  call: ReceivedRefusal<R>,
  options: SendSignedOptions<R>,
): Promise<SignedRequest | undefined> {
  const { discard = letGo, clock = {} } = options
  const kept = { ...options, clock }
  try {
    const refused = await refusedOf(call, kept)
    const remedy = remedyFor(refused)
    await apply(remedy, call, kept)
    const again = await signedAgain({ ...refused, ...remedy }, call, kept)
    if (again) discard(call.response)
    return again
  } catch (error) {
    discard(call.response)
    throw error
  }
}

interface ReceivedRefusal<R extends ResponseLike> extends RefusedCall<R> {
  /** Epoch milliseconds. */
  readonly receivedAt: number
}

interface KeptOptions<R extends ResponseLike> extends SendSignedOptions<R> {
  readonly clock: SiteClocks
}

async function refusedOf<R extends ResponseLike>(call: ReceivedRefusal<R>, options: KeptOptions<R>): Promise<Refused> {
  const { clockSkew = true, refreshOn401 = true } = options
  const dated = clockSkew && !hasDate(call.request) ? await datedRefusal(call, options) : undefined
  const mayRenew = refreshOn401 && call.signer.refresh !== undefined
  return { dated, mayRenew, isOver: isOver(call.signed, Date.parse(dated?.dateHeader ?? '')) }
}

const isOver = ({ keyId }: SignedRequest, serviceMs: number): boolean =>
  serviceMs >= (claimsOfKeyId(keyId)?.expiresAt ?? Infinity)

async function apply<R extends ResponseLike>(
  { offsetMs, renew }: Remedy,
  { signer, signed }: RefusedCall<R>,
  { clock, signal }: KeptOptions<R>,
): Promise<void> {
  if (offsetMs !== undefined) setOffset(clock, signed.url, offsetMs)
  const renewal = renew ? signer.refresh?.(signed, { signal }) : undefined
  if (renewal) await abortable(renewal, signal)
}

/** `undefined` where neither date nor credential is another, or the body cannot be sent twice. */
async function signedAgain<R extends ResponseLike>(
  { renew, dated }: Refused & Remedy,
  call: ReceivedRefusal<R>,
  { clock, bodySigning, signal, now = Date.now }: KeptOptions<R>,
): Promise<SignedRequest | undefined> {
  const { request, signer, signed } = call
  const clockOffsetMs = clock.offsetFor?.(signed.url)
  const isSameDate = hasDate(request) || (clockOffsetMs ?? 0) === (call.clockOffsetMs ?? 0)
  if (!signed.replayable || (isSameDate && !renew)) return undefined
  // A one-shot stream has been read: what was buffered of it is what goes out again.
  const body = isOneShot(request.body) ? (signed.body as SignableRequest['body']) : request.body
  const sign = (offsetMs: number | undefined): Promise<SignedRequest> =>
    signer.sign({ ...request, body }, { bodySigning, clockOffsetMs: offsetMs, signal })
  const first = await sign(clockOffsetMs)
  // A principal that has just asked its service keeps that one's time from then on: what was corrected would count twice.
  const elapsedMs = call.receivedAt - now()
  const renewed = renew ? dated : undefined
  const moved =
    renewed && correctionMs({ ...renewed, signedDate: dateOf(first), offsetMs: clockOffsetMs ?? 0, elapsedMs })
  const isMoved = moved !== undefined && !Number.isNaN(moved)
  if (isMoved) setOffset(clock, signed.url, moved)
  const again = isMoved ? await sign(moved) : first
  const isSameCredential = credentialOf(signed) !== undefined && credentialOf(signed) === credentialOf(again)
  return isSameDate && isSameCredential ? undefined : again
}

async function datedRefusal<R extends ResponseLike>(
  call: ReceivedRefusal<R>,
  options: SendSignedOptions<R>,
): Promise<DatedRefusal> {
  const { response, signed, clockOffsetMs: offsetMs = 0, sentAt, receivedAt } = call
  const dateHeader = readHeaders(response.headers).values.get('date')
  const { errorText = readText, signal } = options
  const isRead = dateHeader === undefined
  const text = isRead ? await textWithin((limit) => errorText(response, limit), signal) : undefined
  return { dateHeader, text, signedDate: dateOf(signed), offsetMs, elapsedMs: receivedAt - sentAt }
}

const dateOf = ({ headers }: SignedRequest): string | undefined => headers['x-date'] ?? headers['date']

/** A date of the caller's own is theirs to correct. */
function hasDate(request: SignableRequest): boolean {
  const { values } = readHeaders(request.headers ?? {})
  return Boolean(values.get('date') ?? values.get('x-date'))
}
