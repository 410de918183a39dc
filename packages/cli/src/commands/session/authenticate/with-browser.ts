// Opens a session with a browser.
import { authenticate, type AuthenticateOptions, type Session } from '@x/session'
import type { Environment } from '@x/kernel'
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { isElsewhere, showLogin } from './show-login.ts'
import { readListen, type AuthenticateLine, type ListenPlace } from './options.ts'

/** All that was asked, for the library. */
export type Login = Pick<
  AuthenticateOptions,
  | 'profile'
  | 'configFile'
  | 'tokenLocation'
  | 'region'
  | 'tenancyName'
  | 'identityProviderName'
  | 'expectedTenancy'
  | 'passphrase'
  | 'storePassphrase'
>
export type Ways = Pick<AuthenticateLine, 'listen' | 'paste' | 'printUrl' | 'timeout'>

/** @throws UsageError where nobody could paste, and the errors of `authenticate` of `@x/session` */
export async function withBrowser(context: Context<unknown>, login: Login, ways: Ways): Promise<Session> {
  const { terminal, signal, progress, say, ask } = context
  if (ways.paste && !ask.canAsk)
    throw new UsageError('Nobody can paste an address here. Run it at a terminal, or leave out --paste.')
  const { endpoint, calls } = await context.settings()
  const { env, homeDirectory, now } = terminal
  const over = new AbortController()
  const ending = new AbortController()
  const isRemote = isElsewhere(env)
  const opens = !ways.printUrl && !ways.paste && !isRemote
  const canPaste = ask.canAsk && (ways.paste || isRemote)
  const showing = { printUrl: ways.printUrl, canPaste, opens, over: over.signal }
  const done = authenticate({
    ...login,
    ...(await calls()),
    overwrite: true,
    ...endpointsOf(endpoint, env),
    listen: ways.paste ? false : (ways.listen ?? listenPlaceOf(env)),
    timeoutMs: ways.timeout,
    env,
    homeDirectory,
    now,
    signal: AbortSignal.any([signal, ending.signal]),
    onPending: (pending) => {
      showLogin(pending, showing, context).catch((error: unknown) => over.signal.aborted || ending.abort(error))
    },
    onDiscarded: ({ message }) => say(message, 'yellow'),
    openBrowser: opens ? (url) => open(url, context) : undefined,
  }).finally(() => over.abort())
  return canPaste ? done : progress('Waiting for the login', done)
}

/** Of a machine where every login needs another place than the line says, such as a container. */
function listenPlaceOf(env: Environment): ListenPlace | undefined {
  const text = env['OCIX_LISTEN']?.trim()
  try {
    return text ? readListen(text) : undefined
  } catch (cause) {
    throw new UsageError(`OCIX_LISTEN is no place to listen at. ${(cause as Error).message}`, { cause })
  }
}

/** A variable for one service says more than what holds for all of them. */
function endpointsOf(
  endpoint: string | undefined,
  env: Environment,
): Pick<AuthenticateOptions, 'loginEndpoint' | 'identityEndpoint'> {
  const isFor = (service: string): boolean => Boolean(env[`OCI_SESSION_${service}_ENDPOINT`]?.trim())
  return {
    ...(!isFor('LOGIN') && { loginEndpoint: endpoint }),
    ...(!isFor('IDENTITY') && { identityEndpoint: endpoint }),
  }
}

/** The address is shown as well: without a browser here the login goes on. */
async function open(url: string, { terminal, say }: Pick<Context<unknown>, 'terminal' | 'say'>): Promise<void> {
  await terminal.openBrowser(url).catch(() => say('No browser could be opened here: use the address.', 'yellow'))
}
