// Writes a ready `~/.oci`-style folder; every file is private from the moment it exists.
import { join, resolve } from 'node:path'
import { writePrivate } from '../lib/write-private.ts'

/** What the profiles of the folder say. */
export interface ConfigContents {
  readonly tenancy: string
  readonly user: string
  readonly region: string
  readonly apiKey: { readonly pem: string; readonly fingerprint: string }
  readonly session: {
    readonly token: string
    readonly privateKeyPem: string
    readonly publicKeyPem: string
    readonly fingerprint: string
  }
  readonly ca: string | undefined
}

/** OCI's console and CLI end private keys with this line and no line break; the CLI warns of a key without it. */
const KEY_LABEL = 'OCI_API_KEY'

/** @returns the path of the file `config` */
export async function writeConfigFolder(dir: string, contents: ConfigContents): Promise<string> {
  const folder = resolve(dir)
  const paths = {
    apiKey: join(folder, 'oci_api_key.pem'),
    sessionKey: join(folder, 'sessions', 'SESSION', 'oci_api_key.pem'),
    sessionPublicKey: join(folder, 'sessions', 'SESSION', 'oci_api_key_public.pem'),
    token: join(folder, 'sessions', 'SESSION', 'token'),
  }
  await writePrivate(paths.apiKey, contents.apiKey.pem + KEY_LABEL)
  await writePrivate(paths.sessionKey, contents.session.privateKeyPem + KEY_LABEL)
  await writePrivate(paths.sessionPublicKey, contents.session.publicKeyPem)
  await writePrivate(paths.token, contents.session.token)
  if (contents.ca !== undefined) await writePrivate(join(folder, 'ca.pem'), contents.ca)
  const config = join(folder, 'config')
  await writePrivate(config, formatConfig(contents, paths))
  return config
}

function formatConfig(
  { tenancy, user, region, apiKey, session }: ConfigContents,
  paths: { readonly apiKey: string; readonly sessionKey: string; readonly token: string },
): string {
  const profiles = {
    DEFAULT: { user, fingerprint: apiKey.fingerprint, tenancy, region, key_file: paths.apiKey },
    SESSION: {
      fingerprint: session.fingerprint,
      tenancy,
      region,
      key_file: paths.sessionKey,
      security_token_file: paths.token,
    },
  }
  return Object.entries(profiles)
    .map(([name, fields]) => [`[${name}]`, ...Object.entries(fields).map(([key, value]) => `${key}=${value}`), ''])
    .map((lines) => lines.join('\n'))
    .join('\n')
}
