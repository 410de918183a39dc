// The kinds of body that need more than a hash over bytes at hand; loaded when the first of them is met.
import { abortable } from '@x/kernel'
import { chunksOf, isOneShot, sendable, sendableLater, type OneShot } from './body-stream.ts'
import { BodyTooLargeError } from '../errors/errors.ts'
import { Refusal } from '../errors/refusal.ts'
import { withBytes, type BodyOptions, type PreparedBody } from './hash-bytes.ts'
import type { FetchBody, RequestBody } from '../request.ts'
import { tagOf, utf8 } from '../lib/bytes.ts'
import { createDigest, keepsStreamLength, sha256 } from '#runtime'

const BINARY_TYPE = 'application/octet-stream'

/**
 * Every body but none, strings and bytes.
 *
 * @param open - where there is one, it opened `body` and opens the like of it again
 */
export async function prepareOtherBody(
  body: Exclude<RequestBody, string | null>,
  open: (() => RequestBody) | undefined,
  options: BodyOptions,
): Promise<PreparedBody> {
  if (typeof body === 'function') throw new Refusal('unsupported-body', 'function returned a function')
  if (isOneShot(body)) return open ? prepareReopenable(body, open, options) : prepareOneShot(body, options)
  const kind = tagOf(body)
  if (kind === 'Blob' || kind === 'File') return prepareBlob(body as Blob, options)
  if (kind === 'FormData' && 'getAll' in body) return prepareForm(body as FormData, options)
  if (kind !== 'URLSearchParams')
    throw new Refusal('unsupported-body', `is of the kind ${kind}, which cannot be signed`)
  const text = String(body)
  return withBytes(utf8.encode(text), text, 'application/x-www-form-urlencoded;charset=UTF-8', options)
}

async function prepareBlob(body: Blob, options: BodyOptions): Promise<PreparedBody> {
  const counted = options.hashed ? await hashStream(body.stream(), options) : { contentLength: body.size }
  return { send: body, replayable: true, contentType: body.type || BINARY_TYPE, ...counted }
}

/** Left to the transport, which picks the boundary, unless the bytes have to be known here. */
async function prepareForm(body: FormData, options: BodyOptions): Promise<PreparedBody> {
  if (!options.covered) return { send: body, replayable: true }
  const form = new Response(body)
  // Before the body is read: Bun drops the header then.
  const contentType = form.headers.get('content-type') ?? undefined
  const bytes = new Uint8Array(await abortable(form.arrayBuffer(), options.signal))
  return withBytes(bytes, bytes, contentType, options)
}

/** Read once to hash, opened again to send. */
async function prepareReopenable(body: OneShot, open: () => RequestBody, options: BodyOptions): Promise<PreparedBody> {
  if (!options.hashed) return { send: sendable(body), replayable: true, contentType: BINARY_TYPE }
  // A stream without its length would not be what was signed.
  if (!keepsStreamLength()) return prepareOneShot(body, options)
  const counted = await hashStream(body, options)
  return { send: sendableLater(open), replayable: true, contentType: BINARY_TYPE, ...counted }
}

async function prepareOneShot(body: OneShot, options: BodyOptions): Promise<PreparedBody> {
  if (!options.hashed) return { send: sendable(body), replayable: false, contentType: BINARY_TYPE }
  const bytes = await buffer(body, options)
  return withBytes(bytes, bytes as FetchBody, BINARY_TYPE, options)
}

async function hashStream(body: OneShot, options: BodyOptions): Promise<{ contentLength: number; sha256: string }> {
  const digest = createDigest?.()
  if (!digest) {
    const bytes = await buffer(body, options)
    return { contentLength: bytes.byteLength, sha256: await sha256(bytes) }
  }
  let contentLength = 0
  for await (const chunk of chunksOf(body, options.signal)) {
    digest.update(chunk)
    contentLength += chunk.byteLength
  }
  return { contentLength, sha256: digest.base64() }
}

async function buffer(body: OneShot, { maxBufferBytes, signal }: BodyOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(body, signal)) {
    length += chunk.byteLength
    if (length > maxBufferBytes) throw tooLarge(maxBufferBytes)
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

const tooLarge = (limitBytes: number): BodyTooLargeError =>
  new BodyTooLargeError(
    `The body is longer than the ${limitBytes} bytes that may be buffered to hash it (maxBufferBytes). ` +
      `Give a body that can be opened twice (${replayableKinds()}) or its own x-content-sha256 and content-length; or leave the body out of the signature with bodySigning: 'exclude' where the API allows that.`,
  )

function replayableKinds(): string {
  if (!createDigest) return 'in a runtime that hashes streams, such as Node'
  return keepsStreamLength() ? 'a Blob, or a function that opens a stream' : 'a Blob'
}
