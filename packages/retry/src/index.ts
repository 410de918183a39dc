// The public surface of @x/retry; every export is listed by hand.
export { attemptsOf } from './retry/attempts.ts'
export type { Jitter } from './wait/backoff.ts'
export { chooseCircuitBreaker, chooseCircuitBreakerStrategy } from './circuit-breaker/choose-circuit-breaker.ts'
export { chooseRetryStrategy } from './retry/choose-retry-strategy.ts'
export { CircuitBreaker } from './circuit-breaker/circuit-breaker.ts'
export type { ExecuteContext, ExecuteOptions } from './circuit-breaker/circuit-breaker.ts'
export {
  circuitBreakerStrategy,
  DEFAULT_CIRCUIT_BREAKER_STRATEGY,
  NONE_CIRCUIT_BREAKER_STRATEGY,
} from './circuit-breaker/circuit-breaker-strategy.ts'
export type {
  CircuitBreakerStrategy,
  CircuitBreakerStrategyOptions,
  CircuitFailureEvent,
  CircuitRejectedEvent,
  CircuitState,
  CircuitStateEvent,
} from './circuit-breaker/circuit-breaker-strategy.ts'
export type { CircuitFailure } from './circuit-breaker/circuit-failure.ts'
export { CircuitOpenError, isCircuitOpenError } from './circuit-breaker/circuit-open-error.ts'
export type { CircuitOpenDetails } from './circuit-breaker/circuit-open-error.ts'
export { classifyError } from './classify/classify-error.ts'
export type { ErrorClass } from './classify/classify-error.ts'
export type { ErrorKind } from './classify/error-tables.ts'
export { InvalidRetryOptionError, InvalidRetryVariableError } from './options/errors.ts'
export { EventualConsistencyWindow } from './wait/eventual-consistency.ts'
export type { EventualConsistencyWindowOptions } from './wait/eventual-consistency.ts'
export { redactText } from './redact/redact-text.ts'
export { isSecretName } from './redact/is-secret-name.ts'
export { retry } from './retry/retry.ts'
export type { AttemptContext, RetryOperation, RetryOptions } from './retry/retry.ts'
export { parseRetryAfter } from './wait/retry-after.ts'
export type {
  AttemptEvent,
  FailedAttempt,
  GiveUpEvent,
  GiveUpReason,
  RetryEvent,
  RetryReason,
} from './retry/retry-events.ts'
export { createRetryToken } from './retry/retry-headers.ts'
export type { RetryHeaders } from './retry/retry-headers.ts'
export type { RetryPredicate, RetryQuestion } from './retry/retry-predicate.ts'
export { DEFAULT_RETRY_STRATEGY, NONE_RETRY_STRATEGY, retryStrategy } from './retry/retry-strategy.ts'
export type { RetryStrategy, RetryStrategyOptions } from './retry/retry-strategy.ts'
export type { Sleep } from '@x/kernel'
export { DEFAULT_RETRY_ON } from './classify/status-table.ts'
export type { StatusTable } from './classify/status-table.ts'
