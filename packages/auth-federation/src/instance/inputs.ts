// The auth service of the region that an instance is in.
import { argumentError, type Environment } from '@x/kernel'
import { endpointFor, regionFromCode, resolveRegion } from '@x/config/regions'
import { federationEndpoint } from '../exchange/federation-endpoint.ts'

const AUTH = 'https://auth.{region}.{secondLevelDomain}'

/** What the metadata service tells of the region. */
export interface RegionInfo {
  readonly regionId: string
  /** The realm's domain, e.g. `oraclecloud.com`; known without a table where the metadata service says so. */
  readonly realmDomain: string | undefined
}

/** With the identifier instead of a code such as `phx`, in lower case. */
export function canonicalRegion({ regionId, realmDomain }: RegionInfo): RegionInfo {
  return { regionId: regionFromCode(regionId)?.id ?? regionId.trim().toLowerCase(), realmDomain }
}

/**
 * Where the instance's certificate is exchanged. `OCI_SDK_AUTH_CLIENT_REGION_URL` leads elsewhere; https is meant where it has no
 * scheme.
 *
 * @param region - in canonical form
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the variable is no address, or has a path
 * @throws InvalidRegionError `ERR_INVALID_REGION` when the region cannot be part of a host name
 */
export async function authEndpoint(
  { regionId, realmDomain }: RegionInfo,
  env: Environment,
  signal?: AbortSignal,
): Promise<URL> {
  const override = env['OCI_SDK_AUTH_CLIENT_REGION_URL']?.trim()
  if (override) return overriding(/^https?:\/\//i.test(override) ? override : `https://${override}`)
  if (realmDomain) return federationEndpoint(`https://auth.${regionId}.${realmDomain}`)
  return federationEndpoint(endpointFor(AUTH, await resolveRegion(regionId, { env, signal }), { env }))
}

function overriding(address: string): URL {
  if (URL.canParse(address) && isOrigin(new URL(address))) return federationEndpoint(address)
  throw argumentError(
    'OCI_SDK_AUTH_CLIENT_REGION_URL is not an address without a path. Set it to one such as https://auth.us-phoenix-1.oraclecloud.com.',
  )
}

const isOrigin = ({ href, origin }: URL): boolean => href === `${origin}/`
