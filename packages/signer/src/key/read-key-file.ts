// Reads a private key from a file, and never repeats what was given as its path where that may be the key itself.
import { argumentError } from '@x/kernel'
import { KeyFileUnreadableError } from '../errors/errors.ts'
import { readPrivateKey } from './read-private-key.ts'
import type { PrivateKey } from './private-key.ts'
import { readKeyFile } from '#key-store'

export async function readPrivateKeyFile(path: string, passphrase?: string | null): Promise<PrivateKey> {
  if (typeof path !== 'string' || path === '')
    throw argumentError('The path of the private key file is empty or no text. Pass a path.')
  if (NO_PATH.test(path))
    throw argumentError('The path of the private key file is no path. Load the text of a key with loadPrivateKey.')
  return readPrivateKey(await readFile(path), passphrase)
}

/**
 * What no file is called: a name with control characters (line breaks are), one that is longer than file systems allow, the
 * beginning of a PEM text, or a long text that begins as PEM or DER do in base64.
 */
const NO_PATH = /[^ -~\u0080-\uFFFF]|[^/\\]{256}|-----BEGIN|^\W*(?:LS0t|MI[A-Z])[\w+/=-]{90}/

async function readFile(path: string): Promise<Uint8Array> {
  try {
    return await readKeyFile(path)
  } catch (error) {
    if (!mayBeKey(path)) throw error
    const { code = 'unknown error' } = ((error as Error).cause ?? {}) as { code?: string }
    // The file system's own error repeats the path.
    throw new KeyFileUnreadableError(
      `The private key file could not be read: ${code}. What was given as its path is not shown: it looks like the text of a key. Load that with loadPrivateKey.`,
      { cause: Object.assign(new Error(code), { code }) },
    )
  }
}

/** Something in it looks like base64 or hexadecimal: it is tried as a path, but not shown. */
function mayBeKey(path: string): boolean {
  const runs = path.match(/[\w+=-]{40,}/g) ?? []
  return (
    runs.some((run) => run.length >= 128 || isMixed(run)) ||
    (/^[\w+/=-]{100,}$/.test(path) && isMixed(path)) ||
    /PRIVATE KEY|(?:LS0t|MI[A-Z])[\w+/=-]{30}/.test(path)
  )
}

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
