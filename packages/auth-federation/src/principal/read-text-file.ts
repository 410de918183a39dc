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

async function readLocalFile(path: string): Promise<string> {
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:fs/promises').catch(noFiles)
  return decodeText(await fs.readFile(path))
}

function noFiles(cause: unknown): never {
  throw new Error('There are no files on this runtime.', { cause })
}
