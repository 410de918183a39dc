// What Windows' own program for access rights is told: nothing inherited, and full control for the user, administrators and the system.
import type { Environment } from '@x/kernel'

const ADMINISTRATORS = '*S-1-5-32-544'
const SYSTEM = '*S-1-5-18'

/** The arguments of each run; no shell takes them apart. */
export function icaclsRuns(file: string, env: Environment): string[][] {
  const { USERNAME: user = '', USERDOMAIN: domain } = env
  const owner = domain ? `${domain}\\${user}` : user
  const grants = [owner, ADMINISTRATORS, SYSTEM].flatMap((who) => ['/grant:r', `${who}:(F)`])
  return [
    [file, '/reset'],
    [file, '/inheritance:r', ...grants],
  ]
}
