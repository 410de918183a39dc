// When a circuit breaker opens and for how long: options, defaults, the two strategies that OCI has.
import type { CircuitFailure } from './circuit-failure.ts'
import type { CircuitOpenError } from './circuit-open-error.ts'
import {
  boolean,
  callable,
  checkedOptions,
  integer,
  number,
  positive,
  text,
  type Check,
} from '../options/check-options.ts'
import { redactText } from '../redact/redact-text.ts'

/** `closed`: calls go through. `open`: none does. `half-open`: one does, to try the service. @public */
export type CircuitState = 'closed' | 'open' | 'half-open'

/** Given to `onStateChange`. @public */
export interface CircuitStateEvent {
  readonly breakerName: string | undefined
  readonly from: CircuitState
  readonly to: CircuitState
  /** Epoch milliseconds. */
  readonly at: number
  /** The last counted failures, oldest first, redacted. */
  readonly history: readonly CircuitFailure[]
}

/** Given to `onRejected`: a call was refused. @public */
export interface CircuitRejectedEvent {
  readonly breakerName: string | undefined
  /** What the caller gets. */
  readonly error: CircuitOpenError
}

/** Given to `onFailure`: a call was made, and its failure counts. @public */
export interface CircuitFailureEvent {
  readonly breakerName: string | undefined
  readonly failure: CircuitFailure
  /** What the caller gets; it is not redacted. */
  readonly error: unknown
}

/** Options of {@link circuitBreakerStrategy}. @public */
export interface CircuitBreakerStrategyOptions {
  /** `false` lets every call through and counts none. @defaultValue true */
  readonly enabled?: boolean | undefined
  /** Appears in errors and events. @defaultValue none */
  readonly name?: string | undefined
  /** With fewer calls in the window it does not open. @defaultValue 10 */
  readonly minimumCalls?: number | undefined
  /** The share of failures among the calls in the window at which it opens, above 0 up to 1. @defaultValue 0.8 */
  readonly failureRatio?: number | undefined
  /** How far back calls count, in milliseconds; kept in 120 steps. @defaultValue 120_000 */
  readonly windowMs?: number | undefined
  /**
   * How long it stays open before one call may try the service, and how long that one keeps all others out, in
   * milliseconds.
   * @defaultValue 30_000
   */
  readonly openMs?: number | undefined
  /** How many failures it remembers. @defaultValue 5 */
  readonly historySize?: number | undefined
  /**
   * Whether an error counts against the service. Not asked about the caller's aborts. One that throws says no.
   * @defaultValue timeouts, network failures, 409 IncorrectState and LockConflict, 429, 500, 502, 503, 504
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined
  /** Takes secrets out of what is remembered. @defaultValue {@link redactText} */
  readonly redact?: ((text: string) => string) | undefined
  /** The clock, epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** Called after each change of state. What hooks throw or reject with is ignored. */
  readonly onStateChange?: ((event: CircuitStateEvent) => unknown) | undefined
  /** Called for each call that is refused. */
  readonly onRejected?: ((event: CircuitRejectedEvent) => unknown) | undefined
  /** Called for each failure that counts. */
  readonly onFailure?: ((event: CircuitFailureEvent) => unknown) | undefined
}

/** A checked, complete and frozen set of options; made by {@link circuitBreakerStrategy}. @public */
export interface CircuitBreakerStrategy extends CircuitBreakerStrategyOptions {
  readonly enabled: boolean
  readonly minimumCalls: number
  readonly failureRatio: number
  readonly windowMs: number
  readonly openMs: number
  readonly historySize: number
  readonly redact: (text: string) => string
}

const DEFAULTS = {
  enabled: true,
  minimumCalls: 10,
  failureRatio: 0.8,
  windowMs: 120_000,
  openMs: 30_000,
  historySize: 5,
  redact: redactText,
} as const satisfies CircuitBreakerStrategy

const RULES: Readonly<Record<keyof CircuitBreakerStrategy, Check>> = {
  enabled: boolean,
  name: text,
  minimumCalls: integer(1),
  failureRatio: number(Number.EPSILON, 1),
  windowMs: positive,
  openMs: number(0),
  historySize: integer(0),
  isFailure: callable,
  redact: callable,
  now: callable,
  onStateChange: callable,
  onRejected: callable,
  onFailure: callable,
}

const overDefaults = (given: CircuitBreakerStrategyOptions): CircuitBreakerStrategy =>
  Object.freeze({ ...DEFAULTS, ...given } as CircuitBreakerStrategy)

/**
 * A circuit breaker strategy: the given options over the defaults. A strategy is only data; the calls are counted by the
 * {@link CircuitBreaker} that is made from it.
 *
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` for an option that is unknown or cannot be used
 * @example
 * ```ts
 * import { CircuitBreaker, circuitBreakerStrategy } from '@x/retry'
 * const breaker = new CircuitBreaker(circuitBreakerStrategy({ minimumCalls: 3, failureRatio: 0.65 }))
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/circuit_breakers.html
 * @public
 */
export function circuitBreakerStrategy(options: CircuitBreakerStrategyOptions = {}): CircuitBreakerStrategy {
  const given: CircuitBreakerStrategyOptions = checkedOptions('circuit breaker strategy', options, RULES)
  return overDefaults(given)
}

/**
 * Opens when at least 10 calls ended within two minutes and 80 % of them failed; tries the service again after 30 s.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, DEFAULT_CIRCUIT_BREAKER_STRATEGY } from '@x/retry'
 * const breaker = new CircuitBreaker(DEFAULT_CIRCUIT_BREAKER_STRATEGY)
 * ```
 * @public
 */
export const DEFAULT_CIRCUIT_BREAKER_STRATEGY: CircuitBreakerStrategy = /* @__PURE__ */ overDefaults({})

/**
 * Lets every call through.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, NONE_CIRCUIT_BREAKER_STRATEGY } from '@x/retry'
 * const breaker = new CircuitBreaker(NONE_CIRCUIT_BREAKER_STRATEGY)
 * ```
 * @public
 */
export const NONE_CIRCUIT_BREAKER_STRATEGY: CircuitBreakerStrategy = /* @__PURE__ */ overDefaults({
  enabled: false,
})
