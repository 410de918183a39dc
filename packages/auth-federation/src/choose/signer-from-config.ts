// The signer that a configuration means.
import { type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { authenticationTypeOf, validateConfig, type OciConfigInput } from '@x/config'
import type { PrincipalSigner } from '@x/signer/principal'
import { KINDS } from './kinds.ts'
import { SIGNER_OPTIONS } from '../principal/signer-options.ts'
import type { SignerFromConfigOptions } from './signer-from-config-options.ts'

export type { SignerFromConfigOptions }

const OPTIONS: OptionNames<SignerFromConfigOptions> = { env: true, sharing: true, now: true, ...SIGNER_OPTIONS }

/**
 * The signer for a configuration: what its `authentication_type` says; else a session where the profile itself has a
 * `security_token_file`; else its API key. A configuration that cannot sign is refused here, with every faulty field; files are
 * first read when it signs, or by `ready()`. The session of a profile renews itself, see `SessionTokenSigner` of `@x/session`; of a plain
 * object the token is used as it is. It asks nobody anything, and never prompts.
 *
 * @param config - what `loadConfig` of `@x/config` yields, or a plain object
 * @throws InvalidConfigError `ERR_INVALID_CONFIG` with every faulty field
 * @throws the errors of {@link getResourcePrincipalsSigner} for a `resource_principal` whose environment is not one's
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the configuration is no object, or an option is unknown
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 * import { createSignedFetch } from '@x/fetch'
 * import { signerFromConfig } from '@x/auth-federation'
 * const signer = await signerFromConfig(await loadConfig())
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#session-token
 * @public
 */
export async function signerFromConfig(
  config: OciConfigInput,
  options: SignerFromConfigOptions = {},
): Promise<PrincipalSigner> {
  refuseUnknownOptions(options, OPTIONS)
  const valid = validateConfig(config, { env: options.env, needsRegion: false })
  return KINDS[authenticationTypeOf(valid)](valid, options)
}
