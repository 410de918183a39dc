// Run as a process of its own: prints what the functions say of a session, in the time zone that the process has.
import { listSessions, refreshSession, validateSession, type RefreshSessionOptions } from '../../src/index.ts'

const { options, nowMs } = JSON.parse(process.argv[2] ?? '') as {
  readonly options: RefreshSessionOptions
  readonly nowMs: number
}
const { profile: _, ...place } = options
const now = (): number => nowMs
const said = [
  await listSessions({ ...place, now }),
  await validateSession({ ...options, now, local: true }),
  await refreshSession({ ...options, now, ifNeeded: true }),
]
process.stdout.write(JSON.stringify([new Date(nowMs).getTimezoneOffset(), said]))
