// The one renewal, for whoever wants one: under the lock of the session, so that all processes together make one call.
import { loadPrivateKeyFromFile, type PrivateKey } from '@x/signer'
import { shownPath } from '@x/kernel'
import { bindsKey, SessionEndedError, SessionFilesError } from '@x/signer/principal'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { assertPlainFile } from '../files/plain-file.ts'
import { assertReplaceable, replaceToken } from '../files/replace-token.ts'
import { folderOf, realFile, withSessionLock } from '../files/session-lock.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import { readStoredSession, type StoredSession } from '../files/stored-session.ts'
import { askForRenewal, type CallPorts } from '../service/ask-for-renewal.ts'
import { endpointOf, type SessionEndpoints } from '../service/session-endpoints.ts'
import { readSessionToken, type SessionToken } from '../token/session-token.ts'

/** How a session is renewed. */
export interface RenewOptions
  extends Omit<SessionPlaceOptions, 'tokenLocation'>, Pick<SessionEndpoints, 'authEndpoint'>, CallPorts {
  /** Of the key, where the profile does not have it. Secret. */
  readonly passphrase?: string | undefined
  /** Identifier or code. @defaultValue the profile's */
  readonly region?: string | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 60_000 */
  readonly lockTimeoutMs?: number | undefined
}

/** A session with its token, as they lay on the disk at one moment. */
export interface SeenSession {
  readonly stored: StoredSession
  readonly token: SessionToken
}

/** What became of a renewal. */
export interface Renewal extends SeenSession {
  /** `renewed-elsewhere`: another process had it renewed, or opened another session, meanwhile. */
  readonly outcome: 'renewed' | 'renewed-elsewhere'
  /** The service's clock as it answered, epoch milliseconds, where it was asked and said so. */
  readonly serverTimeMs?: number | undefined
}

export async function seeSession(options: SessionPlaceOptions): Promise<SeenSession> {
  const stored = await readStoredSession(options)
  return { stored, token: await readSessionToken(stored.tokenFile) }
}

/** The key that signs for a session. */
export async function keyOf(
  { profile, keyFile, passphrase }: StoredSession,
  given: string | undefined,
): Promise<PrivateKey> {
  if (keyFile === undefined) throw new SessionProfileError('no-key', profile)
  await assertPlainFile(keyFile).catch((cause: unknown) => {
    throw new SessionProfileError('no-key', profile, { cause })
  })
  return loadPrivateKeyFromFile(keyFile, given ?? passphrase)
}

/** Whether the key is the one that the token names; where it names none, only the service can tell. */
export function isPair({ claims: { jwk } }: SessionToken, key: PrivateKey): boolean {
  return jwk === undefined || jwk === 'unreadable' || bindsKey(jwk, key.publicKey())
}

/**
 * @param seen - the session before the lock was waited for: with any other token there is nothing left to do
 * @param evenIfExpired - asks although this machine's clock says that it is too late
 */
export async function renewSession(
  seen: SeenSession,
  options: RenewOptions,
  { evenIfExpired = false } = {},
): Promise<Renewal> {
  const { lockTimeoutMs = 60_000, signal } = options
  const renew = async (): Promise<Renewal> => {
    // Also the profile: a new login may have changed key and folder.
    const current = await seeSession(options)
    return isSame(current, seen)
      ? await ask(current, options, evenIfExpired)
      : { ...current, outcome: 'renewed-elsewhere' }
  }
  const folder = folderOf(await realFile(seen.stored.tokenFile))
  return withSessionLock(folder, renew, { lockTimeoutMs, signal })
}

async function ask(current: SeenSession, options: RenewOptions, evenIfExpired: boolean): Promise<Renewal> {
  const { stored, token: before } = current
  const { now = Date.now, passphrase, region = stored.region } = options
  const { expiresAt } = before.claims
  if (!evenIfExpired && now() >= expiresAt) throw new SessionEndedError('expired', expiresAt)
  const key = await keyOf(stored, passphrase)
  if (!isPair(before, key)) throw new SessionFilesError('key-mismatch', shownPath(stored.tokenFile))
  const endpoint = await endpointOf('auth', options, { ...options, region })
  await assertReplaceable(stored.tokenFile)
  const { token, serverTimeMs } = await askForRenewal({ endpoint, current: before, key }, options)
  // OCI's own clients know no lock: a login of theirs must not be overwritten with a token for the key of before.
  const latest = await seeSession(options).catch(() => current)
  if (!isSame(latest, current)) return { ...latest, outcome: 'renewed-elsewhere' }
  await replaceToken(stored.tokenFile, token)
  return { stored, token: await readSessionToken(stored.tokenFile), outcome: 'renewed', serverTimeMs }
}

const isSame = (one: SeenSession, other: SeenSession): boolean => one.token.token === other.token.token
