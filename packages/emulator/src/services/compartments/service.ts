// The part of the identity API about the tenancy, its one compartment, and availability domains.
import { jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import { routeService, type Call, type Route } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { availabilityDomains } from '../../tenancy/availability-domains.ts'
import { regionKey } from '../../tenancy/regions.ts'
import { TENANCY_NAME, type TenancyNames } from '../../tenancy/tenancy.ts'
import { listCompartments } from './list-compartments.ts'

export const compartments: ServiceRow<object> = {
  start: ({ tenancy, now }) => routeService(tenancy, compartmentRoutes(tenancy.names, now())),
}

function compartmentRoutes(names: TenancyNames, createdAt: number): readonly Route[] {
  const all = allCompartments(names, createdAt)
  const get = ({ params: [id] }: Call): Answer => {
    const found = all.find((compartment) => compartment.id === id)
    return found === undefined ? notFound() : jsonAnswer(200, found, { etag: `${found.name}-1` })
  }
  const domains = ({ query }: Call): Answer => {
    const compartmentId = query.get('compartmentId') ?? names.tenancy
    if (!all.some(({ id }) => id === compartmentId)) return notFound()
    return jsonAnswer(
      200,
      availabilityDomains(names.region).map((domain) => ({ ...domain, compartmentId })),
    )
  }
  return [
    {
      method: 'GET',
      pattern: /^\/20160918\/tenancies\/([^/]+)\/?$/,
      handle: ({ params: [id] }) => (id === names.tenancy ? jsonAnswer(200, tenancyOf(names)) : notFound()),
    },
    { method: 'GET', pattern: /^\/20160918\/compartments\/?$/, handle: ({ query }) => listCompartments(all, query) },
    { method: 'GET', pattern: /^\/20160918\/compartments\/([^/]+)\/?$/, handle: get },
    { method: 'GET', pattern: /^\/20160918\/availabilityDomains\/?$/, handle: domains },
  ]
}

const tenancyOf = ({ tenancy, region }: TenancyNames): object => ({
  id: tenancy,
  name: TENANCY_NAME,
  description: 'The tenancy of the emulator',
  homeRegionKey: regionKey(region) ?? region,
  upiIdcsCompatibilityLayerEndpoint: null,
  freeformTags: {},
  definedTags: {},
})

/** The first is the tenancy, which is the root compartment and has no parent. */
function allCompartments({ tenancy, compartment }: TenancyNames, createdAt: number) {
  const common = {
    timeCreated: new Date(createdAt).toISOString(),
    lifecycleState: 'ACTIVE',
    isAccessible: true,
    freeformTags: {},
    definedTags: {},
  }
  return [
    {
      id: tenancy,
      compartmentId: null,
      name: TENANCY_NAME,
      description: 'The root Compartment of the tenancy',
      ...common,
    },
    {
      id: compartment,
      compartmentId: tenancy,
      name: 'emulator-compartment',
      description: 'The compartment of the emulator',
      ...common,
    },
  ]
}
