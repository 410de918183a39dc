// Renews a session.
import { refreshSession, type RefreshedSession } from '@x/session'
import { isoTime, localTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { withPassphrase } from '../with-passphrase.ts'

interface RefreshOptions {
  readonly ifNeeded: boolean
}

export async function run(context: Context<RefreshOptions>): Promise<void> {
  const { options, root, terminal, signal, say, give, progress } = context
  const { place, region, authEndpoint, calls } = await context.settings()
  const how = {
    ...place,
    region,
    authEndpoint,
    now: terminal.now,
    signal,
    ifNeeded: options.ifNeeded,
    ...(await calls()),
  }
  const refreshed = await withPassphrase(context, (passphrase) =>
    progress('Renewing the session', refreshSession({ ...how, passphrase })),
  )
  for (const line of linesOf(refreshed, terminal.timeZone)) say(line)
  if (root.output !== undefined || root.query !== undefined) await give(dataOf(refreshed))
}

function linesOf({ outcome, expiresAt, atCeiling }: RefreshedSession, timeZone: string | undefined): string[] {
  const time = localTime(expiresAt, timeZone)
  const lines = [SENTENCES[outcome].replace('%s', () => time)]
  return atCeiling ? [...lines, 'The session ends then: it cannot be renewed any further.'] : lines
}

const SENTENCES: Readonly<Record<RefreshedSession['outcome'], string>> = {
  renewed: 'Session is renewed until %s',
  'renewed-elsewhere': 'Session was renewed by another program, until %s',
  'not-needed': 'Session is good until %s, with more than half of its time left; it was not renewed',
}

function dataOf({
  profile,
  outcome,
  expiresAt,
  previousExpiresAt,
  sessionEndsAt,
  atCeiling,
}: RefreshedSession): object {
  return {
    profile,
    outcome,
    expiresAt: isoTime(expiresAt),
    previousExpiresAt: isoTime(previousExpiresAt),
    sessionExpiresAt: isoTime(sessionEndsAt),
    atCeiling,
  }
}
