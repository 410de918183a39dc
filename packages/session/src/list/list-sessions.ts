// All sessions that a configuration file names.
import type { Kinds } from '@x/kernel'
import { checkOptions, PLACE, PORTS } from '../check-options.ts'
import { parseConfig } from '@x/config'
import { readTextFile } from '@x/config/files'
import { configFileOf, type SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession } from '../files/stored-session.ts'
import { localStatus, type SessionStatus } from '../validate/session-status.ts'

/** Options of {@link listSessions}; every one has a default. @public */
export interface ListSessionsOptions extends Omit<SessionPlaceOptions, 'profile' | 'tokenLocation'> {
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const { profile: _, ...ANY_PLACE } = PLACE
const KINDS: Kinds<ListSessionsOptions> = { ...ANY_PLACE, now: PORTS.now }

/**
 * How each session of the configuration file stands, in the order of the file, without a call. Profiles with a token that they only
 * inherit are none. A file that is not there has no sessions.
 *
 * @throws ConfigParseError `ERR_CONFIG_PARSE` for a faulty file, the system's error for one that cannot be read
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { listSessions } from '@x/session'
 * for (const { profile, valid, secondsLeft } of await listSessions()) console.log(profile, valid, secondsLeft)
 * ```
 * @public
 */
export async function listSessions(options: ListSessionsOptions = {}): Promise<readonly SessionStatus[]> {
  checkOptions(options, { call: 'listSessions({ configFile })', kinds: KINDS })
  const configFile = await configFileOf(options)
  const text = await readTextFile(configFile)
  if (text === undefined) return []
  const { profiles } = parseConfig(text, { source: configFile })
  const sessions = [...profiles.values()].filter(({ entries }) => entries.get('security_token_file')?.value)
  return Promise.all(
    sessions.map(async ({ name: profile }) =>
      localStatus(await readStoredSession({ ...options, configFile, profile }), options),
    ),
  )
}
