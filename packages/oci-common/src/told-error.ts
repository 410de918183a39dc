// What the SDK's retrier is told of a failure. It passes on no more than code and message, and repeats for a minute and a half whatever
// does not say otherwise in a member `shouldBeRetried`.
import { MAY_HELP } from './may-help.ts'

interface Failure {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
  readonly status?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/**
 * The error itself, marked where another attempt would meet it again; or one that has it as cause, where it leaves code and reason to its
 * own cause, as fetch does, or is no error at all.
 */
export function toldError(error: unknown): unknown {
  const failure = Object(error) as Failure
  if (isHopeless(failure)) Reflect.defineProperty(failure, 'shouldBeRetried', { value: false, configurable: true })
  if (typeof failure.message !== 'string') return retold('The request was given up', error, error)
  const isWhole = typeof failure.code === 'string' || failure.cause === undefined
  return isWhole ? error : retold(failure.message, failure.cause, error)
}

function retold(message: string, reason: unknown, cause: unknown): Error {
  const { code } = Object(reason) as Failure
  return Object.assign(new Error([message, ...wordsOf(reason)].join(': '), { cause }), { code })
}

/** Of several errors, one for each address that was tried, the first speaks. */
function wordsOf(reason: unknown): readonly string[] {
  if (reason === undefined || reason === null) return []
  if (Object(reason) !== reason) return [String(reason)]
  const { message, errors } = reason as Failure
  const words = message === '' && Array.isArray(errors) ? (Object(errors[0]) as Failure).message : message
  return typeof words === 'string' && words !== '' ? [words] : []
}

function isHopeless({ name, code, status }: Failure): boolean {
  if (name === 'AbortError') return true
  if (typeof status === 'number') return status >= 400 && status < 500 && !MAY_PASS.has(status)
  return typeof code === 'string' && Object.hasOwn(MAY_HELP, code) && !MAY_HELP[code as keyof typeof MAY_HELP]
}

/** Refusals of an auth service that another attempt may not get: too slow, in conflict, too many. */
const MAY_PASS: ReadonlySet<number> = new Set([408, 409, 429])
