// A home folder of its own for a test, with the configuration file that the emulator writes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@x/emulator'

export interface Home {
  readonly path: string
  readonly configFile: string
  /** What the functions of the package are to be told, so that they stay in this folder and reach the emulator. */
  readonly options: {
    readonly homeDirectory: string
    readonly env: Readonly<Record<string, string>>
  }
  remove(): Promise<void>
}

export async function makeHome(oci: Emulator): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'session-'))
  const configFile = await oci.configFile(join(path, '.oci'))
  const env = {
    HOME: path,
    OCI_SESSION_LOGIN_ENDPOINT: oci.url,
    OCI_SESSION_AUTH_ENDPOINT: oci.url,
    OCI_SESSION_IDENTITY_ENDPOINT: oci.url,
  }
  return {
    path,
    configFile,
    options: { homeDirectory: path, env },
    // A renewal that was under way may lay one more file down.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}
