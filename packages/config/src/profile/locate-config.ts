// Decides which file and which profile are meant; the order is that of OCI's SDKs.
import type { Environment } from '@x/kernel'
import { ConfigFileNotFoundError } from '../errors/errors.ts'
import { DEFAULT_PROFILE } from '../text/config-entry.ts'

export interface LocateOptions {
  readonly file: string | undefined
  readonly env: Environment
  /** `OCI_CONFIG_FILE` before `~/.oci/config`. */
  readonly preferEnv: boolean
  /** The CLI's own variables count, and come first. */
  readonly cliEnv: boolean
  /** Expands `~`. */
  readonly expand: (path: string) => string
  readonly exists: (path: string) => Promise<boolean>
}

/**
 * Explicit file, `OCI_CLI_CONFIG_FILE` (on request), `OCI_CONFIG_FILE` (when preferred), `~/.oci/config`,
 * `OCI_CONFIG_FILE`, `~/.oraclebmc/config`. A file that somebody named is taken even if it is missing.
 *
 * @throws {@link ConfigFileNotFoundError} `ERR_CONFIG_FILE_NOT_FOUND`
 */
export async function locateConfigFile(options: LocateOptions): Promise<string> {
  const { file, env, expand, exists } = options
  const standard = expand('~/.oci/config')
  const legacy = expand('~/.oraclebmc/config')
  const named =
    file ??
    (options.cliEnv ? nonEmpty(env['OCI_CLI_CONFIG_FILE']) : undefined) ??
    (options.preferEnv ? nonEmpty(env['OCI_CONFIG_FILE']) : undefined)
  if (named !== undefined) return expand(named)
  if (await exists(standard)) return standard
  const fallback = nonEmpty(env['OCI_CONFIG_FILE'])
  if (fallback !== undefined) return expand(fallback)
  if (await exists(legacy)) return legacy
  throw new ConfigFileNotFoundError(standard, [standard, legacy])
}

/** Argument, `OCI_CLI_PROFILE` (on request), `OCI_CONFIG_PROFILE` (an extension of this package), `DEFAULT`. */
export function chooseProfile(profile: string | null | undefined, env: Environment, cliEnv: boolean): string {
  return (
    profile ??
    (cliEnv ? nonEmpty(env['OCI_CLI_PROFILE']) : undefined) ??
    nonEmpty(env['OCI_CONFIG_PROFILE']) ??
    DEFAULT_PROFILE
  )
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
