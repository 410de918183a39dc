// What the end of a call says about the service's health.
import { classifyError } from '../classify/classify-error.ts'
import { inTable, TRANSIENT } from '../classify/status-table.ts'

/** `ignored`: the call says nothing about the service, because it never came to an answer that is the service's own. */
export type CircuitOutcome = 'success' | 'failure' | 'ignored'

/** An answer is a success, whatever it says, unless it is one of those that count. */
export function outcomeOf(
  error: unknown,
  isFailure: ((error: unknown) => boolean) | undefined,
  signal: AbortSignal | undefined,
): CircuitOutcome {
  const { kind, status, code } = classifyError(error)
  if (kind === 'aborted' || signal?.aborted) return 'ignored'
  const answered = kind === 'service' ? 'success' : 'ignored'
  if (isFailure !== undefined) return ask(isFailure, error) ? 'failure' : answered
  if (kind === 'timeout' || kind === 'network') return 'failure'
  return status !== undefined && inTable(TRANSIENT, status, code) ? 'failure' : answered
}

function ask(isFailure: (error: unknown) => boolean, error: unknown): boolean {
  try {
    return isFailure(error) === true
  } catch {
    return false
  }
}
