// How long to wait before the next attempt: OCI's four formulas, a fixed wait, and a bare exponential one.

/**
 * OCI's names for the ways to compute a wait; n is the number of failed attempts so far and `U(a, b)` a uniform
 * random number.
 *
 * - `decorrelated-jitter` – `min(base · growth^(n−1) + U(0, jitterMs), max)`, the default
 * - `full-jitter` – `U(0, min(base · growth^n, max))`
 * - `equal-jitter` – `c/2 + U(0, c/2)` with `c = min(base · growth^n, max)`
 * - `full-jitter-with-equal-on-throttle` – `equal-jitter` after a 429, else `full-jitter`
 * - `fixed` – `min(base, max)` each time
 * - `none` – `min(base · growth^(n−1), max)`
 *
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/retries.html
 * @public
 */
export type Jitter =
  'decorrelated-jitter' | 'full-jitter' | 'equal-jitter' | 'full-jitter-with-equal-on-throttle' | 'fixed' | 'none'

/** The part of a strategy that the formulas read. */
export interface Backoff {
  readonly jitter: Jitter
  readonly baseMs: number
  readonly growthFactor: number
  readonly maxWaitMs: number
  readonly jitterMs: number
}

/** What a formula is asked about. */
interface Wait {
  readonly backoff: Backoff
  /** Failed attempts so far, from 1. */
  readonly failures: number
  /** The last failure was a 429. */
  readonly throttled: boolean
  readonly random: () => number
}

function exponential({ baseMs, growthFactor, maxWaitMs }: Backoff, exponent: number): number {
  // 0 · Infinity would be NaN.
  return baseMs === 0 ? 0 : Math.min(baseMs * growthFactor ** exponent, maxWaitMs)
}

function equalJitter({ backoff, failures, random }: Wait): number {
  const half = exponential(backoff, failures) / 2
  return half + random() * half
}

function fullJitter({ backoff, failures, random }: Wait): number {
  return random() * exponential(backoff, failures)
}

const FORMULAS: Readonly<Record<Jitter, (wait: Wait) => number>> = {
  // Capped after the jitter: the longest wait is what the option says.
  'decorrelated-jitter': ({ backoff, failures, random }) =>
    Math.min(exponential(backoff, failures - 1) + random() * backoff.jitterMs, backoff.maxWaitMs),
  'full-jitter': fullJitter,
  'equal-jitter': equalJitter,
  'full-jitter-with-equal-on-throttle': (wait) => (wait.throttled ? equalJitter(wait) : fullJitter(wait)),
  fixed: ({ backoff, failures }) => plainBackoffMs(backoff, failures),
  none: ({ backoff, failures }) => plainBackoffMs(backoff, failures),
}

export const JITTERS: readonly string[] = /* @__PURE__ */ Object.keys(FORMULAS)

/** The wait in milliseconds, never above `maxWaitMs`. */
export function backoffMs(wait: Wait): number {
  return FORMULAS[wait.backoff.jitter](wait)
}

/** The wait after `failures` failed attempts if chance had no part in it. */
export function plainBackoffMs(backoff: Backoff, failures: number): number {
  return exponential(backoff, backoff.jitter === 'fixed' ? 0 : failures - 1)
}
