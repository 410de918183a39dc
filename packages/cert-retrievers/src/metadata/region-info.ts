// What the metadata service tells of the region.

/** The region that an instance is in. @public */
export interface InstanceRegion {
  /** As the metadata service has it, in lower case: an identifier such as `us-phoenix-1`, on old instances a code such as `phx`. */
  readonly regionId: string
  /** Domain of the realm, e.g. `oraclecloud.com`; `undefined` where the service doesn't know it. */
  readonly realmDomain: string | undefined
  /** Key of the realm, e.g. `oc1`. */
  readonly realmKey: string | undefined
  /** Code of the region, e.g. `phx`. */
  readonly regionKey: string | undefined
}

/** Host names are built from it. */
const NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/

/** The region in the text of `/instance/regionInfo`; `undefined` when it is none. */
export function parseRegionInfo(text: string): InstanceRegion | undefined {
  const { regionIdentifier, realmDomainComponent, realmKey, regionKey } = jsonObject(text)
  const regionId = nameOf(regionIdentifier)
  const realmDomain = nameOf(realmDomainComponent)
  if (regionId === undefined || (realmDomainComponent !== undefined && realmDomain === undefined)) return undefined
  return { regionId, realmDomain, realmKey: nameOf(realmKey), regionKey: nameOf(regionKey) }
}

/** The region in the text of `/instance/region`; `undefined` when it is none. */
export function parseRegion(text: string): InstanceRegion | undefined {
  const regionId = nameOf(text)
  return regionId === undefined
    ? undefined
    : { regionId, realmDomain: undefined, realmKey: undefined, regionKey: undefined }
}

function nameOf(value: unknown): string | undefined {
  const name = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return NAME.test(name) ? name : undefined
}

function jsonObject(text: string): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
