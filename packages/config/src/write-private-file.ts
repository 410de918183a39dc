// Replaces a file in one step: it is the old one or the new one at every instant, and only its owner can ever read it.
import { errorCode, nodeModules } from './runtime.ts'

/** Call it only under the lock of `path`: the temporary file has a fixed name, so that a killed writer leaves no litter. */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const { fs } = await nodeModules()
  const temporary = `${path}.new`
  await fs.rm(temporary, { force: true })
  try {
    const file = await fs.open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await keepOwner(path, file)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(temporary, path)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(path)
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
