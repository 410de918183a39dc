// Runs an operation again until it succeeds or its strategy says that there is no point.
import { checkedOptions, number, type Check } from '../options/check-options.ts'
import { retryHeaders, type RetryHeaders } from './retry-headers.ts'
import { RetryRun } from './retry-run.ts'
import { checkedRetryStrategy, type RetryStrategyOptions } from './retry-strategy.ts'

/** What an attempt is told. @public */
export interface AttemptContext {
  /** From 1. */
  readonly attempt: number
  /** The caller's signal: hand it to whatever the operation waits for. */
  readonly signal: AbortSignal | undefined
  /**
   * Headers to send: `opc-client-retries: true` when there may be more than one attempt, and `opc-retry-token` when
   * asked for. Spread the caller's own after them, so that those win.
   */
  readonly headers: RetryHeaders
}

/** One attempt; called anew each time, so that a request is signed anew each time. @public */
export type RetryOperation<T> = (context: AttemptContext) => T | PromiseLike<T>

/** Options of one call of {@link retry}. @public */
export interface RetryOptions {
  /** Ends the wait between attempts at once and starts no other attempt. */
  readonly signal?: AbortSignal | undefined
  /** `false` when the request's body can be read only once: then there is one attempt. @defaultValue true */
  readonly replayable?: boolean | undefined
  /**
   * `true` for a new `opc-retry-token`, or the caller's own; for operations that declare the header.
   * @defaultValue none
   */
  readonly retryToken?: string | boolean | undefined
  /** Epoch milliseconds by which the caller has to know: no wait starts that would pass it. @defaultValue none */
  readonly deadlineAt?: number | undefined
}

/** Whatever it is: the headers and the operation see to it. */
const anything: Check = () => undefined

const CALL_RULES: Readonly<Record<keyof RetryOptions, Check>> = {
  signal: anything,
  replayable: anything,
  retryToken: anything,
  deadlineAt: number(0),
}

/**
 * What `operation` yields, after as many attempts as `strategy` allows and the errors warrant.
 *
 * When it gives up it throws the last error as it is, the same object, with every failed attempt attached as
 * `attempts` (not enumerable; {@link attemptsOf} reads it). When `signal` is aborted during a wait, it throws the
 * signal's reason at once; an attempt that is running is the operation's own to stop.
 *
 * @param operation - one attempt; it may throw synchronously
 * @param strategy - what {@link retryStrategy} made, or its options
 * @throws {@link InvalidRetryOptionError} `ERR_INVALID_RETRY_OPTION` when `strategy` or an option is unknown or cannot be used
 * @example
 * ```ts
 * import { DEFAULT_RETRY_STRATEGY, retry } from '@x/retry'
 * declare const getUser: (...rest: unknown[]) => Promise<string>
 * declare const id: string
 * declare const signal: AbortSignal
 * const user = await retry(({ headers }) => getUser(id, { headers }), DEFAULT_RETRY_STRATEGY, { signal })
 * ```
 * @see https://docs.oracle.com/en-us/iaas/tools/python/latest/sdk_behaviors/retries.html
 * @public
 */
export async function retry<T>(
  operation: RetryOperation<T>,
  strategy: RetryStrategyOptions,
  options: RetryOptions = {},
): Promise<T> {
  const plan = checkedRetryStrategy(strategy)
  checkedOptions('call', options, CALL_RULES)
  const { signal, replayable = true } = options
  const headers = retryHeaders(replayable && plan.maxAttempts !== 1, options.retryToken)
  const run = new RetryRun(plan, options)
  for (;;) {
    if (signal?.aborted) throw signal.reason
    const attempt = run.begin()
    try {
      return await operation({ attempt, signal, headers })
    } catch (error) {
      await run.failed(error)
    }
  }
}
