// The time after a write in which other replicas may not know of it, and how to wait through it.
import { plainBackoffMs, type Backoff } from './backoff.ts'
import { checkedOptions, callable, positive } from '../options/check-options.ts'

/** Options of {@link EventualConsistencyWindow}. @public */
export interface EventualConsistencyWindowOptions {
  /** How long after a write its effects may be missing elsewhere, in milliseconds. @defaultValue 240_000 */
  readonly sizeMs?: number | undefined
  /** The clock, epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

/**
 * Remembers when the last write happened, for the strategies it is given to. It lives in this object only: whoever
 * shares it between clients shares the window. It can be extended, never shortened.
 *
 * A call that starts while the window lasts longer than the strategy's own waits gets up to nine attempts for errors that
 * a recent write explains, with waits of `max(min(45, 3.52^(n−1)) · s, plain wait) + U(0, jitterMs)` seconds that span
 * what is left of the window (`s` is that time over 240.524 s). `maxWaitMs` does not limit them, `totalElapsedMs` does.
 *
 * @example
 * ```ts
 * import { EventualConsistencyWindow, retry, retryStrategy } from '@x/retry'
 * declare const createUser: () => Promise<void>
 * declare const getUser: (...rest: unknown[]) => Promise<string>
 * const window = new EventualConsistencyWindow()
 * const strategy = retryStrategy({ eventualConsistency: window })
 * await createUser()
 * window.extend() // until four minutes from now a 404 NotAuthorizedOrNotFound is tried again
 * await retry(getUser, strategy)
 * ```
 * @see https://github.com/oracle/oci-go-sdk
 * @public
 */
export class EventualConsistencyWindow {
  readonly #sizeMs: number
  readonly #now: (() => number) | undefined
  #endsAt: number | undefined

  /** @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` for an option that cannot be used */
  constructor(options: EventualConsistencyWindowOptions = {}) {
    checkedOptions('eventual consistency window', options, { sizeMs: positive, now: callable })
    this.#sizeMs = options.sizeMs ?? 240_000
    this.#now = options.now
  }

  /** Call it after each write that succeeded: the window now lasts at least its size from here. */
  extend(): void {
    const endsAt = this.#time() + this.#sizeMs
    this.#endsAt = Math.max(this.#endsAt ?? endsAt, endsAt)
  }

  /** Epoch milliseconds at which the window closes; `undefined` before the first write. */
  get endsAt(): number | undefined {
    return this.#endsAt
  }

  /** Milliseconds left, 0 when the window is closed. */
  get remainingMs(): number {
    return this.#endsAt === undefined ? 0 : Math.max(0, this.#endsAt - this.#time())
  }

  #time(): number {
    return (this.#now ?? Date.now)()
  }
}

/** Calls in all while the window is open, so that the eight waits below span it. */
const ATTEMPTS = 9
const LONGEST_WAIT_MS = 45_000
const GROWTH = 3.52
/** The sum of the eight unscaled waits: 1 + 3.52 + 12.390 + 43.614 + 4 · 45 seconds. */
const UNSCALED_SUM_MS = 240_524

/** How a call that starts while the window is open waits. */
export interface WindowTiming {
  readonly maxAttempts: number
  readonly delayMs: (failures: number, random: () => number) => number
}

/**
 * The timing for a call that starts with `remainingMs` of the window left; `undefined` when the plain timing lasts long
 * enough by itself, as it does when nothing is left.
 */
export function windowTiming(
  backoff: Backoff,
  maxAttempts: number | false,
  remainingMs: number,
): WindowTiming | undefined {
  // Waits without a limit go on until the window is past.
  if (maxAttempts === false) return undefined
  // A clock that yields no number has no window either.
  if (!(remainingMs > longestPlainMs(backoff, maxAttempts, remainingMs))) return undefined
  const scale = remainingMs / UNSCALED_SUM_MS
  return {
    maxAttempts: Math.max(ATTEMPTS, maxAttempts),
    delayMs: (failures, random) => {
      const scaled = Math.min(LONGEST_WAIT_MS, 1000 * GROWTH ** (failures - 1)) * scale
      return Math.max(scaled, plainBackoffMs(backoff, failures)) + random() * backoff.jitterMs
    },
  }
}

/** What the plain waits add up to; counted no further than `enoughMs`. */
function longestPlainMs(backoff: Backoff, maxAttempts: number, enoughMs: number): number {
  let sum = 0
  for (let failures = 1; failures < maxAttempts && sum < enoughMs; failures++) {
    const wait = plainBackoffMs(backoff, failures)
    if (wait === 0) break
    sum += wait
  }
  return sum
}
