// Where the identity service is: at `--endpoint`, else in the region. A region that nobody knows is refused, since its address would be a guess.
import { endpointFor, normalizeEndpoint, resolveRegion } from '@x/config/regions'
import type { RequestSigner } from '@x/signer'
import { UsageError } from '../program/errors.ts'
import type { Settings } from '../program/settings.ts'

const TEMPLATE = 'https://identity.{region}.{secondLevelDomain}'

/**
 * @throws {@link UsageError} where nobody knows a region
 * @throws UnknownRegionError `ERR_UNKNOWN_REGION`, InvalidEndpointError `ERR_INVALID_ENDPOINT`
 */
export async function identityEndpointOf(
  { endpoint, region: asked, place }: Settings,
  signer: Pick<RequestSigner, 'region'>,
): Promise<string> {
  if (endpoint !== undefined) return normalizeEndpoint(endpoint)
  const region = asked ?? (await signer.region?.())
  if (region === undefined)
    throw new UsageError('Nobody says in which region the service is. Give --region REGION, or --endpoint URL.')
  const { env, homeDirectory } = place
  return endpointFor(TEMPLATE, await resolveRegion(region, { strict: true, env, homeDirectory }), { env })
}
