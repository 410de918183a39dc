// The file of kept keys. Whatever is odd about it, it counts as empty, and keys are made anew.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivate } from '../../lib/write-private.ts'
import { isOwnersAlone } from './cache-folder.ts'

const FILE = 'keys.json'
const VERSION = 2
/** More than the keys that are kept take. */
const MAX_BYTES = 256 * 1024
const READABLE_BY_OTHERS = 0o077

/** Keys in PEM; none when the file is absent, broken, a link, of another user or readable by others. */
export async function readKept(folder: string): Promise<readonly string[]> {
  try {
    return parse(await readOwn(join(folder, FILE)))
  } catch {
    return []
  }
}

async function readOwn(path: string): Promise<string> {
  // Windows has neither of the two flags. A pipe in the file's place would be waited for without the second.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const found = await file.stat()
    const isPrivate = process.getuid === undefined || (found.mode & READABLE_BY_OTHERS) === 0
    const isUsable = found.isFile() && found.size <= MAX_BYTES && isOwnersAlone(found) && isPrivate
    return isUsable ? await file.readFile('utf8') : ''
  } finally {
    await file.close()
  }
}

function parse(text: string): readonly string[] {
  const { version, keys, sha256 } = JSON.parse(text) as Readonly<Record<string, unknown>>
  const isWhole = version === VERSION && Array.isArray(keys) && sha256 === digestOf(keys)
  return isWhole ? keys.filter((key) => typeof key === 'string') : []
}

/** A key with one wrong character can often be read, and what it signs is refused. */
const digestOf = (keys: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(keys)).digest('base64')

/** Puts a whole file in place of the old one, with mode 0600 from the moment it exists. One that cannot be written is done without. */
export async function writeKept(folder: string, keys: readonly string[]): Promise<void> {
  try {
    await writePrivate(join(folder, FILE), JSON.stringify({ version: VERSION, keys, sha256: digestOf(keys) }))
  } catch {
    // A full or read-only disk costs time at the next start and nothing else.
  }
}
