// A login in place of a session that has ended, so that the command which met it can go on. Loaded only then.
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { loadConfig } from '@x/config'
import type { SessionStatus } from '@x/session'
import type { Context } from '../../../program/context.ts'
import type { Settings } from '../../../program/settings.ts'
import { askNewPassphrase } from '../new-passphrase.ts'
import { profileThere } from '../profile-there.ts'
import { sentenceOf } from '../written-session.ts'
import type { KeyPassphrase } from './ask-passphrase.ts'
import { withBrowser } from './with-browser.ts'

/**
 * Asks, and logs in as before: same place, region, tenancy and names, and a key that is as closed.
 *
 * @throws what the command met, where it is no session of this profile or the user says no; and the errors of a login
 */
export async function logInAgain(context: Context<object>, met: unknown): Promise<void> {
  const { ask, say, terminal } = context
  const settings = await context.settings()
  const { profile, configFile } = settings.place
  const there = await profileThere({ profile, configFile }, terminal)
  if (there.kind !== 'session') throw met
  const flag = '--profile with a session that is good'
  const question = { message: `The session ${profile} has ended. Log in again, and go on?`, flag, initial: true }
  if (!(await ask.confirm(question))) throw met
  const { tokenFile, region = settings.region, tenancy, user } = there.status
  const folder = dirname(tokenFile)
  const session = await withBrowser(
    context,
    {
      profile,
      configFile,
      tokenLocation: basename(folder) === profile ? dirname(folder) : undefined,
      region,
      expectedTenancy: tenancy,
      ...(await passphraseAsBefore(there.status, settings, context)),
    },
    { paste: false, printUrl: false },
  )
  say(sentenceOf(session, 'Logged in', terminal.timeZone), 'green')
  if (user !== undefined && session.user !== user) say('This is another user than before.', 'yellow')
}

async function passphraseAsBefore(
  { keyFile, profile }: SessionStatus,
  { place }: Settings,
  { ask }: Pick<Context<object>, 'ask'>,
): Promise<KeyPassphrase> {
  const pem = keyFile === undefined ? '' : await readFile(keyFile, 'utf8').catch(() => '')
  if (!/ENCRYPTED/.test(pem)) return {}
  const { env, homeDirectory, configFile: file } = place
  const config = await loadConfig({ file, profile, env, homeDirectory, checkFiles: false })
  const origin = config.origin('passphrase')
  const isStored = origin?.kind === 'file' && origin.profile === profile
  const known = env['OCI_CLI_PASSPHRASE'] || config.passphrase
  const passphrase = known ?? (await askNewPassphrase(ask, { of: 'the new private key', flag: 'OCI_CLI_PASSPHRASE' }))
  return { passphrase, storePassphrase: isStored && passphrase === config.passphrase }
}
