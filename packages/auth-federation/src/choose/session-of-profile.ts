// The session of a profile renews itself where it can be written back: whose token and key a configuration file names.
import type { OciConfig, OciConfigInput } from '@x/config'
import type { PrincipalSigner } from '@x/signer/principal'
import { localSigner } from '@x/signer/principal'
import { keepToItself } from './keep-to-itself.ts'
import type { SignerFromConfigOptions } from './signer-from-config-options.ts'

/** `@x/session` is loaded with the first of them. Any other token is signed with as it is, by who has written it. */
export async function sessionSigner(
  config: OciConfigInput,
  options: SignerFromConfigOptions,
): Promise<PrincipalSigner> {
  const { env, sharing, ...signing } = options
  keepToItself(sharing)
  if (!isOfProfile(config)) return localSigner('security_token', config, signing)
  const { SessionTokenSigner } = await import('@x/session')
  const { profile, file: configFile } = config
  // What the file says is read there, again and again: a new login may change it.
  const told = (name: 'region' | 'passphrase'): string | undefined =>
    config.origin(name)?.kind === 'file' ? undefined : config[name]
  const how = { region: told('region'), passphrase: told('passphrase'), homeDirectory: homeOf(config) }
  return SessionTokenSigner.fromProfile({ ...signing, ...how, profile, configFile, env })
}

/** What `~` meant as the configuration was loaded; `undefined` where the paths of the session have none. */
function homeOf({ raw, securityTokenFile, keyFile }: OciConfig): string | undefined {
  const homes = [
    [raw['security_token_file'], securityTokenFile],
    [raw['key_file'], keyFile],
  ].map(([written = '', path = '']) => (written.startsWith('~') ? path.slice(0, 1 - written.length) : ''))
  return homes.find(Boolean)
}

/** Whether token and key are the profile's own: neither inherited, nor told by a variable or the caller. */
function isOfProfile(config: OciConfigInput): config is OciConfig {
  const { file, profile, keyContent, origin }: Partial<OciConfig> = config
  if (file === undefined || profile === undefined || keyContent !== undefined || !origin) return false
  return ['securityTokenFile', 'keyFile'].every((name) => {
    const from = origin(name)
    return from?.kind === 'file' && from.profile === profile
  })
}
