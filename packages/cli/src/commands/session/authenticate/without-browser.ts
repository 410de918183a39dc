// Opens a session with an API key, or with another session.
import { authenticateWithCredentials, type Session } from '@x/session'
import type { Context } from '../../../program/context.ts'
import type { WhoSigns } from '../../../program/who-signs.ts'
import type { AuthenticateLine } from './options.ts'

type Place = Readonly<Record<'configFile' | 'tokenLocation', string | undefined>> & { readonly profile: string }
type Key = { readonly passphrase?: string | undefined; readonly storePassphrase?: boolean | undefined }

/** @throws the errors of `authenticateWithCredentials` of `@x/session` */
export async function withoutBrowser(
  context: Context<AuthenticateLine>,
  { signer, config }: WhoSigns,
  login: Place & Key,
): Promise<Session> {
  const { options, terminal, signal, say, progress } = context
  const { region, authEndpoint, calls, path } = await context.settings()
  const { publicKeyFilePath, privateKeyFilePath, sessionExpirationInMinutes } = options
  const { env, homeDirectory, now } = terminal
  const opening = authenticateWithCredentials({
    ...login,
    ...(await calls()),
    signer,
    region: region ?? config?.region,
    sessionExpirationInMinutes,
    publicKeyFilePath: publicKeyFilePath === undefined ? undefined : path(publicKeyFilePath),
    privateKeyFilePath: privateKeyFilePath === undefined ? undefined : path(privateKeyFilePath),
    overwrite: true,
    authEndpoint,
    env,
    homeDirectory,
    now,
    signal,
  })
  const session = await progress('Asking for a session', opening)
  if (session.warnings.includes('private-key-missing'))
    say(
      `Warning: Nobody can sign with it yet. Set key_file of the profile ${session.profile} to the private half of the public key.`,
      'yellow',
    )
  return session
}
