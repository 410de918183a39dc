// Makes a folder, and those above it that are missing, one after the other: Node's own `recursive` never comes back from a place such as /proc.
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** For its owner alone, as far as it is new. */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have been faster.
    if (!(await isFolder(folder))) throw error
  }
}

const isFolder = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() === true
}
