// What becomes of a body, and the bodies whose bytes are at hand: hashed in one piece.
import type { FetchBody } from '../request.ts'
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

export async function withBytes(
  bytes: Uint8Array,
  send: FetchBody | null,
  contentType: string | undefined,
  { hashed }: BodyOptions,
): Promise<PreparedBody> {
  const digest = hashed ? await sha256(bytes) : undefined
  return { send, replayable: true, contentType, contentLength: bytes.byteLength, sha256: digest }
}
