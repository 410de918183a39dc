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

/** Whether a renewal has given a later end. What was asked for as soon as there was a token shows nothing, and counts as if it had. */
export function hasGained(before: SessionToken, after: SessionToken): boolean {
  const movedMs = after.claims.expiresAt - before.claims.expiresAt
  const { issuedAt = 0 } = after.claims
  return movedMs > GAIN_MS || issuedAt - (before.claims.issuedAt ?? -Infinity) <= GAIN_MS
}
