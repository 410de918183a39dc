// Takes a session off this machine: only what is the session's own, wherever the profile says that it lies.
import { rm, rmdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { updateConfigFile } from '@x/config'
import { asideOf, folderOf, withSessionLock } from '../files/session-lock.ts'
import { filesIn, type SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import { readSessionToken } from '../token/session-token.ts'

/** Options of {@link terminateSession}. @public */
export interface TerminateSessionOptions extends Omit<SessionPlaceOptions, 'tokenLocation'> {
  /** Leave the profile in the configuration, without its keys of the session. @defaultValue false */
  readonly keepProfile?: boolean | undefined
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const OPTIONS: OptionNames<TerminateSessionOptions> = {
  profile: true,
  configFile: true,
  env: true,
  homeDirectory: true,
  keepProfile: true,
  lockTimeoutMs: true,
  signal: true,
}

/** What was taken away. @public */
export interface TerminatedSession {
  readonly profile: string
  /** Paths of the files that are gone. */
  readonly removed: readonly string[]
  /** The key, where it lies outside the session's folder and so may serve others. */
  readonly left: readonly string[]
  /** Nobody can take a token back: until then a copy of token and key would serve. Epoch milliseconds; absent where it could not be read. */
  readonly tokenValidUntil: number | undefined
}

/**
 * Removes the files of a session and its profile. The service is told nothing, since it knows no such call: a copy of token and key
 * stays good until the token ends.
 *
 * Only the known names of a session's files are removed, and only where the profile itself says that its token lies; the profile
 * `DEFAULT` stays in the configuration, without its session.
 *
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session`
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, and the system's error for a file that cannot be removed
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option
 * @example
 * ```ts
 * import { terminateSession } from '@x/session'
 * const { tokenValidUntil } = await terminateSession({ profile: 'SHORT' })
 * ```
 * @public
 */
export async function terminateSession(options: TerminateSessionOptions): Promise<TerminatedSession> {
  refuseUnknownOptions(options, OPTIONS)
  const { lockTimeoutMs, signal } = options
  const { tokenFile } = await readStoredSession(options)
  const folder = folderOf(tokenFile)
  const lock = { lockTimeoutMs, signal }
  const terminated = await withSessionLock(folder, async () => remove(await readStoredSession(options), options), lock)
  // Others may keep files of their own there.
  await rmdir(folder).catch(() => {})
  return terminated
}

/** Files first: a profile without files can be terminated once more, files without a profile nobody would find. */
async function remove(stored: StoredSession, options: TerminateSessionOptions): Promise<TerminatedSession> {
  const { profile, configFile, tokenFile, keyFile } = stored
  const { keepProfile = profile === 'DEFAULT', lockTimeoutMs, signal } = options
  const tokenValidUntil = await readSessionToken(tokenFile).then(
    ({ claims }) => claims.expiresAt,
    () => undefined,
  )
  const folder = folderOf(tokenFile)
  const own = ownFiles(stored)
  for (const path of own) await rm(path, { force: true })
  await rm(asideOf(folder), { recursive: true, force: true })
  const keys = ['security_token_file', 'key_file', 'fingerprint', 'pass_phrase']
  await updateConfigFile({ file: configFile, profile, remove: keepProfile ? keys : true, lockTimeoutMs, signal })
  const left = keyFile !== undefined && !own.includes(keyFile) ? [keyFile] : []
  return { profile, removed: own, left, tokenValidUntil }
}

/** The token, and beside it what OCI's clients call the key. A key of another name or place may be that of other profiles as well. */
function ownFiles({ tokenFile, keyFile }: StoredSession): readonly string[] {
  const names = filesIn(dirname(tokenFile))
  const isSessionFolder = basename(tokenFile) === basename(names.tokenFile)
  const isOwnKey = isSessionFolder && keyFile === names.keyFile
  return isOwnKey ? [tokenFile, names.keyFile, names.publicKeyFile] : [tokenFile]
}
