// Sessions that `@x/session` opens, for other people's clients to use.
import { logIn } from '@x-tools/emulated/log-in'
import { join } from 'node:path'
import { loadConfig } from '@x/config'
import type { Emulator } from '@x/emulator'
import { authenticate, authenticateWithCredentials } from '@x/session'
import { sessionPlace } from './session-place.ts'

/** `SESSION` is of a login, `LOCKED` of one with an encrypted key, `SHORT` of an API key. */
export async function openSessions(oci: Emulator, folder: string): Promise<Readonly<Record<string, string>>> {
  const place = { ...sessionPlace(oci, folder), region: oci.region, overwrite: true }
  const configFile = await oci.configFile(join(folder, '.oci'))
  const login = {
    ...place,
    tenancyName: oci.login.tenancyName,
    listen: false as const,
    onPending: async ({ url, paste }: { url: string; paste: (address: string) => unknown }) =>
      void paste(await logIn(oci, url)),
  }
  await authenticate({ ...login, profile: 'SESSION' })
  await authenticate({ ...login, profile: 'LOCKED', passphrase: 'opens=it; #1', storePassphrase: true })
  const config = await loadConfig({ file: configFile })
  await authenticateWithCredentials({ ...place, config, profile: 'SHORT', sessionExpirationInMinutes: 15 })
  return { OCI_CONFIG_FILE: configFile }
}
