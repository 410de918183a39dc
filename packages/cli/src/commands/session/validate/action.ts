// Tells whether a session is good.
import { createHttpClient } from '@x/http'
import { validateSession, type SessionProblem, type SessionStatus } from '@x/session'
import { localTime, span } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { EXIT } from '../../../program/exit-codes.ts'
import { statusData } from '../status-data.ts'
import { watchClock } from './service-clock.ts'

interface ValidateOptions {
  readonly local: boolean
  /** Milliseconds. */
  readonly minTtl?: number | undefined
}

export async function run(context: Context<ValidateOptions>): Promise<number> {
  const { options, root, terminal, signal, say, give, progress } = context
  const { place, region, endpoint, calls } = await context.settings()
  const { now, timeZone } = terminal
  const passphrase = terminal.env['OCI_CLI_PASSPHRASE']
  const how = { ...place, region, identityEndpoint: endpoint, passphrase, now, signal }
  const { httpClient = createHttpClient({ env: terminal.env }), ...others } = await calls()
  const clock = watchClock(httpClient, now)
  const validated = validateSession({ ...how, ...others, httpClient: clock.httpClient, local: options.local })
  const status = await (options.local ? validated : progress('Asking the identity service', validated))
  const verdict = judge(status, { minTtlMs: options.minTtl, timeZone })
  say(verdict.line, verdict.exit === EXIT.ok ? 'green' : 'red')
  if (verdict.next !== undefined) say(`Next:  ${verdict.next}`)
  const warning = clock.warning()
  if (warning !== undefined) say(warning, 'yellow')
  if (root.output !== undefined || root.query !== undefined) await give(statusData(status))
  return verdict.exit
}

interface Verdict {
  readonly line: string
  readonly next?: string
  readonly exit: number
}

interface Measure {
  readonly minTtlMs?: number | undefined
  readonly timeZone?: string | undefined
}

/** Pure. Scripts read words 5 and 6 of the first line: date and time, local. */
export function judge(status: SessionStatus, { minTtlMs = 0, timeZone }: Measure): Verdict {
  const { problem, profile, expiresAt = 0, secondsLeft } = status
  const time = localTime(expiresAt, timeZone)
  if (problem !== undefined) {
    const { sentence, exit } = PROBLEMS[problem]
    return {
      line: sentence.replace('%s', () => time),
      exit,
      next: `ocix session authenticate --profile-name ${profile}`,
    }
  }
  const line = `Session is valid until ${time}`
  if (secondsLeft * 1000 >= minTtlMs) return { line, exit: EXIT.ok }
  const asked = span(minTtlMs / 1000)
  return {
    line: `${line}, which is less than ${asked} from now`,
    exit: EXIT.expired,
    next: `ocix session refresh --profile ${profile}`,
  }
}

const PROBLEMS: Readonly<Record<SessionProblem, { readonly sentence: string; readonly exit: number }>> = {
  expired: { sentence: 'Session has expired at %s', exit: EXIT.expired },
  refused: {
    sentence: 'Session is refused by the service: it was ended, or its user may not sign in',
    exit: EXIT.refused,
  },
  'missing-token': { sentence: 'Session has no token: its file is not there', exit: EXIT.profile },
  'unreadable-token': {
    sentence: 'Session has no token: its file cannot be read, or holds something else',
    exit: EXIT.profile,
  },
  'missing-key': { sentence: 'Session has no private key: its file is not there', exit: EXIT.profile },
  'unreadable-key': {
    sentence: 'Session has a private key that cannot be read, or whose passphrase is not known',
    exit: EXIT.profile,
  },
  'key-mismatch': { sentence: 'Session has a private key that its token is not bound to', exit: EXIT.integrity },
}
