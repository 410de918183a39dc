// The public surface of @x/retry; every export is listed by hand.
export { attemptsOf } from './attempts.ts'
export type { Jitter } from './backoff.ts'
export { chooseCircuitBreaker, chooseCircuitBreakerStrategy } from './choose-circuit-breaker.ts'
export { chooseRetryStrategy } from './choose-retry-strategy.ts'
export { CircuitBreaker } from './circuit-breaker.ts'
export type { ExecuteContext, ExecuteOptions } from './circuit-breaker.ts'
export {
  circuitBreakerStrategy,
  DEFAULT_CIRCUIT_BREAKER_STRATEGY,
  NONE_CIRCUIT_BREAKER_STRATEGY,
} from './circuit-breaker-strategy.ts'
export type {
  CircuitBreakerStrategy,
  CircuitBreakerStrategyOptions,
  CircuitFailureEvent,
  CircuitRejectedEvent,
  CircuitState,
  CircuitStateEvent,
} from './circuit-breaker-strategy.ts'
export type { CircuitFailure } from './circuit-failure.ts'
export { CircuitOpenError, isCircuitOpenError } from './circuit-open-error.ts'
export type { CircuitOpenDetails } from './circuit-open-error.ts'
export { classifyError } from './classify-error.ts'
export type { ErrorClass } from './classify-error.ts'
export type { ErrorKind } from './error-tables.ts'
export { InvalidRetryOptionError, InvalidRetryVariableError } from './errors.ts'
export { EventualConsistencyWindow } from './eventual-consistency.ts'
export type { EventualConsistencyWindowOptions } from './eventual-consistency.ts'
export { redactText } from './redact/redact-text.ts'
export { isSecretName } from './redact/secret-names.ts'
export { retry } from './retry.ts'
export type { AttemptContext, RetryOperation, RetryOptions } from './retry.ts'
export { parseRetryAfter } from './retry-after.ts'
export type { AttemptEvent, FailedAttempt, GiveUpEvent, GiveUpReason, RetryEvent, RetryReason } from './retry-events.ts'
export { createRetryToken } from './retry-headers.ts'
export type { RetryHeaders } from './retry-headers.ts'
export type { RetryPredicate, RetryQuestion } from './retry-predicate.ts'
export { DEFAULT_RETRY_STRATEGY, NONE_RETRY_STRATEGY, retryStrategy } from './retry-strategy.ts'
export type { RetryStrategy, RetryStrategyOptions } from './retry-strategy.ts'
export type { Sleep } from '@x/kernel'
export { DEFAULT_RETRY_ON } from './status-table.ts'
export type { StatusTable } from './status-table.ts'
