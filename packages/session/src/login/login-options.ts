// What a login with a browser may be told, and what of it is refused before anything happens.
import { argumentError, type Kinds } from '@x/kernel'
import { assertNewKey, checkOptions, checkSessionOptions, NEW_KEY, PLACE, PORTS } from '../check-options.ts'
import type { LoginError } from '../errors/login-error.ts'
import type { SessionPlaceOptions } from '../files/session-place.ts'
import type { CallPorts } from '../service/ask-for-renewal.ts'
import type { SessionEndpoints } from '../service/session-endpoints.ts'
import type { ListenAddress } from './page/listen.ts'

/** A login that waits for a user. @public */
export interface PendingLogin {
  /** Of the login page. It is for this login alone: show it to the user and to nobody else. */
  readonly url: string
  /** When the wait ends, epoch milliseconds. */
  readonly endsAt: number
  /** For a user whose browser is on another machine, to be run there; `undefined` where nothing listens. */
  readonly sshCommand: string | undefined
  /**
   * Takes the address at which a browser on another machine ended, which it could not open. It resolves when the session is saved, and
   * rejects with a {@link LoginError} that says why the address was not taken; after one of the reasons of {@link DiscardReason}
   * another address may be pasted.
   */
  readonly paste: (address: string) => Promise<void>
}

/** Options of {@link authenticate}: a `profile`, and one at least of `onPending` and `openBrowser`. @public */
export interface AuthenticateOptions
  extends SessionPlaceOptions, Pick<SessionEndpoints, 'loginEndpoint' | 'identityEndpoint'>, CallPorts {
  /**
   * Identifier or code; empty for the home region in any case. @defaultValue that of the session that is replaced; else the home region of the user, in the commercial realm
   */
  readonly region?: string | undefined
  /** Name or OCID of the tenancy, for the login page. @defaultValue that of the login before, where a session is replaced */
  readonly tenancyName?: string | undefined
  /** For the login page, which takes a wrong one for none. @defaultValue that of the login before, where a session is replaced */
  readonly identityProviderName?: string | undefined
  /** OCID; a login for any other tenancy is not taken. @defaultValue `tenancyName`, where that is an OCID */
  readonly expectedTenancy?: string | undefined
  /** Encrypts the new private key. It is not stored unless `storePassphrase` says so. Secret. */
  readonly passphrase?: string | undefined
  /** Whether the profile gets the passphrase, as plain text. @defaultValue false */
  readonly storePassphrase?: boolean | undefined
  /** Whether a session of the same name may be replaced; a profile that is no session never is. @defaultValue false */
  readonly overwrite?: boolean | undefined
  /** Opens the login page. @defaultValue nobody does */
  readonly openBrowser?: ((url: string) => unknown) | undefined
  /** Is told once, when the login waits. */
  readonly onPending?: ((login: PendingLogin) => unknown) | undefined
  /** Is told of each answer of a browser that was not taken. The login goes on. */
  readonly onDiscarded?: ((error: LoginError) => unknown) | undefined
  /** Where the browser is received; `false`: nowhere, and the address is pasted. */
  readonly listen?: ListenAddress | false | undefined
  /** How long a user has. @defaultValue 300_000 */
  readonly timeoutMs?: number | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
}

const KINDS: Kinds<AuthenticateOptions> = {
  ...PLACE,
  ...PORTS,
  ...NEW_KEY,
  tokenLocation: 'a string',
  loginEndpoint: 'anything',
  identityEndpoint: 'anything',
  region: 'a string',
  tenancyName: 'a string',
  identityProviderName: 'a string',
  expectedTenancy: 'a string',
  overwrite: 'true or false',
  openBrowser: 'a function',
  onPending: 'a function',
  onDiscarded: 'a function',
  listen: 'anything',
  timeoutMs: 'a number',
  lockTimeoutMs: 'a number',
}

const LISTEN: Kinds<ListenAddress> = { host: 'a string', port: 'a number' }
/** Timers of Node overflow above. */
const LONGEST_MS = 2_147_483_647

/** @throws TypeError `ERR_INVALID_ARGUMENT` */
export function assertLoginOptions(options: AuthenticateOptions): void {
  checkSessionOptions(options, { call: "authenticate({ profile: 'DAILY', onPending })", kinds: KINDS })
  assertNewKey(options)
  const { listen, timeoutMs = 1, openBrowser, onPending, tenancyName, identityProviderName, expectedTenancy } = options
  if (!openBrowser && !onPending)
    throw argumentError('Nobody would get to see the login page. Pass openBrowser, or onPending to show its url.')
  if (listen === false && !onPending)
    throw argumentError('Nobody could bring the login back. Pass onPending to paste an address, or leave out listen.')
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_MS))
    throw argumentError(`timeoutMs is out of range. Pass milliseconds from 1 to ${LONGEST_MS}.`)
  const texts = Object.entries({ tenancyName, identityProviderName, expectedTenancy })
  for (const [name, value] of texts)
    if (value !== undefined && value.trim() === '')
      throw argumentError(`${name} is empty. Pass a name, or leave it out.`)
  if (listen !== undefined && listen !== false) assertAddress(listen)
}

function assertAddress(listen: ListenAddress): void {
  checkOptions(listen, { call: 'authenticate({ listen: { host, port } })', kinds: LISTEN })
  const { port = 0, host } = listen
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw argumentError('The port of listen is none. Pass an integer from 0 to 65535.')
  if (host !== undefined && host.trim() === '')
    throw argumentError('The host of listen is empty. Pass an address of this machine, or leave it out.')
}
