// Opens a session with a browser: a person logs in on OCI's page, and the token comes back to a page of ours, or by hand.
import { randomBytes, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { notify } from '@x/kernel'
import { resolveRegion } from '@x/config/regions'
import { isDiscard, LoginError } from '../errors/login-error.ts'
import { assertPlaceWritable, replaceableSession } from '../files/replaceable-session.ts'
import { sessionPlace } from '../files/session-place.ts'
import { endpointOf } from '../service/session-endpoints.ts'
import type { Session } from '../session.ts'
import { makeSessionKeyPair } from '../token/session-key.ts'
import { assertLoginOptions, type AuthenticateOptions, type PendingLogin } from './login-options.ts'
import { loginUrl } from './login-url.ts'
import { pageAnswers } from './page/answer-requests.ts'
import { listen, LOGIN_PORT, type Listener } from './page/listen.ts'
import { takeAnswer, type BegunLogin } from './take-answer.ts'
import { waitForAnswer, type AnswerWait } from './wait-for-answer.ts'

const FIVE_MINUTES_MS = 300_000

/**
 * Opens a session with a browser, and writes it where OCI's command line and SDKs find it, as `oci session authenticate` does. It can
 * be renewed for a day, as OCI's documentation has it.
 *
 * The browser comes back to a page at port 8181 of this machine. Where the browser is on another one, its user pastes the address at
 * which it ended: `onPending` gets a function for that. Both ways are open at once, and the same is checked. The page tells that the
 * user is logged in when the session is saved, and not before.
 *
 * Whatever can be refused is refused before the browser opens; nothing is written before a token is there that fits the key.
 *
 * @returns the session, which lies on the disk
 * @throws {@link LoginError} `ERR_LOGIN` with the `reason`
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `exists` or `invalid-name`
 * @throws {@link SessionWriteError} `ERR_SESSION_WRITE` where the folder could not be written
 * @throws UnknownRegionError `ERR_UNKNOWN_REGION`, InvalidRegionError `ERR_INVALID_REGION`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or one that cannot be
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, ConfigParseError `ERR_CONFIG_PARSE`
 * @throws ServiceError and the errors of `@x/http`, where a token that does not name its key could not be proved
 * @throws the reason of `signal` when it is aborted
 * @example
 * ```ts
 * import { authenticate } from '@x/session'
 * const { user, expiresAt } = await authenticate({
 *   profile: 'DAILY',
 *   onPending: ({ url }) => console.error(`Log in at ${url}`),
 * })
 * ```
 * @see docs/sources.md#browser-login
 * @public
 */
export async function authenticate(options: AuthenticateOptions): Promise<Session> {
  assertLoginOptions(options)
  const { listen: address = {}, timeoutMs = FIVE_MINUTES_MS, signal, onDiscarded } = options
  const { login, url } = await begin(options)
  signal?.throwIfAborted()
  const wait = waitForAnswer({ take: (text) => takeAnswer(text, login, options), timeoutMs, signal })
  const page = pageAnswers(randomBytes(32).toString('base64url'), (answer) => {
    const delivered = wait.deliver(answer)
    delivered.catch((error: unknown) => isDiscard(error) && notify(onDiscarded, error))
    return delivered
  })
  const endsAt = Date.now() + timeoutMs
  const listener = address === false ? undefined : await opened(listen(address, page.onRequest), wait)
  try {
    const paste = async (text: string): Promise<void> => void (await wait.deliver(text))
    show({ url, endsAt, sshCommand: listener && sshCommand(listener, options), paste }, wait, options)
    return await wait.outcome
  } finally {
    await page.told()
    listener?.close()
  }
}

/** All that can be refused before anybody is asked to log in. */
async function begin(options: AuthenticateOptions): Promise<{ readonly login: BegunLogin; readonly url: string }> {
  const place = await sessionPlace(options)
  const replaced = await replaceableSession(options)
  await assertPlaceWritable(place)
  const region = await regionOf(options.region ?? replaced?.region, options)
  const endpoint = await endpointOf('login', options, { ...options, region })
  if (region !== undefined) await endpointOf('identity', options, { ...options, region })
  const names = {
    tenancyName: options.tenancyName ?? replaced?.loginTenancyName,
    identityProviderName: options.identityProviderName ?? replaced?.loginIdentityProviderName,
  }
  const named = names.tenancyName?.startsWith('ocid1.') ? names.tenancyName : undefined
  const expectedTenancy = options.expectedTenancy ?? named
  const key = await makeSessionKeyPair(options.passphrase)
  const nonce = randomUUID()
  const url = loginUrl({ endpoint, publicKeyPem: key.publicKeyPem, nonce, ...names })
  return { login: { place, key, nonce, region, expectedTenancy, ...names }, url }
}

async function regionOf(
  named: string | undefined,
  { loginEndpoint, env, homeDirectory }: AuthenticateOptions,
): Promise<string | undefined> {
  if (!named) return undefined
  // Where the address is given, no region leads anywhere.
  const sources = { strict: loginEndpoint === undefined, env, homeDirectory, onWarning: () => {} }
  return (await resolveRegion(named, sources)).id
}

/** A wait for a browser that cannot come ends with the same error. */
const opened = (listening: Promise<Listener>, wait: AnswerWait<Session>): Promise<Listener> =>
  listening.catch((error: unknown) => {
    wait.fail(error)
    throw error
  })

const sshCommand = ({ port }: Listener, { listen: address }: AuthenticateOptions): string =>
  `ssh -L ${LOGIN_PORT}:${inAddress((address || {}).host ?? 'localhost')}:${port} ${hostname()}`

/** An address of IPv6 stands in brackets where a port follows. */
const inAddress = (host: string): string => (host.includes(':') ? `[${host}]` : host)

function show(login: PendingLogin, wait: AnswerWait<Session>, options: AuthenticateOptions): void {
  const { onPending, openBrowser, signal } = options
  if (signal?.aborted) return
  notify(onPending, login)
  const opening = async (): Promise<unknown> => openBrowser?.(login.url)
  opening().catch((cause: unknown) => wait.fail(new LoginError('browser-failed', { cause })))
}
