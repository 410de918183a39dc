// Looks at the files that a configuration names before anybody needs them: are they there, and are they private?
import { causeWithout, isNoPath } from '@x/kernel'
import { authenticationTypeOf, type AuthenticationType } from './authentication-type.ts'
import { InvalidKeyFilePathError } from '../errors/errors.ts'
import type { FileStatus, Files } from '../files/file-ports.ts'
import { InvalidConfigError } from '../errors/invalid-config-error.ts'
import { placeOf, type OciConfig } from './oci-config.ts'
import { quoted } from '../lib/quoted.ts'
import type { ConfigWarning } from '../errors/warning.ts'

/** Anything beyond reading and writing by the owner. */
const TOO_OPEN = 0o177

type PathField = 'keyFile' | 'securityTokenFile' | 'delegationTokenFile'

/** The files each way of authenticating reads; others may be stale without harm. */
const USED: Readonly<Record<AuthenticationType, readonly PathField[]>> = {
  api_key: ['keyFile'],
  security_token: ['keyFile', 'securityTokenFile'],
  instance_principal: ['delegationTokenFile'],
  instance_obo_user: ['delegationTokenFile'],
  resource_principal: ['delegationTokenFile'],
  oke_workload_identity: [],
}

/** Paths that the configuration will read, with what is known of them. */
export type CheckedFiles = ReadonlyMap<string, FileStatus>

/**
 * @returns the status of each file in use
 * @throws {@link InvalidKeyFilePathError} `ERR_INVALID_KEY_FILE_PATH`
 * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` for a token file that is not there
 */
export async function checkNamedFiles(config: OciConfig, files: Files): Promise<CheckedFiles> {
  const found = new Map<string, FileStatus>()
  if (files.stat === undefined) return found
  for (const field of USED[authenticationTypeOf(config)]) {
    const path = config[field]
    // Validation names these with all other problems; a PEM in place of a path must not reach the file system's messages.
    if (path === undefined || path === '' || isNoPath(path)) continue
    const status = await statusOf(path, files.stat)
    if (status.isFile) found.set(path, status)
    else throw notAFile(config, field, path, status.cause)
  }
  return found
}

/** A path that cannot be looked at counts as "not a file", with the reason kept. */
async function statusOf(path: string, stat: NonNullable<Files['stat']>): Promise<FileStatus & { cause?: unknown }> {
  try {
    return (await stat(path)) ?? { isFile: false }
  } catch (cause) {
    return { isFile: false, cause }
  }
}

function notAFile(config: OciConfig, field: PathField, path: string, cause: unknown): Error {
  const origin = config.origin(field)
  const options = causeWithout(path, cause === undefined ? undefined : { cause })
  if (field === 'keyFile') {
    const place = origin?.kind === 'file' ? origin : undefined
    return new InvalidKeyFilePathError(path, place?.path, place?.line, options)
  }
  const remedy = field === 'securityTokenFile' ? 'Log in again, or correct the path' : 'Correct the path'
  const message = `"${field}" names ${quoted(path)}, which is not a file${placeOf(origin)}. ${remedy}.`
  return new InvalidConfigError([{ field, kind: 'malformed', message }], options)
}

/** One warning for all files that others can read or own; none where all is well. */
export function permissionWarning(files: CheckedFiles, userId: number | undefined): ConfigWarning | undefined {
  const faults = [...files].flatMap(([path, status]) => {
    const fault = faultOf(status, userId)
    return fault === undefined ? [] : [`${path} (${fault})`]
  })
  const [source] = files.keys()
  if (faults.length === 0) return undefined
  const message =
    `Others may read or change ${faults.join(', ')}. Give the files to this user with mode 0600, ` +
    `or set ${SUPPRESS_PERMISSIONS_WARNING}=True.`
  return Object.freeze({ code: 'WARN_FILE_PERMISSIONS', message, source, line: undefined })
}

/** OCI's own variable that silences the warning. */
export const SUPPRESS_PERMISSIONS_WARNING = 'OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING'

function faultOf({ mode, ownerId }: FileStatus, userId: number | undefined): string | undefined {
  if (mode !== undefined && (mode & TOO_OPEN) !== 0) return `mode 0${(mode & 0o777).toString(8)}`
  const foreign = ownerId !== undefined && userId !== undefined && ownerId !== userId && ownerId !== 0
  return foreign ? `owned by user ${ownerId}` : undefined
}
