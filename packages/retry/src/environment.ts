// Reads OCI's environment switches, on runtimes that have an environment.
import { InvalidRetryVariableError } from './errors.ts'
import { readField } from './error-fields.ts'

/** Variable names to values, such as `process.env`. @public */
export type Environment = Readonly<Record<string, string | undefined>>

/** The process's environment; empty in browsers and wherever reading it is not allowed. */
export function processEnvironment(): Environment {
  return (readField(readField(globalThis, 'process'), 'env') ?? {}) as Environment
}

/**
 * `undefined` when the variable is not set or blank.
 *
 * @throws {@link InvalidRetryVariableError} `ERR_INVALID_RETRY_VARIABLE` when it is neither true nor false, in any case
 */
export function readSwitch(environment: Environment, variable: string): boolean | undefined {
  const value = String(readField(environment, variable) ?? '')
    .trim()
    .toLowerCase()
  if (value === '') return undefined
  if (value === 'true') return true
  if (value === 'false') return false
  throw new InvalidRetryVariableError(variable, 'true or false')
}
