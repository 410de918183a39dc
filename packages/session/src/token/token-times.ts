// What the times of a token say: whether it is fresh, and whether there is a later one to be had.
import type { SessionToken } from './session-token.ts'

/** Less than this a renewal does not gain, whatever the rounding of the service's seconds. */
const GAIN_MS = 1_000

/** When half of its life is over; at once for a token that does not say when it was issued. Epoch milliseconds. */
export function halfLifeOf({ claims: { issuedAt, expiresAt } }: SessionToken): number {
  return issuedAt === undefined ? -Infinity : expiresAt - (expiresAt - issuedAt) / 2
}

/** Whether it ends with its session. */
export function endsWithSession({ claims: { expiresAt, sessionEndsAt } }: SessionToken): boolean {
  return sessionEndsAt !== undefined && expiresAt + GAIN_MS >= sessionEndsAt
}

/**
 * Whether a renewal has given a later end. A token that was issued with the one before shows nothing, and counts as if it had. The one
 * before itself has gained nothing, and neither has one that is older: whoever took it for a gain would ask again and again.
 */
export function hasGained(before: SessionToken, after: SessionToken): boolean {
  const movedMs = after.claims.expiresAt - before.claims.expiresAt
  if (movedMs > GAIN_MS) return true
  const betweenMs = (after.claims.issuedAt ?? Infinity) - (before.claims.issuedAt ?? -Infinity)
  return after.token !== before.token && Math.abs(betweenMs) <= GAIN_MS
}
