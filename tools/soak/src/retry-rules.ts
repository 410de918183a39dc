// What a caller of this service tries again, and how that is named in the report.
import { classifyError, retryStrategy, type RetryStrategy } from '@x/retry'
import { IncompleteAnswerError } from './echo-request.ts'

/** Of a renewal that a caller had to wait for and that failed, as of one whose answer was cut; the next one may do better. */
const RENEWAL_CODES: ReadonlySet<string> = new Set([
  'ERR_INSTANCE_METADATA_UNAVAILABLE',
  'ERR_INVALID_CERTIFICATE',
  'ERR_INVALID_PRIVATE_KEY',
  'ERR_UNUSABLE_TOKEN',
  'ERR_RESPONSE_PARSE',
])

/** In few words, the same for both clients. */
export function causeOf(error: unknown): string {
  if (error instanceof IncompleteAnswerError) return 'incomplete JSON'
  const { kind, status, code = '' } = classifyError(error)
  if (RENEWAL_CODES.has(code)) return `renewal ${code}`
  return kind === 'service' ? String(status) : kind
}

const isWorthAnother = (error: unknown): boolean =>
  error instanceof IncompleteAnswerError || RENEWAL_CODES.has(classifyError(error).code ?? '')

/** The default rules, and answers that are cut, which only the caller can see; waits that suit a service on this machine. */
export const soakStrategy = (onRetry: (cause: string) => void): RetryStrategy =>
  retryStrategy({
    maxAttempts: 12,
    baseMs: 25,
    jitterMs: 25,
    maxWaitMs: 5_000,
    totalElapsedMs: 120_000,
    retryOn: (error, { byDefault }) => byDefault || isWorthAnother(error),
    onRetry: ({ error }) => onRetry(causeOf(error)),
  })
