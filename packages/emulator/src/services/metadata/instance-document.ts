// The document behind `/opc/v2/instance/`: each of its members has a path of its own.
import { instanceFacts } from '../../tenancy/instance-facts.ts'
import { regionKey } from '../../tenancy/regions.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'

/** The regions that are older than region identifiers: the metadata service calls them by their short code. */
const SHORT_CODES: Readonly<Record<string, string>> = { 'us-ashburn-1': 'iad', 'us-phoenix-1': 'phx' }

export function instanceDocument(names: TenancyNames, createdAt: number): object {
  const { region, tenancy } = names
  return {
    ...instanceFacts(names),
    agentConfig: { monitoringDisabled: false, managementDisabled: false },
    canonicalRegionName: region,
    hostname: 'emulator-instance',
    metadata: {},
    ociAdName: `${regionKey(region)?.toLowerCase() ?? region}-ad-1`,
    region: SHORT_CODES[region] ?? region,
    regionInfo: {
      realmDomainComponent: 'oraclecloud.com',
      realmKey: 'oc1',
      regionIdentifier: region,
      regionKey: regionKey(region) ?? region.toUpperCase(),
    },
    state: 'Running',
    tenantId: tenancy,
    timeCreated: createdAt,
  }
}

/** The value at `path` in `document`. Inherited members, such as `constructor`, are not found. */
export function memberAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? new Map<string, unknown>(Object.entries(value)).get(name)
        : undefined,
    document,
  )
}
