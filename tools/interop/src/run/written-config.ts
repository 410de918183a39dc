// A config file that `@x/config` wrote, for other people's clients to read.
import { createPrivateKey } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig, updateConfigFile } from '@x/config'
import type { Emulator } from '@x/emulator'

/** With everything that a reader of config files may take for something else. */
const PASSPHRASE = 'p=s;w #d'

/** Profile `DEFAULT` has the user's API key, `LOCKED` the same encrypted, and `SESSION` a session. */
export async function writeConfig(oci: Emulator, folder: string): Promise<Readonly<Record<string, string>>> {
  const given = await oci.configFile(join(folder, 'given'))
  const session = await loadConfig({ file: given, profile: 'SESSION' })
  const { tenancy, user, region } = oci
  const locked = join(folder, 'given', 'locked.pem')
  await writeFile(locked, encrypted(oci.apiKey.pem), { mode: 0o600 })
  const { fingerprint } = oci.apiKey
  const profiles = {
    DEFAULT: { user, fingerprint, tenancy, region, key_file: join(folder, 'given', 'oci_api_key.pem') },
    LOCKED: { user, fingerprint, tenancy, region, key_file: locked, pass_phrase: PASSPHRASE },
    SESSION: {
      fingerprint: session.require('fingerprint'),
      tenancy,
      region,
      key_file: session.require('keyFile'),
      security_token_file: session.require('securityTokenFile'),
    },
  }
  const file = join(folder, 'home', '.oci', 'config')
  for (const [profile, set] of Object.entries(profiles)) await updateConfigFile({ file, profile, set })
  return { HOME: join(folder, 'home'), OCI_CONFIG_FILE: file }
}

const encrypted = (pem: string): string =>
  createPrivateKey(pem).export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: PASSPHRASE,
  }) as string
