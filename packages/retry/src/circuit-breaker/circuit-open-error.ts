// The error of a call that was not made, because the service is failing.
import type { CircuitFailure } from './circuit-failure.ts'
import { errorJson, hasCode } from '@x/kernel'

/** What a {@link CircuitOpenError} says. @public */
export interface CircuitOpenDetails {
  readonly breakerName: string | undefined
  /** Epoch milliseconds. */
  readonly retryAt: number
  readonly history: readonly CircuitFailure[]
  /** Epoch milliseconds of the refusal. */
  readonly now: number
}

/**
 * The call was refused without being made: too many of the last calls failed. Wait until `retryAt`, or look at
 * `history` for what is wrong. `retry` does not try again, unless its strategy has `retryOnOpenCircuit`.
 *
 * @example
 * ```ts
 * import { isCircuitOpenError } from '@x/retry'
 * declare const error: unknown
 * if (isCircuitOpenError(error)) console.log(new Date(error.retryAt), error.history)
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/circuit_breakers.html
 * @public
 */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError'
  readonly code = 'ERR_CIRCUIT_OPEN'
  /** The name the breaker was given. */
  readonly breakerName: string | undefined
  /** From when on a call is let through to try the service, epoch milliseconds. */
  readonly retryAt: number
  /** The last counted failures, oldest first, redacted. */
  readonly history: readonly CircuitFailure[]

  constructor(details: CircuitOpenDetails) {
    super(describe(details))
    this.breakerName = details.breakerName
    this.retryAt = details.retryAt
    this.history = details.history
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * True for a {@link CircuitOpenError}, also one from another copy of this package.
 *
 * @example
 * ```ts
 * import { isCircuitOpenError } from '@x/retry'
 * declare const error: unknown
 * declare const rest: (ms: number) => Promise<void>
 * if (isCircuitOpenError(error)) await rest(error.retryAt - Date.now())
 * ```
 * @public
 */
export function isCircuitOpenError(error: unknown): error is CircuitOpenError {
  return hasCode<CircuitOpenError>(error, { CircuitOpenError: 'ERR_CIRCUIT_OPEN' })
}

function describe({ breakerName, retryAt, history, now }: CircuitOpenDetails): string {
  const circuit = breakerName === undefined ? 'The circuit' : `The circuit "${breakerName}"`
  const last = history.at(-1)
  const seen =
    last === undefined
      ? ''
      : `; the last failure was ${[last.status, last.code, last.message].filter(Boolean).join(' ')}`
  const seconds = Math.ceil((retryAt - now) / 1000)
  const remedy =
    seconds > 0 ? `Try again in ${seconds} s` : 'One call is trying the service now: try again when it is done'
  return `${circuit} is open because too many calls failed${seen}. ${remedy}.`
}
