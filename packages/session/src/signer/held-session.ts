// What a signer holds of a session: token and key as a pair, with the times of its engine.
import type { PrivateKey } from '@x/signer'
import { createCredential } from '@x/signer'
import { lifetimeOf, type Claims, type Lifetime, type Snapshot } from '@x/signer/principal'
import type { SeenSession } from '../refresh/renew-session.ts'
import { endsWithSession, halfLifeOf } from '../token/token-times.ts'

/** Token and key, read from the disk together. */
export interface SessionPair extends SeenSession {
  readonly key: PrivateKey
}

export interface HeldSession extends Snapshot {
  readonly pair: SessionPair
  readonly claims: Claims
  /** From here on it is renewed while it is used; `Infinity` when that would give no later one. Epoch milliseconds. */
  readonly renewAt: number
}

/** @param hasGained - whether the renewal that gave it has moved the end */
export function heldSession(pair: SessionPair, { hasGained }: { readonly hasGained: boolean }): HeldSession {
  const { token, claims } = pair.token
  const { expiresAt, issuedAt = expiresAt } = claims
  const credential = createCredential({ keyId: `ST$${token}`, key: pair.key, expiresAt })
  const isLast = endsWithSession(pair.token) || !hasGained
  return { credential, issuedAt, expiresAt, pair, claims, renewAt: isLast ? Infinity : halfLifeOf(pair.token) }
}

export function heldLifetime(held: HeldSession, random: number): Lifetime {
  return { ...lifetimeOf(held, random), softAt: held.renewAt }
}

/** Whether this is the token that is in use already. */
export const isHeld = (pair: SeenSession, held: HeldSession | undefined): boolean =>
  pair.token.token === held?.pair.token.token
