// Which profile a session is written to: named, else asked for. Nothing but a session is ever replaced.
import { validateSession, type SessionStatus } from '@x/session'
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { profileThere, type ProfileThere } from '../profile-there.ts'
import { problemOfName } from '../session-name.ts'
import type { AuthenticateLine } from './options.ts'

export interface ChosenProfile {
  readonly profile: string
  /** What the login replaces. */
  readonly there: ProfileThere
}

const FLAG = '--profile-name NAME'
type Asking = Pick<Context<AuthenticateLine>, 'options' | 'terminal' | 'ask'>

export function namedProfile({ options, terminal }: Pick<Asking, 'options' | 'terminal'>): string | undefined {
  // With --no-browser the variable names the profile that signs.
  const variable = options.noBrowser ? undefined : terminal.env['OCI_CLI_PROFILE']?.trim() || undefined
  return options.profileName ?? variable
}

/** @param configFile - that is going to be written */
export async function askProfile(context: Asking, configFile: string | undefined): Promise<ChosenProfile> {
  const named = namedProfile(context)
  if (named === undefined) return askName(context, configFile)
  const there = await profileThere({ profile: named, configFile }, context.terminal)
  if (there.kind !== 'other') return { profile: named, there }
  return askName(context, configFile, taken(named))
}

/** As OCI's command line has it, the first profile of all is DEFAULT. */
async function askName(
  { ask, terminal }: Asking,
  configFile: string | undefined,
  problem?: string,
): Promise<ChosenProfile> {
  const first = await profileThere({ profile: 'DEFAULT', configFile }, terminal)
  if (problem === undefined && first.kind === 'no-file') return { profile: 'DEFAULT', there: first }
  if (!ask.canAsk) throw new UsageError(`${problem ?? 'The session has no name.'} Give ${FLAG}.`)
  for (let again = problem; ;) {
    const message = `${again === undefined ? '' : `${again} `}Name of the profile for the session`
    const profile = await ask.text({ message, flag: FLAG, check: problemOfName })
    const there = await profileThere({ profile, configFile }, terminal)
    if (there.kind === 'other') again = taken(profile)
    else if (there.kind !== 'session' || (await mayReplace(ask, profile, there))) return { profile, there }
  }
}

const taken = (profile: string): string => `The profile ${profile} is no session, and is not replaced.`

const mayReplace = (
  ask: Asking['ask'],
  profile: string,
  { status }: Extract<ProfileThere, { kind: 'session' }>,
): Promise<boolean> => ask.confirm({ message: `Replace the session ${profile}?`, flag: FLAG, initial: !status.valid })

/** Whether the service takes the session that is there. */
export async function isGood(
  { profile, valid: isGoodHere }: SessionStatus,
  context: Pick<Context<object>, 'settings' | 'terminal' | 'signal'>,
  configFile: string | undefined,
): Promise<boolean> {
  if (!isGoodHere) return false
  const { terminal, signal } = context
  const { region, endpoint, calls } = await context.settings()
  const { env, homeDirectory, now } = terminal
  const passphrase = env['OCI_CLI_PASSPHRASE'] || undefined
  const where = { profile, configFile, env, homeDirectory, region, identityEndpoint: endpoint }
  const { valid } = await validateSession({ ...where, passphrase, now, signal, ...(await calls()) })
  return valid
}
