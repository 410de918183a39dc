// Opens a session with a browser.
import { authenticate, LoginError, type AuthenticateOptions, type Session } from '@x/session'
import type { Environment } from '@x/kernel'
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { isElsewhere, showLogin, type Showing } from './show-login.ts'
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
  const { terminal, progress, say, ask } = context
  if (ways.paste && !ask.canAsk)
    throw new UsageError('Nobody can paste an address here. Run it at a terminal, or leave out --paste.')
  const isRemote = isElsewhere(terminal.env)
  const how = {
    printUrl: ways.printUrl,
    opens: !ways.printUrl && !ways.paste && !isRemote,
    canPaste: ask.canAsk && (ways.paste || isRemote),
    timeoutMs: ways.timeout,
  }
  const listen = ways.paste ? false : (ways.listen ?? listenPlaceOf(terminal.env))
  const done = begun(context, login, { ...how, listen }).catch((error: unknown) => {
    // Where people share a machine, somebody else may be logging in.
    if (!how.canPaste || !(error instanceof LoginError) || error.reason !== 'port-in-use') throw error
    say('The port of the login is taken here, so that only pasting is left.', 'yellow')
    return begun(context, login, { ...how, listen: false })
  })
  return how.canPaste ? done : progress('Waiting for the login', done)
}

interface How extends Omit<Showing, 'over'>, Pick<AuthenticateOptions, 'listen' | 'timeoutMs'> {}

async function begun(context: Context<unknown>, login: Login, how: How): Promise<Session> {
  const { terminal, signal, say } = context
  const { listen, timeoutMs, ...showing } = how
  const { endpoint, calls } = await context.settings()
  const { env, homeDirectory, now } = terminal
  const over = new AbortController()
  const ending = new AbortController()
  return authenticate({
    ...login,
    ...(await calls()),
    ...endpointsOf(endpoint, env),
    overwrite: true,
    listen,
    timeoutMs,
    env,
    homeDirectory,
    now,
    signal: AbortSignal.any([signal, ending.signal]),
    onPending: (pending) => {
      showLogin(pending, { ...showing, over: over.signal }, context).catch(
        (error: unknown) => over.signal.aborted || ending.abort(error),
      )
    },
    onDiscarded: ({ message }) => say(message, 'yellow'),
    openBrowser: how.opens ? (url) => open(url, context) : undefined,
  }).finally(() => over.abort())
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
