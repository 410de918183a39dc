// The state of one call of retry(): counts attempts, decides after each failure, waits.
import { notify, sleep } from '@x/kernel'
import { attachAttempts, MOST_RECORDS } from './attempts.ts'
import { backoffMs } from '../wait/backoff.ts'
import { classifyError, isReplayable, type ErrorClass } from '../classify/classify-error.ts'
import { readField } from '../classify/error-fields.ts'
import { windowTiming, type WindowTiming } from '../wait/eventual-consistency.ts'
import { retryAfterMs } from '../wait/retry-after.ts'
import type { FailedAttempt, GiveUpReason, RetryReason } from './retry-events.ts'
import { retryReason } from './retry-reason.ts'
import type { RetryStrategy } from './retry-strategy.ts'

/** The part of a call's options that its run reads. */
interface RunOptions {
  readonly signal?: AbortSignal | undefined
  readonly replayable?: boolean | undefined
  readonly deadlineAt?: number | undefined
}

type Decision =
  | { readonly again: true; readonly reason: RetryReason; readonly delayMs: number }
  | { readonly again: false; readonly reason: GiveUpReason }

const stop = (reason: GiveUpReason): Decision => ({ again: false, reason })

export class RetryRun {
  readonly #plan: RetryStrategy
  readonly #options: RunOptions
  readonly #timing: WindowTiming | undefined
  #lastNow: number
  #elapsedMs = 0
  #attempt = 0
  #attemptStartedAt = 0
  #attempts: readonly FailedAttempt[] = []

  constructor(plan: RetryStrategy, options: RunOptions) {
    this.#plan = plan
    this.#options = options
    this.#lastNow = (plan.now ?? Date.now)()
    const window = plan.maxAttempts === 1 ? undefined : plan.eventualConsistency
    if (window !== undefined) this.#timing = windowTiming(plan, plan.maxAttempts, window.remainingMs)
  }

  /** Counts an attempt and yields its number. */
  begin(): number {
    this.#attempt += 1
    this.#attemptStartedAt = this.#now()
    notify(this.#plan.onAttempt, { attempt: this.#attempt, elapsedMs: this.#elapsedMs })
    return this.#attempt
  }

  /** Waits for the next attempt, or throws when there is none. */
  async failed(error: unknown): Promise<void> {
    const now = this.#now()
    const decision = this.#decide(error, now)
    this.#record(error, now, decision.again ? decision.delayMs : undefined)
    if (!decision.again) {
      // The reason of an abort belongs to the caller and may be shared by many calls.
      if (error !== this.#options.signal?.reason) attachAttempts(error, this.#attempts)
      this.#gaveUp(error, decision.reason)
      throw error
    }
    const { reason, delayMs } = decision
    notify(this.#plan.onRetry, { attempt: this.#attempt, error, reason, delayMs, elapsedMs: this.#elapsedMs })
    await this.#wait(error, delayMs)
  }

  #decide(error: unknown, now: number): Decision {
    const { signal, replayable, deadlineAt } = this.#options
    if (signal?.aborted) return stop('aborted')
    const info = classifyError(error)
    const reason = retryReason({ error, info, attempt: this.#attempt }, this.#plan)
    if (reason === undefined) return stop(info.kind === 'aborted' ? 'aborted' : 'not-retryable')
    if (replayable === false || !isReplayable(error)) return stop('not-replayable')
    if (this.#attempt >= this.#mostAttempts(reason)) return stop('attempts')
    const delayMs = this.#delayMs(error, info, now)
    const { totalElapsedMs } = this.#plan
    // A clock that yields no number has no budget either.
    if (totalElapsedMs !== false && !(this.#elapsedMs + delayMs < totalElapsedMs)) return stop('elapsed')
    if (deadlineAt !== undefined && now + delayMs >= deadlineAt) return stop('deadline')
    return { again: true, reason, delayMs }
  }

  /** The longer series is for what the window explains; the caller's limit holds for everything else. */
  #mostAttempts(reason: RetryReason): number {
    const most = this.#plan.maxAttempts === false ? Infinity : this.#plan.maxAttempts
    return reason === 'eventual-consistency' ? (this.#timing?.maxAttempts ?? most) : most
  }

  #delayMs(error: unknown, info: ErrorClass, now: number): number {
    const plan = this.#plan
    const random = plan.random ?? Math.random
    const wait = { backoff: plan, failures: this.#attempt, throttled: info.status === 429, random }
    const computed = this.#timing?.delayMs(this.#attempt, random) ?? backoffMs(wait)
    if (info.kind === 'circuit-open') return Math.max(computed, openForMs(error, now))
    if (!plan.honourRetryAfter) return computed
    return Math.max(computed, Math.min(retryAfterMs(error, now) ?? 0, plan.maxWaitMs))
  }

  async #wait(error: unknown, delayMs: number): Promise<void> {
    const { signal } = this.#options
    try {
      await (this.#plan.sleep ?? sleep)(delayMs, signal)
      // A sleep of the caller's own may end without looking at the signal.
      if (signal?.aborted) throw signal.reason
    } catch (reason) {
      this.#gaveUp(error, 'aborted')
      throw reason
    }
  }

  #record(error: unknown, now: number, delayMs: number | undefined): void {
    const startedAt = this.#attemptStartedAt
    const durationMs = Math.max(0, now - startedAt)
    const record = Object.freeze({ attempt: this.#attempt, startedAt, durationMs, error, delayMs })
    this.#attempts = Object.freeze([...this.#attempts.slice(1 - MOST_RECORDS), record])
  }

  #gaveUp(error: unknown, reason: GiveUpReason): void {
    this.#now()
    const { onGiveUp } = this.#plan
    notify(onGiveUp, { attempt: this.#attempt, error, reason, elapsedMs: this.#elapsedMs, attempts: this.#attempts })
  }

  /** Reads the clock and adds up what has passed: a clock that is set back takes nothing from it. */
  #now(): number {
    const now = (this.#plan.now ?? Date.now)()
    this.#elapsedMs += Math.max(0, now - this.#lastNow)
    this.#lastNow = now
    return now
  }
}

function openForMs(error: unknown, now: number): number {
  const retryAt = readField(error, 'retryAt')
  return typeof retryAt === 'number' && Number.isFinite(retryAt) ? Math.max(0, retryAt - now) : 0
}
