// What a scoped exchange needs, and where it is made.
import type { Environment } from '@x/kernel'
import { regionFromCode } from '@x/config/regions'
import type { RequestSigner } from '@x/signer'
import { MissingInputError } from '../errors/errors.ts'
import { authService, completeAddress } from '../principal/service-address.ts'

/** What a token is asked for. */
export interface OauthInputs {
  /** Signs the exchange. */
  readonly signer: RequestSigner
  readonly scope: string
  readonly targetCompartment: string
}

/** @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming all that is missing */
export function oauthInputs(given: Partial<OauthInputs>): OauthInputs {
  const { signer, scope, targetCompartment } = given
  const present = {
    signer: typeof signer?.sign === 'function',
    scope: isText(scope),
    targetCompartment: isText(targetCompartment),
  }
  const missing = Object.entries(present).flatMap(([name, isThere]) => (isThere ? [] : [name]))
  if (missing.length > 0 || !signer) throw new MissingInputError('OauthExchangeTokenSigner', missing)
  return { signer, scope: String(scope), targetCompartment: String(targetCompartment) }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

const PATH = '/v1/oauth2/scoped'

/** @throws TypeError `ERR_INVALID_ARGUMENT` when it is not an absolute http(s) address, or has a query */
export const oauthTokenEndpoint = (given: string | URL): URL =>
  completeAddress(given, {
    option: 'oauthTokenEndpoint',
    path: PATH,
    example: `https://auth.us-phoenix-1.oraclecloud.com${PATH}`,
  })

/**
 * The endpoint of the region: one that was given, or that of the wrapped signer.
 *
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` when neither is known
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `OCI_SDK_AUTH_CLIENT_REGION_URL` is no address, or has a path
 * @throws InvalidRegionError `ERR_INVALID_REGION` when the region cannot be part of a host name
 */
export async function endpointIn(
  region: string | undefined,
  env: Environment,
  signal: AbortSignal | undefined,
): Promise<URL> {
  if (!region) throw new MissingInputError('OauthExchangeTokenSigner', ['region'])
  const regionId = regionFromCode(region)?.id ?? region.trim().toLowerCase()
  return oauthTokenEndpoint(await authService({ regionId, realmDomain: undefined }, env, signal))
}
