// The errors of wrong use: an option or an environment variable that cannot be meant.
import { errorJson } from '@x/kernel'

/**
 * An option of a strategy, a circuit breaker or a call cannot be used. Fix the option that `option` names.
 *
 * @example
 * ```ts
 * import { InvalidRetryOptionError, retryStrategy } from '@x/retry'
 * try {
 *   retryStrategy({ maxAttempts: 0 })
 * } catch (error) {
 *   if (error instanceof InvalidRetryOptionError) console.log(error.option) // → maxAttempts
 * }
 * ```
 * @public
 */
export class InvalidRetryOptionError extends TypeError {
  override readonly name = 'InvalidRetryOptionError'
  readonly code = 'ERR_INVALID_RETRY_OPTION'
  /** The option that was refused; `undefined` when the options as a whole were not an object. */
  readonly option: string | undefined

  constructor(message: string, option?: string) {
    super(message)
    this.option = option
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * An environment variable holds something other than the values it can have. The value itself is never shown.
 *
 * @example
 * ```ts
 * import { chooseRetryStrategy } from '@x/retry'
 * chooseRetryStrategy(undefined, undefined, { OCI_SDK_DEFAULT_RETRY_ENABLED: 'yes' }) // throws
 * ```
 * @public
 */
export class InvalidRetryVariableError extends Error {
  override readonly name = 'InvalidRetryVariableError'
  readonly code = 'ERR_INVALID_RETRY_VARIABLE'
  /** The variable's name. */
  readonly variable: string

  constructor(variable: string, expected: string) {
    super(
      `The environment variable ${variable} is neither empty nor ${expected}. Set it to ${expected}, or remove it to get the default.`,
    )
    this.variable = variable
  }

  toJSON(): object {
    return errorJson(this)
  }
}
