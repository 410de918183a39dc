// Stops calling a service that keeps failing, and tries it with a single call after a while.
import { notify } from '@x/kernel'
import {
  circuitBreakerStrategy,
  type CircuitBreakerStrategy,
  type CircuitBreakerStrategyOptions,
  type CircuitState,
} from './circuit-breaker-strategy.ts'
import { circuitFailure, type CircuitFailure } from './circuit-failure.ts'
import { CircuitOpenError } from './circuit-open-error.ts'
import { outcomeOf, type CircuitOutcome } from './circuit-outcome.ts'
import { SlidingWindow } from './sliding-window.ts'

/** Options of one call of {@link CircuitBreaker.execute}. @public */
export interface ExecuteOptions {
  /** The caller's signal. A call that fails after its abort does not count; a probe's abort frees its place at once. */
  readonly signal?: AbortSignal | undefined
}

/** What a guarded operation is told. @public */
export interface ExecuteContext {
  readonly signal: AbortSignal | undefined
}

/** A call that was let through. Those of an earlier state must not decide about the present one. */
interface Pass {
  readonly generation: number
  readonly probe: boolean
  released: boolean
}

/**
 * A circuit breaker. Give one object to several clients and they share it. It has no timer and allocates its counters
 * with the first call: thousands of idle ones cost nothing.
 *
 * Put `retry` outside and the breaker inside, so that each attempt passes it.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, DEFAULT_RETRY_STRATEGY, retry } from '@x/retry'
 * declare const call: () => Promise<string>
 * declare const signal: AbortSignal
 * const breaker = new CircuitBreaker({ name: 'dataplane' })
 * await retry(({ signal }) => breaker.execute(call, { signal }), DEFAULT_RETRY_STRATEGY, { signal })
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/circuit_breakers.html
 * @public
 */
export class CircuitBreaker {
  readonly #strategy: CircuitBreakerStrategy
  #window: SlidingWindow
  #state: CircuitState = 'closed'
  #retryAt = 0
  #generation = 0
  /** The call that tries the service, until it ends or its lease is over. */
  #probe: Pass | undefined
  #leaseEndsAt = 0
  #history: readonly CircuitFailure[] = []

  /**
   * @param strategy - what {@link circuitBreakerStrategy} made, or its options
   * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` when an option cannot be used
   */
  constructor(strategy: CircuitBreakerStrategyOptions = {}) {
    this.#strategy = circuitBreakerStrategy(strategy)
    this.#window = new SlidingWindow(this.#strategy.windowMs)
  }

  /** The name it was given. */
  get name(): string | undefined {
    return this.#strategy.name
  }

  /** The present state; `half-open` as soon as the next call would be let through to try the service. */
  get state(): CircuitState {
    return this.#state === 'open' && this.#isDue() ? 'half-open' : this.#state
  }

  /** Epoch milliseconds from which on a call may try the service; `undefined` while closed. */
  get retryAt(): number | undefined {
    return this.#state === 'closed' ? undefined : this.#retryAt
  }

  /** The last counted failures, oldest first, redacted. */
  get history(): readonly CircuitFailure[] {
    return this.#history
  }

  /**
   * What `operation` yields. Its error is thrown as it is. Throw for an answer that is an error: a resolved response
   * counts as a success whatever its status. While one operation tries the service in the half-open state, all others are
   * refused; when it is not done after `openMs`, the next call may try as well, and the first of them that ends decides.
   *
   * @throws {@link CircuitOpenError} `ERR_CIRCUIT_OPEN` when the circuit is open, without calling `operation`
   */
  async execute<T>(
    operation: (context: ExecuteContext) => T | PromiseLike<T>,
    options: ExecuteOptions = {},
  ): Promise<T> {
    const { signal } = options
    if (signal?.aborted) throw signal.reason
    if (!this.#strategy.enabled) return operation({ signal })
    const pass = this.#enter()
    const release = pass.probe ? this.#releaseOnAbort(pass, signal) : undefined
    try {
      const result = await operation({ signal })
      this.#settle(pass, 'success')
      return result
    } catch (error) {
      this.#settle(pass, outcomeOf(error, this.#strategy.isFailure, signal), error)
      throw error
    } finally {
      release?.()
    }
  }

  #enter(): Pass {
    if (this.#state === 'open' && this.#isDue()) this.#moveTo('half-open')
    if (this.#state === 'closed') return { generation: this.#generation, probe: false, released: false }
    if (this.#state === 'half-open' && (this.#probe === undefined || this.#isLeaseOver())) return this.#lease()
    throw this.#rejection()
  }

  #lease(): Pass {
    this.#leaseEndsAt = this.#now() + this.#leaseMs
    this.#probe = { generation: this.#generation, probe: true, released: false }
    return this.#probe
  }

  /** An operation that does not heed its signal must not keep everybody else waiting. Yields the clean-up. */
  #releaseOnAbort(pass: Pass, signal: AbortSignal | undefined): () => void {
    const onAbort = (): void => this.#settle(pass, 'ignored')
    signal?.addEventListener('abort', onAbort)
    return () => signal?.removeEventListener('abort', onAbort)
  }

  #settle(pass: Pass, outcome: CircuitOutcome, error?: unknown): void {
    if (pass.released || pass.generation !== this.#generation) return
    pass.released = true
    if (this.#probe === pass) this.#probe = undefined
    if (outcome === 'ignored') return
    const failed = outcome === 'failure'
    if (failed) this.#remember(error)
    // The hook may have changed the state by calling in turn.
    if (pass.generation !== this.#generation) return
    if (pass.probe) this.#moveTo(failed ? 'open' : 'closed')
    else if (this.#trips(failed)) this.#moveTo('open')
  }

  #trips(failed: boolean): boolean {
    const { calls, failures } = this.#window.record(this.#now(), failed)
    const { minimumCalls, failureRatio } = this.#strategy
    return failed && calls >= minimumCalls && failures / calls >= failureRatio
  }

  #moveTo(to: CircuitState): void {
    const { name: breakerName, openMs, windowMs, onStateChange } = this.#strategy
    const from = this.#state
    const at = this.#now()
    this.#state = to
    this.#generation += 1
    this.#probe = undefined
    if (to === 'open') this.#retryAt = at + openMs
    this.#window = new SlidingWindow(windowMs)
    notify(onStateChange, { breakerName, from, to, at, history: this.#history })
  }

  #remember(error: unknown): void {
    const { name: breakerName, historySize, redact, onFailure } = this.#strategy
    const failure = circuitFailure(error, this.#now(), redact)
    this.#history = Object.freeze(historySize === 0 ? [] : [...this.#history, failure].slice(-historySize))
    notify(onFailure, { breakerName, failure, error })
  }

  #rejection(): CircuitOpenError {
    const { name: breakerName, onRejected } = this.#strategy
    const error = new CircuitOpenError({
      breakerName,
      retryAt: this.#retryAt,
      history: this.#history,
      now: this.#now(),
    })
    notify(onRejected, { breakerName, error })
    return error
  }

  #isDue(): boolean {
    return isPast(this.#retryAt, this.#strategy.openMs, this.#now())
  }

  /** A probe that never ends must not keep all others out for good: the service is tried once in `openMs`. */
  #isLeaseOver(): boolean {
    return isPast(this.#leaseEndsAt, this.#leaseMs, this.#now())
  }

  /** Calls at the same moment never probe together, not even without a time to stay open. */
  get #leaseMs(): number {
    return Math.max(this.#strategy.openMs, 1)
  }

  #now(): number {
    return (this.#strategy.now ?? Date.now)()
  }
}

/** Also when the clock was set back so far that the wait would be longer than it may be, or yields no number. */
function isPast(at: number, longestMs: number, now: number): boolean {
  const left = at - now
  return !(left > 0 && left <= longestMs)
}
