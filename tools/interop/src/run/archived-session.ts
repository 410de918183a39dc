// Sessions that go to the client in an archive of ours, and come back in one of its own.
import { join } from 'node:path'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { exportSession, importSession } from '@x/session'
import { SecurityTokenSigner } from '@x/signer'

/** `INTEROP_ARCHIVE` has the session `SESSION` of the configuration. */
export async function archiveSession(oci: Emulator, folder: string): Promise<Readonly<Record<string, string>>> {
  const configFile = await oci.configFile(join(folder, '.oci'))
  const { file } = await exportSession({ profile: 'SESSION', configFile, outputFile: join(folder, 'ours'), env: {} })
  return { OCI_CONFIG_FILE: configFile, INTEROP_ARCHIVE: file }
}

/** @returns the status of a call that the imported session signs */
export async function useArchive(oci: Emulator, archive: string): Promise<number> {
  const homeDirectory = `${archive}-home`
  const { tokenFile, keyFile } = await importSession({ sessionArchive: archive, homeDirectory, env: {} })
  const signer = new SecurityTokenSigner({ tokenFile, privateKeyFile: keyFile })
  return (await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status
}
