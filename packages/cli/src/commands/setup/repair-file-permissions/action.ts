// Makes a file readable and writable by its owner alone.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, open, realpath, stat, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Context } from '../../../program/context.ts'
import { SetupError } from '../setup-error.ts'
import { icaclsRuns } from './icacls.ts'

interface RepairOptions {
  readonly file: string
}

const PRIVATE = 0o600

export async function run({ options, settings, terminal, say }: Context<RepairOptions>): Promise<void> {
  const { path } = await settings()
  // A link is followed: what it leads to is read, and its own mode means nothing.
  const file = await realpath(path(options.file))
  if (process.platform === 'win32') await repairOnWindows(file, terminal.env)
  else await repair(file)
  say(`Only you can read and write ${file} now.`, 'green')
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

async function repairOnWindows(file: string, env: Context<RepairOptions>['terminal']['env']): Promise<void> {
  if (!(await stat(file)).isFile()) throw new SetupError('not-a-file', file)
  const icacls = `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\icacls.exe`
  try {
    for (const args of icaclsRuns(file, env)) await promisify(execFile)(icacls, args)
  } catch (cause) {
    throw new SetupError('not-repaired', file, { cause })
  }
}
