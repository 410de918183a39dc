// The passphrase of a key, from wherever it is kept; read anew with every key.
import { argumentError, decodeText } from '@x/kernel'
import { isAbsent } from '../errors.ts'
import { assertPath, readFileAs, type CertificateFilePorts } from './read-file.ts'

/**
 * A passphrase: itself, a function that gets it, or the file that it stands in. One line break at the end of a file doesn't
 * count.
 *
 * @public
 */
export type Passphrase = string | (() => string | undefined | Promise<string | undefined>) | { readonly file: string }

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 */
export function assertPassphrase(passphrase: unknown): void {
  if (isAbsent(passphrase) || typeof passphrase === 'string' || typeof passphrase === 'function') return
  if (typeof passphrase !== 'object' || passphrase === null || !('file' in passphrase))
    throw argumentError('The option passphrase is neither a text, a function nor { file }. Give one of these.')
  assertPath('passphrase.file', passphrase.file, 'Give the path of a file, or the passphrase itself as a text.')
}

export async function readPassphrase(
  passphrase: Passphrase | undefined,
  ports: CertificateFilePorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (typeof passphrase === 'string' || !passphrase) return passphrase || undefined
  if (typeof passphrase === 'function') return passphrase()
  const bytes = await readFileAs('passphrase', passphrase.file, { ports, signal })
  return decodeText(bytes).replace(/\r?\n$/, '')
}
