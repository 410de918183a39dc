// Writes what was answered into a file: whole or not at all, for its owner alone where it is new.
import { randomBytes } from 'node:crypto'
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { FileError } from '../../program/errors.ts'

/** @throws {@link FileError} `ERR_FILE` */
export async function saveFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const before = await stat(path).catch(() => undefined)
    // Such as /dev/null, or a named pipe: there is nothing to put in its place.
    if (before && !before.isFile()) return await writeFile(path, bytes)
    await replace(before ? await realpath(path) : path, bytes, before?.mode)
  } catch (cause) {
    throw new FileError('unwritable', path, { cause })
  }
}

async function replace(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    await writeFile(part, bytes, { mode: 0o600, flag: 'wx' })
    if (mode !== undefined) await chmod(part, mode & 0o777)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
