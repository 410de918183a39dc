// Keeps a session alive, until it cannot be renewed any more and its last token has ended.
import { refreshSession, type RefreshedSession } from '@x/session'
import { SessionEndedError } from '@x/signer/principal'
import { localTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { EXIT } from '../../../program/exit-codes.ts'
import { readHeldToken } from '../token/held-token.ts'
import { withPassphrase } from '../with-passphrase.ts'

/** Between two tries to renew what could not be renewed. */
const AGAIN_MS = 60_000
/** A machine that slept wakes up late: its clock is looked at as often. */
const GLANCE_MS = 30_000

export async function run(context: Context<object>): Promise<number> {
  const renew = await renewal(context)
  // Whatever is wrong with the session at the start ends the command.
  let last = await renew()
  tell(context, last, 'Session is kept alive; it is good until %s')
  for (;;) {
    const { expiresAt, atCeiling } = last
    if (atCeiling) {
      context.say(`The session ends then: it cannot be renewed any further.`)
      await until(expiresAt, context)
      return ended(context, last)
    }
    await until(await halfLife(context, expiresAt), context)
    const next = await later(context, renew, last)
    if (next === undefined) return ended(context, last)
    last = next
  }
}

type Renew = () => Promise<RefreshedSession>

/** A passphrase that has to be asked for is asked for once. */
async function renewal(context: Context<object>): Promise<Renew> {
  const { terminal, signal } = context
  const { place, region, authEndpoint, calls } = await context.settings()
  const how = { ...place, ...(await calls()), region, authEndpoint, now: terminal.now, signal, ifNeeded: true }
  let known: string | undefined
  return () =>
    known === undefined
      ? withPassphrase(context, async (passphrase) => {
          const refreshed = await refreshSession({ ...how, passphrase })
          known = passphrase
          return refreshed
        })
      : refreshSession({ ...how, passphrase: known })
}

/** Tries as long as the token lives. @returns `undefined` once the session is over */
async function later(
  context: Context<object>,
  renew: Renew,
  { expiresAt }: RefreshedSession,
): Promise<RefreshedSession | undefined> {
  const { terminal, signal, say } = context
  for (;;) {
    try {
      const next = await renew()
      if (next.outcome !== 'not-needed') tell(context, next, 'Session is renewed until %s')
      return next
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof SessionEndedError) return undefined
      say(`Warning: The session was not renewed, and is tried again. ${(error as Error).message}`, 'yellow')
      if (terminal.now() >= expiresAt) return undefined
      await until(Math.min(terminal.now() + AGAIN_MS, expiresAt), context)
    }
  }
}

/** The middle of the token's life, as it lies on the disk; a file that cannot be read now is looked at again soon. */
async function halfLife({ settings, terminal }: Context<object>, expiresAt: number): Promise<number> {
  const held = await readHeldToken(await settings())
  return held === undefined || held.halfLife === -Infinity
    ? Math.min(terminal.now() + AGAIN_MS, expiresAt)
    : Math.max(held.halfLife, terminal.now() + 1_000)
}

async function until(timeMs: number, { terminal, signal }: Context<object>): Promise<void> {
  for (let left = timeMs - terminal.now(); left > 0; left = timeMs - terminal.now())
    await terminal.sleep(Math.min(left, GLANCE_MS), signal)
}

function tell({ say, terminal }: Context<object>, { expiresAt }: RefreshedSession, sentence: string): void {
  say(sentence.replace('%s', () => localTime(expiresAt, terminal.timeZone)))
}

function ended({ say }: Context<object>, { profile }: RefreshedSession): number {
  say(`The session ${profile} is over.`, 'red')
  say(`Next:  ocix session authenticate --profile-name ${profile}`)
  return EXIT.expired
}
