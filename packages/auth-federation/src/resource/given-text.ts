// A text that a variable holds, or the file that it names: an absolute path is read, and read again whenever the text is asked for.
import { causeWithout } from '@x/kernel'
import { ResourceInputError } from '../errors/resource-errors.ts'
import { readTextFile, type ReadFile } from '../principal/read-text-file.ts'

/** A text with the variable that it comes from. */
export interface GivenText {
  readonly variable: string
  /** The text itself, or the path of its file. */
  readonly value: string
  readonly isFile: boolean
}

/** From the root of a file system, a drive or a server. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/

export const givenText = (variable: string, value: string): GivenText => ({
  variable,
  value,
  isFile: ABSOLUTE.test(value),
})

/** @throws {@link ResourceInputError} `ERR_RESOURCE_INPUT` for a file that is missing, empty or cannot be read */
export async function readText({ variable, value, isFile }: GivenText, readFile?: ReadFile): Promise<string> {
  if (!isFile) return value
  let text: unknown
  try {
    text = await readTextFile(value, readFile)
  } catch (cause) {
    const { code } = Object(cause) as { readonly code?: unknown }
    const reason = code === 'ENOENT' ? 'missing-file' : 'unreadable-file'
    throw new ResourceInputError(variable, reason, causeWithout(value, { cause }))
  }
  if (typeof text !== 'string') throw new ResourceInputError(variable, 'unreadable-file')
  if (text.trim() === '') throw new ResourceInputError(variable, 'empty-file')
  return text.trim()
}
