// Removes sessions from this machine.
import { listSessions, terminateSession, type TerminatedSession } from '@x/session'
import { isoTime, localTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { DeclinedError, UsageError } from '../../../program/errors.ts'

interface TerminateOptions {
  readonly keepProfile: boolean
  readonly all: boolean
  readonly expired: boolean
  readonly force: boolean
}

export async function run(context: Context<TerminateOptions>): Promise<void> {
  const { options, root, terminal, signal, say, give } = context
  const { place } = await context.settings()
  const profiles = await profilesOf(context)
  if (profiles.length === 0) return say('There is no session to end.')
  await agreed(context, profiles)
  const terminated: TerminatedSession[] = []
  for (const profile of profiles) {
    const one = await terminateSession({ ...place, profile, keepProfile: options.keepProfile, signal })
    say(sentenceOf(one, terminal.timeZone, terminal.now()))
    terminated.push(one)
  }
  if (root.output !== undefined || root.query !== undefined) await give(terminated.map(dataOf))
}

async function profilesOf({ options, terminal, settings, ask }: Context<TerminateOptions>): Promise<readonly string[]> {
  const { all, expired } = options
  const { profile, isProfileNamed, place } = await settings()
  const isNamed = isProfileNamed || ask.canAsk || options.force
  if (!all && !expired && !isNamed) throw new UsageError('No profile is named. Give --profile NAME.')
  if (!all && !expired) return [profile]
  if (isProfileNamed && all) throw new UsageError('Give either --profile or --all, not both.')
  const { configFile, env, homeDirectory } = place
  const sessions = await listSessions({ configFile, env, homeDirectory, now: terminal.now })
  return sessions.filter(({ problem }) => all || problem === 'expired').map((session) => session.profile)
}

/** One session that is named goes without a question where nobody can answer, as with OCI's command line; several do not. */
async function agreed({ options, ask }: Context<TerminateOptions>, profiles: readonly string[]): Promise<void> {
  const isOne = !options.all && !options.expired
  if (options.force || (isOne && !ask.canAsk)) return
  const message = `End ${profiles.length === 1 ? 'the session' : 'the sessions'} ${profiles.join(', ')}?`
  if (!(await ask.confirm({ message, flag: '--force' }))) throw new DeclinedError('Nothing was ended.')
}

function sentenceOf(
  { profile, tokenValidUntil, left }: TerminatedSession,
  timeZone: string | undefined,
  nowMs: number,
): string {
  const isAlive = tokenValidUntil !== undefined && tokenValidUntil > nowMs
  const copies = isAlive ? ` A copy of token and key stays good until ${localTime(tokenValidUntil, timeZone)}.` : ''
  const kept = left.length === 0 ? '' : ` Left, since they may serve others: ${left.join(', ')}.`
  return `Session ${profile} is removed.${copies}${kept}`
}

const dataOf = ({ profile, removed, left, tokenValidUntil }: TerminatedSession): object => ({
  profile,
  removed,
  left,
  tokenValidUntil: isoTime(tokenValidUntil),
})
