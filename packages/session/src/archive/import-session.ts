// Takes a session out of an archive that somebody sent, and trusts nothing in it.
import { argumentError, type Kinds } from '@x/kernel'
import { checkOptions, PLACE, PORTS } from '../check-options.ts'
import { resolveRegion } from '@x/config/regions'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { SessionRegionError } from '../errors/session-region-error.ts'
import { replaceableSession } from '../files/replaceable-session.ts'
import { saveSession, type NewSession } from '../files/save-session.ts'
import { expand, sessionPlace, type SessionPlaceOptions } from '../files/session-place.ts'
import type { Session } from '../session.ts'
import { readArchiveFile } from './archive-file.ts'
import type { ArchiveFiles } from './archive-files.ts'
import { readArchivedSession, type ArchivedSession } from './archived-session.ts'
import { readManifest } from './manifest.ts'
import { readZip } from './read-zip.ts'
import { isSealed, unseal } from './sealed.ts'

/** Options of {@link importSession}: a `sessionArchive`. @public */
export interface ImportSessionOptions extends Omit<SessionPlaceOptions, 'profile'> {
  /** Path of the archive: of `exportSession`, or of `oci session export`. `~` is expanded. */
  readonly sessionArchive: string
  /** Name of the profile, case-sensitive. @defaultValue the name that it had where it was exported */
  readonly profile?: string | undefined
  /** What the archive was encrypted with. An archive that is not encrypted is refused then. Secret. */
  readonly passphrase?: string | undefined
  /** Of the private key, where that is encrypted by itself and the archive has no `pass_phrase`. It is not stored. Secret. */
  readonly keyPassphrase?: string | undefined
  /** Identifier or code. @defaultValue that of the archive */
  readonly region?: string | undefined
  /** Whether a session of the same name may be replaced; a profile that is no session never is. @defaultValue false */
  readonly overwrite?: boolean | undefined
  /** Whether a token that has ended is taken all the same. @defaultValue false */
  readonly allowExpired?: boolean | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const KINDS: Kinds<ImportSessionOptions> = {
  ...PLACE,
  tokenLocation: 'a string',
  sessionArchive: 'a string',
  passphrase: 'a string',
  keyPassphrase: 'a string',
  region: 'a string',
  overwrite: 'true or false',
  allowExpired: 'true or false',
  lockTimeoutMs: 'a number',
  signal: PORTS.signal,
  now: PORTS.now,
}

/**
 * Takes a session out of an archive of `exportSession` or of `oci session export`, and writes it where OCI's command line and SDKs find
 * it. It is there whole or not at all.
 *
 * The archive is read in memory. Nothing in it becomes a path: its files get the names that sessions have here, after key, fingerprint,
 * token, tenancy and region were checked against each other. At most 8 entries of 64 KiB are read, and plain files only.
 *
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` with the `reason` for which the archive is not taken
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `exists`, `invalid-name`
 * @throws {@link SessionRegionError} `ERR_SESSION_REGION`, UnknownRegionError `ERR_UNKNOWN_REGION`, InvalidRegionError `ERR_INVALID_REGION`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for no `sessionArchive`, an empty passphrase, or an option that is unknown or of the wrong kind
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, ConfigParseError `ERR_CONFIG_PARSE`
 * @example
 * ```ts
 * import { importSession } from '@x/session'
 * const { profile, expiresAt } = await importSession({ sessionArchive: '~/short.zip', profile: 'COPY' })
 * ```
 * @see docs/sources.md#session-archives
 * @public
 */
export async function importSession(options: ImportSessionOptions): Promise<Session> {
  assertImportOptions(options)
  const { keyPassphrase, allowExpired = false, now = Date.now, signal } = options
  const path = expand(options.sessionArchive, options)
  const session = await readArchivedSession(await filesIn(path, options), { path, keyPassphrase })
  if (now() >= session.expiresAt && !allowExpired) throw new SessionArchiveError('expired', path)
  const region = await regionOf(session, path, options)
  const target = { ...options, profile: options.profile ?? session.profile }
  const place = await sessionPlace(target)
  await replaceableSession(target)
  signal?.throwIfAborted()
  const { tokenFile, keyFile } = await saveSession(place, newSession(session, region), options)
  const { profile, configFile } = place
  const { tenancy, user, expiresAt, sessionEndsAt } = session
  return { profile, configFile, tokenFile, keyFile, region, tenancy, user, expiresAt, sessionEndsAt }
}

function assertImportOptions(options: ImportSessionOptions): void {
  checkOptions(options, { call: "importSession({ sessionArchive: '~/short.zip' })", kinds: KINDS })
  const { sessionArchive, passphrase } = options
  if (typeof sessionArchive !== 'string' || sessionArchive === '')
    throw argumentError('There is no sessionArchive. Pass the path of the archive.')
  if (passphrase === '')
    throw argumentError('The passphrase of the archive is empty. Leave it out where there is none.')
}

/** Who passes a passphrase relies on it: an archive that needs none may have been put in the place of his own. */
async function filesIn(path: string, { passphrase }: ImportSessionOptions): Promise<ArchiveFiles> {
  const bytes = await readArchiveFile(path)
  if (passphrase !== undefined) {
    const plain = await unseal(bytes, passphrase)
    if (plain === undefined) throw new SessionArchiveError('cannot-decrypt', path)
    return readManifest(plain, path)
  }
  if (isSealed(bytes)) throw new SessionArchiveError('passphrase-missing', path)
  return readZip(bytes, path)
}

/** A region that nobody knows, or a whole domain in its place, would lead the token to an address that the archive has made up. */
async function regionOf(session: ArchivedSession, path: string, options: ImportSessionOptions): Promise<string> {
  const { region = session.region, env, homeDirectory } = options
  if (!region) throw new SessionRegionError()
  if (options.region === undefined && !/^[\w-]+$/.test(region)) throw new SessionArchiveError('malformed-config', path)
  return (await resolveRegion(region, { strict: true, env, homeDirectory, onWarning: () => {} })).id
}

function newSession(
  { token, publicKeyPem, privateKeyPem: pem, fingerprint, tenancy, passphrase }: ArchivedSession,
  region: string,
): NewSession {
  const keys = { fingerprint, tenancy, region, ...(passphrase !== undefined && { pass_phrase: passphrase }) }
  return { token, publicKeyPem, privateKey: { pem }, keys }
}
