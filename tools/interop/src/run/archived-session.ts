// Sessions that go to the client in an archive of ours, and come back in one of its own.
import { join } from 'node:path'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { exportSession, type ExportSessionOptions, importSession, SessionTokenSigner } from '@x/session'
import { openSessions } from './opened-sessions.ts'
import { sessionPlace } from './session-place.ts'

/**
 * `INTEROP_ARCHIVE` has the session `SESSION`, `INTEROP_LOCKED_ARCHIVE` has `LOCKED`, whose key is encrypted, and `INTEROP_SEALED_ARCHIVE`
 * is encrypted itself.
 */
export async function archiveSessions(oci: Emulator, folder: string): Promise<Readonly<Record<string, string>>> {
  const variables = await openSessions(oci, folder)
  const pack = async (profile: string, options: Partial<ExportSessionOptions>): Promise<string> => {
    const outputFile = join(folder, `ours-${Object.keys(options).join('')}`)
    return (await exportSession({ profile, outputFile, ...options, ...sessionPlace(oci, folder) })).file
  }
  return {
    ...variables,
    INTEROP_ARCHIVE: await pack('SESSION', {}),
    INTEROP_LOCKED_ARCHIVE: await pack('LOCKED', { includePassphrase: true }),
    INTEROP_SEALED_ARCHIVE: await pack('SESSION', { encrypt: { passphrase: 'opens it' } }),
  }
}

/** @returns the status of a call that the imported session signs */
export async function useArchive(oci: Emulator, archive: string): Promise<number> {
  const place = sessionPlace(oci, `${archive}-home`)
  const { profile } = await importSession({ sessionArchive: archive, ...place })
  const signer = SessionTokenSigner.fromProfile({ profile, ...place })
  return (await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status
}
