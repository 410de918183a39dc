// A delegation token wherever it is kept: it may be replaced at any time, so it is read anew for each signature.
import { causeWithout, isNoPath } from '@x/kernel'
import { InvalidDelegationTokenError } from '../errors/errors.ts'
import { readTextFile, type ReadFile } from '../principal/read-text-file.ts'

/**
 * Where a delegation token comes from: the token, a function, or a file (`~` is the home folder).
 *
 * @public
 */
export type DelegationTokenSource = string | (() => string | Promise<string>) | { readonly file: string }

/** @throws {@link InvalidDelegationTokenError} at once for a value, later for what a function or a file yields */
export function delegationTokenReader(
  source: DelegationTokenSource,
  readFile: ReadFile | undefined,
): () => Promise<string> {
  if (typeof source === 'string') {
    const token = checked(source)
    return async () => token
  }
  if (typeof source === 'function') return async () => checked(await source())
  if (typeof source?.file !== 'string')
    throw new InvalidDelegationTokenError('There is no delegation token. Pass the token, a function, or { file }.')
  if (isNoPath(source.file))
    throw new InvalidDelegationTokenError(
      'What was given as the file of the delegation token is no path. Pass a token itself, without { file }.',
    )
  return async () => checked(await readText(source.file, readFile))
}

function checked(given: string): string {
  const token = typeof given === 'string' ? given.trim() : ''
  if (/^[!-~]+$/.test(token)) return token
  throw new InvalidDelegationTokenError(
    token === ''
      ? 'The delegation token is empty. Get a new one, or check its file.'
      : 'The delegation token has a line break or another character that cannot stand in a header. Check where it comes from.',
  )
}

async function readText(file: string, readFile: ReadFile | undefined): Promise<string> {
  try {
    return await readTextFile(file, readFile)
  } catch (cause) {
    throw new InvalidDelegationTokenError(
      'The file of the delegation token could not be read. Check its path and permissions.',
      causeWithout(file, { cause }),
    )
  }
}
