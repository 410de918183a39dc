// Who sent a request, short enough for a row.
import type { RecordedRequest } from '../../records/recorder.ts'

/** As much of the end of an OCID as tells two of them apart. */
const TAIL = 6

const KINDS = {
  'api-key': 'user',
  session: 'session',
  instance: 'instance',
  resource: 'resource',
  workload: 'pod',
} as const

/** `user …k3x9q2`, or the name of a pod's service account; `""` for nobody. */
export function principalName({ caller, user }: Pick<RecordedRequest, 'caller' | 'user'>): string {
  if (caller === undefined) return user === undefined ? '' : shortened(user)
  return `${KINDS[caller.kind]} ${shortened(caller.user)}`
}

const OCID = /^ocid1\.([a-z0-9]+)\..*?(.{1,6})$/i
const SERVICE_ACCOUNT = 'system:serviceaccount:'

function shortened(name: string): string {
  if (name.startsWith(SERVICE_ACCOUNT)) return name.slice(SERVICE_ACCOUNT.length)
  return OCID.test(name) ? `…${name.slice(-TAIL)}` : name
}
