// The token that a request names as its key.
import { parseAuthorization } from './parse-authorization.ts'
import type { ReceivedRequest } from './received-request.ts'

const PREFIX = 'ST$'

/** `undefined` for a request that is signed with no token; nothing is verified here. */
export function signingToken(request: Pick<ReceivedRequest, 'headers'>): string | undefined {
  const authorization = parseAuthorization(request.headers.get('authorization'))
  const keyId = authorization.ok ? authorization.value.keyId : ''
  return keyId.startsWith(PREFIX) ? keyId.slice(PREFIX.length) : undefined
}
