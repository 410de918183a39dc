// The errors of changing a configuration file.
import { causeWithout, errorJson, shownPath } from '@x/kernel'
import { quoted } from '../lib/quoted.ts'

/**
 * Another process holds the lock of the file and did not let go in time.
 *
 * @public
 */
export class ConfigLockedError extends Error {
  override readonly name = 'ConfigLockedError'
  readonly code = 'ERR_CONFIG_LOCKED'
  /** The lock file. */
  readonly path: string
  /** Process id and host of the holder, where the lock file says so. */
  readonly holder: { readonly pid: number; readonly host: string } | undefined

  constructor(path: string, holder: { readonly pid: number; readonly host: string } | undefined) {
    const who = holder === undefined ? 'Somebody' : `Process ${holder.pid} on ${quoted(holder.host)}`
    super(`${who} holds the lock ${quoted(path)}. Try again; if that process is gone, delete the lock file.`)
    this.path = shownPath(path)
    this.holder = holder
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The file could not be written; what was there before is unchanged.
 *
 * @public
 */
export class ConfigWriteError extends Error {
  override readonly name = 'ConfigWriteError'
  readonly code = 'ERR_CONFIG_WRITE'
  readonly path: string

  constructor(path: string, options: ErrorOptions) {
    const { cause } = options
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'see the cause'
    super(
      `The file ${quoted(path)} could not be written (${reason}); nothing was changed. Check the permissions and the space of its directory.`,
      causeWithout(path, options),
    )
    this.path = shownPath(path)
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * A change that a configuration file cannot hold: a name or value that would read back differently.
 *
 * @public
 */
export class InvalidProfileEditError extends TypeError {
  override readonly name = 'InvalidProfileEditError'
  readonly code = 'ERR_INVALID_PROFILE_EDIT'

  toJSON(): object {
    return errorJson(this)
  }
}
