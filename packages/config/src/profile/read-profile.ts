// Finds, reads and parses the file, and picks the profile out of it.
import { argumentError, type Environment, isNoPath } from '@x/kernel'
import type { ConfigEntry } from '../text/config-entry.ts'
import { ConfigFileNotFoundError, ConfigFileUnreadableError, ProfileNotFoundError } from '../errors/errors.ts'
import type { FileStatus, Files } from '../files/file-ports.ts'
import { InvalidConfigError } from '../errors/invalid-config-error.ts'
import { fileLayer, sourcedEntry, type Layer, type Sourced } from './layers.ts'
import { chooseProfile, locateConfigFile, type LocateOptions } from './locate-config.ts'
import type { NeedOfFile } from './need-of-file.ts'
import { parseConfig } from '../text/parse-config.ts'
import { errorCode } from '../files/runtime.ts'
import type { ConfigWarning } from '../errors/warning.ts'

/** What loadConfig has settled before it looks for a file. */
export interface ReadContext {
  readonly options: {
    readonly file?: string | undefined
    readonly profile?: string | null | undefined
    readonly preferEnv?: boolean | undefined
    readonly cliEnv?: boolean | undefined
    readonly strict?: boolean | undefined
    readonly signal?: AbortSignal | undefined
  }
  readonly env: Environment
  readonly files: Files
  readonly expand: (path: string) => string
}

/** One profile of one file. */
export interface ProfileFile {
  readonly path: string
  readonly profile: string
  readonly layer: Layer
  readonly raw: ReadonlyMap<string, Sourced>
  readonly warnings: readonly ConfigWarning[]
  /** Absent where the caller's files have no status. */
  readonly status: FileStatus | undefined
}

/** @returns nothing where no file is needed, or an optional one is not there */
export async function readProfile(context: ReadContext, need: NeedOfFile): Promise<ProfileFile | undefined> {
  if (need === 'none') return undefined
  try {
    return await readChosenProfile(context)
  } catch (error) {
    if (need === 'optional' && error instanceof ConfigFileNotFoundError) return undefined
    throw error
  }
}

async function readChosenProfile(context: ReadContext): Promise<ProfileFile> {
  const { options, env, files } = context
  const path = await locateConfigFile(locateOptions(context))
  assertPath(path)
  const status = await attempt(path, options.signal, () => files.stat?.(path))
  if (files.stat !== undefined && status === undefined) throw new ConfigFileNotFoundError(path)
  if (status?.isFile === false) throw new ConfigFileUnreadableError(path, 'it is not a regular file')
  const text = await attempt(path, options.signal, () => files.readFile(path, options.signal))
  if (text === undefined) throw new ConfigFileNotFoundError(path)
  const parsed = parseConfig(text, { source: path, strict: options.strict })
  const profile = chooseProfile(options.profile, env, options.cliEnv === true)
  const entries = parsed.entriesOf(profile)
  if (entries === undefined) throw new ProfileNotFoundError(profile, path, [...parsed.profiles.keys()])
  refuseKeyContent(entries, path)
  const raw = new Map([...entries].map(([key, entry]) => [key, sourcedEntry(entry, path)]))
  return { path, profile, layer: fileLayer(entries, path), raw, warnings: parsed.warnings, status }
}

function locateOptions({ options, env, files, expand }: ReadContext): LocateOptions {
  return {
    file: options.file,
    env,
    preferEnv: options.preferEnv === true,
    cliEnv: options.cliEnv === true,
    expand,
    exists: (path) => exists(path, files),
  }
}

/** What cannot be looked at is there: reading it will say why. */
async function exists(path: string, { stat, readFile }: Files): Promise<boolean> {
  try {
    return stat === undefined ? (await readFile(path)) !== undefined : (await stat(path))?.isFile === true
  } catch {
    return true
  }
}

async function attempt<T>(
  path: string,
  signal: AbortSignal | undefined,
  read: () => Promise<T> | undefined,
): Promise<T | undefined> {
  try {
    return await read()
  } catch (cause) {
    signal?.throwIfAborted()
    const code = errorCode(cause)
    if (code === 'ERR_FILE_SYSTEM_UNAVAILABLE') throw cause
    throw new ConfigFileUnreadableError(path, code ?? 'see the cause', { cause })
  }
}

/** @throws TypeError `ERR_INVALID_ARGUMENT`, without repeating what may be a key */
export function assertPath(path: unknown): void {
  if (typeof path !== 'string') throw argumentError('`file` is not a string. Pass the path of a configuration file.')
  if (path === '' || path.includes('\0')) {
    throw argumentError('`file` is no path: it is empty or has a NUL character. Pass the path of a configuration file.')
  }
  if (isNoPath(path)) {
    throw argumentError(
      '`file` holds a key or a token, or another text that is no path. Pass the path of a configuration file.',
    )
  }
}

function refuseKeyContent(entries: ReadonlyMap<string, ConfigEntry>, path: string): void {
  const entry = entries.get('key_content')
  if (entry === undefined) return
  const message =
    `"key_content" is unsupported in a file (${path}:${entry.line}): a private key does not belong there. ` +
    'Put it into a file of its own and name that as key_file, or pass keyContent in the program.'
  throw new InvalidConfigError([{ field: 'keyContent', kind: 'unsupported', message }])
}
