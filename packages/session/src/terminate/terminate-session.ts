// Takes a session off this machine: only what is the session's own, wherever the profile says that it lies.
import { rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Kinds } from '@x/kernel'
import { checkSessionOptions, PLACE, PORTS } from '../check-options.ts'
import { updateConfigFile } from '@x/config'
import { asideOf, folderOf, realFile, withSessionLock } from '../files/session-lock.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import { readSessionToken } from '../token/session-token.ts'
import { ownFiles, removeFiles } from './own-files.ts'

/** Options of {@link terminateSession}. @public */
export interface TerminateSessionOptions extends Omit<SessionPlaceOptions, 'tokenLocation'> {
  /** Leave the profile in the configuration, without its keys of the session. `DEFAULT` always stays. @defaultValue false */
  readonly keepProfile?: boolean | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const KINDS: Kinds<TerminateSessionOptions> = {
  ...PLACE,
  keepProfile: 'true or false',
  lockTimeoutMs: 'a number',
  signal: PORTS.signal,
}

/** What was taken away. @public */
export interface TerminatedSession {
  readonly profile: string
  /** Paths of the files that are gone. */
  readonly removed: readonly string[]
  /** Token and key where another profile names them too, and a key that lies elsewhere and so may serve others. */
  readonly left: readonly string[]
  /** Nobody can take a token back: until then a copy of token and key would serve. Epoch milliseconds; absent where it could not be read. */
  readonly tokenValidUntil: number | undefined
}

/**
 * Removes the files of a session and its profile. The service is told nothing, since it knows no such call: a copy of token and key
 * stays good until the token ends.
 *
 * Only what the profile itself names is removed: the token, and its key where both lie in the session's own folder, by the names
 * that OCI's clients give them. What another profile names as well stays, and so does the profile `DEFAULT`, without its session.
 *
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session`
 * @throws {@link SessionWriteError} `ERR_SESSION_WRITE` where the folder of the session takes no lock
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, and the system's error for a file that cannot be removed
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { terminateSession } from '@x/session'
 * const { tokenValidUntil } = await terminateSession({ profile: 'SHORT' })
 * ```
 * @public
 */
export async function terminateSession(options: TerminateSessionOptions): Promise<TerminatedSession> {
  checkSessionOptions(options, { call: "terminateSession({ profile: 'SHORT' })", kinds: KINDS })
  const { lockTimeoutMs, signal } = options
  const { tokenFile } = await readStoredSession(options)
  const folder = folderOf(await realFile(tokenFile))
  const work = async (): Promise<TerminatedSession> => remove(await readStoredSession(options), options)
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  )
  const terminated = await (isThere ? withSessionLock(folder, work, { lockTimeoutMs, signal }) : work())
  // Others may keep files of their own there.
  for (const each of [asideOf(folder), folder, dirname(tokenFile)]) await rmdir(each).catch(() => {})
  return terminated
}

/** What the keys of a profile say of its session alone. */
const SESSION_KEYS = ['security_token_file', 'key_file', 'fingerprint', 'pass_phrase']

/** Files first: a profile without files can be terminated once more, files without a profile nobody would find. */
async function remove(stored: StoredSession, options: TerminateSessionOptions): Promise<TerminatedSession> {
  const { profile, configFile, tokenFile, keyFile } = stored
  const { keepProfile = false, lockTimeoutMs, signal } = options
  const tokenValidUntil = await readSessionToken(tokenFile).then(
    ({ claims }) => claims.expiresAt,
    () => undefined,
  )
  const own = await ownFiles(stored, options)
  const removed = await removeFiles(own)
  const isKept = keepProfile || profile === 'DEFAULT'
  await updateConfigFile({ file: configFile, profile, remove: isKept ? SESSION_KEYS : true, lockTimeoutMs, signal })
  const left = [tokenFile, keyFile].filter((path) => path !== undefined && !own.includes(path)) as string[]
  return { profile, removed, left, tokenValidUntil }
}
