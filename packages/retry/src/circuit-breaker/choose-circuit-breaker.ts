// Which circuit breaker a client works with.
import { type Environment, processEnvironment } from '@x/kernel'
import { CircuitBreaker } from './circuit-breaker.ts'
import {
  DEFAULT_CIRCUIT_BREAKER_STRATEGY,
  NONE_CIRCUIT_BREAKER_STRATEGY,
  type CircuitBreakerStrategyOptions,
} from './circuit-breaker-strategy.ts'
import { readSwitch } from '../options/read-switch.ts'
import { readField } from '../classify/error-fields.ts'

/**
 * The circuit breaker of a client: the one it was given (shared with whoever else has it), else a new one from the
 * strategy it was given, else a new one with the default strategy, or with {@link NONE_CIRCUIT_BREAKER_STRATEGY} when
 * `OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED` is false.
 *
 * @param client - given to the client
 * @param environment - the variables; by default the process's, read at the time of the call
 * @throws {@link InvalidRetryVariableError} `ERR_INVALID_RETRY_VARIABLE` when the variable is neither true nor false
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` when the strategy cannot be used
 * @example
 * ```ts
 * import { chooseCircuitBreaker } from '@x/retry'
 * declare const clientOptions: { circuitBreakerStrategy?: object }
 * const breaker = chooseCircuitBreaker(clientOptions.circuitBreakerStrategy)
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/circuit_breakers.html
 * @public
 */
export function chooseCircuitBreaker(
  client: CircuitBreaker | CircuitBreakerStrategyOptions | undefined,
  environment: Environment = processEnvironment(),
): CircuitBreaker {
  if (isBreaker(client)) return client
  return new CircuitBreaker(chooseCircuitBreakerStrategy(client, environment))
}

/**
 * The strategy of a client's own circuit breaker, for a client that adds hooks of its own: what it was given, else the
 * default one, or {@link NONE_CIRCUIT_BREAKER_STRATEGY} when `OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED` is false.
 *
 * @throws {@link InvalidRetryVariableError} `ERR_INVALID_RETRY_VARIABLE` when the variable is neither true nor false
 * @example
 * ```ts
 * import { chooseCircuitBreakerStrategy, CircuitBreaker } from '@x/retry'
 * const onStateChange = ({ to }: { to: string }) => console.error(`the circuit is ${to}`)
 * const breaker = new CircuitBreaker({ ...chooseCircuitBreakerStrategy(undefined), onStateChange })
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/circuit_breakers.html
 * @public
 */
export function chooseCircuitBreakerStrategy(
  client: CircuitBreakerStrategyOptions | undefined,
  environment: Environment = processEnvironment(),
): CircuitBreakerStrategyOptions {
  if (client !== undefined) return client
  const enabled = readSwitch(environment, 'OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED') ?? true
  return enabled ? DEFAULT_CIRCUIT_BREAKER_STRATEGY : NONE_CIRCUIT_BREAKER_STRATEGY
}

/** By its method: it may come from another copy of this package. */
function isBreaker(client: CircuitBreaker | CircuitBreakerStrategyOptions | undefined): client is CircuitBreaker {
  return typeof readField(client, 'execute') === 'function'
}
