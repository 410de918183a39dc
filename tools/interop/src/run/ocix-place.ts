// A home folder that `ocix` and OCI's command line share.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@x/emulator'

const OCIX = fileURLToPath(new URL('../../../../packages/cli/dist/main.js', import.meta.url))

/** `DEFAULT` has the user's API key, `SESSION` a session; the members with INTEROP_ are what a person is asked for. */
export async function shareHome(oci: Emulator, folder: string): Promise<Readonly<Record<string, string>>> {
  const variables = await oci.environment('session', folder)
  return {
    ...variables,
    OCI_CLI_ENDPOINT: oci.url,
    INTEROP_NODE: process.execPath,
    INTEROP_OCIX: OCIX,
    INTEROP_USER: oci.user,
    INTEROP_KEY_FILE: join(folder, '.oci', 'oci_api_key.pem'),
  }
}
