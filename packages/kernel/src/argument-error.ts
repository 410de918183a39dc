// The error of a wrong argument: a mistake in the program, found where the argument comes in.
import { errorJson, type CodedError } from './coded-error.ts'

/** @param message - the cause and the remedy, a sentence each */
export function argumentError(
  message: string,
  options?: ErrorOptions,
): TypeError & { readonly code: 'ERR_INVALID_ARGUMENT' } {
  const error = Object.assign(new TypeError(message, options), { code: 'ERR_INVALID_ARGUMENT' as const })
  return Object.defineProperty(error, 'toJSON', {
    value(this: CodedError) {
      return errorJson(this)
    },
  })
}
