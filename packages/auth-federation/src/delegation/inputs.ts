// A delegation token wherever it is kept: it may be replaced at any time, so it is read anew for each signature.
import { expandHome } from '@x/kernel'
import { InvalidDelegationTokenError } from '../errors.ts'

/**
 * Where a delegation token comes from: the token, a function, or a file (`~` is the home folder).
 *
 * @public
 */
export type DelegationTokenSource = string | (() => string | Promise<string>) | { readonly file: string }

/** @throws {@link InvalidDelegationTokenError} at once for a value, later for what a function or a file yields */
export function delegationTokenReader(
  source: DelegationTokenSource,
  readFile: ((path: string) => Promise<string>) | undefined,
): () => Promise<string> {
  if (typeof source === 'string') {
    const token = checked(source)
    return async () => token
  }
  if (typeof source === 'function') return async () => checked(await source())
  if (typeof source?.file !== 'string')
    throw new InvalidDelegationTokenError('There is no delegation token. Pass the token, a function, or { file }.')
  if (NO_PATH.test(source.file))
    throw new InvalidDelegationTokenError(
      'What was given as the file of the delegation token is no path. Pass a token itself, without { file }.',
    )
  return async () => checked(await readText(source.file, readFile))
}

/** A token, a key, or a name with control characters or longer than file systems allow: errors of the file system repeat it. */
const NO_PATH = /[^ -~\u0080-\uFFFF]|[^/\\]{256}|^\s*(?:eyJ|ST\$|-----BEGIN)/

function checked(given: string): string {
  const token = typeof given === 'string' ? given.trim() : ''
  if (/^[!-~]+$/.test(token)) return token
  throw new InvalidDelegationTokenError(
    token === ''
      ? 'The delegation token is empty. Get a new one, or check its file.'
      : 'The delegation token has a line break or another character that cannot stand in a header. Check where it comes from.',
  )
}

async function readText(file: string, readFile = readMarked): Promise<string> {
  const { homedir } = await import('node:os')
  try {
    return await readFile(expandHome(file, homedir(), process.platform === 'win32'))
  } catch (cause) {
    throw new InvalidDelegationTokenError(
      'The file of the delegation token could not be read. Check its path and permissions.',
      { cause },
    )
  }
}

/** UTF-8, or UTF-16 little-endian behind its mark, as Windows PowerShell writes it. */
async function readMarked(path: string): Promise<string> {
  const fs = await import('node:fs/promises')
  const bytes = await fs.readFile(path)
  return bytes.toString(bytes[0] === 0xff ? 'utf16le' : 'utf8') // no text in UTF-8 has this byte
}
