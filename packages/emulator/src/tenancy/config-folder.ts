// Writes a ready `~/.oci`-style folder; every file is private from the moment it exists.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EmulatorOptionError } from '../errors.ts'
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

/** A line of `config`, by which it is known as one that may be replaced. */
const MARK = '# Written by @x/emulator, which replaces it.'

/**
 * @returns the path of the file `config`
 * @throws {@link EmulatorOptionError} when that, or the key beside it, is somebody's own
 */
export async function writeConfigFolder(dir: string, contents: ConfigContents): Promise<string> {
  const folder = resolve(dir)
  const paths = {
    config: join(folder, 'config'),
    apiKey: join(folder, 'oci_api_key.pem'),
    sessionKey: join(folder, 'sessions', 'SESSION', 'oci_api_key.pem'),
    sessionPublicKey: join(folder, 'sessions', 'SESSION', 'oci_api_key_public.pem'),
    token: join(folder, 'sessions', 'SESSION', 'token'),
  }
  if (await isSomebodys(paths)) {
    const message = `The folder ${folder} has a config or a key that no emulator wrote. Give another one, or move them away.`
    throw new EmulatorOptionError('dir', message)
  }
  await writePrivate(paths.apiKey, contents.apiKey.pem + KEY_LABEL)
  await writePrivate(paths.sessionKey, contents.session.privateKeyPem + KEY_LABEL)
  await writePrivate(paths.sessionPublicKey, contents.session.publicKeyPem)
  await writePrivate(paths.token, contents.session.token)
  if (contents.ca !== undefined) await writePrivate(join(folder, 'ca.pem'), contents.ca)
  await writePrivate(paths.config, `${MARK}\n${formatConfig(contents, paths)}`)
  return paths.config
}

async function isSomebodys({ config, apiKey }: Readonly<Record<'config' | 'apiKey', string>>): Promise<boolean> {
  const text = await textOf(config)
  return text === undefined ? (await textOf(apiKey)) !== undefined : !text.includes(MARK)
}

/** `undefined` when there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(error.code)) return undefined
    throw error
  }
}

const ABSENT: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR'])

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
