// Takes from everybody but its owner what a file lets them do.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, open, realpath, stat, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Environment } from '@x/kernel'
import { SetupError } from '../setup-error.ts'
import { icaclsRuns } from './icacls.ts'

const PRIVATE = 0o600

/**
 * A link is followed: what it leads to is read, and its own mode means nothing.
 *
 * @returns the file itself
 * @throws {@link SetupError} `ERR_SETUP`
 */
export async function makePrivate(path: string, env: Environment): Promise<string> {
  const file = await realpath(path)
  if (process.platform === 'win32') await repairOnWindows(file, env)
  else await repair(file)
  return file
}

/** By its handle, so that nobody can put another file in its place meanwhile. */
async function repair(file: string): Promise<void> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(file, flags).catch((error: NodeJS.ErrnoException) => {
    // Its owner may not read it either: that is what is repaired.
    if (error.code === 'EACCES') return undefined
    throw error.code === 'ENXIO' ? new SetupError('not-a-file', file, { cause: error }) : error
  })
  try {
    await change(file, handle)
  } finally {
    await handle?.close()
  }
}

async function change(file: string, handle: FileHandle | undefined): Promise<void> {
  const status = await (handle ? handle.stat() : stat(file))
  if (!status.isFile()) throw new SetupError('not-a-file', file)
  if (status.uid !== process.getuid?.()) throw new SetupError('foreign-file', file)
  try {
    await (handle ? handle.chmod(PRIVATE) : chmod(file, PRIVATE))
  } catch (cause) {
    throw new SetupError('not-repaired', file, { cause })
  }
}

async function repairOnWindows(file: string, env: Environment): Promise<void> {
  if (!(await stat(file)).isFile()) throw new SetupError('not-a-file', file)
  const icacls = `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\icacls.exe`
  try {
    for (const args of icaclsRuns(file, env)) await promisify(execFile)(icacls, args)
  } catch (cause) {
    throw new SetupError('not-repaired', file, { cause })
  }
}
