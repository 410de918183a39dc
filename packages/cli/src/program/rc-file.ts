// The rc file of OCI's command line, as far as it says who signs and where.
import { devNull } from 'node:os'
import { join } from 'node:path'
import { readAuth, type Auth } from './auth.ts'
import { FileError, UsageError } from './errors.ts'

export interface RcFile {
  readonly defaultProfile: string | undefined
  authOf(profile: string): Auth | undefined
  regionOf(profile: string): string | undefined
}

const NOTHING: RcFile = { defaultProfile: undefined, authOf: () => undefined, regionOf: () => undefined }
/** In this order; the first that is there counts. */
const STANDARD = ['oci_cli_rc', 'cli-defaults']

/**
 * @throws ConfigParseError `ERR_CONFIG_PARSE`, {@link FileError} `ERR_FILE` of a file that is there and cannot be read
 * @throws UsageError where it says who signs, and nobody is called so: somebody else must not sign then
 */
export async function readRcFile(options: {
  readonly file: string | undefined
  readonly homeDirectory: string
}): Promise<RcFile> {
  const files =
    options.file === undefined ? STANDARD.map((name) => join(options.homeDirectory, '.oci', name)) : [options.file]
  for (const file of files) {
    const text = await textOf(file)
    if (text !== undefined) return parseRcFile(text, file)
  }
  return NOTHING
}

async function parseRcFile(text: string, source: string): Promise<RcFile> {
  const { parseConfig } = await import('@x/config')
  const { profiles } = parseConfig(text, { source })
  const valueOf = (profile: string, key: string): string | undefined =>
    (profiles.get(profile)?.entries.get(key) ?? profiles.get('DEFAULT')?.entries.get(key))?.value || undefined
  return {
    defaultProfile: profiles.get('OCI_CLI_SETTINGS')?.entries.get('default_profile')?.value || undefined,
    authOf: (profile) => authOf(valueOf(profile, 'auth'), source),
    regionOf: (profile) => valueOf(profile, 'region'),
  }
}

function authOf(text: string | undefined, source: string): Auth | undefined {
  try {
    return text === undefined ? undefined : readAuth(text)
  } catch (cause) {
    const said = JSON.stringify(text?.slice(0, 60))
    throw new UsageError(`The auth in ${source} cannot be ${said}. ${(cause as Error).message}`, { cause })
  }
}

/** @returns `undefined` where there is none */
async function textOf(file: string): Promise<string | undefined> {
  // The usual way to say that there is none.
  if (file === devNull) return ''
  const { readFile, stat } = await import('node:fs/promises')
  try {
    // A pipe might never end.
    if ((await stat(file)).isFile()) return await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new FileError('unreadable', file, { cause })
  }
  throw new FileError('unreadable', file, { cause: { code: 'no regular file' } })
}
