// How a session stands, as programs read it.
import type { SessionStatus } from '@x/session'
import { isoTime } from '../../output/times.ts'

export interface StatusData {
  readonly profile: string
  readonly valid: boolean
  readonly problem?: string
  /** Who says so: the files of this machine, or the service. */
  readonly source: 'local' | 'service'
  readonly expiresAt?: string
  readonly sessionExpiresAt?: string
  readonly secondsLeft: number
  readonly user?: string
  readonly tenancy?: string
  readonly region?: string
  /** Absent where one of the two could not be read. */
  readonly keyMatches?: boolean
}

export function statusData(status: SessionStatus): StatusData {
  const { profile, valid, problem, source, secondsLeft, user, tenancy, region } = status
  const keyMatches = matches(problem)
  const known = {
    problem,
    expiresAt: isoTime(status.expiresAt),
    sessionExpiresAt: isoTime(status.sessionEndsAt),
    user,
    tenancy,
    region,
    keyMatches,
  }
  const present = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  return { profile, valid, source, secondsLeft, ...present }
}

/** The key is compared last: only where nothing else is wrong, or the service refuses, is it known to match. */
function matches(problem: SessionStatus['problem']): boolean | undefined {
  if (problem === undefined || problem === 'refused') return true
  return problem === 'key-mismatch' ? false : undefined
}
