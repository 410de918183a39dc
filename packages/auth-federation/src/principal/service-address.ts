// The addresses of token services: the auth service of a region, and addresses that were given with or without their path.
import { argumentError, type Environment } from '@x/kernel'
import { endpointFor, resolveRegion } from '@x/config/regions'

const AUTH = 'https://auth.{region}.{secondLevelDomain}'

/** What is known of a region. */
export interface RegionInfo {
  readonly regionId: string
  /** The realm's domain, e.g. `oraclecloud.com`; known without a table where the metadata service says so. */
  readonly realmDomain: string | undefined
}

/**
 * The origin of a region's auth service. `OCI_SDK_AUTH_CLIENT_REGION_URL` leads elsewhere; https is meant where it has no scheme.
 *
 * @param region - in canonical form
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the variable is no address, or has a path
 * @throws InvalidRegionError `ERR_INVALID_REGION` when the region cannot be part of a host name
 */
export async function authService(
  { regionId, realmDomain }: RegionInfo,
  env: Environment,
  signal?: AbortSignal,
): Promise<string> {
  const override = env['OCI_SDK_AUTH_CLIENT_REGION_URL']?.trim()
  if (override) return overriding(/^https?:\/\//i.test(override) ? override : `https://${override}`)
  if (realmDomain) return `https://auth.${regionId}.${realmDomain}`
  return endpointFor(AUTH, await resolveRegion(regionId, { env, signal }), { env })
}

function overriding(address: string): string {
  if (URL.canParse(address) && isOrigin(new URL(address))) return address
  throw argumentError(
    'OCI_SDK_AUTH_CLIENT_REGION_URL is not an address without a path. Set it to one such as https://auth.us-phoenix-1.oraclecloud.com.',
  )
}

const isOrigin = ({ href, origin }: URL): boolean => href === `${origin}/`

/** How an address that was given is completed. */
export interface GivenAddress {
  /** The option that it was given in. */
  readonly option: string
  /** What a base address gets. */
  readonly path: string
  /** What was meant. */
  readonly example: string
}

/**
 * A base address gets its path, a full one stays as it is.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when it is not an absolute http(s) address, or has a query
 */
export function completeAddress(given: string | URL, { option, path, example }: GivenAddress): URL {
  const wrong = (options?: ErrorOptions): TypeError =>
    argumentError(`${option} is not an absolute http or https address. Pass one such as ${example}.`, options)
  let url: URL
  try {
    url = new URL(given)
  } catch (cause) {
    throw wrong({ cause })
  }
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) throw wrong()
  if (url.pathname === '/') url.pathname = path
  return url
}
