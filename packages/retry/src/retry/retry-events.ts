// What hooks are told, and the record of a failed attempt.

/** One failed attempt, as attached to the error that `retry` throws. @public */
export interface FailedAttempt {
  /** From 1. */
  readonly attempt: number
  /** When it began, epoch milliseconds. */
  readonly startedAt: number
  readonly durationMs: number
  /** What it threw. */
  readonly error: unknown
  /** The wait after it; `undefined` when there was none. */
  readonly delayMs: number | undefined
}

/** Given to `onAttempt`. @public */
export interface AttemptEvent {
  readonly attempt: number
  /** Since `retry` was called. */
  readonly elapsedMs: number
}

/**
 * Why there is another attempt: no answer came (`timeout`, `network`); the answer was a `service-error` of the table;
 * a recent write explains it (`eventual-consistency`); a circuit is open (`circuit-open`); the strategy's own function said so (`predicate`);
 * or the check is off (`any-error`).
 * @public
 */
export type RetryReason =
  'timeout' | 'network' | 'service-error' | 'eventual-consistency' | 'circuit-open' | 'predicate' | 'any-error'

/** Given to `onRetry`. @public */
export interface RetryEvent {
  /** The attempt that failed. */
  readonly attempt: number
  readonly error: unknown
  /** Why there is going to be another attempt. */
  readonly reason: RetryReason
  /** The wait until then. */
  readonly delayMs: number
  readonly elapsedMs: number
}

/**
 * Why there is no further attempt: the error is `not-retryable`; the request's body is `not-replayable`; `attempts` or
 * `elapsed` are used up; the wait would pass the call's `deadline`; or the caller `aborted`.
 * @public
 */
export type GiveUpReason = 'not-retryable' | 'not-replayable' | 'attempts' | 'elapsed' | 'deadline' | 'aborted'

/** Given to `onGiveUp`. @public */
export interface GiveUpEvent {
  /** The last attempt. */
  readonly attempt: number
  /** What it threw. */
  readonly error: unknown
  readonly reason: GiveUpReason
  readonly elapsedMs: number
  /** Every failed attempt, oldest first; at most the last 64. */
  readonly attempts: readonly FailedAttempt[]
}
