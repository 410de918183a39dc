// One lock for each session, between all processes that write it. It is always taken before that of the configuration file.
import { mkdir, realpath, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withFileLock, type LockOptions } from '@x/config/files'
import { makeFolder } from '@x/kernel'
import { SessionWriteError } from '../errors/session-write-error.ts'
import { filesIn } from './session-place.ts'

/** Where a session lies while its own files change; see save-session.ts. */
const ASIDE = '.next'

export const asideOf = (folder: string): string => join(folder, ASIDE)

/** The file itself where the path leads over symbolic links: what is renamed over a link would leave the others with the old token. */
export const realFile = (path: string): Promise<string> => realpath(path).catch(() => path)

/** The folder of the session whose token this is, wherever it lies for the moment. */
export function folderOf(tokenFile: string): string {
  const folder = dirname(tokenFile)
  return basename(folder) === ASIDE ? dirname(folder) : folder
}

/** Of what a session has in a folder, with what a killed writer left beside it. */
export const writtenFiles = (path: string): readonly string[] => [path, `${path}.new`]

/** Only what a session writes: somebody else may call a folder so. */
export async function removeAside(folder: string): Promise<void> {
  const aside = asideOf(folder)
  for (const path of Object.values(filesIn(aside)).flatMap(writtenFiles)) await rm(path, { force: true })
  await rmdir(aside).catch(() => {})
}

/**
 * Runs `task` while no other process writes this session. The folder is made where there is none, for its owner alone.
 *
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED` when another process keeps the lock
 * @throws {@link SessionWriteError} `ERR_SESSION_WRITE` where the folder takes no lock, and so no session
 */
export async function withSessionLock<T>(
  folder: string,
  task: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  let isHeld = false
  const held = (): Promise<T> => {
    isHeld = true
    return task()
  }
  try {
    await makeFolder(folder, { mkdir, stat, dirname })
    return await withFileLock(join(folder, 'token.lock'), held, options)
  } catch (error) {
    const isOfSystem = Object.hasOwn(Object(error), 'syscall')
    throw isOfSystem && !isHeld ? new SessionWriteError(filesIn(folder).tokenFile, { cause: error }) : error
  }
}
