// The rc file of OCI's command line, as far as it says who signs and where.
import { join } from 'node:path'
import { AUTHS, type Auth } from './auth.ts'

export interface RcFile {
  readonly defaultProfile: string | undefined
  authOf(profile: string): Auth | undefined
  regionOf(profile: string): string | undefined
}

const NOTHING: RcFile = { defaultProfile: undefined, authOf: () => undefined, regionOf: () => undefined }
/** In this order; the first that is there counts. */
const STANDARD = ['oci_cli_rc', 'cli-defaults']

/** @throws ConfigParseError `ERR_CONFIG_PARSE` */
export async function readRcFile(options: {
  readonly file: string | undefined
  readonly homeDirectory: string
}): Promise<RcFile> {
  const { readFile } = await import('node:fs/promises')
  const files =
    options.file === undefined ? STANDARD.map((name) => join(options.homeDirectory, '.oci', name)) : [options.file]
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
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
    authOf: (profile) => AUTHS.find((auth) => auth === valueOf(profile, 'auth')),
    regionOf: (profile) => valueOf(profile, 'region'),
  }
}
