// The client's circuit breaker, and whoever wants to hear of it.
import { argumentError, type Environment, notify } from '@x/kernel'
import {
  chooseCircuitBreakerStrategy,
  CircuitBreaker,
  CircuitOpenError,
  circuitBreakerStrategy,
  type CircuitBreakerStrategyOptions,
} from '@x/retry'
import type { DataplaneClientOptions } from './client-options.ts'

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a callback beside a shared breaker, which has hooks of its own
 * @throws InvalidRetryOptionError `ERR_INVALID_RETRY_OPTION`, InvalidRetryVariableError `ERR_INVALID_RETRY_VARIABLE`
 */
export function breakerOf(options: DataplaneClientOptions, name: string, env: Environment): CircuitBreaker {
  const { circuitBreakerStrategy: given, circuitBreakerCallback: callback, now } = options
  if (given !== undefined && isBreaker(given)) {
    if (callback === undefined) return given
    throw argumentError(
      'circuitBreakerCallback cannot be added to a circuit breaker that is shared. Give that breaker onStateChange and onRejected where it is made.',
    )
  }
  const strategy = chooseCircuitBreakerStrategy(given, env)
  circuitBreakerStrategy(strategy) // before it is copied: what is no object would become one
  const named = { ...strategy, name: strategy.name ?? name, now: strategy.now ?? now }
  return new CircuitBreaker(told(named, callback ?? ignore))
}

/** By its method: it may come from another copy of the package. */
const isBreaker = (given: CircuitBreaker | CircuitBreakerStrategyOptions): given is CircuitBreaker =>
  typeof given === 'object' && given !== null && 'execute' in given

type Callback = NonNullable<DataplaneClientOptions['circuitBreakerCallback']>
const ignore: Callback = () => {}

/** The strategy's own hooks are still called. */
function told(strategy: CircuitBreakerStrategyOptions, callback: Callback): CircuitBreakerStrategyOptions {
  const { openMs } = circuitBreakerStrategy(strategy)
  return {
    ...strategy,
    onStateChange: (event) => {
      const { to, at, breakerName, history } = event
      if (to === 'open') notify(callback, new CircuitOpenError({ breakerName, history, retryAt: at + openMs, now: at }))
      return strategy.onStateChange?.(event)
    },
    onRejected: (event) => {
      notify(callback, event.error)
      return strategy.onRejected?.(event)
    },
  }
}
