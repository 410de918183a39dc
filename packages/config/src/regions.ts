// Regions, realms and the addresses of services in them.
// The public surface of @x/config/regions; every export is listed by hand.
export {
  assertServiceEnabled,
  isServiceEnabled,
  parseDeveloperToolConfiguration,
  type DeveloperToolConfiguration,
  type DeveloperToolOptions,
} from './regions/developer-tool.ts'
export { endpointFor, type EndpointOptions } from './regions/endpoint/endpoint-for.ts'
export {
  InvalidDeveloperToolConfigurationError,
  InvalidEndpointError,
  InvalidRegionError,
  isRegionError,
  UnknownRegionError,
  UnsafeHostParameterError,
  type RegionError,
} from './regions/errors.ts'
export type { ResolvedRegion } from './regions/known-regions.ts'
export { normalizeEndpoint } from './regions/endpoint/normalize-endpoint.ts'
export { readDeveloperToolConfiguration, type RegionSources } from './regions/region-sources.ts'
export { realms, regionFromCode, regions, type Realm, type Region } from './regions/region.ts'
export { createRegionResolver, resolveRegion, type RegionResolver } from './regions/resolve-region.ts'
export { REGIONS_AS_OF } from './regions/region-data.ts'
export type { OnRegionWarning, RegionWarning, RegionWarningCode } from './regions/warning.ts'
export type { Environment } from '@x/kernel'
