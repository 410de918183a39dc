// The part of the compute API that lists and gets instances; there is one.
import { jsonAnswer, notFound } from '../../frame/service/answer.ts'
import { routeService, type Route } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import { instanceFacts } from '../../tenancy/instance-facts.ts'
import { pageAnswer } from '../../frame/service/paging.ts'

const FILTERS = ['displayName', 'lifecycleState', 'availabilityDomain']

export const compute: ServiceRow<object> = {
  start: ({ tenancy, now }) => routeService(tenancy, computeRoutes(tenancy.names, now())),
}

function computeRoutes(names: TenancyNames, createdAt: number): readonly Route[] {
  const instance = {
    ...instanceFacts(names),
    lifecycleState: 'RUNNING',
    timeCreated: new Date(createdAt).toISOString(),
  }
  const known = new Set([names.tenancy, names.compartment])
  return [
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/?$/,
      handle: ({ query }) => {
        const compartmentId = query.get('compartmentId') ?? names.compartment
        if (!known.has(compartmentId)) return notFound()
        return pageAnswer({ items: compartmentId === names.compartment ? [instance] : [], filters: FILTERS }, query)
      },
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/([^/]+)\/?$/,
      handle: ({ params }) => (params[0] === instance.id ? jsonAnswer(200, instance) : notFound()),
    },
  ]
}
