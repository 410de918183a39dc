// Attaches the failed attempts to the error that is thrown, without changing what it prints.
import type { FailedAttempt } from './retry-events.ts'

/** A strategy without limits must not fill the memory. */
export const MOST_RECORDS = 64

/**
 * Defines `attempts` on `error`, not enumerable. Left as they are: values that are not objects, objects that cannot be
 * extended, and errors that have an enumerable `attempts` of their own.
 */
export function attachAttempts(error: unknown, attempts: readonly FailedAttempt[]): void {
  try {
    if (Object.getOwnPropertyDescriptor(error, 'attempts')?.enumerable) return
    Object.defineProperty(error, 'attempts', { value: attempts, enumerable: false, configurable: true, writable: true })
  } catch {
    // No object, frozen, sealed or a proxy that refuses: it is thrown without them.
  }
}

/**
 * The failed attempts behind an error that {@link retry} threw, oldest first and at most the last 64; an empty list for
 * any other value. They are also the error's own `attempts`, which is not enumerable.
 *
 * @example
 * ```ts
 * import { DEFAULT_RETRY_STRATEGY, attemptsOf, retry } from '@x/retry'
 * declare const operation: () => Promise<string>
 * try {
 *   await retry(operation, DEFAULT_RETRY_STRATEGY)
 * } catch (error) {
 *   console.log(attemptsOf(error).length)
 * }
 * ```
 * @public
 */
export function attemptsOf(error: unknown): readonly FailedAttempt[] {
  try {
    const property = Object.getOwnPropertyDescriptor(error, 'attempts')
    return property?.enumerable === false && Array.isArray(property.value) ? (property.value as FailedAttempt[]) : []
  } catch {
    // No object, or a proxy that refuses.
    return []
  }
}
