// Where sessions lie: the configuration file that names them, and the folder of each with files that OCI's own clients know.
import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expandHome, isNoPath, processEnvironment, type Environment } from '@x/kernel'
import { assertSessionName } from './profile-name.ts'

/** Which session is meant; every member but `profile` has a default. @public */
export interface SessionPlaceOptions {
  /** Name of its profile, case-sensitive. */
  readonly profile: string
  /** @defaultValue `~/.oci/config`; where that is not there, `OCI_CONFIG_FILE` */
  readonly configFile?: string | undefined
  /** The folder that has a folder for each session. @defaultValue `~/.oci/sessions` */
  readonly tokenLocation?: string | undefined
  /** @defaultValue process.env */
  readonly env?: Environment | undefined
  /** What `~` means. @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
}

/** The files of one session, by the names that OCI's command line gives them. */
export interface SessionFilePaths {
  readonly keyFile: string
  readonly publicKeyFile: string
  readonly tokenFile: string
}

export interface SessionPlace {
  readonly profile: string
  readonly configFile: string
  readonly folder: string
}

/** @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `invalid-name` */
export async function sessionPlace(options: SessionPlaceOptions): Promise<SessionPlace> {
  const { profile, tokenLocation = '~/.oci/sessions' } = options
  assertSessionName(profile)
  const folder = join(expand(tokenLocation, options), profile)
  return { profile, configFile: await configFileOf(options), folder }
}

export const filesIn = (folder: string): SessionFilePaths => ({
  keyFile: join(folder, 'oci_api_key.pem'),
  publicKeyFile: join(folder, 'oci_api_key_public.pem'),
  tokenFile: join(folder, 'token'),
})

/** The file that is read where nobody names one, so that what is written there is found again. */
export async function configFileOf(options: Omit<SessionPlaceOptions, 'profile'>): Promise<string> {
  const { configFile, env = processEnvironment() } = options
  if (configFile !== undefined) return expand(configFile, options)
  const standard = expand('~/.oci/config', options)
  const other = env['OCI_CONFIG_FILE']?.trim()
  return other && !(await exists(standard)) ? expand(other, options) : standard
}

/** Absolute: who reads a path later may stand in another folder. What is no path, such as the text of a token, stays as it is. */
export function expand(
  path: string,
  { env = processEnvironment(), homeDirectory }: Omit<SessionPlaceOptions, 'profile'>,
): string {
  const isWindows = process.platform === 'win32'
  const home = homeDirectory ?? (env[isWindows ? 'USERPROFILE' : 'HOME'] || homedir())
  return isNoPath(path) ? path : resolve(expandHome(path, home, isWindows))
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
