// What is told of a session that was just written.
import type { Session } from '@x/session'
import { isoTime, localTime } from '../../output/times.ts'
import type { Context } from '../../program/context.ts'
import { sayNext } from '../say-next.ts'

/**
 * Whoever asked for data gets it; people are told as whom they act, and what to type next.
 *
 * @param what - such as `Logged in`
 * @param isElsewhere - whether it was written to another file than is read by default
 */
export async function tellSession(
  { say, give, root, terminal, settings }: Pick<Context<object>, 'say' | 'give' | 'root' | 'terminal' | 'settings'>,
  session: Session,
  { what, isElsewhere }: { readonly what: string; readonly isElsewhere: boolean },
): Promise<void> {
  const { profile, configFile } = session
  say(sentenceOf(session, what, terminal.timeZone), 'green')
  await sayNext({ say, settings }, 'ocix session validate', { profile, configFile, isElsewhere })
  if (root.output !== undefined || root.query !== undefined) await give(dataOf(session))
}

export const sentenceOf = ({ user, tenancy, expiresAt }: Session, what: string, timeZone: string | undefined): string =>
  `${what} as ${user} in ${tenancy}, until ${localTime(expiresAt, timeZone)}`

function dataOf(session: Session): object {
  const { profile, configFile, tokenFile, keyFile, region, tenancy, user, expiresAt, sessionEndsAt } = session
  return {
    profile,
    configFile,
    tokenFile,
    keyFile,
    region,
    tenancy,
    user,
    expiresAt: isoTime(expiresAt),
    sessionExpiresAt: isoTime(sessionEndsAt),
  }
}
