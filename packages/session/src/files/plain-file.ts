// Whether what lies at the path of a token or a key can be one. A pipe may never end and keeps a thread of the process waiting, a device
// may have no end.
import { stat } from 'node:fs/promises'

/** Many times what a token or a key has. */
const MAX_BYTES = 1_048_576

/** @throws Error for what is there and is no file, or too long for a token or a key */
export async function assertPlainFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === false) throw new Error('It is no file.')
  if (found && found.size > MAX_BYTES) throw new Error('It is longer than a token or a key can be.')
}
