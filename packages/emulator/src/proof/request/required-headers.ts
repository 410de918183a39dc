// Which headers a request must sign: the table by verb, and the operations whose body may go unsigned.
import { pathOf, type ReceivedRequest } from './received-request.ts'

/** Where a certificate is exchanged for a token. */
export const FEDERATION_PATH = '/v1/x509'

/** The operations of the identity data plane. */
export const SCOPED_TOKEN_PATH = '/v1/actions/generateScopedAccessToken'
export const USER_TOKEN_PATH = '/v1/token/upst/actions/GenerateUpst'

export const CONTENT_HEADERS: readonly string[] = ['content-length', 'content-type', 'x-content-sha256']

/** Headers that may occur once; a second one would leave open which is meant. */
export const SINGLE_HEADERS: readonly string[] = ['host', 'date', 'x-date', 'opc-obo-token', ...CONTENT_HEADERS]

const BODY_VERBS: ReadonlySet<string> = new Set(['PUT', 'POST', 'PATCH'])

/** Uploads that OCI accepts with the generic headers alone. */
const UNSIGNED_BODY_OPERATIONS: readonly { readonly method: string; readonly path: RegExp }[] = [
  { method: 'PUT', path: /^\/n\/[^/]+\/b\/[^/]+\/[ou]\/./ },
]

/** Where OCI's own SDKs do not all sign `host`. */
const HOST_OPTIONAL_PATHS: ReadonlySet<string> = new Set([FEDERATION_PATH])

/** The first header that must be signed and is not, or `undefined` when the list is complete. */
export function findUnsignedHeader(request: ReceivedRequest, signedHeaders: readonly string[]): string | undefined {
  return requiredHeaders(request).find((name) => !signedHeaders.includes(name))
}

function requiredHeaders(request: ReceivedRequest): readonly string[] {
  const required = ['(request-target)', dateHeader(request)]
  if (!HOST_OPTIONAL_PATHS.has(pathOf(request.target))) required.push('host')
  // A delegation token that is not signed could be swapped on the way.
  if (request.headers.has('opc-obo-token')) required.push('opc-obo-token')
  return needsBodyHeaders(request) ? [...required, ...CONTENT_HEADERS] : required
}

/**
 * The service judges `x-date` when it is there, so that one must be covered by the signature. The auth service takes `date`
 * instead: OCI's TypeScript SDK signs that one there, and sends `x-date` too.
 */
export function dateHeader({ headers, target }: ReceivedRequest): 'date' | 'x-date' {
  const prefersDate = pathOf(target) === FEDERATION_PATH && headers.has('date')
  return headers.has('x-date') && !prefersDate ? 'x-date' : 'date'
}

function needsBodyHeaders({ method, target }: ReceivedRequest): boolean {
  if (!BODY_VERBS.has(method)) return false
  const path = pathOf(target)
  return !UNSIGNED_BODY_OPERATIONS.some((operation) => operation.method === method && operation.path.test(path))
}
