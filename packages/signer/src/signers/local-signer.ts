// Which signer a profile means whose credential lies on this machine. Below everything that takes a configuration.
import type { PrincipalSigner } from '../principal/principal-signer.ts'
import type { SignerOptions } from '../signing/options/signer-options.ts'
import { SecurityTokenSigner } from './security-token-signer.ts'
import { Signer, type SignerConfig } from './signer.ts'

/** A row for each kind: what it signs with. */
const LOCAL_SIGNERS: Readonly<Record<string, (config: SignerConfig, options: SignerOptions) => PrincipalSigner>> = {
  api_key: (config, options) => Signer.fromConfig({ ...membersOf(config), authenticationType: 'api_key' }, options),
  security_token: (config, options) => {
    const { securityTokenFile: tokenFile, keyContent, keyFile, passphrase, region } = config
    const key = { privateKey: keyContent || undefined, privateKeyFile: keyFile, passphrase }
    return new SecurityTokenSigner({ ...options, tokenFile, ...key, region })
  },
}

/** The members of a configuration, of which some are hidden from a spread. */
function membersOf({
  tenancy,
  user,
  fingerprint,
  keyFile,
  keyContent,
  passphrase,
  region,
}: SignerConfig): SignerConfig {
  return { tenancy, user, fingerprint, keyFile, keyContent, passphrase, region }
}

/**
 * The signer of an API key or of a session's files, without reading anything: what is wrong with a file is told when it signs.
 * `undefined` for every other kind, whose credential has to be fetched.
 *
 * @param type - `api_key` or `security_token`, as `authenticationTypeOf` of `@x/config` tells
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the profile lacks a member
 * @example
 * ```ts
 * import { authenticationTypeOf, loadConfig } from '@x/config'
 * import { localSigner } from '@x/signer/principal'
 * const config = await loadConfig()
 * const signer = localSigner(authenticationTypeOf(config), config)
 * ```
 * @public
 */
export function localSigner(
  type: 'api_key' | 'security_token',
  config: SignerConfig,
  options?: SignerOptions,
): PrincipalSigner
export function localSigner(type: string, config: SignerConfig, options?: SignerOptions): PrincipalSigner | undefined
export function localSigner(
  type: string,
  config: SignerConfig,
  options: SignerOptions = {},
): PrincipalSigner | undefined {
  return Object.hasOwn(LOCAL_SIGNERS, type) ? LOCAL_SIGNERS[type]?.(config, options) : undefined
}
