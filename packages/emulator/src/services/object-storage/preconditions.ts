// `if-match` and `if-none-match` as Object Storage takes them.
import { emptyAnswer, errorAnswer, type Answer } from '../../frame/service/answer.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

/**
 * The answer to a request whose precondition keeps it from writing.
 *
 * @param etag - of what is there, `undefined` when nothing is
 * @see docs/sources.md#object-storage
 */
export function refuseWrite(request: ReceivedRequest, etag: string | undefined): Answer | undefined {
  const [match, noneMatch] = [headerValue(request, 'if-match'), headerValue(request, 'if-none-match')]
  if (noneMatch !== undefined && noneMatch !== '*') {
    const message = 'The If-None-Match header of a write can only be "*"'
    return errorAnswer(400, { code: 'IfNoneMatchDisallowed', message })
  }
  if (match !== undefined && !matches(match, etag)) return ifMatchFailed()
  if (noneMatch === undefined || etag === undefined) return undefined
  return errorAnswer(412, {
    code: 'IfNoneMatchFailed',
    message: 'The If-None-Match header is "*", but the object exists',
  })
}

/** The answer to a request whose precondition keeps it from reading what has this `etag`. */
export function refuseRead(request: ReceivedRequest, etag: string): Answer | undefined {
  const [match, noneMatch] = [headerValue(request, 'if-match'), headerValue(request, 'if-none-match')]
  if (match !== undefined && !matches(match, etag)) return ifMatchFailed()
  if (noneMatch === undefined || !matches(noneMatch, etag)) return undefined
  return emptyAnswer(304, { etag })
}

const ifMatchFailed = (): Answer =>
  errorAnswer(412, { code: 'IfMatchFailed', message: 'The If-Match header does not match the ETag of what is there' })

/** OCI writes its tags without quotes; a client may add them, and name several. */
const matches = (tags: string, etag: string | undefined): boolean =>
  etag !== undefined &&
  tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1')))
