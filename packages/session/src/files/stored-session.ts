// The session of a profile as the configuration file has it: its own keys only, nothing that it inherits makes it a session.
import { loadConfig, type OciConfig } from '@x/config'
import { SessionProfileError } from '../errors/session-profile-error.ts'
import { configFileOf, expand, type SessionPlaceOptions } from './session-place.ts'

/** What a profile says of its session; paths are absolute, with `~` expanded. */
export interface StoredSession {
  readonly profile: string
  readonly configFile: string
  readonly tokenFile: string
  /** Absent where the profile names none, or one that is to be filled in by hand. */
  readonly keyFile: string | undefined
  /** Secret. */
  readonly passphrase: string | undefined
  readonly region: string | undefined
  readonly tenancy: string | undefined
  readonly fingerprint: string | undefined
  /** As they were given to the login; see save-session.ts. */
  readonly loginTenancyName: string | undefined
  readonly loginIdentityProviderName: string | undefined
}

/** OCI's command line writes this where it was given a public key only. */
export const KEY_PLACEHOLDER = 'Update_private_key_path'

/**
 * @throws {@link SessionProfileError} `ERR_SESSION_PROFILE` `no-file`, `not-found` or `no-session`
 * @throws the errors of `loadConfig` for a file that cannot be read
 */
export async function readStoredSession(options: SessionPlaceOptions): Promise<StoredSession> {
  const { profile, env, homeDirectory } = options
  const configFile = await configFileOf(options)
  const config = await loadConfig({ file: configFile, profile, env, homeDirectory, checkFiles: false }).catch(
    (error: unknown) => Promise.reject(profileError(error, profile)),
  )
  const tokenFile = ownValue(config, 'securityTokenFile')
  if (tokenFile === undefined) throw new SessionProfileError('no-session', profile)
  const keyFile = ownValue(config, 'keyFile')
  return {
    profile,
    configFile,
    tokenFile: expand(tokenFile, options),
    keyFile: keyFile === undefined || keyFile === KEY_PLACEHOLDER ? undefined : expand(keyFile, options),
    // An inherited one belongs to another key, and harms nobody where this key has none.
    passphrase: config.passphrase,
    region: config.region,
    tenancy: config.tenancy,
    fingerprint: ownValue(config, 'fingerprint'),
    loginTenancyName: ownKey(config, 'login_tenancy_name'),
    loginIdentityProviderName: ownKey(config, 'login_identity_provider_name'),
  }
}

/** @returns `undefined` for what the profile leaves empty or inherits, and for what a variable says */
function ownValue(config: OciConfig, name: 'securityTokenFile' | 'keyFile' | 'fingerprint'): string | undefined {
  return isOwn(config, name) ? config[name] || undefined : undefined
}

const ownKey = (config: OciConfig, key: string): string | undefined =>
  (isOwn(config, key) && config.raw[key]) || undefined

function isOwn(config: OciConfig, name: string): boolean {
  const origin = config.origin(name)
  return origin?.kind === 'file' && origin.profile === config.profile
}

function profileError(error: unknown, profile: string): unknown {
  const { code } = error as { readonly code?: unknown }
  if (code === 'ERR_CONFIG_FILE_NOT_FOUND') return new SessionProfileError('no-file', profile, { cause: error })
  if (code === 'ERR_PROFILE_NOT_FOUND') return new SessionProfileError('not-found', profile, { cause: error })
  return error
}
