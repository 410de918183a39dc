// Which headers a request must sign: the table by verb, and what single services demand less.
import type { ReceivedRequest } from './received-request.ts'

/** Where a service or an operation judges signatures otherwise than the rest of OCI does. */
export interface SigningRules {
  /** The header `host` may go unsigned. */
  readonly hostOptional?: boolean
  /** The headers about the body may go unsigned. */
  readonly bodyOptional?: boolean
  /** `date` is judged when it was sent, even beside `x-date`. */
  readonly prefersDate?: boolean
}

export const CONTENT_HEADERS: readonly string[] = ['content-length', 'content-type', 'x-content-sha256']

/** Headers that may occur once; a second one would leave open which of them counts. */
export const SINGLE_HEADERS: readonly string[] = ['host', 'date', 'x-date', 'opc-obo-token', ...CONTENT_HEADERS]

export const BODY_VERBS: ReadonlySet<string> = new Set(['PUT', 'POST', 'PATCH'])

/** The first header that must be signed and is not, or `undefined` when the list is complete. */
export function findUnsignedHeader(
  request: ReceivedRequest,
  signedHeaders: readonly string[],
  rules: SigningRules,
): string | undefined {
  return requiredHeaders(request, rules).find((name) => !signedHeaders.includes(name))
}

function requiredHeaders(request: ReceivedRequest, rules: SigningRules): readonly string[] {
  const { headers, method } = request
  const required = ['(request-target)', dateHeader(request, rules)]
  if (rules.hostOptional !== true) required.push('host')
  // Whoever stands between client and service could replace a delegation token that is not signed.
  if (headers.has('opc-obo-token')) required.push('opc-obo-token')
  return BODY_VERBS.has(method) && rules.bodyOptional !== true ? [...required, ...CONTENT_HEADERS] : required
}

/** The service judges `x-date` when that was sent, so the signature must cover it. */
export function dateHeader({ headers }: Pick<ReceivedRequest, 'headers'>, rules: SigningRules): 'date' | 'x-date' {
  const takesDate = rules.prefersDate === true && headers.has('date')
  return headers.has('x-date') && !takesDate ? 'x-date' : 'date'
}
