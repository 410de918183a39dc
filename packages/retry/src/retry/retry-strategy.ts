// What a retry strategy consists of, how one is made, and OCI's default one.
import { JITTERS, type Jitter } from '../wait/backoff.ts'
import type { EventualConsistencyWindow } from '../wait/eventual-consistency.ts'
import { readField } from '../classify/error-fields.ts'
import {
  boolean,
  callable,
  checkedOptions,
  integer,
  number,
  oneOf,
  orFalse,
  positive,
  type Check,
} from '../options/check-options.ts'
import type { AttemptEvent, GiveUpEvent, RetryEvent } from './retry-events.ts'
import type { RetryPredicate } from './retry-predicate.ts'
import type { Sleep } from '@x/kernel'
import { DEFAULT_RETRY_ON, type StatusTable } from '../classify/status-table.ts'

/** Options of {@link retryStrategy}. @public */
export interface RetryStrategyOptions {
  /** Calls in all, the first included; `false` for no limit. @defaultValue 8 */
  readonly maxAttempts?: number | false | undefined
  /**
   * The budget in milliseconds: no wait starts that would end this long after the call began, or later; `false` for no
   * limit.
   * @defaultValue 600_000
   */
  readonly totalElapsedMs?: number | false | undefined
  /**
   * Which errors are worth another attempt. A table from status to OCI error codes (an empty list means any code)
   * replaces the default one, and a row decides before `retryOnAny5xx`; timeouts and network failures stay included. A
   * function decides alone, also about those. `false` switches the check off: every error is tried again except aborts,
   * open circuits and `fatal` ones (see {@link classifyError}).
   * @defaultValue {@link DEFAULT_RETRY_ON}
   */
  readonly retryOn?: StatusTable | RetryPredicate | false | undefined
  /** Whether every 5xx but 501 is worth another attempt. @defaultValue true */
  readonly retryOnAny5xx?: boolean | undefined
  /** Whether an open circuit is waited for; the wait is at least as long as the circuit stays open. @defaultValue false */
  readonly retryOnOpenCircuit?: boolean | undefined
  /** The unit of the waits, in milliseconds. @defaultValue 1000 */
  readonly baseMs?: number | undefined
  /** The factor by which waits grow. @defaultValue 2 */
  readonly growthFactor?: number | undefined
  /** The longest computed wait in milliseconds, jitter and `Retry-After` included. @defaultValue 30_000 */
  readonly maxWaitMs?: number | undefined
  /** The formula. @defaultValue 'decorrelated-jitter' */
  readonly jitter?: Jitter | undefined
  /** The most that `decorrelated-jitter` adds, in milliseconds. @defaultValue 1000 */
  readonly jitterMs?: number | undefined
  /** Whether a `Retry-After` header lengthens the wait, up to `maxWaitMs`. @defaultValue true */
  readonly honourRetryAfter?: boolean | undefined
  /** While this window is open, errors that a recent write explains are tried again too. @defaultValue none */
  readonly eventualConsistency?: EventualConsistencyWindow | undefined
  /** The clock, epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** Numbers from 0 up to 1. @defaultValue Math.random */
  readonly random?: (() => number) | undefined
  /** The wait between attempts; it has to reject when the signal is aborted. @defaultValue a timer */
  readonly sleep?: Sleep | undefined
  /** Called before each attempt. What hooks throw or reject with is ignored. */
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined
  /** Called before each wait. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined
  /** Called once when `retry` is about to reject after at least one attempt. */
  readonly onGiveUp?: ((event: GiveUpEvent) => unknown) | undefined
}

/** A checked, complete and frozen set of options; made by {@link retryStrategy}. @public */
export interface RetryStrategy extends RetryStrategyOptions {
  readonly maxAttempts: number | false
  readonly totalElapsedMs: number | false
  readonly retryOn: StatusTable | RetryPredicate | false
  readonly retryOnAny5xx: boolean
  readonly retryOnOpenCircuit: boolean
  readonly baseMs: number
  readonly growthFactor: number
  readonly maxWaitMs: number
  readonly jitter: Jitter
  readonly jitterMs: number
  readonly honourRetryAfter: boolean
}

const DEFAULTS = {
  maxAttempts: 8,
  totalElapsedMs: 600_000,
  retryOn: DEFAULT_RETRY_ON,
  retryOnAny5xx: true,
  retryOnOpenCircuit: false,
  baseMs: 1000,
  growthFactor: 2,
  maxWaitMs: 30_000,
  jitter: 'decorrelated-jitter',
  jitterMs: 1000,
  honourRetryAfter: true,
} as const satisfies RetryStrategy

const isCode = (code: unknown): boolean => typeof code === 'string'
const isErrorStatus = (key: string): boolean => /^[45]\d\d$/.test(key)

const errorsToRetry: Check = (value) => {
  if (typeof value === 'function' || value === false) return undefined
  const table: object =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { invalid: value }
  const rows = Object.entries(table)
  if (rows.every(([status, codes]) => isErrorStatus(status) && Array.isArray(codes) && codes.every(isCode)))
    return undefined
  return 'a table such as { 409: ["IncorrectState"], 429: [] } with statuses from 400 to 599, a function, or false'
}

const consistencyWindow: Check = (value) =>
  typeof readField(value, 'remainingMs') === 'number' ? undefined : 'an EventualConsistencyWindow'

const RULES: Readonly<Record<keyof RetryStrategy, Check>> = {
  maxAttempts: orFalse(integer(1)),
  totalElapsedMs: orFalse(positive),
  retryOn: errorsToRetry,
  retryOnAny5xx: boolean,
  retryOnOpenCircuit: boolean,
  baseMs: number(0),
  growthFactor: number(1),
  maxWaitMs: number(0),
  jitter: oneOf(JITTERS),
  jitterMs: number(0),
  honourRetryAfter: boolean,
  eventualConsistency: consistencyWindow,
  now: callable,
  random: callable,
  sleep: callable,
  onAttempt: callable,
  onRetry: callable,
  onGiveUp: callable,
}

/** Marks what has been checked; not enumerable, so that a spread copy is checked again. */
const CHECKED = Symbol.for('@x/retry.checked-retry-strategy')

/**
 * A retry strategy: the given options over OCI's defaults (8 attempts, 600 s in all, waits of 1, 2, 4, … up to 30 s with a
 * second of jitter; timeouts, network failures, 409 `IncorrectState` and `LockConflict`, 429, and every 5xx but 501).
 * The three checks `maxAttempts`, `totalElapsedMs` and `retryOn` can be switched off with `false`; with all three off
 * there is one attempt, as with {@link NONE_RETRY_STRATEGY}.
 *
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` for an option that is unknown or cannot be used
 * @example
 * ```ts
 * import { DEFAULT_RETRY_ON, DEFAULT_RETRY_STRATEGY, retryStrategy } from '@x/retry'
 * const patient = retryStrategy({ maxAttempts: 12, maxWaitMs: 60_000 })
 * const alsoOn404 = retryStrategy({ ...DEFAULT_RETRY_STRATEGY, retryOn: { ...DEFAULT_RETRY_ON, 404: [] } })
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/retries.html
 * @public
 */
export function retryStrategy(options: RetryStrategyOptions = {}): RetryStrategy {
  return complete(options)
}

function complete(options: unknown): RetryStrategy {
  const given: RetryStrategyOptions = checkedOptions('retry strategy', options, RULES)
  const merged = { ...DEFAULTS, ...given } as RetryStrategy
  const off = merged.maxAttempts === false && merged.totalElapsedMs === false && merged.retryOn === false
  return sealed({ ...merged, maxAttempts: off ? 1 : merged.maxAttempts })
}

const sealed = (strategy: RetryStrategy): RetryStrategy =>
  Object.freeze(Object.defineProperty({ ...strategy }, CHECKED, {}))

/** The strategy itself when {@link retryStrategy} made it; otherwise what `retryStrategy` makes of it. */
export function checkedRetryStrategy(strategy: unknown): RetryStrategy {
  const known = typeof strategy === 'object' && strategy !== null && Object.hasOwn(strategy, CHECKED)
  return known ? (strategy as RetryStrategy) : complete(strategy)
}

/**
 * OCI's default: what {@link retryStrategy} makes without options.
 *
 * @example
 * ```ts
 * import { DEFAULT_RETRY_STRATEGY, retry } from '@x/retry'
 * declare const operation: () => Promise<string>
 * await retry(operation, DEFAULT_RETRY_STRATEGY)
 * ```
 * @public
 */
export const DEFAULT_RETRY_STRATEGY: RetryStrategy = /* @__PURE__ */ sealed(DEFAULTS)

/**
 * One attempt. Given for an operation, it switches off the client's strategy.
 *
 * @example
 * ```ts
 * import { NONE_RETRY_STRATEGY, retry } from '@x/retry'
 * declare const operation: () => Promise<string>
 * await retry(operation, NONE_RETRY_STRATEGY)
 * ```
 * @public
 */
export const NONE_RETRY_STRATEGY: RetryStrategy = /* @__PURE__ */ sealed({
  ...DEFAULTS,
  maxAttempts: 1,
  totalElapsedMs: false,
  retryOn: false,
})
