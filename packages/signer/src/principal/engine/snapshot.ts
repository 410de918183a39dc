// What a principal holds at one moment: a token and the key it is bound to, never one without the other.
import type { Credential } from '../../credential.ts'

/** An immutable pair of token and key. A renewal replaces it whole. @public */
export interface Snapshot {
  readonly credential: Credential
  /** Epoch milliseconds, by the clock of the engine: the service's where that is known. */
  readonly issuedAt: number
  /** Epoch milliseconds, by the same clock. */
  readonly expiresAt: number
}

/** How fresh a snapshot is. @public */
export interface Lifetime {
  /** From here on it is renewed in the background while it is still used; `Infinity` for never. Epoch milliseconds. */
  readonly softAt: number
  /**
   * From here on a caller waits a moment for its successor, and gets this one where none comes: a request takes its time, and
   * could arrive too late. Absent: no caller waits before the end. Epoch milliseconds.
   */
  readonly urgentAt?: number | undefined
  /** From here on it is not used any more; never later than `expiresAt`. Epoch milliseconds. */
  readonly hardAt: number
}

const SHORT_LIFETIME_MS = 10 * 60_000
const URGENT_MARGIN_MS = 60_000
const SOFT_MARGIN_MS = 5 * 60_000

/**
 * When a token is renewed ahead and when it is given up: renewed with a fifth of its life left, but at least five minutes; one of
 * ten minutes or less at half of its life. A caller waits a moment for its successor in the last minute, or in the last tenth of
 * its life if that is less. It is given up at its end, not before: while there is no other, it may still arrive in time.
 *
 * @param random - 0 to 1; spreads the renewals of a fleet that started together over a tenth of the time left
 * @example
 * ```ts
 * import { lifetimeOf } from '@x/signer/principal'
 * const credential = { keyId: 'ST$eyJ.e30.sig', key: { sign: async (data: Uint8Array) => data } }
 * const { softAt } = lifetimeOf({ credential, issuedAt: 0, expiresAt: 3_600_000 }, 0) // 2_880_000
 * ```
 * @public
 */
export function lifetimeOf({ issuedAt, expiresAt }: Snapshot, random: number): Lifetime {
  const lifetimeMs = Math.max(0, expiresAt - issuedAt)
  const urgentAt = expiresAt - Math.min(URGENT_MARGIN_MS, lifetimeMs * 0.1)
  const aheadMs = lifetimeMs <= SHORT_LIFETIME_MS ? lifetimeMs / 2 : Math.max(SOFT_MARGIN_MS, lifetimeMs * 0.2)
  const latest = expiresAt - aheadMs
  return { softAt: latest - random * 0.1 * (latest - issuedAt), urgentAt, hardAt: expiresAt }
}
