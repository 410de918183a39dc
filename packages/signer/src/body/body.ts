// Turns any body into what is hashed and what is sent, the same bytes in both. Nothing is ever dropped.
import { bytesOf, utf8 } from '../lib/bytes.ts'
import type { FetchBody, RequestBody } from '../request.ts'
import { withBytes, type BodyOptions, type PreparedBody } from './hash-bytes.ts'

/** A function is opened once here; a stream that it opens is opened again to be sent. */
export async function prepareBody(given: RequestBody | undefined, options: BodyOptions): Promise<PreparedBody> {
  const body = typeof given === 'function' ? given() : given
  if (body === undefined || body === null) return withBytes(new Uint8Array(), null, 'application/json', options)
  if (typeof body === 'string') return withBytes(utf8.encode(body), body, 'application/json', options)
  const bytes = bytesOf(body)
  if (bytes) return withBytes(bytes, bytes as FetchBody, 'application/octet-stream', options)
  const { prepareOtherBody } = await import('./body-kinds.ts')
  return prepareOtherBody(body, given === body ? undefined : (given as () => RequestBody), options)
}
