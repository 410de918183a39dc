// Lets pages of other origins read answers, for test suites that run in a browser: only with the option `cors`, and never the inspector's.
import { headerValue, type ReceivedRequest } from '../proof/request/received-request.ts'
import { emptyAnswer, type Answer } from './service/answer.ts'

/** `Date` is left out on purpose: OCI does not expose it either. */
const EXPOSED = 'opc-request-id, opc-next-page, etag, opc-content-md5'

export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED,
}

const HEADER_NAMES = /^[!#$%&'*+\-.^_`|~0-9A-Za-z, ]*$/

/** The answer to a preflight; `undefined` when the request is none. */
export function answerPreflight(request: ReceivedRequest): Answer | undefined {
  const method = headerValue(request, 'access-control-request-method')
  if (request.method !== 'OPTIONS' || method === undefined || !request.headers.has('origin')) return undefined
  const names = headerValue(request, 'access-control-request-headers') ?? ''
  const headers = {
    ...CORS_HEADERS,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': HEADER_NAMES.test(names) ? names : '',
    'access-control-max-age': '600',
    'access-control-allow-private-network': 'true',
  }
  return emptyAnswer(204, headers)
}
