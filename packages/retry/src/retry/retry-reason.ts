// The decision matrix: is this error worth another attempt, and why.
import type { ErrorClass } from '../classify/classify-error.ts'
import type { ErrorKind } from '../classify/error-tables.ts'
import type { RetryReason } from './retry-events.ts'
import type { RetryPredicate } from './retry-predicate.ts'
import type { RetryStrategy } from './retry-strategy.ts'
import { DEFAULT_RETRY_ON, EVENTUAL_CONSISTENCY, inTable } from '../classify/status-table.ts'

/** What {@link retryReason} is asked about. */
export interface Failure {
  readonly error: unknown
  readonly info: ErrorClass
  readonly attempt: number
}

/** `undefined` when there is to be no other attempt. */
export function retryReason(failure: Failure, strategy: RetryStrategy): RetryReason | undefined {
  const { retryOn } = strategy
  const { kind } = failure.info
  if (kind === 'aborted') return undefined
  if (kind === 'circuit-open') return strategy.retryOnOpenCircuit ? 'circuit-open' : undefined
  if (retryOn === false) return kind === 'fatal' ? undefined : 'any-error'
  if (typeof retryOn !== 'function') return tableReason(failure.info, strategy)
  const byDefault = tableReason(failure.info, strategy) !== undefined
  return ask(retryOn, failure, byDefault) ? 'predicate' : undefined
}

type Row = (info: ErrorClass, strategy: RetryStrategy) => RetryReason | undefined
const never: Row = () => undefined

const MATRIX: Readonly<Record<ErrorKind, Row>> = {
  timeout: () => 'timeout',
  network: () => 'network',
  service: serviceReason,
  aborted: never,
  'circuit-open': never,
  fatal: never,
  unknown: never,
}

function tableReason(info: ErrorClass, strategy: RetryStrategy): RetryReason | undefined {
  return MATRIX[info.kind](info, strategy)
}

function serviceReason({ status = 0, code }: ErrorClass, strategy: RetryStrategy): RetryReason | undefined {
  const table = typeof strategy.retryOn === 'object' ? strategy.retryOn : DEFAULT_RETRY_ON
  const any5xx = strategy.retryOnAny5xx && status >= 500 && status !== 501
  if (inTable(table, status, code) ?? any5xx) return 'service-error'
  const open = (strategy.eventualConsistency?.remainingMs ?? 0) > 0
  return open && inTable(EVENTUAL_CONSISTENCY, status, code) ? 'eventual-consistency' : undefined
}

function ask(predicate: RetryPredicate, { error, info, attempt }: Failure, byDefault: boolean): boolean {
  try {
    return predicate(error, { ...info, attempt, byDefault }) === true
  } catch {
    // The operation's own error is what the caller has to see.
    return false
  }
}
