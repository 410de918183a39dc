// Reads the body of a request that creates a user, trusting nothing in it.
import { errorAnswer, invalidParameter, type Answer } from '../../frame/service/answer.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import { headerValue, type ReceivedRequest } from '../../proof/request/received-request.ts'

export interface UserDetails {
  readonly compartmentId: string
  readonly name: string
  readonly description: string
}

/** The longest values OCI takes. */
const MAX_LENGTH: Readonly<Record<keyof UserDetails, number>> = { compartmentId: 255, name: 100, description: 400 }

/** @returns the answer to give when the body cannot be used */
export function parseUserDetails(request: ReceivedRequest): UserDetails | Answer {
  if (!/^application\/json(?:;|$)/i.test(headerValue(request, 'content-type') ?? '')) {
    return invalidParameter('Content-Type must be application/json')
  }
  const fields = parseJsonObject(request.body)
  if (fields === undefined)
    return errorAnswer(400, { code: 'CannotParseRequest', message: 'The body is not a JSON object.' })
  const read = (field: keyof UserDetails): string => {
    const value = fields.get(field)
    return typeof value === 'string' && value.length <= MAX_LENGTH[field] ? value : ''
  }
  const details = { compartmentId: read('compartmentId'), name: read('name'), description: read('description') }
  const bad = Object.entries(details).find(([, value]) => value === '')?.[0]
  return bad === undefined ? details : invalidParameter(`${bad} must be a string that is neither empty nor too long`)
}
