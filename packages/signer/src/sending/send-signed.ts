// The way of a request: sign, send, and on a 401, once: remedy and sign again, send.
import type { RequestSigner, SignableRequest, SignedRequest } from '../request.ts'
import type { ResponseLike, SendSignedOptions } from './send-options.ts'

/**
 * Signs `request`, hands it to `send` and yields the response.
 *
 * A 401 whose date is more than 30 seconds from the signature's corrects the clock for the request's site; a date that cannot be
 * read, or is more than a year off, sets it back to this machine's. Any 401 but the first kind has the signer renew its credential,
 * if that is still the one that was refused. Then the request is signed and sent once more, if its body can be: never more than
 * that. What was corrected holds for the calls to come.
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
  const { clock, bodySigning, signal, now = Date.now } = options
  const { url, headers } = request
  // An iterator could be read only once.
  const kept = { ...request, headers: headers && Symbol.iterator in headers ? [...headers] : headers }
  const clockOffsetMs = clock?.offsetFor?.(url)
  const signed = await signer.sign(kept, { bodySigning, clockOffsetMs, signal })
  const sentAt = now()
  const response = await send(signed)
  if (response.status !== 401) return response
  const { afterRefusal } = await import('./after-401.ts')
  return afterRefusal({ request: kept, signer, signed, response, sentAt, clockOffsetMs }, send, options)
}
