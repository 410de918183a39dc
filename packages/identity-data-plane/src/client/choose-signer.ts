// Which signer a client works with: the one it was given, else the one that its configuration means.
import { argumentError, type Environment } from '@x/kernel'
import { authenticationTypeOf, InvalidConfigError, validateConfig, type OciConfigInput } from '@x/config'
import { Signer, type RequestSigner } from '@x/signer'
import type { DataplaneClientOptions } from './client-options.ts'
import { FederationRequiredError } from '../errors.ts'
import { sessionFileSigner } from './session-file-signer.ts'

/**
 * @throws FederationRequiredError `ERR_FEDERATION_REQUIRED` when the configuration names a principal of `@x/auth-federation`
 * @throws InvalidConfigError `ERR_INVALID_CONFIG` with every faulty field
 * @throws TypeError `ERR_INVALID_ARGUMENT` when there is neither a configuration nor a signer, or it signs nothing
 */
export function chooseSigner(options: DataplaneClientOptions, env: Environment): RequestSigner {
  const { config, signer, region, serviceEndpoint, now, setTimer } = options
  if (signer !== undefined) {
    validateConfig(config ?? {}, { signer, env })
    return signer
  }
  if (config === undefined || config === null)
    throw argumentError('There is nothing to sign with. Pass config, e.g. await loadConfig(), or a signer.')
  const type = authenticationTypeOf(config)
  if (type !== 'api_key' && type !== 'security_token') throw new FederationRequiredError(type)
  checkCredential(config, env, region !== undefined || serviceEndpoint !== undefined)
  return type === 'api_key' ? Signer.fromConfig(config, { now }) : sessionFileSigner(config, { env, now, setTimer })
}

/** A region that comes from elsewhere need not be in the configuration. */
function checkCredential(config: OciConfigInput, env: Environment, hasPlace: boolean): void {
  try {
    validateConfig(config, { env })
  } catch (error) {
    if (!(error instanceof InvalidConfigError) || !hasPlace) throw error
    const problems = error.problems.filter(({ field, kind }) => field !== 'region' || kind !== 'missing')
    if (problems.length > 0) throw new InvalidConfigError(problems)
  }
}
