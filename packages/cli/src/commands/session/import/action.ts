// Takes a session out of a file that came from another machine.
import {
  importSession,
  SessionArchiveError,
  SessionProfileError,
  type ImportSessionOptions,
  type Session,
} from '@x/session'
import type { Context } from '../../../program/context.ts'
import { archivePassphrase } from '../archive-passphrase.ts'
import { problemOfName } from '../session-name.ts'
import { tellSession } from '../written-session.ts'

interface ImportOptions {
  readonly sessionArchive: string
  readonly force: boolean
  readonly profileName?: string | undefined
  readonly passphraseFile?: string | undefined
  readonly configLocation?: string | undefined
  readonly tokenLocation?: string | undefined
}

export async function run(context: Context<ImportOptions>): Promise<void> {
  const { options, root, terminal, signal } = context
  const { configFile: read, region, path } = await context.settings()
  const at = (text: string | undefined): string | undefined => (text === undefined ? undefined : path(text))
  const configFile = at(options.configLocation) ?? read
  const session = await taken(context, {
    sessionArchive: path(options.sessionArchive),
    profile: options.profileName,
    passphrase: await archivePassphrase(context),
    keyPassphrase: terminal.env['OCI_CLI_PASSPHRASE'] || undefined,
    // That of the variable is for calls: the archive says where the session is from.
    region: root.region === undefined ? undefined : region,
    overwrite: options.force,
    allowExpired: options.force,
    configFile,
    tokenLocation: at(options.tokenLocation),
    env: terminal.env,
    homeDirectory: terminal.homeDirectory,
    now: terminal.now,
    signal,
  })
  await tellSession(context, session, { what: 'Imported, to sign', isElsewhere: configFile !== read })
}

/** What turns out to be missing is asked for, each once; a name until one is free. */
async function taken(context: Context<ImportOptions>, how: ImportSessionOptions): Promise<Session> {
  try {
    return await importSession(how)
  } catch (error) {
    const more = await answerTo(error, context)
    if (more === undefined || Object.keys(more).some((name) => name in ASKED_ONCE && Reflect.get(how, name)))
      throw error
    return taken(context, { ...how, ...more })
  }
}

const ASKED_ONCE: Partial<Record<keyof ImportSessionOptions, true>> = { passphrase: true, keyPassphrase: true }

async function answerTo(
  error: unknown,
  { ask, options }: Context<ImportOptions>,
): Promise<Partial<ImportSessionOptions> | undefined> {
  if (error instanceof SessionProfileError && error.reason === 'exists') {
    const why = options.force ? 'is no session, and is not replaced' : 'is there already'
    const flag = options.force ? '--profile-name NAME' : '--profile-name NAME, or --force'
    const message = `The profile ${error.profile} ${why}. Name of the profile`
    return { profile: await ask.text({ message, flag, check: problemOfName }) }
  }
  if (!(error instanceof SessionArchiveError)) return undefined
  if (error.reason === 'passphrase-missing')
    return { passphrase: await ask.secret({ message: 'Passphrase of the archive', flag: '--passphrase-file PATH' }) }
  if (error.reason === 'key-passphrase-missing')
    return { keyPassphrase: await ask.secret({ message: 'Passphrase of the private key', flag: 'OCI_CLI_PASSPHRASE' }) }
  return undefined
}
