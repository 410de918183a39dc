// Packs a session into a file, for another machine.
import { exportSession, SessionArchiveError, type ExportedSession, type ExportSessionOptions } from '@x/session'
import { shellWord } from '../../../output/problem/tell.ts'
import { isoTime, localTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { DeclinedError } from '../../../program/errors.ts'
import { archivePassphrase } from '../archive-passphrase.ts'
import { askNewPassphrase } from '../new-passphrase.ts'

interface ExportOptions {
  readonly outputFile: string
  readonly force: boolean
  readonly encrypt: boolean
  readonly passphraseFile?: string | undefined
  readonly includePassphrase: boolean
}

export async function run(context: Context<ExportOptions>): Promise<void> {
  const { options, root, terminal, signal, say, give } = context
  const { place, region, path } = await context.settings()
  const { force, includePassphrase } = options
  const exported = await packed(context, {
    ...place,
    outputFile: path(options.outputFile),
    // That of the variable is for this machine's calls: the archive says where the session is from.
    region: root.region === undefined ? undefined : region,
    encrypt: await encryption(context),
    overwrite: force,
    allowExpired: force,
    includePassphrase,
    now: terminal.now,
    signal,
  })
  const { profile, file, isEncrypted } = exported
  say(`Session ${profile} is exported to ${file}`, 'green')
  if (!isEncrypted) say(dangerOf(exported, terminal.timeZone), 'yellow')
  say(`Next:  on the other machine, ocix session import --session-archive ${shellWord(file)}`)
  if (root.output !== undefined || root.query !== undefined) await give(dataOf(exported))
}

async function encryption(context: Context<ExportOptions>): Promise<ExportSessionOptions['encrypt']> {
  const { options, ask } = context
  const given = await archivePassphrase(context)
  if (given !== undefined) return { passphrase: given }
  if (!options.encrypt) return undefined
  return { passphrase: await askNewPassphrase(ask, { of: 'the archive', flag: '--passphrase-file PATH' }) }
}

/** What is there is replaced where somebody says so. */
async function packed({ ask }: Context<ExportOptions>, how: ExportSessionOptions): Promise<ExportedSession> {
  try {
    return await exportSession(how)
  } catch (error) {
    if (!(error instanceof SessionArchiveError) || error.reason !== 'exists') throw error
    const question = { message: `The file ${error.path} is there already. Replace it?`, flag: '--force' }
    if (!(await ask.confirm(question))) throw new DeclinedError('Nothing was exported.')
    return exportSession({ ...how, overwrite: true })
  }
}

function dangerOf({ expiresAt, sessionEndsAt }: ExportedSession, timeZone: string | undefined): string {
  const signs = `Whoever has the file can sign with the session until ${localTime(expiresAt, timeZone)}`
  if (sessionEndsAt === undefined) return `${signs}, and renew it.`
  return sessionEndsAt > expiresAt ? `${signs}, and renew it until ${localTime(sessionEndsAt, timeZone)}.` : `${signs}.`
}

const dataOf = ({ profile, file, isEncrypted, expiresAt, sessionEndsAt }: ExportedSession): object => ({
  profile,
  file,
  isEncrypted,
  expiresAt: isoTime(expiresAt),
  sessionExpiresAt: isoTime(sessionEndsAt),
})
