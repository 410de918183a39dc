// Says what kind of failure an error is, whichever HTTP client or runtime made it.
import { readField, serviceCodeOf, statusOf } from './error-fields.ts'
import { KIND_BY_CODE, KIND_BY_MESSAGE, KIND_BY_NAME, PROGRAMMING_ERRORS, type ErrorKind } from './error-tables.ts'

/** What {@link classifyError} found out. @public */
export interface ErrorClass {
  /**
   * `service`: the service answered with a status of 400 or more. `timeout`, `network`: no answer came. `aborted`:
   * the caller stopped it. `circuit_open`: a circuit breaker refused it. `fatal`: arguments, signing, configuration
   * or TLS trust are wrong, another attempt would fail the same way. `unknown`: none of these.
   */
  readonly kind: ErrorKind
  /** The HTTP status of a `service` failure. */
  readonly status?: number | undefined
  /** OCI's error code of a `service` failure, otherwise the error's own code. */
  readonly code?: string | undefined
}

/** Causes deeper than this are not read; it also ends circular chains. */
const DEEPEST_CAUSE = 8

/**
 * What kind of failure `error` is. It walks the `cause` chain, since fetch hides the reason there; the outermost error
 * that says something decides, except that a certificate that is not trusted anywhere in the chain is fatal.
 *
 * @example
 * ```ts
 * import { classifyError } from '@x/retry'
 * classifyError(Object.assign(new Error('busy'), { status: 429, code: 'TooManyRequests' })).kind // 'service'
 * classifyError(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })).kind // 'network'
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm
 * @public
 */
export function classifyError(error: unknown): ErrorClass {
  const chain = causeChain(error)
  for (const [depth, link] of chain.entries()) {
    const status = statusOf(link)
    if (status !== undefined) return { kind: 'service', status, code: serviceCodeOf(link) }
    const kind = kindOf(link)
    if (kind === undefined) continue
    const hopeless = kind === 'network' && (isFatalReason(link) || chain.slice(depth + 1).some(isFatal))
    return { kind: hopeless ? 'fatal' : kind, code: codeOf(link) }
  }
  const name = readField(error, 'name')
  const programming = typeof name === 'string' && PROGRAMMING_ERRORS.has(name)
  return { kind: programming ? 'fatal' : 'unknown', code: codeOf(error) }
}

/** True unless the error says that the request's body is gone, so that the same request cannot be sent again. */
export function isReplayable(error: unknown): boolean {
  return readField(error, 'replayable') !== false
}

function causeChain(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let link = error; link !== undefined && link !== null && chain.length < DEEPEST_CAUSE; link = causeOf(link)) {
    chain.push(link)
  }
  return chain
}

/** An AggregateError (one connection attempt per address) is as good as its first error. */
function causeOf(error: unknown): unknown {
  return readField(error, 'cause') ?? readField(readField(error, 'errors'), '0')
}

function codeOf(error: unknown): string | undefined {
  const code = readField(error, 'code')
  return typeof code === 'string' ? code : undefined
}

const isFatal = (error: unknown): boolean => kindOf(error) === 'fatal'

/** The `NetworkError` of `@x/http` names what lies beneath as its `reason`. */
const isFatalReason = (error: unknown): boolean => isFatal({ code: readField(error, 'reason') })

function kindOf(error: unknown): ErrorKind | undefined {
  const code = codeOf(error)
  const known = lookUp(KIND_BY_CODE, code) ?? lookUp(KIND_BY_NAME, readField(error, 'name')) ?? kindOfMessage(error)
  // Codes in this form are Node's, axios's and ours, for wrong arguments, keys, signatures and configuration.
  return known ?? (code?.startsWith('ERR_') ? 'fatal' : undefined)
}

/** The message counts only where nothing more precise is attached. */
function kindOfMessage(error: unknown): ErrorKind | undefined {
  const message = readField(error, 'message')
  if (typeof message !== 'string' || causeOf(error) !== undefined) return undefined
  return KIND_BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1]
}

function lookUp(table: Readonly<Record<string, ErrorKind>>, key: unknown): ErrorKind | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
}
