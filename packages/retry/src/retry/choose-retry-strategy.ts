// Which of several strategies holds for an operation.
import { type Environment, processEnvironment } from '@x/kernel'
import { readSwitch } from '../options/read-switch.ts'
import {
  checkedRetryStrategy,
  DEFAULT_RETRY_STRATEGY,
  NONE_RETRY_STRATEGY,
  type RetryStrategy,
  type RetryStrategyOptions,
} from './retry-strategy.ts'

/**
 * The strategy that holds for an operation: its own, else its client's, else {@link DEFAULT_RETRY_STRATEGY} when
 * `OCI_SDK_DEFAULT_RETRY_ENABLED` is true, else {@link NONE_RETRY_STRATEGY}.
 *
 * @param operation - given with the call; `NONE_RETRY_STRATEGY` here switches off the client's
 * @param client - given to the client
 * @param environment - the variables; by default the process's, read at the time of the call
 * @throws {@link InvalidRetryVariableError} `ERR_INVALID_RETRY_VARIABLE` when the variable is neither true nor false
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` when the strategy that holds cannot be used
 * @example
 * ```ts
 * import { chooseRetryStrategy } from '@x/retry'
 * declare const callOptions: { retryStrategy?: object }
 * declare const clientOptions: { retryStrategy?: object }
 * const strategy = chooseRetryStrategy(callOptions.retryStrategy, clientOptions.retryStrategy)
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/retries.html
 * @public
 */
export function chooseRetryStrategy(
  operation: RetryStrategyOptions | undefined,
  client: RetryStrategyOptions | undefined,
  environment: Environment = processEnvironment(),
): RetryStrategy {
  const given = operation ?? client
  if (given !== undefined) return checkedRetryStrategy(given)
  return readSwitch(environment, 'OCI_SDK_DEFAULT_RETRY_ENABLED') ? DEFAULT_RETRY_STRATEGY : NONE_RETRY_STRATEGY
}
