// Renews the token of a session: one call for all processes that want it at the same time.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { loadPrivateKeyFromFile, type PrivateKey } from '@x/signer'
import { SessionEndedError } from '@x/signer/principal'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { assertReplaceable, replaceToken } from '../files/replace-token.ts'
import { folderOf, withSessionLock } from '../files/session-lock.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import { askForRenewal, type CallPorts } from '../service/ask-for-renewal.ts'
import { endpointOf, type SessionEndpoints } from '../service/session-endpoints.ts'
import { readSessionToken, type SessionToken } from '../token/session-token.ts'

/** Options of {@link refreshSession}. @public */
export interface RefreshSessionOptions
  extends Omit<SessionPlaceOptions, 'tokenLocation'>, Pick<SessionEndpoints, 'authEndpoint'>, CallPorts {
  /** Do nothing while more than half of the token's life is left. @defaultValue false */
  readonly ifNeeded?: boolean | undefined
  /** Of the key, where the profile does not have it. Secret. */
  readonly passphrase?: string | undefined
  /** Identifier or code. @defaultValue the profile's */
  readonly region?: string | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 60_000 */
  readonly lockTimeoutMs?: number | undefined
}

const OPTIONS: OptionNames<RefreshSessionOptions> = {
  profile: true,
  configFile: true,
  env: true,
  homeDirectory: true,
  authEndpoint: true,
  httpClient: true,
  retryStrategy: true,
  now: true,
  signal: true,
  ifNeeded: true,
  passphrase: true,
  region: true,
  lockTimeoutMs: true,
}

/** What became of it; times are epoch milliseconds by the service's clock. @public */
export interface RefreshedSession {
  readonly profile: string
  readonly tokenFile: string
  /** `renewed`: there is a new token; `renewed-elsewhere`: another process had it renewed meanwhile; `not-needed`: more than half of its life was left. */
  readonly outcome: 'renewed' | 'renewed-elsewhere' | 'not-needed'
  readonly expiresAt: number
  /** Of the token before. */
  readonly previousExpiresAt: number
  /** When the session ends; `undefined` where the token does not say. */
  readonly sessionEndsAt: number | undefined
  /** Whether the session gives no later token any more: a renewal has not moved the end, or the end is the session's. */
  readonly atCeiling: boolean
}

/** Less than this a renewal does not gain, whatever the rounding of the service's seconds. */
const GAIN_MS = 1_000

/**
 * Renews the token of a session and writes it where it lay, as `oci session refresh` does; key and configuration stay as they are.
 *
 * Processes that renew the same session at the same time make one call: who has to wait for another takes the token that came. What
 * could not be written back is not asked for.
 *
 * @throws SessionEndedError `ERR_SESSION_ENDED` when the token has expired or the service refuses it: only a new login helps
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session` or `no-key`
 * @throws SessionFilesError `ERR_SESSION_FILES`, {@link SessionWriteError} `ERR_SESSION_WRITE`, {@link SessionRegionError} `ERR_SESSION_REGION`
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, UnknownRegionError `ERR_UNKNOWN_REGION`, UnusableTokenError `ERR_UNUSABLE_TOKEN`
 * @throws ServiceError and the errors of `@x/http` about the network; TypeError `ERR_INVALID_ARGUMENT` for an unknown option
 * @example
 * ```ts
 * import { refreshSession } from '@x/session'
 * const { expiresAt, atCeiling } = await refreshSession({ profile: 'DEFAULT' })
 * ```
 * @see docs/sources.md#session-files
 * @public
 */
export async function refreshSession(options: RefreshSessionOptions): Promise<RefreshedSession> {
  refuseUnknownOptions(options, OPTIONS)
  const { ifNeeded = false, lockTimeoutMs = 60_000, now = Date.now, signal } = options
  const stored = await readStoredSession(options)
  const seen = await readSessionToken(stored.tokenFile)
  if (ifNeeded && isFresh(seen, now())) return result(stored, { outcome: 'not-needed', before: seen, after: seen })
  const key = await keyOf(stored, options)
  const endpoint = await endpointOf('auth', options, { ...options, region: options.region ?? stored.region })
  return withSessionLock(folderOf(stored.tokenFile), () => renew({ stored, seen, key, endpoint }, options), {
    lockTimeoutMs,
    signal,
  })
}

interface Prepared {
  readonly stored: StoredSession
  /** The token before the lock was waited for. */
  readonly seen: SessionToken
  readonly key: PrivateKey
  readonly endpoint: string
}

async function renew(
  { stored, seen, key, endpoint }: Prepared,
  options: RefreshSessionOptions,
): Promise<RefreshedSession> {
  const { now = Date.now } = options
  const current = await readSessionToken(stored.tokenFile)
  if (current.token !== seen.token)
    return result(stored, { outcome: 'renewed-elsewhere', before: seen, after: current })
  if (now() >= current.claims.expiresAt) throw new SessionEndedError('expired', current.claims.expiresAt)
  await assertReplaceable(stored.tokenFile)
  const { token } = await askForRenewal({ endpoint, current, key }, options)
  await replaceToken(stored.tokenFile, token)
  return result(stored, { outcome: 'renewed', before: current, after: await readSessionToken(stored.tokenFile) })
}

async function keyOf(
  { profile, keyFile, passphrase }: StoredSession,
  options: RefreshSessionOptions,
): Promise<PrivateKey> {
  if (keyFile === undefined) throw new SessionProfileError('no-key', profile)
  return loadPrivateKeyFromFile(keyFile, options.passphrase ?? passphrase)
}

function isFresh({ claims }: SessionToken, nowMs: number): boolean {
  const { expiresAt, issuedAt } = claims
  return issuedAt !== undefined && expiresAt - nowMs > (expiresAt - issuedAt) / 2
}

function result(
  { profile, tokenFile }: StoredSession,
  { outcome, before, after }: { outcome: RefreshedSession['outcome']; before: SessionToken; after: SessionToken },
): RefreshedSession {
  const { expiresAt, sessionEndsAt } = after.claims
  const previousExpiresAt = before.claims.expiresAt
  const isLast = sessionEndsAt !== undefined && expiresAt + GAIN_MS >= sessionEndsAt
  const gainedNothing = outcome === 'renewed' && expiresAt <= previousExpiresAt + GAIN_MS
  const atCeiling = isLast || gainedNothing
  return { profile, tokenFile, outcome, expiresAt, previousExpiresAt, sessionEndsAt, atCeiling }
}
