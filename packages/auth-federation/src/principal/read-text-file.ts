// Reads a text file that a caller or a variable names. Node's modules are loaded when there is one: edge runtimes have none.
import { decodeText, expandHome } from '@x/kernel'

/** Reads a file as text. */
export type ReadFile = (path: string) => Promise<string>

/** @param path - `~` is the home folder */
export async function readTextFile(path: string, readFile: ReadFile = readLocalFile): Promise<string> {
  return readFile(path.startsWith('~') ? await expanded(path) : path)
}

// Within functions that are called where failures are caught, and with these comments: so bundlers for edge runtimes leave them alone.
async function expanded(path: string): Promise<string> {
  const os = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:os').catch(noFiles)
  return expandHome(path, os.homedir(), process.platform === 'win32')
}

/** No key, token or bundle of certificates is longer. */
const MAX_BYTES = 10_000_000

/**
 * Regular files only. Opening a pipe waits until somebody writes into it: for ever, perhaps, without heed to any limit, in one of
 * the four threads that all files and names of the program share; not even `process.exit` ends that. A device may have no end.
 */
async function readLocalFile(path: string): Promise<string> {
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:fs/promises').catch(noFiles)
  const status = await fs.stat(path)
  if (!status.isFile() && !status.isDirectory()) throw refused('EINVAL', 'It is a pipe, a socket or a device.')
  if (status.size > MAX_BYTES) throw refused('EFBIG', `It is longer than ${MAX_BYTES} bytes.`)
  return decodeText(await fs.readFile(path))
}

const refused = (code: string, why: string): Error => Object.assign(new Error(why), { code })

function noFiles(cause: unknown): never {
  throw new Error('There are no files on this runtime.', { cause })
}
