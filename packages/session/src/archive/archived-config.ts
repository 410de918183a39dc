// The configuration inside an archive: one profile, whose files lie beside it.
import { decodeText } from '@x/kernel'
import { parseConfig, type ParsedConfig } from '@x/config'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { ENTRIES, isPlainName } from './archive-files.ts'

export interface ArchivedConfig {
  /** As the archive has it: nobody has checked it. */
  readonly profile: string
  readonly fingerprint: string
  readonly tenancy: string | undefined
  readonly region: string | undefined
  /** Secret. */
  readonly passphrase: string | undefined
  /** Names of entries. */
  readonly keyFile: string
  readonly tokenFile: string
}

/** As OCI's command line writes it. */
export function writeArchivedConfig(config: Omit<ArchivedConfig, 'keyFile' | 'tokenFile'>): string {
  const { profile, fingerprint, tenancy, region, passphrase } = config
  const keys = {
    fingerprint,
    key_file: ENTRIES.key,
    tenancy,
    region,
    pass_phrase: passphrase,
    security_token_file: ENTRIES.token,
  }
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]))
  return `[${profile}]\n${lines.join('\n')}\n\n`
}

/** Every key that OCI's clients take for the path of a file, or for what would stand in one. */
const NAMES_FILE = /_(?:file|token|content)$/
const EXPECTED_FILES: ReadonlySet<string> = new Set(['key_file', 'security_token_file'])

/**
 * Only the keys of a session are taken. Others that OCI's command line has packed, such as `user`, are left where they are; but one that
 * names a further file is refused, since somebody meant it to be read.
 *
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` `malformed-config`
 */
export function readArchivedConfig(bytes: Uint8Array, path: string): ArchivedConfig {
  const malformed = (cause?: unknown) => new SessionArchiveError('malformed-config', path, { cause })
  const [profile, ...others] = parsed(bytes, malformed).profiles.values()
  if (profile === undefined || others.length > 0) throw malformed()
  const { entries, name } = profile
  if ([...entries.keys()].some((key) => NAMES_FILE.test(key) && !EXPECTED_FILES.has(key))) throw malformed()
  const value = (key: string): string | undefined => entries.get(key)?.value || undefined
  const fileName = (key: string): string => {
    const named = value(key)
    if (named === undefined || !isPlainName(named)) throw malformed()
    return named
  }
  const fingerprint = value('fingerprint')
  if (fingerprint === undefined) throw malformed()
  return {
    profile: name,
    fingerprint,
    tenancy: value('tenancy'),
    region: value('region'),
    passphrase: value('pass_phrase'),
    keyFile: fileName('key_file'),
    tokenFile: fileName('security_token_file'),
  }
}

function parsed(bytes: Uint8Array, malformed: (cause: unknown) => Error): ParsedConfig {
  try {
    return parseConfig(decodeText(bytes), { strict: true })
  } catch (cause) {
    throw malformed(cause)
  }
}
