// The errors of this package: a wrong option, an address that cannot be used, and an emulator that does not run.
import { errorJson, hasCode } from './lib/coded-error.ts'

/**
 * An option, an argument or a fault rule that cannot be used, or a name that is no option. Its `code` is `ERR_EMULATOR_OPTION`.
 *
 * @example
 * ```ts
 * import { isEmulatorError, startEmulator } from '@x/emulator'
 *
 * try {
 *   await startEmulator({ host: '0.0.0.0' })
 * } catch (error) {
 *   if (isEmulatorError(error)) console.log(error.code) // "ERR_EMULATOR_OPTION"
 * }
 * ```
 */
export class EmulatorOptionError extends TypeError {
  override readonly name = 'EmulatorOptionError'
  readonly code = 'ERR_EMULATOR_OPTION'
  /** The name of the option, e.g. `"host"`; `"faults"` for whatever is wrong with a fault rule. */
  readonly option: string

  constructor(option: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.option = option
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The emulator could not listen on the address it was given. Its `code` is `ERR_EMULATOR_START`, its `cause` Node's own error.
 *
 * @example
 * ```ts
 * import { EmulatorStartError } from '@x/emulator'
 *
 * const isTaken = (error: unknown) => error instanceof EmulatorStartError
 * ```
 */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError'
  readonly code = 'ERR_EMULATOR_START'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The emulator of {@link useEmulator} was asked for something while it does not run. Its `code` is `ERR_EMULATOR_NOT_RUNNING`.
 *
 * @example
 * ```ts
 * import { after, before } from 'node:test'
 * import { EmulatorNotRunningError, useEmulator } from '@x/emulator'
 *
 * const oci = useEmulator({ before, after })
 * try {
 *   console.log(oci.url) // too early: no hook ran yet
 * } catch (error) {
 *   console.log(error instanceof EmulatorNotRunningError && error.code) // "ERR_EMULATOR_NOT_RUNNING"
 * }
 * ```
 */
export class EmulatorNotRunningError extends Error {
  override readonly name = 'EmulatorNotRunningError'
  readonly code = 'ERR_EMULATOR_NOT_RUNNING'

  constructor(member: string) {
    super(
      `"${member}" was read while the emulator does not run: it is started before the first test and closed after the last. Read it in a test or in a later hook, and destructure it only there.`,
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * Every error this package throws; `code` tells them apart.
 *
 * @example
 * ```ts
 * import { isEmulatorError, startEmulator, type EmulatorError } from '@x/emulator'
 *
 * const remedy = ({ code }: EmulatorError) => (code === 'ERR_EMULATOR_START' ? 'another port' : 'another option')
 * await startEmulator({ port: 1 }).catch((error: unknown) => console.log(isEmulatorError(error) && remedy(error)))
 * ```
 */
export type EmulatorError = EmulatorOptionError | EmulatorStartError | EmulatorNotRunningError

const CODES: ReadonlyMap<EmulatorError['name'], EmulatorError['code']> = new Map([
  ['EmulatorOptionError', 'ERR_EMULATOR_OPTION'],
  ['EmulatorStartError', 'ERR_EMULATOR_START'],
  ['EmulatorNotRunningError', 'ERR_EMULATOR_NOT_RUNNING'],
] as const)

/**
 * Whether `error` is one of this package's, by class name and code: it also holds across two copies of the package.
 *
 * @example
 * ```ts
 * import { isEmulatorError } from '@x/emulator'
 *
 * console.log(isEmulatorError(new Error('no'))) // false
 * ```
 */
export function isEmulatorError(error: unknown): error is EmulatorError {
  return hasCode(error, CODES)
}
