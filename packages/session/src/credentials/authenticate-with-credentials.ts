// Opens a session without a browser: a credential that is there already signs for it.
import { argumentError, type Kinds } from '@x/kernel'
import { checkSessionOptions, assertNewKey, PLACE, PORTS, NEW_KEY } from '../check-options.ts'
import type { OciConfigInput } from '@x/config'
import type { HttpClient } from '@x/http'
import type { RetryStrategyOptions } from '@x/retry'
import type { RequestSigner } from '@x/signer'
import { SessionRegionError } from '../errors/session-region-error.ts'
import { resolveRegion } from '@x/config/regions'
import { replaceableSession } from '../files/replaceable-session.ts'
import { saveSession, type NewSession } from '../files/save-session.ts'
import { expand, sessionPlace, type SessionPlaceOptions } from '../files/session-place.ts'
import { KEY_PLACEHOLDER } from '../files/stored-session.ts'
import { endpointOf, type SessionEndpoints } from '../service/session-endpoints.ts'
import type { Session } from '../session.ts'
import { checkSessionToken, type IssuedSession } from '../token/issued-session.ts'
import { makeSessionKeyPair, type SessionKeyPair } from '../token/session-key.ts'
import { readGivenKey } from './given-key.ts'

/** Options of {@link authenticateWithCredentials}: one of `signer` and `config`, and a `profile`. @public */
export interface CredentialsOptions extends SessionPlaceOptions, Pick<SessionEndpoints, 'authEndpoint'> {
  /** Who opens the session: any signer of a user, with an API key or a session. */
  readonly signer?: RequestSigner | undefined
  /** The same as a configuration: what `loadConfig` of `@x/config` yields. */
  readonly config?: OciConfigInput | undefined
  /** How long the session lasts: 5 to 60. @defaultValue 60 */
  readonly sessionExpirationInMinutes?: number | undefined
  /** Identifier or code. @defaultValue the configuration's, else the signer's */
  readonly region?: string | undefined
  /** A public key to bind the session to, as PEM, in place of a new pair. */
  readonly publicKeyFilePath?: string | undefined
  /** Its private half. @defaultValue the file beside it, `….pem` for `…_public.pem`, where that belongs to it */
  readonly privateKeyFilePath?: string | undefined
  /** Encrypts the new private key. It is not stored unless `storePassphrase` says so. Secret. */
  readonly passphrase?: string | undefined
  /** Whether the profile gets the passphrase, as plain text. @defaultValue false */
  readonly storePassphrase?: boolean | undefined
  /** Whether a session of the same name may be replaced; a profile that is no session never is. @defaultValue false */
  readonly overwrite?: boolean | undefined
  /** @defaultValue that of `DataplaneClient` */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly httpClient?: HttpClient | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const KINDS: Kinds<CredentialsOptions> = {
  ...PLACE,
  ...PORTS,
  ...NEW_KEY,
  tokenLocation: 'a string',
  authEndpoint: 'anything',
  signer: 'an object',
  config: 'an object',
  sessionExpirationInMinutes: 'a number',
  region: 'a string',
  publicKeyFilePath: 'a string',
  privateKeyFilePath: 'a string',
  overwrite: 'true or false',
  lockTimeoutMs: 'a number',
}

/** A session that was opened. @public */
export interface OpenedSession extends Session {
  /** `private-key-missing`: only a public key was given; set `key_file` of the profile to its private half. */
  readonly warnings: readonly 'private-key-missing'[]
}

/** With all its attempts: a caller waits for it. */
const DEADLINE_MS = 120_000

/**
 * Opens a session of at most an hour with a credential that is there already, and writes it where OCI's command line and SDKs find it,
 * as `oci session authenticate --no-browser` does. Several sessions may be open side by side; each has its own key.
 *
 * Nothing is asked for where the profile could not be written, and nothing is written before a token is there that fits the key.
 *
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `exists` or `invalid-name`
 * @throws {@link SessionRegionError} `ERR_SESSION_REGION`, UnknownRegionError `ERR_UNKNOWN_REGION`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for both or neither of `signer` and `config`, for a session expiration outside 5 to 60 minutes,
 * for keys that are no pair, or for an option that is unknown or of the wrong kind
 * @throws UnusableTokenError `ERR_UNUSABLE_TOKEN`, and what `DataplaneClient` of `@x/identity-data-plane` rejects with
 * @throws SessionWriteError `ERR_SESSION_WRITE`, ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, ConfigParseError `ERR_CONFIG_PARSE`
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { authenticateWithCredentials } from '@x/session'
 * const config = await loadConfig() // an API key
 * const { expiresAt } = await authenticateWithCredentials({ config, profile: 'SHORT', sessionExpirationInMinutes: 15 })
 * ```
 * @see docs/sources.md#session-files
 * @public
 */
export async function authenticateWithCredentials(options: CredentialsOptions): Promise<OpenedSession> {
  checkSessionOptions(options, { call: "authenticateWithCredentials({ config, profile: 'SHORT' })", kinds: KINDS })
  assertNewKey(options)
  const { signer, config, passphrase, storePassphrase = false } = options
  if ((signer === undefined) === (config === undefined))
    throw argumentError('Who opens the session is given twice or not at all. Pass signer, or config.')
  const place = await sessionPlace(options)
  await replaceableSession(options)
  const region = await regionOf(options)
  const key = await keyOf(options)
  const issued = await askForSession(options, { region, key })
  const { publicKeyPem, fingerprint } = key
  const { token, tenancy } = issued
  const keys = { fingerprint, tenancy, region, ...(passphrase && storePassphrase && { pass_phrase: passphrase }) }
  const session: NewSession = { token, publicKeyPem, privateKey: key.privateKey, keys }
  const { tokenFile, keyFile } = await saveSession(place, session, options)
  const own = 'path' in key.privateKey ? key.privateKey.path : keyFile
  const isMissing = own === KEY_PLACEHOLDER
  const { profile, configFile } = place
  const { user, expiresAt, sessionEndsAt } = issued
  return {
    profile,
    configFile,
    tokenFile,
    keyFile: isMissing ? undefined : own,
    region,
    tenancy,
    user,
    expiresAt,
    sessionEndsAt,
    warnings: isMissing ? ['private-key-missing'] : [],
  }
}

/** The pair that the session is bound to. */
interface SessionPair extends Omit<SessionKeyPair, 'privateKeyPem'> {
  readonly privateKey: NewSession['privateKey']
}

async function keyOf(options: CredentialsOptions): Promise<SessionPair> {
  const { publicKeyFilePath, privateKeyFilePath, passphrase } = options
  if (publicKeyFilePath !== undefined) {
    const paths = { publicKeyFilePath: expand(publicKeyFilePath, options), passphrase }
    const { keyFile, ...half } = await readGivenKey({
      ...paths,
      privateKeyFilePath: privateKeyFilePath && expand(privateKeyFilePath, options),
    })
    return { ...half, privateKey: { path: keyFile } }
  }
  if (privateKeyFilePath !== undefined)
    throw argumentError(
      'There is a privateKeyFilePath without a publicKeyFilePath. Pass both, or neither for a new pair.',
    )
  const { privateKeyPem: pem, ...half } = await makeSessionKeyPair(passphrase)
  return { ...half, privateKey: { pem } }
}

async function regionOf({
  region,
  config,
  signer,
  authEndpoint,
  env,
  homeDirectory,
}: CredentialsOptions): Promise<string> {
  const named = region ?? config?.region ?? (await signer?.region?.())
  if (!named) throw new SessionRegionError()
  // Where the address is given, no region leads anywhere.
  const sources = { strict: authEndpoint === undefined, env, homeDirectory, onWarning: () => {} }
  return (await resolveRegion(named, sources)).id
}

async function askForSession(
  options: CredentialsOptions,
  { region, key }: { readonly region: string; readonly key: SessionPair },
): Promise<IssuedSession> {
  const { signer, config, sessionExpirationInMinutes = 60, retryStrategy, httpClient, env, now, signal } = options
  const serviceEndpoint = await endpointOf('auth', options, { ...options, region })
  const { DataplaneClient } = await import('@x/identity-data-plane')
  const client = new DataplaneClient({ signer, config, serviceEndpoint, retryStrategy, httpClient, env, now })
  const details = { publicKey: key.publicKeyPem, sessionExpirationInMinutes }
  const { data } = await client.generateUserSecurityToken(details, { signal, deadlineMs: DEADLINE_MS })
  return checkSessionToken(data.token, key.publicKey)
}
