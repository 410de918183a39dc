// Opens a session. Everything is asked before a browser opens or a service is called.
import type { Session, SessionStatus } from '@x/session'
import { localTime } from '../../../output/times.ts'
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { statusData } from '../status-data.ts'
import { tellSession } from '../written-session.ts'
import { askPassphrase } from './ask-passphrase.ts'
import { askProfile, isGood, namedProfile } from './ask-profile.ts'
import { askRegion } from './ask-region.ts'
import type { AuthenticateLine } from './options.ts'
import type { Login } from './with-browser.ts'

export async function run(context: Context<AuthenticateLine>): Promise<void> {
  const { options } = context
  assertLine(context)
  const settings = await context.settings()
  const at = (text: string | undefined): string | undefined => (text === undefined ? undefined : settings.path(text))
  const configFile = at(options.configLocation)
  // Before any question: an answer helps nobody where there is no one to sign.
  const who = options.noBrowser ? await context.whoSigns() : undefined
  // The region first, as people know it; not where the profile is named, and may say which region it was.
  const isNamed = namedProfile(context) !== undefined
  const early = isNamed || who ? undefined : { region: await askRegion(context) }
  const chosen = await askProfile(context, configFile)
  const { profile } = chosen
  const { there } = chosen
  if (options.reuse && there.kind === 'session' && (await isGood(there.status, context, configFile)))
    return tellKept(there.status, context)
  const place = { profile, configFile, tokenLocation: at(options.tokenLocation) }
  const where = early ?? (who ? {} : { region: await askRegion(context, there) })
  const key = await askPassphrase(context)
  const session = who
    ? await import('./without-browser.ts').then((way) => way.withoutBrowser(context, who, { ...place, ...key }))
    : await byBrowser(context, { ...place, ...key, ...where })
  await tellSession(context, session, { what: 'Logged in', isElsewhere: configFile !== undefined })
}

async function tellKept(status: SessionStatus, { say, give, root, terminal }: Context<object>): Promise<void> {
  const { profile, expiresAt = 0 } = status
  say(`Session ${profile} is kept: it is good until ${localTime(expiresAt, terminal.timeZone)}`, 'green')
  if (root.output !== undefined || root.query !== undefined) await give(statusData(status))
}

async function byBrowser(context: Context<AuthenticateLine>, login: Login): Promise<Session> {
  const { tenancyName, identityProviderName, sessionExpirationInMinutes: minutes } = context.options
  const { withBrowser } = await import('./with-browser.ts')
  const whole = { ...login, tenancyName, identityProviderName }
  const session = await withBrowser(context, whole, context.options)
  if (minutes === undefined) return session
  const { shortened } = await import('./shortened.ts')
  return context.progress('Shortening the session', shortened(context, session, { minutes, login: whole }))
}

function assertLine({ options }: Context<AuthenticateLine>): void {
  const { noBrowser, publicKeyFilePath, privateKeyFilePath, usePassphrase, listen, paste, printUrl } = options
  if (!noBrowser && (publicKeyFilePath !== undefined || privateKeyFilePath !== undefined))
    throw new UsageError('A key of yours is bound to a session without a browser only. Give --no-browser as well.')
  if (noBrowser && (paste || printUrl || listen !== undefined))
    throw new UsageError('There is --no-browser, and an option about browsers. Leave out one of them.')
  if (publicKeyFilePath !== undefined && usePassphrase)
    throw new UsageError('--use-passphrase is for a new key. Leave it out where --public-key-file-path names one.')
  if (privateKeyFilePath !== undefined && publicKeyFilePath === undefined)
    throw new UsageError('There is --private-key-file-path alone. Give --public-key-file-path as well.')
  if (paste && listen !== undefined) throw new UsageError('Give either --paste or --listen, not both.')
}
