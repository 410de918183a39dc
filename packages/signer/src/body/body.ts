// Turns any body into what is hashed and what is sent, the same bytes in both. Nothing is ever dropped.
import { bytesOf, utf8 } from '../lib/bytes.ts'
import type { FetchBody, RequestBody } from '../request.ts'
import { sha256 } from '#runtime'

export interface BodyOptions {
  /** `false`: the signature does not cover the body, so it is passed on unread. */
  readonly covered: boolean
  /** Whether the body itself has to be read: a hash of the caller's own stands for it. */
  readonly hashed: boolean
  readonly maxBufferBytes: number
  readonly signal: AbortSignal | undefined
}

export interface PreparedBody {
  readonly send: FetchBody | null
  readonly replayable: boolean
  /** What a request without a content-type should say. */
  readonly contentType?: string | undefined
  readonly contentLength?: number | undefined
  readonly sha256?: string | undefined
}

export async function prepareBody(body: RequestBody | undefined, options: BodyOptions): Promise<PreparedBody> {
  if (body === undefined || body === null) return withBytes(new Uint8Array(), null, 'application/json', options)
  if (typeof body === 'string') return withBytes(utf8.encode(body), body, 'application/json', options)
  const bytes = bytesOf(body)
  if (bytes) return withBytes(bytes, bytes as FetchBody, 'application/octet-stream', options)
  const { prepareOtherBody } = await import('./body-kinds.ts')
  return prepareOtherBody(body, options)
}

export async function withBytes(
  bytes: Uint8Array,
  send: FetchBody | null,
  contentType: string | undefined,
  options: BodyOptions,
): Promise<PreparedBody> {
  const digest = options.hashed ? await sha256(bytes) : undefined
  return { send, replayable: true, contentType, contentLength: bytes.byteLength, sha256: digest }
}
