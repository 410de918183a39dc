// Reads a private key from a file, and never repeats what was given as its path where that may be the key itself.
import { argumentError, causeWithout, isNoPath, shownPath } from '@x/kernel'
import { KeyFileUnreadableError } from '../errors/errors.ts'
import { readPrivateKey } from './read-private-key.ts'
import type { PrivateKey } from './private-key.ts'
import { readKeyFile } from '#key-store'

export async function readPrivateKeyFile(path: string, passphrase?: string | null): Promise<PrivateKey> {
  if (typeof path !== 'string' || path === '')
    throw argumentError('The path of the private key file is empty or no text. Pass a path.')
  if (isNoPath(path))
    throw argumentError('The path of the private key file is no path. Load the text of a key with loadPrivateKey.')
  return readPrivateKey(await readFile(path), passphrase)
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    return await readKeyFile(path)
  } catch (error) {
    if (shownPath(path) === path) throw error
    const { cause = {} } = error as Error
    const { code = 'unknown error' } = cause as { code?: string }
    throw new KeyFileUnreadableError(
      `The private key file could not be read: ${code}. What was given as its path is not shown: it looks like the text of a key. Load that with loadPrivateKey.`,
      causeWithout(path, { cause }),
    )
  }
}
