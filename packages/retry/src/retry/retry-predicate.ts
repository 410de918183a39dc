// How a strategy of the caller's own decides which errors are worth another attempt.
import type { ErrorClass } from '../classify/classify-error.ts'

/** What a {@link RetryPredicate} knows besides the error. @public */
export interface RetryQuestion extends ErrorClass {
  /** The attempt that failed, from 1. */
  readonly attempt: number
  /** What the default table says. */
  readonly byDefault: boolean
}

/** Decides about an error that is neither the caller's abort nor an open circuit. One that throws says no. @public */
export type RetryPredicate = (error: unknown, question: RetryQuestion) => boolean
