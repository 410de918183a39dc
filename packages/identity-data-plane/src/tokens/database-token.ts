// A scoped token in the files where OCI's database drivers look for it.
import { argumentError, type Environment, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { DataplaneClient } from '../client/dataplane-client.ts'
import { createScopedToken, SCOPED_TOKEN_OPTIONS, type ScopedTokenOptions } from './scoped-token.ts'

/** What {@link writeDatabaseToken} may be told. @public */
export interface DatabaseTokenOptions extends ScopedTokenOptions {
  /** Where the files go; `~` is expanded. @defaultValue `~/.oci/db-token` */
  readonly folder?: string | undefined
  /** How long to wait for another writer, in milliseconds. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  /** Where the home directory is looked up. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** What `~` means. @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
}

const OPTIONS: OptionNames<DatabaseTokenOptions> = {
  ...SCOPED_TOKEN_OPTIONS,
  folder: true,
  lockTimeoutMs: true,
  env: true,
  homeDirectory: true,
}

/** Where a database token was written; nothing in it is secret. @public */
export interface DatabaseToken {
  readonly privateKeyFile: string
  readonly publicKeyFile: string
  readonly tokenFile: string
  readonly scope: string
  /** Epoch milliseconds, by the service's clock. */
  readonly expiresAt: number
  readonly requestId: string
}

/**
 * Gets a scoped token with a fresh key pair and writes both where OCI's database drivers read them, as `oci iam db-token get`
 * does: `oci_db_key.pem`, `oci_db_key_public.pem` and `token`, mode 0600, in a folder of mode 0700. All three are complete
 * before the first takes its name, under a lock between processes; when the call fails nothing is touched, and when a file
 * cannot be replaced all three stay or go back to what they were.
 *
 * Token and key take their names one right after the other, in the order in which drivers read them. A driver that reads in
 * between gets a pair that the database refuses; it gets a good one when it reads again.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or a folder that is no text or empty
 * @throws ConfigWriteError `ERR_CONFIG_WRITE`, ConfigLockedError `ERR_CONFIG_LOCKED`
 * @throws FileSystemUnavailableError `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser and its like
 * @throws as {@link createScopedToken}
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { DataplaneClient, writeDatabaseToken } from '@x/identity-data-plane'
 * const client = new DataplaneClient({ config: await loadConfig() })
 * const { tokenFile, expiresAt } = await writeDatabaseToken(client)
 * ```
 * @see docs/sources.md#database-token
 * @public
 */
export async function writeDatabaseToken(
  client: DataplaneClient,
  options: DatabaseTokenOptions = {},
): Promise<DatabaseToken> {
  refuseUnknownOptions(options, OPTIONS)
  const { folder = '~/.oci/db-token', lockTimeoutMs, env, homeDirectory, ...call } = options
  const base = checkedFolder(folder)
  const { writePrivateFiles } = await import('@x/config/files')
  const made = await createScopedToken(client, call)
  // Nobody signs with the public key. Drivers read the token before the key: written in that order, the fewest see one without the other.
  const files = [
    { path: `${base}/oci_db_key_public.pem`, content: made.publicKeyPem },
    { path: `${base}/token`, content: made.token },
    { path: `${base}/oci_db_key.pem`, content: made.privateKeyPem },
  ]
  const { signal } = call
  const paths = await writePrivateFiles(files, { lockTimeoutMs, env, homeDirectory, signal })
  const [publicKeyFile = '', tokenFile = '', privateKeyFile = ''] = paths
  const { scope, expiresAt, requestId } = made
  return { privateKeyFile, publicKeyFile, tokenFile, scope, expiresAt, requestId }
}

/** Without the slash at its end. What is empty would be the root of the file system. */
function checkedFolder(folder: string): string {
  if (typeof folder === 'string' && folder.trim() !== '') return folder.replace(/[\\/]+$/, '')
  throw argumentError('The folder is no text or empty. Pass a path, or leave it out for ~/.oci/db-token.')
}
