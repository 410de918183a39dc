// The auth service of the region that an instance is in.
import type { Environment } from '@x/kernel'
import { regionFromCode } from '@x/config/regions'
import { federationEndpoint } from '../exchange/federation-endpoint.ts'
import { authService, type RegionInfo } from '../principal/service-address.ts'

/** With the identifier instead of a code such as `phx`, in lower case. */
export function canonicalRegion({ regionId, realmDomain }: RegionInfo): RegionInfo {
  return { regionId: regionFromCode(regionId)?.id ?? regionId.trim().toLowerCase(), realmDomain }
}

/**
 * Where the instance's certificate is exchanged.
 *
 * @param region - in canonical form
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `OCI_SDK_AUTH_CLIENT_REGION_URL` is no address, or has a path
 * @throws InvalidRegionError `ERR_INVALID_REGION` when the region cannot be part of a host name
 */
export const authEndpoint = async (region: RegionInfo, env: Environment, signal?: AbortSignal): Promise<URL> =>
  federationEndpoint(await authService(region, env, signal))
