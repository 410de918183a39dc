// Where keys are kept from one run to the next: in the cache of the nearest project, which is its owner's own.
import { lstat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * `node_modules/.cache/x-emulator` of the nearest folder above `start` that has `node_modules`; `undefined` when there is none, or when
 * others own it or may write there. A place that everybody may write to, such as the system's temporary folder, is never one.
 */
export async function cacheFolder(start: string): Promise<string | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    const found = await lstat(modules).catch(() => undefined)
    if (found?.isDirectory() === true) {
      const cache = join(modules, '.cache')
      const isSafe = isOwnersAlone(found) && (await isAbsentOrOwn(cache)) && (await isAbsentOrOwn(ownFolder(cache)))
      return isSafe ? ownFolder(cache) : undefined
    }
    if (folder === dirname(folder)) return undefined
  }
}

const ownFolder = (cache: string): string => join(cache, 'x-emulator')

async function isAbsentOrOwn(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder)
    return found.isDirectory() && isOwnersAlone(found)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

const GROUP_WRITES = 0o020
const OTHERS_WRITE = 0o002

/** Whether it is this process's user's, and nobody else may write to it. Windows has no such modes, and keeps others out by the profile. */
export function isOwnersAlone({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  const own = process.getuid?.()
  return own === undefined || (uid === own && (mode & (GROUP_WRITES | OTHERS_WRITE)) === 0)
}
