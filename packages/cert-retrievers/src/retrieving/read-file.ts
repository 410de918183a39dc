// The only file that reads files; Node's modules are loaded when the first one is.
import { argumentError, causeWithout, expandHome, isNoPath, shownPath } from '@x/kernel'
import { CertificateFileUnreadableError, type FileContent } from '../errors.ts'

/** How a retriever reaches files. @public */
export interface CertificateFilePorts {
  /**
   * The bytes of a file; it rejects like `readFile` of `node:fs/promises`. It is given paths as they are, `~` included.
   *
   * @defaultValue the file system
   */
  readonly readFile?: ((path: string, options: { signal: AbortSignal }) => Promise<Uint8Array>) | undefined
}

/**
 * @throws {@link CertificateFileUnreadableError} `ERR_CERTIFICATE_FILE_UNREADABLE`
 */
export async function readFileAs(
  holds: FileContent,
  path: string,
  { ports, signal }: { readonly ports: CertificateFilePorts; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const { readFile = readLocalFile } = ports
  try {
    return await readFile(path, { signal })
  } catch (cause) {
    signal.throwIfAborted()
    const reason = MISSING.has(codeOf(cause)) ? 'missing' : 'unreadable'
    throw new CertificateFileUnreadableError(reason, { holds, path: shownPath(path) }, causeWithout(path, { cause }))
  }
}

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is no path, so that no error about a missing file ever shows a key
 */
export function assertPath(option: string, path: unknown, remedy = GIVE_TEXT): asserts path is string {
  if (typeof path !== 'string' || path === '') throw argumentError(`The option ${option} is no path. Give one.`)
  if (isNoPath(path)) throw argumentError(`The option ${option} is no path but a text. ${remedy}`)
}

const GIVE_TEXT = 'Give the path of a file, or use PEMStringCertificateRetriever.'

const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR'])

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

async function readLocalFile(path: string, options: { signal: AbortSignal }): Promise<Uint8Array> {
  const [{ readFile }, { homedir }] = await Promise.all([import('node:fs/promises'), import('node:os')])
  return readFile(expandHome(path, homedir(), process.platform === 'win32'), options)
}
