// One lock for each session, between all processes that write it. It is always taken before that of the configuration file.
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withFileLock, type LockOptions } from '@x/config/files'

/** Where a session lies while its own files change; see save-session.ts. */
const ASIDE = '.next'

export const asideOf = (folder: string): string => join(folder, ASIDE)

/** The folder of the session whose token this is, wherever it lies for the moment. */
export function folderOf(tokenFile: string): string {
  const folder = dirname(tokenFile)
  return basename(folder) === ASIDE ? dirname(folder) : folder
}

/**
 * Runs `task` while no other process writes this session. The folder is made where there is none, for its owner alone.
 *
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED` when another process keeps the lock
 */
export async function withSessionLock<T>(
  folder: string,
  task: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return withFileLock(join(folder, 'token.lock'), task, options)
}
