// The archive as a file: read within limits, and written whole or not at all, for its owner alone.
import { link, lstat, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withFileLock } from '@x/config/files'
import { makeFolder } from '@x/kernel'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { MAX_ARCHIVE_BYTES } from './archive-files.ts'

/** @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` `unreadable`, `too-large` */
export async function readArchiveFile(path: string): Promise<Uint8Array> {
  try {
    // A pipe would never end, and a device may do anything when it is opened.
    if (!(await stat(path)).isFile()) throw new Error('It is no file.')
    const file = await open(path, 'r')
    try {
      return await readWithin(file, path)
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof SessionArchiveError) throw cause
    throw new SessionArchiveError('unreadable', path, { cause })
  }
}

async function readWithin(file: FileHandle, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    chunks.push(chunk as Uint8Array)
    length += (chunk as Uint8Array).length
    if (length > MAX_ARCHIVE_BYTES) throw new SessionArchiveError('too-large', path)
  }
  return Buffer.concat(chunks)
}

/** @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` `exists` */
export async function refuseExistingFile(path: string): Promise<void> {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  )
  if (isThere) throw new SessionArchiveError('exists', path)
}

/**
 * Folders that are not there are made, with mode 0700. A symbolic link in the place of the archive is replaced, never followed.
 *
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` `exists`, `unwritable`
 */
export async function writeArchiveFile(
  path: string,
  content: Uint8Array,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  const hidden = join(dirname(path), `.${basename(path)}`)
  // Always the same name: what a killed writer left of the secrets goes with the next one.
  const temporary = `${hidden}.new`
  const write = async (): Promise<void> => {
    try {
      await rm(temporary, { force: true })
      await writeNew(temporary, content)
      await (overwrite ? rename(temporary, path) : nameOnce(temporary, path))
    } finally {
      await rm(temporary, { force: true }).catch(() => {})
    }
  }
  try {
    await makeFolder(dirname(path), { mkdir, stat, dirname })
    await withFileLock(`${hidden}.lock`, write)
  } catch (cause) {
    if (cause instanceof SessionArchiveError) throw cause
    throw new SessionArchiveError('unwritable', path, { cause })
  }
}

async function writeNew(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A file that has come into being in the meantime stays. */
async function nameOnce(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code === 'EEXIST') throw new SessionArchiveError('exists', path)
    // There are file systems without hard links.
    await refuseExistingFile(path)
    await rename(temporary, path)
  }
}
