// The members of a body that has to be a JSON object and say so.
import { parseJsonObject } from '../../lib/json-body.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

/** @returns the reason when the body cannot be used */
export function jsonMembers(
  request: ReceivedRequest,
): ReadonlyMap<string, unknown> | 'malformed-body' | 'malformed-content-type' {
  const isJson = /^application\/json(?:;|$)/i.test(headerValue(request, 'content-type') ?? '')
  return isJson ? (parseJsonObject(request.body) ?? 'malformed-body') : 'malformed-content-type'
}
