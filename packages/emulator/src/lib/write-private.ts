// Writes files that only their owner may read, from the moment they exist.
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'

/** Writes a temporary file beside the real one and renames it, so that nobody reads half a file, or one with another mode. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  const temporary = `${path}.${randomUUID()}`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
