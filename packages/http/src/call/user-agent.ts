// Says who is calling: one value for every client, extended by the caller and by OCI's own variable.
import type { Environment } from '@x/kernel'
import { VERSION } from './version.ts'
import { describeRuntime } from '#runtime'

/** The value of `opc-client-info`. */
export const clientInfo = (): string => `oci-auth-ts/${VERSION}`

/** The value of `user-agent`; what a header cannot hold is left out. */
export function userAgentOf(suffix: string | undefined, env: Environment): string {
  const parts = [clientInfo(), `(${describeRuntime()})`, suffix, env['OCI_SDK_APPEND_USER_AGENT']]
  return parts
    .map((part) => part?.replaceAll(/[^\x20-\x7e]/g, '').trim())
    .filter(Boolean)
    .join(' ')
}
