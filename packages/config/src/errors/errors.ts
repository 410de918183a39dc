// The errors of finding, reading and writing a configuration; one class for each decision a caller can take.
import { causeWithout, type CodesOf, errorJson, hasCode, shownPath } from '@x/kernel'
import type { InvalidConfigError } from './invalid-config-error.ts'
import type { ConfigParseError } from './parse-error.ts'
import { quoted } from '../lib/quoted.ts'
import type { ConfigLockedError, ConfigWriteError, InvalidProfileEditError } from './write-errors.ts'

/**
 * There is no configuration file. "Absent" is not "broken": a chain of credential sources may go on.
 *
 * @public
 */
export class ConfigFileNotFoundError extends Error {
  override readonly name = 'ConfigFileNotFoundError'
  readonly code = 'ERR_CONFIG_FILE_NOT_FOUND'
  /** The file that was wanted. */
  readonly path: string
  /** Every path that was looked at. */
  readonly tried: readonly string[]

  constructor(path: string, tried: readonly string[] = [path], options?: ErrorOptions) {
    const places = tried.map((each) => quoted(each)).join(', ')
    super(
      `There is no OCI configuration file at ${places}. Pass \`file\`, set OCI_CONFIG_FILE, or write one with "oci setup config".`,
      causeWithout(path, options),
    )
    this.path = shownPath(path)
    this.tried = tried.map(shownPath)
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The configuration file is there, but it cannot be read: no permission, a directory, a failing disk.
 *
 * @public
 */
export class ConfigFileUnreadableError extends Error {
  override readonly name = 'ConfigFileUnreadableError'
  readonly code = 'ERR_CONFIG_FILE_UNREADABLE'
  readonly path: string

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(
      `The configuration file ${quoted(path)} cannot be read: ${problem}. Check that it is a file of the current user.`,
      causeWithout(path, options),
    )
    this.path = shownPath(path)
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The file has no such profile. Names of profiles are case-sensitive.
 *
 * @public
 */
export class ProfileNotFoundError extends Error {
  override readonly name = 'ProfileNotFoundError'
  readonly code = 'ERR_PROFILE_NOT_FOUND'
  readonly profile: string
  readonly path: string | undefined
  /** The profiles that are there. */
  readonly available: readonly string[]

  constructor(profile: string, path: string | undefined, available: readonly string[]) {
    const similar = available.find((name) => name.toLowerCase() === profile.trim().toLowerCase())
    const remedy = similar === undefined ? remedyAmong(available) : `Did you mean ${quoted(similar)}?`
    super(`There is no profile ${quoted(profile)} in ${quoted(path ?? 'the configuration')}. ${remedy}`)
    this.profile = profile
    this.path = path
    this.available = available
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * `key_file` does not name a file.
 *
 * @public
 */
export class InvalidKeyFilePathError extends Error {
  override readonly name = 'InvalidKeyFilePathError'
  readonly code = 'ERR_INVALID_KEY_FILE_PATH'
  /** Where the key was looked for, `~` expanded; `<redacted>` where it looks like a key that was given as a path. */
  readonly path: string
  /** The configuration file that names it; absent when it came from elsewhere. */
  readonly configPath: string | undefined
  /** The line of `key_file` in that file, 1-based. */
  readonly line: number | undefined

  constructor(path: string, configPath: string | undefined, line: number | undefined, options?: ErrorOptions) {
    const place = configPath === undefined ? '' : ` (${configPath}:${line ?? '?'})`
    super(
      `The private key ${quoted(path)} named by key_file${place} is not a file. Correct the path, or put the key there.`,
      causeWithout(path, options),
    )
    this.path = shownPath(path)
    this.configPath = configPath
    this.line = line
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * This runtime has no file system that can be reached; parsing works everywhere, files need Node, Bun or Deno.
 *
 * @public
 */
export class FileSystemUnavailableError extends Error {
  override readonly name = 'FileSystemUnavailableError'
  readonly code = 'ERR_FILE_SYSTEM_UNAVAILABLE'

  constructor(options?: ErrorOptions) {
    super(
      'This runtime has no file system. Pass the `readFile` port, or use parseConfig on a text of your own.',
      options,
    )
  }

  toJSON(): object {
    return errorJson(this)
  }
}

function remedyAmong(available: readonly string[]): string {
  if (available.length === 0) return 'It has no profile. Add one.'
  const more = available.length > 20 ? ', …' : ''
  return `Use one of ${available.slice(0, 20).map(quoted).join(', ')}${more}.`
}

/** Every error of `@x/config` outside of `@x/config/regions`; `switch (error.code)` narrows it. */
export type ConfigError =
  | ConfigFileNotFoundError
  | ConfigFileUnreadableError
  | ConfigLockedError
  | ConfigParseError
  | ConfigWriteError
  | FileSystemUnavailableError
  | InvalidConfigError
  | InvalidKeyFilePathError
  | InvalidProfileEditError
  | ProfileNotFoundError

const codes: CodesOf<ConfigError> = {
  ConfigFileNotFoundError: 'ERR_CONFIG_FILE_NOT_FOUND',
  ConfigFileUnreadableError: 'ERR_CONFIG_FILE_UNREADABLE',
  ConfigLockedError: 'ERR_CONFIG_LOCKED',
  ConfigParseError: 'ERR_CONFIG_PARSE',
  ConfigWriteError: 'ERR_CONFIG_WRITE',
  FileSystemUnavailableError: 'ERR_FILE_SYSTEM_UNAVAILABLE',
  InvalidConfigError: 'ERR_INVALID_CONFIG',
  InvalidKeyFilePathError: 'ERR_INVALID_KEY_FILE_PATH',
  InvalidProfileEditError: 'ERR_INVALID_PROFILE_EDIT',
  ProfileNotFoundError: 'ERR_PROFILE_NOT_FOUND',
}

/**
 * True for an error of this package, whichever copy of it threw.
 *
 * @example
 * ```ts
 * import { isConfigError, loadConfig } from '@x/config'
 *
 * try {
 *   await loadConfig()
 * } catch (error) {
 *   if (isConfigError(error)) console.error(error.code)
 * }
 * ```
 * @public
 */
export function isConfigError(error: unknown): error is ConfigError {
  return hasCode<ConfigError>(error, codes)
}
