// A session that lies in a home folder, as a login leaves it, and what tests do to it.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Emulator, SessionOptions } from '@x/emulator'
import { Signer } from '@x/signer'
import { authenticateWithCredentials, type OpenedSession } from '../src/index.ts'
import type { Home } from './home.ts'

/** Where sessions are renewed. */
export const REFRESH = '/v1/authentication/refresh'

export interface KeptSession {
  readonly folder: string
  readonly tokenFile: string
  readonly keyFile: string
  token(): Promise<string>
}

/** By default the session that the emulator wrote in the manner of OCI's command line: a token of an hour, a session of a day. */
export function keptSession(home: Home, profile = 'SESSION'): KeptSession {
  const folder = join(home.path, '.oci', 'sessions', profile)
  const tokenFile = join(folder, 'token')
  return { folder, tokenFile, keyFile: join(folder, 'oci_api_key.pem'), token: () => readFile(tokenFile, 'utf8') }
}

/** The user of the emulator, with the API key. */
export const userOf = (oci: Emulator): Signer =>
  new Signer({
    tenancy: oci.tenancy,
    user: oci.user,
    fingerprint: oci.apiKey.fingerprint,
    privateKey: oci.apiKey.pem,
    region: 'phx',
    now: () => oci.clock.now(),
  })

/** Opens a session without a browser, as any program may. */
export const openSession = (
  oci: Emulator,
  home: Home,
  options: { readonly profile?: string; readonly passphrase?: string; readonly tokenLocation?: string } = {},
): Promise<OpenedSession> =>
  authenticateWithCredentials({
    signer: userOf(oci),
    profile: 'SHORT',
    now: () => oci.clock.now(),
    ...home.options,
    ...options,
  })

/** As a login of OCI's own command line does it: first the key, then the token, under no lock of ours. */
export async function loginAgain(oci: Emulator, session: KeptSession, options: SessionOptions = {}): Promise<string> {
  const { token, privateKeyPem } = oci.createSession(options)
  await writeFile(session.keyFile, privateKeyPem)
  await writeFile(session.tokenFile, token)
  return token
}

/** In the configuration of the home: what a person writes there by hand. */
export async function editConfig(home: Home, edit: (text: string) => string): Promise<void> {
  await writeFile(home.configFile, edit(await readFile(home.configFile, 'utf8')))
}
