// Answers about one object: the headers that tell which it is, and its bytes or a part of them.
import { errorAnswer, type Answer } from '../../frame/service/answer.ts'
import { INERT } from '../../frame/service/inert.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'
import type { StoredObject } from './object-store.ts'
import { partOf } from './range.ts'

/** The headers that tell which object it is, and which version of it. */
export const identityOf = ({ etag, versionId, modifiedAt }: StoredObject): Readonly<Record<string, string>> => ({
  etag,
  'last-modified': new Date(modifiedAt).toUTCString(),
  'version-id': versionId,
})

/** The object, or the part that `Range` asks for; of a request for its headers they are those of the whole object. */
export function objectAnswer(request: ReceivedRequest, object: StoredObject): Answer {
  const { body, description } = object
  const part = request.method === 'GET' ? partOf(headerValue(request, 'range'), body.length) : 'whole'
  if (part === 'refused') return rangeRefused(body.length)
  const headers = { ...description, ...identityOf(object), ...hashOf(object), ...INERT }
  const all = { ...headers, 'accept-ranges': 'bytes', 'storage-tier': 'Standard' }
  if (part === 'whole') return { status: 200, headers: all, body }
  const contentRange = `bytes ${part.start}-${part.end - 1}/${body.length}`
  return { status: 206, headers: { ...all, 'content-range': contentRange }, body: body.subarray(part.start, part.end) }
}

/** Always that of the whole object. */
const hashOf = ({ md5 }: StoredObject): Readonly<Record<string, string>> =>
  md5.includes('-') ? { 'opc-multipart-md5': md5 } : { 'content-md5': md5 }

const rangeRefused = (length: number): Answer =>
  errorAnswer(416, {
    code: 'InvalidRange',
    message: 'The Range header asks for no single range of bytes that the object has',
    headers: { 'content-range': `bytes */${length}` },
  })
