// The errors of wrong use: a strategy or an environment variable that cannot be meant.

/**
 * A retry or circuit breaker strategy has an option that cannot be used. Fix the option that `option` names.
 *
 * @example
 * ```ts
 * try {
 *   retryStrategy({ maxAttempts: 0 })
 * } catch (error) {
 *   if (error instanceof InvalidStrategyError) console.log(error.option) // → maxAttempts
 * }
 * ```
 */
export class InvalidStrategyError extends TypeError {
  override readonly name = 'InvalidStrategyError'
  readonly code = 'ERR_INVALID_STRATEGY'
  /** The option that was refused; `undefined` when the strategy as a whole was not an object. */
  readonly option: string | undefined

  constructor(message: string, option?: string) {
    super(message)
    this.option = option
  }
}

/**
 * An environment variable holds something other than the values it can have. The value itself is never shown.
 *
 * @example
 * ```ts
 * chooseRetryStrategy(undefined, undefined, { OCI_SDK_DEFAULT_RETRY_ENABLED: 'yes' }) // throws
 * ```
 */
export class InvalidEnvironmentVariableError extends Error {
  override readonly name = 'InvalidEnvironmentVariableError'
  readonly code = 'ERR_INVALID_ENVIRONMENT_VARIABLE'
  /** The variable's name. */
  readonly variable: string

  constructor(variable: string, expected: string) {
    super(
      `The environment variable ${variable} is neither empty nor ${expected}. Set it to ${expected}, or remove it to get the default.`,
    )
    this.variable = variable
  }
}
