// Reads the body of an upload, of an object or of a part of one.
import { createHash, randomUUID } from 'node:crypto'
import { errorAnswer, type Answer } from '../../frame/service/answer.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { SigningRules } from '../../proof/request/required-headers.ts'
import { descriptionOf } from './description.ts'
import type { StoredObject } from './object-store.ts'

/** OCI accepts an upload that signs nothing of its body. */
export const UPLOAD_RULES: SigningRules = { bodyOptional: true }

/**
 * @returns the answer to give when the upload cannot be used
 * @see docs/sources.md#object-storage
 */
export function readUpload(request: ReceivedRequest, nowMs: number): StoredObject | Answer {
  // OCI refuses a body that is sent in chunks, without a length.
  if (!request.headers.has('content-length')) return errorAnswer(411)
  const { body } = request
  const contentMd5 = md5(body)
  const claimedMd5 = headerValue(request, 'content-md5') ?? contentMd5
  if (claimedMd5 !== contentMd5) {
    const message = `The computed MD5 of the request body (${contentMd5}) does not match the Content-MD5 header (${claimedMd5})`
    return errorAnswer(400, { code: 'UnmatchedContentMD5', message })
  }
  return createObject({ body, description: descriptionOf(request), md5: contentMd5 }, nowMs)
}

export const createObject = (
  given: Pick<StoredObject, 'body' | 'description' | 'md5'>,
  nowMs: number,
): StoredObject => ({ ...given, etag: randomUUID(), versionId: randomUUID(), modifiedAt: nowMs })

export const md5 = (body: Uint8Array): string => createHash('md5').update(body).digest('base64')

export const quotaExceeded = (): Answer =>
  errorAnswer(400, { code: 'QuotaExceeded', message: 'The object store of the emulator is full.' })
