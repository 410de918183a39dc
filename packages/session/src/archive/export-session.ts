// Packs a session into one file, for another machine.
import { argumentError, type Kinds } from '@x/kernel'
import { checkOptions, checkSessionOptions, PLACE, PORTS } from '../check-options.ts'
import { SessionArchiveError } from '../errors/session-archive-error.ts'
import { SessionRegionError } from '../errors/session-region-error.ts'
import { assertSessionName } from '../files/profile-name.ts'
import { labelled } from '../files/save-session.ts'
import { expand, type SessionPlaceOptions } from '../files/session-place.ts'
import { refuseExistingFile, writeArchiveFile } from './archive-file.ts'
import { ENTRIES, type ArchiveFiles } from './archive-files.ts'
import { writeArchivedConfig } from './archived-config.ts'
import { readExportableSession, type ExportableSession } from './exportable-session.ts'
import { writeManifest } from './manifest.ts'
import { seal } from './sealed.ts'
import { writeZip } from './write-zip.ts'

/** Options of {@link exportSession}: a `profile` and an `outputFile`. @public */
export interface ExportSessionOptions extends Omit<SessionPlaceOptions, 'tokenLocation'> {
  /**
   * Where the archive goes; `~` is expanded. A zip gets the ending `.zip` where it has none; an encrypted archive is no zip, and keeps the
   * name that it is given.
   */
  readonly outputFile: string
  /** Whether a file that is there may be replaced. @defaultValue false */
  readonly overwrite?: boolean | undefined
  /** Encrypts the archive. Only `importSession` reads it then, not OCI's command line. Secret. */
  readonly encrypt?: { readonly passphrase: string } | undefined
  /** Whether the `pass_phrase` of the profile goes along, so that the key needs no other secret. @defaultValue false */
  readonly includePassphrase?: boolean | undefined
  /** Whether a token that has ended is packed all the same. @defaultValue false */
  readonly allowExpired?: boolean | undefined
  /** Identifier or code. @defaultValue the profile's own; one that it inherits does not go along */
  readonly region?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
}

const KINDS: Kinds<ExportSessionOptions> = {
  ...PLACE,
  outputFile: 'a string',
  overwrite: 'true or false',
  encrypt: 'an object',
  includePassphrase: 'true or false',
  allowExpired: 'true or false',
  region: 'a string',
  signal: PORTS.signal,
  now: PORTS.now,
}

/** What was packed. @public */
export interface ExportedSession {
  readonly profile: string
  /** Path of the archive, with the ending that it got. */
  readonly file: string
  readonly isEncrypted: boolean
  /** Of the token, epoch milliseconds by the service's clock: whoever has the archive can sign until then. */
  readonly expiresAt: number
  /** Until when it can be renewed, epoch milliseconds; `undefined` where the token does not say. */
  readonly sessionEndsAt: number | undefined
}

/**
 * Packs a session into a file with mode 0600 that is there whole or not at all: a zip as OCI's command line writes and imports it, or with
 * `encrypt` an archive that only its passphrase opens.
 *
 * **A zip is as good as the session**: it holds the private key and the token. Only the profile's own keys go along, nothing that it
 * inherits from `[DEFAULT]`, and its `pass_phrase` only on request.
 *
 * @throws {@link SessionArchiveError} `ERR_SESSION_ARCHIVE` `exists`, `expired`, `unwritable`
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found`, `no-session`, `no-key`, `invalid-name`
 * @throws SessionFilesError `ERR_SESSION_FILES` for a token that is missing, unreadable or bound to another key
 * @throws {@link SessionRegionError} `ERR_SESSION_REGION`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for no `outputFile`, an empty passphrase, or an option that is unknown or of the wrong kind
 * @example
 * ```ts
 * import { exportSession } from '@x/session'
 * const { file, expiresAt } = await exportSession({ profile: 'SHORT', outputFile: '~/short' }) // '/home/me/short.zip'
 * ```
 * @see docs/sources.md#session-archives
 * @public
 */
export async function exportSession(options: ExportSessionOptions): Promise<ExportedSession> {
  assertExportOptions(options)
  const { profile, encrypt, overwrite = false, allowExpired = false, signal, now = Date.now } = options
  const file = fileOf(options)
  if (!overwrite) await refuseExistingFile(file)
  const session = await readExportableSession(options)
  const { expiresAt, sessionEndsAt } = session.claims
  if (now() >= expiresAt && !allowExpired) throw new SessionArchiveError('expired', file)
  const content = await pack(session, options)
  signal?.throwIfAborted()
  await writeArchiveFile(file, content, { overwrite })
  return { profile, file, isEncrypted: encrypt !== undefined, expiresAt, sessionEndsAt }
}

const ENCRYPT: Kinds<{ readonly passphrase: string }> = { passphrase: 'a string' }

function assertExportOptions(options: ExportSessionOptions): void {
  checkSessionOptions(options, { call: "exportSession({ profile: 'SHORT', outputFile: '~/short' })", kinds: KINDS })
  const { profile, outputFile, encrypt } = options
  assertSessionName(profile)
  if (typeof outputFile !== 'string' || outputFile === '')
    throw argumentError('There is no outputFile. Pass the path that the archive is to have.')
  if (encrypt === undefined) return
  checkOptions(encrypt, { call: "exportSession({ encrypt: { passphrase: '…' } })", kinds: ENCRYPT })
  if (!encrypt.passphrase)
    throw argumentError('The passphrase of the archive is empty. Pass one that is hard to guess.')
}

function fileOf(options: ExportSessionOptions): string {
  const { outputFile, encrypt } = options
  const path = expand(outputFile, options)
  return encrypt === undefined && !/\.zip$/i.test(path) ? `${path}.zip` : path
}

async function pack(session: ExportableSession, options: ExportSessionOptions): Promise<Uint8Array> {
  const { profile, encrypt, includePassphrase = false, now = Date.now } = options
  const { token, privateKeyPem, fingerprint, claims } = session
  const { tenancy = '' } = session
  const region = options.region ?? session.region
  if (!region) throw new SessionRegionError()
  const passphrase = includePassphrase ? session.passphrase : undefined
  const config = writeArchivedConfig({ profile, fingerprint, tenancy, region, passphrase })
  const files: ArchiveFiles = new Map([
    [ENTRIES.config, Buffer.from(config)],
    [ENTRIES.key, Buffer.from(labelled(privateKeyPem))],
    [ENTRIES.token, Buffer.from(token)],
  ])
  const createdAt = now()
  if (encrypt === undefined) return writeZip(files, createdAt)
  const { expiresAt } = claims
  return seal(writeManifest(files, { createdAt, expiresAt, tenancy, region, fingerprint }), encrypt.passphrase)
}
