// Reads and writes the small secret files below a user's home: tokens and keys, for their owner alone.
import {
  argumentError,
  assertOptions,
  assertText,
  decodeText,
  type Environment,
  expandHome,
  kindOf,
  type Kinds,
  makeFolder,
  processEnvironment,
} from '@x/kernel'
import { readBytes } from './file-ports.ts'
import { LOCK_KINDS, withFileLock, type LockOptions } from './file-lock.ts'
import { homeDirectoryOf, isSystemError, isWindows, nodeModules } from './runtime.ts'
import { ConfigWriteError } from '../errors/write-errors.ts'
import { replaceFiles, resolveTarget, type PrivateFile } from './replace-files.ts'

/** What `~` means. */
export interface HomeOptions {
  /** Where the home directory is looked up. @defaultValue `process.env` */
  readonly env?: Environment | undefined
  /** @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
}

const HOME_KINDS: Kinds<HomeOptions> = { env: 'an object', homeDirectory: 'a string' }

/** Options of {@link readTextFile}. */
export interface ReadTextFileOptions extends HomeOptions {
  readonly signal?: AbortSignal | undefined
}

/** Options of {@link writePrivateFiles}. */
export interface WritePrivateFilesOptions extends HomeOptions, LockOptions {}

/**
 * The text of a file, `undefined` when there is none: UTF-8, or UTF-16 behind a byte order mark, which is left out. `~` and
 * `~/…` are expanded.
 *
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `path` is no string, or an option of the wrong kind
 * @throws the system's error when it is there but cannot be read
 * @example
 * ```ts
 * import { readTextFile } from '@x/config/files'
 *
 * const token = await readTextFile('~/.oci/sessions/DEFAULT/token') // undefined when there is none
 * ```
 * @public
 */
export async function readTextFile(path: string, options: ReadTextFileOptions = {}): Promise<string | undefined> {
  assertOptions<ReadTextFileOptions>(options, {
    call: 'readTextFile(path, { signal })',
    kinds: { ...HOME_KINDS, signal: 'an AbortSignal' },
  })
  const bytes = await readBytes(await pathOf(path, options), options.signal)
  return bytes && decodeText(bytes)
}

/**
 * Writes files that belong together, such as a token and its key: under one lock, each with mode 0600 from its birth, all of
 * them complete before the first gets its name. Folders that are not there are made with mode 0700; `~` and `~/…` are
 * expanded; symbolic links are followed and stay.
 *
 * @param files - the first one names the lock: its path and `.lock`
 * @returns the paths that were written
 * @throws {@link ConfigLockedError} `ERR_CONFIG_LOCKED` when another process keeps the lock
 * @throws {@link ConfigWriteError} `ERR_CONFIG_WRITE`
 * @throws TypeError `ERR_INVALID_ARGUMENT` when a path is no string, or an option of the wrong kind
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like
 * @example
 * ```ts
 * import { writePrivateFiles } from '@x/config/files'
 *
 * await writePrivateFiles([{ path: '~/.oci/db-token/token', content: 'eyJraWQi…' }])
 * ```
 * @public
 */
export async function writePrivateFiles(
  files: readonly PrivateFile[],
  options: WritePrivateFilesOptions = {},
): Promise<readonly string[]> {
  if (!Array.isArray(files)) throw argumentError(`\`files\` is ${kindOf(files)}. Pass an array of files.`)
  assertOptions<WritePrivateFilesOptions>(options, {
    call: 'writePrivateFiles(files, { signal })',
    kinds: { ...HOME_KINDS, ...LOCK_KINDS },
  })
  const { env, homeDirectory, ...lock } = options
  const home = { env, homeDirectory }
  const [first] = files
  if (first === undefined) return []
  lock.signal?.throwIfAborted()
  return guarded(await pathOf(first.path, home), async () => {
    const targets: PrivateFile[] = []
    for (const { path, content } of files) {
      const target = await resolveTarget(await pathOf(path, home))
      await makePrivateDirectory(target)
      targets.push({ path: target, content })
    }
    const paths = targets.map(({ path }) => path)
    await withFileLock(`${paths[0]}.lock`, () => replaceFiles(targets), lock)
    return paths
  })
}

async function pathOf(path: unknown, { env = processEnvironment(), homeDirectory }: HomeOptions): Promise<string> {
  assertText(path, 'path', 'Pass the path of a file.')
  return expandHome(path, homeDirectory ?? (await homeDirectoryOf(env)), isWindows())
}

export async function makePrivateDirectory(target: string): Promise<void> {
  const { fs, path } = await nodeModules()
  await makeFolder(path.dirname(target), { mkdir: fs.mkdir, stat: fs.stat, dirname: path.dirname })
}

/** Errors of the file system become ours; all others pass. */
export async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isSystemError(error) ? new ConfigWriteError(path, { cause: error }) : error
  }
}
