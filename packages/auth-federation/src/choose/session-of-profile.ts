// The session of a profile renews itself where it can be written back: whose token and key a configuration file names.
import type { OciConfig, OciConfigInput } from '@x/config'
import type { PrincipalSigner } from '@x/signer/principal'
import { localSigner } from '@x/signer/principal'
import type { SignerFromConfigOptions } from './signer-from-config-options.ts'

/** `@x/session` is loaded with the first of them. Any other token is signed with as it is, by who has written it. */
export async function sessionSigner(
  config: OciConfigInput,
  { env, ...signing }: SignerFromConfigOptions,
): Promise<PrincipalSigner> {
  if (!isOfProfile(config)) return localSigner('security_token', config, signing)
  const { SessionTokenSigner } = await import('@x/session')
  const { profile, file: configFile, region, passphrase } = config
  return SessionTokenSigner.fromProfile({ ...signing, profile, configFile, region, passphrase, env })
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
