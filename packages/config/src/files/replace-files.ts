// Replaces a file in one step: it is the old one or the new one at every instant, and only its owner can ever read it.
import { errorCode, nodeModules } from './runtime.ts'

/** A file to be written for its owner alone. */
export interface PrivateFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/**
 * Replaces files for their owner alone, mode 0600 from their birth. Call it only under a lock of your own, such as
 * {@link withFileLock}: the temporary files have fixed names, so that a killed writer leaves no litter.
 *
 * Everything is on the disk before the first name is given, so that files which belong together change together. When a name
 * cannot be given, those that were given already go back to what they were.
 *
 * @param files - with absolute paths, in folders that are there
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like, and the system's own errors
 * @example
 * ```ts
 * import { replaceFiles, withFileLock } from '@x/config/files'
 *
 * await withFileLock('/run/token.lock', () => replaceFiles([{ path: '/run/token', content: 'eyJraWQi…' }]))
 * ```
 * @public
 */
export async function replaceFiles(files: readonly PrivateFile[]): Promise<void> {
  const { fs } = await nodeModules()
  const before: Replaced[] = []
  try {
    for (const file of files) await stage(file)
    const replaced = await Promise.all(files.map(remember))
    for (const file of replaced) {
      await fs.rename(temporaryOf(file.path), file.path)
      before.unshift(file)
    }
  } catch (error) {
    for (const file of before) await putBack(file)
    for (const { path } of files) await fs.rm(temporaryOf(path), { force: true })
    throw error
  }
  for (const { path } of files) await syncDirectory(path)
}

/** What stood at a path before. */
interface Replaced {
  readonly path: string
  readonly content: Uint8Array | 'nothing' | 'unreadable'
}

/** Keys and tokens are shorter: what is longer, or is no file at all, is not held in memory. */
const LONGEST = 1_048_576

/** A directory in the place of a file rejects here, before anything has changed. */
async function remember({ path }: PrivateFile): Promise<Replaced> {
  const { fs } = await nodeModules()
  try {
    const status = await fs.stat(path)
    const isReadable = status.isFile() ? status.size <= LONGEST : status.isDirectory()
    return { path, content: isReadable ? await fs.readFile(path) : 'unreadable' }
  } catch (error) {
    if (errorCode(error) === 'EISDIR') throw error
    return { path, content: errorCode(error) === 'ENOENT' ? 'nothing' : 'unreadable' }
  }
}

async function putBack({ path, content }: Replaced): Promise<void> {
  const { fs } = await nodeModules()
  if (content === 'unreadable') return
  if (content === 'nothing') return fs.rm(path, { force: true })
  await stage({ path, content })
  await fs.rename(temporaryOf(path), path)
}

/** What a writer that was killed may have left; only under the lock of `path`. */
export async function clearTemporary(path: string): Promise<void> {
  const { fs } = await nodeModules()
  await fs.rm(temporaryOf(path)).catch(() => undefined)
}

const temporaryOf = (path: string): string => `${path}.new`

async function stage({ path, content }: PrivateFile): Promise<void> {
  const { fs } = await nodeModules()
  await fs.rm(temporaryOf(path), { force: true })
  const file = await fs.open(temporaryOf(path), 'wx', 0o600)
  try {
    await file.writeFile(content)
    await keepOwner(path, file)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A run as root leaves the file with the user to whom it belongs. */
async function keepOwner(path: string, file: { chown(uid: number, gid: number): Promise<void> }): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { fs } = await nodeModules()
  const before = await fs.stat(path).catch(() => undefined)
  if (before !== undefined && before.uid !== 0) await file.chown(before.uid, before.gid)
}

/** Makes the new name durable; some systems cannot, and nothing is lost by that but the last write. */
async function syncDirectory(path: string): Promise<void> {
  const { fs, path: paths } = await nodeModules()
  try {
    const directory = await fs.open(paths.dirname(path), 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error
  }
}

/** The file behind a chain of symbolic links, even when its end does not exist yet. */
export async function resolveTarget(path: string): Promise<string> {
  const { fs, path: paths } = await nodeModules()
  try {
    return await fs.realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const link = await fs.readlink(path).catch(() => undefined)
  return link === undefined ? paths.resolve(path) : resolveTarget(paths.resolve(paths.dirname(path), link))
}
