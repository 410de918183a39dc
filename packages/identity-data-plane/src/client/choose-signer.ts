// Which signer a client works with: the one it was given, else the one that its configuration means.
import { argumentError, type Environment } from '@x/kernel'
import { authenticationTypeOf, validateConfig } from '@x/config'
import type { RequestSigner } from '@x/signer'
import { localSigner } from '@x/signer/principal'
import type { DataplaneClientOptions } from './client-options.ts'
import { FederationRequiredError } from '../errors.ts'

/**
 * @throws FederationRequiredError `ERR_FEDERATION_REQUIRED` when the configuration names a principal of `@x/auth-federation`
 * @throws InvalidConfigError `ERR_INVALID_CONFIG` with every faulty field
 * @throws TypeError `ERR_INVALID_ARGUMENT` when there is neither a configuration nor a signer, or it signs nothing
 */
export function chooseSigner(options: DataplaneClientOptions, env: Environment): RequestSigner {
  const { config, signer, region, serviceEndpoint, now } = options
  if (signer !== undefined) {
    validateConfig(config ?? {}, { signer, env })
    return signer
  }
  if (config === undefined || config === null)
    throw argumentError('There is nothing to sign with. Pass config, e.g. await loadConfig(), or a signer.')
  // A region that comes from elsewhere need not be in the configuration.
  const valid = validateConfig(config, { env, needsRegion: region === undefined && serviceEndpoint === undefined })
  const type = authenticationTypeOf(valid)
  const local = localSigner(type, valid, { now })
  if (local === undefined) throw new FederationRequiredError(type)
  return local
}
