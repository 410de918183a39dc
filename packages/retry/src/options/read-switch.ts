// Reads OCI's environment switches.
import type { Environment } from '@x/kernel'
import { InvalidRetryVariableError } from './errors.ts'
import { readField } from '../classify/error-fields.ts'

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
