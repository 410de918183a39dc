// Says what kind of failure an error is, whichever HTTP client or runtime made it.
import { codeInBody } from './error-body.ts'
import { readField, statusOf } from './error-fields.ts'
import {
  KIND_BY_CODE,
  KIND_BY_CODE_PREFIX,
  KIND_BY_MESSAGE,
  KIND_BY_NAME,
  PROGRAMMING_ERRORS,
  type ErrorKind,
} from './error-tables.ts'

/** What {@link classifyError} found out. @public */
export interface ErrorClass {
  /**
   * `service`: the service answered with a status of 400 or more. `timeout`, `network`: no answer came. `aborted`:
   * the caller stopped it. `circuit-open`: a circuit breaker refused it. `fatal`: arguments, signing, configuration
   * or TLS trust are wrong, another attempt would fail the same way. `unknown`: none of these.
   */
  readonly kind: ErrorKind
  /** The HTTP status of a `service` failure. */
  readonly status?: number | undefined
  /** OCI's error code of a `service` failure, otherwise the error's own code. */
  readonly code?: string | undefined
}

/** No more errors than these are read of one that wraps others; it also ends circles. */
const MOST_ERRORS = 32

/**
 * What kind of failure `error` is. It looks into its causes and, of an AggregateError, into its errors, since fetch hides the
 * reason there; the outermost error that says something decides, except that a certificate that is not trusted anywhere
 * among them is fatal.
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
  const chain = withCauses(error)
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

/** `error` and what lies beneath it, depth first, each once. */
function withCauses(error: unknown): readonly unknown[] {
  const found = new Set<unknown>()
  const left = [error]
  while (left.length > 0 && found.size < MOST_ERRORS) {
    const next = left.pop()
    if (found.has(next)) continue
    found.add(next)
    left.push(...causesOf(next).toReversed())
  }
  return [...found]
}

/** The cause, and the errors of an AggregateError: one for each address that was tried. */
function causesOf(error: unknown): readonly unknown[] {
  const [cause, errors] = [readField(error, 'cause'), readField(error, 'errors')]
  const first = cause === undefined || cause === null ? [] : [cause]
  try {
    return Array.isArray(errors) ? [...first, ...errors.slice(0, MOST_ERRORS)] : first
  } catch {
    // A proxy that refuses.
    return first
  }
}

/** Older libraries have the name of a system's error in `errno`. */
function codeOf(error: unknown): string | undefined {
  return [readField(error, 'code'), readField(error, 'errno')].find((code) => typeof code === 'string')
}

/** OCI's code. A client has codes of its own on its errors, so that the body of the response is read first. */
function serviceCodeOf(error: unknown): string | undefined {
  const given = codeInBody(error) ?? readField(error, 'serviceCode')
  return typeof given === 'string' ? given : codeOf(error)
}

const isFatal = (error: unknown): boolean => kindOf(error) === 'fatal'

/** The `NetworkError` of `@x/http` names what lies beneath as its `reason`. */
const isFatalReason = (error: unknown): boolean => isFatal({ code: readField(error, 'reason') })

function kindOf(error: unknown): ErrorKind | undefined {
  const code = codeOf(error)
  const known = lookUp(KIND_BY_CODE, code) ?? lookUp(KIND_BY_NAME, readField(error, 'name')) ?? kindOfMessage(error)
  return known ?? KIND_BY_CODE_PREFIX.find(([prefix]) => code?.startsWith(prefix))?.[1]
}

/** The message counts only where nothing more precise is attached. */
function kindOfMessage(error: unknown): ErrorKind | undefined {
  const message = readField(error, 'message')
  if (typeof message !== 'string' || causesOf(error).length > 0) return undefined
  return KIND_BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1]
}

function lookUp(table: Readonly<Record<string, ErrorKind>>, key: unknown): ErrorKind | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
}
