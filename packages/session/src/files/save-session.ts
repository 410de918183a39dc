// Writes a session so that whoever is killed at any step leaves the old one or the new one, for every reader: a profile never names
// files of both.
import { updateConfigFile } from '@x/config'
import type { PrivateFile } from '@x/config/files'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { readStoredSession } from './stored-session.ts'
import { asideOf, removeAside, withSessionLock } from './session-lock.ts'
import { filesIn, type SessionFilePaths, type SessionPlace, type SessionPlaceOptions } from './session-place.ts'

/** A session as it is to lie on the disk. */
export interface NewSession {
  /** Secret. */
  readonly token: string
  readonly publicKeyPem: string
  /** What `key_file` is to say: PEM to be written, or the path of a key that lies elsewhere. Secret in the first form. */
  readonly privateKey: { readonly pem: string } | { readonly path: string }
  /** What the profile says beside its files, by the keys of the file. */
  readonly keys: Readonly<Record<'fingerprint' | 'tenancy' | 'region', string>> & {
    readonly pass_phrase?: string
    /** How the user logged in, so that the next login can begin likewise. Keys of our own, which OCI's clients pass over. */
    readonly login_tenancy_name?: string
    readonly login_identity_provider_name?: string
  }
}

export interface SaveOptions extends Pick<SessionPlaceOptions, 'env' | 'homeDirectory'> {
  /** Whether a session of this name may be replaced. A profile that is none is never. */
  readonly overwrite?: boolean | undefined
  /** How long to wait for another process, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** OCI's command line looks for this line behind a key to know whose it is. */
const LABEL = 'OCI_API_KEY'

/** The text of a key file. */
export const labelled = (pem: string): string => `${pem.trimEnd()}\n${LABEL}`

/**
 * @returns where it lies
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `exists`
 * @throws SessionWriteError `ERR_SESSION_WRITE` where its folder takes no lock
 * @throws ConfigLockedError `ERR_CONFIG_LOCKED`, ConfigWriteError `ERR_CONFIG_WRITE`, ConfigParseError `ERR_CONFIG_PARSE`
 */
export async function saveSession(
  place: SessionPlace,
  session: NewSession,
  options: SaveOptions = {},
): Promise<SessionFilePaths> {
  const { folder } = place
  const settled = filesIn(folder)
  const write = (files: SessionFilePaths): Promise<unknown> => writeAll(place, { session, files }, options)
  const save = async (): Promise<SessionFilePaths> => {
    // The profile names these very files: it is led to copies while they change.
    if ((await tokenFileInUse(place, options)) === settled.tokenFile) await write(filesIn(asideOf(folder)))
    await write(settled)
    await removeAside(folder)
    return settled
  }
  const { lockTimeoutMs, signal } = options
  return withSessionLock(folder, save, { lockTimeoutMs, signal })
}

/** The token file that the profile names now; `undefined` where there is no such profile. */
async function tokenFileInUse(
  { profile, configFile }: SessionPlace,
  { overwrite, env, homeDirectory }: SaveOptions,
): Promise<string | undefined> {
  try {
    const { tokenFile } = await readStoredSession({ profile, configFile, env, homeDirectory })
    if (overwrite !== true) throw new SessionProfileError('exists', profile)
    return tokenFile
  } catch (error) {
    const { reason } = error as SessionProfileError
    if (reason === 'no-file' || reason === 'not-found') return undefined
    // An API key, or whatever else somebody has set up under this name.
    throw reason === 'no-session' ? new SessionProfileError('exists', profile) : error
  }
}

/** The configuration gets its name last: until then the profile is what it was. */
async function writeAll(
  { profile, configFile }: SessionPlace,
  { session, files }: { readonly session: NewSession; readonly files: SessionFilePaths },
  { lockTimeoutMs, signal }: SaveOptions,
): Promise<void> {
  const { privateKey, publicKeyPem, token, keys } = session
  const own: PrivateFile[] = 'pem' in privateKey ? [{ path: files.keyFile, content: labelled(privateKey.pem) }] : []
  const { fingerprint, tenancy, region, pass_phrase: passphrase, ...remembered } = keys
  await updateConfigFile({
    file: configFile,
    profile,
    set: {
      fingerprint,
      key_file: 'path' in privateKey ? privateKey.path : files.keyFile,
      tenancy,
      region,
      ...(passphrase !== undefined && { pass_phrase: passphrase }),
      security_token_file: files.tokenFile,
      ...remembered,
    },
    // A passphrase of before would be another key's.
    remove: passphrase === undefined ? ['pass_phrase'] : [],
    files: [...own, { path: files.publicKeyFile, content: publicKeyPem }, { path: files.tokenFile, content: token }],
    lockTimeoutMs,
    signal,
  })
}
