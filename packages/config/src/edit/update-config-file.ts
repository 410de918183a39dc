// Changes one profile of a configuration file: the shell around editProfile, with lock, backup and atomic replacement.
import { assertOptions, type Environment, expandHome, type Kinds, processEnvironment } from '@x/kernel'
import { EDIT_KINDS, editProfile } from './edit-profile.ts'
import { readBytes } from '../files/file-ports.ts'
import { LOCK_KINDS, withFileLock, type LockOptions } from '../files/file-lock.ts'
import { ConfigParseError } from '../errors/parse-error.ts'
import type { ProfileEdit } from './check-edit.ts'
import { assertPath } from '../profile/read-profile.ts'
import { homeDirectoryOf, isWindows, nodeModules } from '../files/runtime.ts'
import { guarded, makePrivateDirectory } from '../files/private-files.ts'
import { clearTemporary, replaceFiles, resolveTarget, type PrivateFile } from '../files/replace-files.ts'

/** Options of {@link updateConfigFile}. */
export interface UpdateConfigFileOptions extends ProfileEdit, LockOptions {
  /**
   * Files that the profile is to name, such as a key and a token: they get their names in this order, then the configuration gets its
   * own, and where one cannot, all go back to what they were. Absolute paths; folders are made with mode 0700, files with mode 0600.
   */
  readonly files?: readonly PrivateFile[] | undefined
  /** Path of the file; `~` is expanded, a symbolic link is followed. Made when it does not exist. @defaultValue `~/.oci/config` */
  readonly file?: string | undefined
  /** Where the home directory is looked up. @defaultValue `process.env` */
  readonly env?: Environment | undefined
  /** What `~` means. @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
}

const KINDS: Kinds<UpdateConfigFileOptions> = {
  ...EDIT_KINDS,
  files: 'anything',
  file: 'a string',
  env: 'an object',
  homeDirectory: 'a string',
  ...LOCK_KINDS,
}

/** What {@link updateConfigFile} did. */
export interface ConfigFileUpdate {
  /** The file that was changed, links resolved. */
  readonly file: string
  /** False when the file was as wanted already; it is not written then. */
  readonly changed: boolean
  /** The copy of the file from before its first change, when this was it: `<file>.bak`. */
  readonly backup: string | undefined
}

/**
 * Changes, adds or removes one profile of a file and keeps every other byte of it.
 *
 * The file is replaced in one step by one with mode 0600, under the lock `<file>.lock`; writers in several processes wait
 * for each other, and the lock of a process that died is taken over. The first change leaves a copy at `<file>.bak`. Given `files`,
 * these change with it.
 *
 * @throws {@link ConfigParseError} `ERR_CONFIG_PARSE` when the file is faulty or not UTF-8; it is not touched then
 * @throws {@link InvalidProfileEditError} `ERR_INVALID_PROFILE_EDIT`
 * @throws {@link ConfigLockedError} `ERR_CONFIG_LOCKED` when another process keeps the lock
 * @throws {@link ConfigWriteError} `ERR_CONFIG_WRITE`; the file is as it was
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `file` is not a path, or an option of the wrong kind
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like
 * @example
 * ```ts
 * import { updateConfigFile } from '@x/config'
 *
 * await updateConfigFile({ profile: 'ADMIN', set: { region: 'eu-frankfurt-1' }, remove: ['pass_phrase'] })
 * ```
 * @public
 */
export async function updateConfigFile(options: UpdateConfigFileOptions): Promise<ConfigFileUpdate> {
  assertOptions(options, { call: 'updateConfigFile({ file, profile, set })', kinds: KINDS })
  const { file = '~/.oci/config', env = processEnvironment(), homeDirectory, profile, set, remove, ...others } = options
  const { files = [], ...lock } = others
  const profileEdit = { profile, set, remove }
  lock.signal?.throwIfAborted()
  assertPath(file)
  // Tells a faulty change before anything is touched.
  editProfile('', profileEdit)
  const path = expandHome(file, homeDirectory ?? (await homeDirectoryOf(env)), isWindows())
  return guarded(path, async () => {
    const target = await resolveTarget(path)
    for (const { path: each } of [{ path: target }, ...files]) await makePrivateDirectory(each)
    return withFileLock(`${target}.lock`, () => change(target, { profileEdit, files }, lock.signal), lock)
  })
}

async function change(
  target: string,
  { profileEdit, files }: { readonly profileEdit: ProfileEdit; readonly files: readonly PrivateFile[] },
  signal: AbortSignal | undefined,
): Promise<ConfigFileUpdate> {
  const before = await readBytes(target)
  const text = before === undefined ? '' : decode(before, target)
  const after = edit(text, target, profileEdit)
  signal?.throwIfAborted()
  if (after === text) {
    for (const path of [target, backupOf(target)]) await clearTemporary(path)
    await replaceFiles(files)
    return { file: target, changed: false, backup: undefined }
  }
  const backup = before === undefined ? undefined : await keepBackup(target, before)
  await replaceFiles([...files, { path: target, content: after }])
  return { file: target, changed: true, backup }
}

/** The editor does not know the file's name; its errors shall. */
function edit(text: string, target: string, profileEdit: ProfileEdit): string {
  try {
    return editProfile(text, profileEdit)
  } catch (error) {
    if (error instanceof ConfigParseError) throw new ConfigParseError(target, error.problems, error.problemCount)
    throw error
  }
}

/** Bytes that are no UTF-8 would not survive, so such a file is refused. */
function decode(bytes: Uint8Array, target: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ConfigParseError(target, [{ line: 1, reason: 'not-text' }])
  }
}

const backupOf = (target: string): string => `${target}.bak`

/** Made once, never overwritten: it is the file as its owner wrote it. */
async function keepBackup(target: string, before: Uint8Array): Promise<string | undefined> {
  const { fs } = await nodeModules()
  const backup = backupOf(target)
  const exists = await fs.stat(backup).then(
    () => true,
    () => false,
  )
  if (exists) return undefined
  await replaceFiles([{ path: backup, content: before }])
  return backup
}
