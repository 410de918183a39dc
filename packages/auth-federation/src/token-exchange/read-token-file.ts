// Reads the file of a subject token.
import { causeWithout, shownPath } from '@x/kernel'
import { SubjectTokenError } from '../errors/subject-token-errors.ts'
import { readTextFile, type ReadFile } from '../principal/read-text-file.ts'

/** @throws {@link SubjectTokenError} `ERR_SUBJECT_TOKEN` `unreadable` */
export async function readTokenFile(file: string, readFile?: ReadFile): Promise<string> {
  try {
    return await readTextFile(file, readFile)
  } catch (cause) {
    throw new SubjectTokenError(
      'unreadable',
      `The file of the subject token, ${shownPath(file)}, could not be read. Check its path and permissions.`,
      causeWithout(file, { cause }),
    )
  }
}
