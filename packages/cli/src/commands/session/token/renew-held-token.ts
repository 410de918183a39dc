// Renews a token before it is printed; loaded only where that may be needed, or where something is wrong with the session.
import { refreshSession } from '@x/session'
import { SessionEndedError, SessionFilesError } from '@x/signer/principal'
import type { Context } from '../../../program/context.ts'
import { withPassphrase } from '../with-passphrase.ts'
import { readHeldToken, type HeldToken } from './held-token.ts'

type Options = { readonly minTtl?: number | undefined; readonly noRefresh: boolean }

/**
 * A renewal that fails costs nothing as long as the token at hand lives: it is printed, with a word on stderr.
 *
 * @throws the errors of `refreshSession`
 */
export async function renewHeldToken(context: Context<Options>, held: HeldToken | undefined): Promise<HeldToken> {
  const { options, terminal, signal, say } = context
  const settings = await context.settings()
  const { place, region, authEndpoint } = settings
  const isAlive = held !== undefined && terminal.now() < held.expiresAt
  if (held && isAlive && options.noRefresh) return held
  if (held && options.noRefresh) throw new SessionEndedError('expired', held.expiresAt)
  const how = { ...place, region, authEndpoint, now: terminal.now, signal, ...(await settings.calls()) }
  try {
    const { tokenFile } = await withPassphrase(context, (passphrase) =>
      refreshSession({ ...how, passphrase, ifNeeded: options.minTtl === undefined }),
    )
    const renewed = await readHeldToken(settings)
    if (renewed) return renewed
    throw new SessionFilesError('unreadable-token', tokenFile)
  } catch (error) {
    signal.throwIfAborted()
    if (!held || !isAlive) throw error
    say(`Warning: The token could not be renewed; this one is good to its end. ${(error as Error).message}`, 'yellow')
    return held
  }
}
