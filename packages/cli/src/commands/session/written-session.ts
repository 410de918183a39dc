// What is told of a session that was just written.
import type { Session } from '@x/session'
import { isoTime, localTime } from '../../output/times.ts'
import type { Context } from '../../program/context.ts'

interface Told {
  /** Such as `Logged in`. */
  readonly what: string
  /** Whether a command without `--config-file` reads it. */
  readonly isWhereItIsRead: boolean
}

/** Whoever asked for data gets it; people are told as whom they act, and what to type next. */
export async function tellSession(
  { say, give, root, terminal }: Pick<Context<object>, 'say' | 'give' | 'root' | 'terminal'>,
  session: Session,
  { what, isWhereItIsRead }: Told,
): Promise<void> {
  const { profile, configFile } = session
  say(sentenceOf(session, what, terminal.timeZone), 'green')
  const place = isWhereItIsRead ? '' : ` --config-file ${configFile}`
  say(`Next:  ocix session validate --profile ${profile}${place}`)
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
