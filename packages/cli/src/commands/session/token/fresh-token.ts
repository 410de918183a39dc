// The token of a session, renewed where half of its life is over; the library of sessions is loaded only then.
import type { Context } from '../../../program/context.ts'
import { readHeldToken, type HeldToken } from './held-token.ts'

export interface FreshTokenOptions {
  /** Milliseconds. */
  readonly minTtl?: number | undefined
  readonly noRefresh: boolean
}

/** @throws the errors of `refreshSession`, which also tell what is wrong with a session */
export async function freshToken(context: Context<FreshTokenOptions>): Promise<HeldToken> {
  const held = await readHeldToken(await context.settings())
  const nowMs = context.terminal.now()
  const { minTtl: minTtlMs = 0 } = context.options
  if (held !== undefined && nowMs < held.halfLife && held.expiresAt - nowMs >= minTtlMs) return held
  const { renewHeldToken } = await import('./renew-held-token.ts')
  return renewHeldToken(context, held)
}
