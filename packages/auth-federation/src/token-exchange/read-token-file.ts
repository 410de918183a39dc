// Reads the file of a subject token. Node's modules are loaded when there is one, since every other source does without.
import { causeWithout, decodeText, expandHome, shownPath } from '@x/kernel'
import { SubjectTokenError } from '../errors/subject-token-errors.ts'

/** @throws {@link SubjectTokenError} `ERR_SUBJECT_TOKEN` `unreadable` */
export async function readTokenFile(
  file: string,
  readFile: (path: string) => Promise<string> = readLocalFile,
): Promise<string> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new SubjectTokenError(
      'unreadable',
      `The file of the subject token, ${shownPath(file)}, could not be read. Check its path and permissions.`,
      causeWithout(file, { cause }),
    )
  }
}

async function readLocalFile(path: string): Promise<string> {
  // Within a function that is called under `try`, and with these comments: so bundlers for edge runtimes leave them alone.
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:fs/promises').catch(noFiles)
  const os = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:os').catch(noFiles)
  return decodeText(await fs.readFile(expandHome(path, os.homedir(), process.platform === 'win32')))
}

function noFiles(cause: unknown): never {
  throw new Error('There are no files on this runtime.', { cause })
}
