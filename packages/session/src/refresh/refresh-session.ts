// Renews the token of a session: one call for all processes that want it at the same time.
import type { Kinds } from '@x/kernel'
import { checkSessionOptions, PLACE, PORTS } from '../check-options.ts'
import { endsWithSession, halfLifeOf, hasGained } from '../token/token-times.ts'
import { renewSession, seeSession, type RenewOptions, type SeenSession } from './renew-session.ts'

/** Options of {@link refreshSession}. @public */
export interface RefreshSessionOptions extends RenewOptions {
  /** Do nothing while more than half of the token's life is left. @defaultValue false */
  readonly ifNeeded?: boolean | undefined
}

const KINDS: Kinds<RefreshSessionOptions> = {
  ...PLACE,
  ...PORTS,
  authEndpoint: 'anything',
  ifNeeded: 'true or false',
  passphrase: 'a string',
  region: 'a string',
  lockTimeoutMs: 'a number',
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

/**
 * Renews the token of a session and writes it where it lay, as `oci session refresh` does; key and configuration stay as they are.
 *
 * Processes that renew the same session at the same time make one call: who has to wait for another takes the token that came. What
 * could not be written back is not asked for.
 *
 * @throws SessionEndedError `ERR_SESSION_ENDED` when the token has expired or the service refuses it: only a new login helps
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session` or `no-key`
 * @throws SessionFilesError `ERR_SESSION_FILES`, {@link SessionWriteError} `ERR_SESSION_WRITE`, {@link SessionRegionError} `ERR_SESSION_REGION`
 * @throws the errors of `loadPrivateKeyFromFile` of `@x/signer` for a key that cannot be read
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, UnknownRegionError `ERR_UNKNOWN_REGION`, UnusableTokenError `ERR_UNUSABLE_TOKEN`
 * @throws ServiceError and the errors of `@x/http` about the network; TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { refreshSession } from '@x/session'
 * const { expiresAt, atCeiling } = await refreshSession({ profile: 'DEFAULT' })
 * ```
 * @see docs/sources.md#session-files
 * @public
 */
export async function refreshSession(options: RefreshSessionOptions): Promise<RefreshedSession> {
  checkSessionOptions(options, { call: "refreshSession({ profile: 'DEFAULT' })", kinds: KINDS })
  const { ifNeeded = false, ...how } = options
  const seen = await seeSession(how)
  const isFresh = (how.now ?? Date.now)() < halfLifeOf(seen.token)
  if (ifNeeded && isFresh) return result(seen, { ...seen, outcome: 'not-needed' })
  return result(seen, await renewSession(seen, how))
}

function result(
  { token: before }: SeenSession,
  { stored, token: after, outcome }: SeenSession & Pick<RefreshedSession, 'outcome'>,
): RefreshedSession {
  const { profile, tokenFile } = stored
  const { expiresAt, sessionEndsAt } = after.claims
  const gainedNothing = outcome === 'renewed' && !hasGained(before, after)
  const atCeiling = endsWithSession(after) || gainedNothing
  return {
    profile,
    tokenFile,
    outcome,
    expiresAt,
    previousExpiresAt: before.claims.expiresAt,
    sessionEndsAt,
    atCeiling,
  }
}
