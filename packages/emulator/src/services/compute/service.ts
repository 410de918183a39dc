// The part of the compute API that lists and gets instances; there is one.
import { jsonAnswer, notFound } from '../../frame/service/answer.ts'
import { routeService, type Route } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import { instanceFacts } from '../../tenancy/instance-facts.ts'
import { listAnswer } from '../../frame/service/lists/list-answer.ts'

const FILTERS = ['displayName', 'availabilityDomain']
const SORTS = { TIMECREATED: 'timeCreated', DISPLAYNAME: 'displayName' } as const
const STATES = [
  'MOVING',
  'PROVISIONING',
  'RUNNING',
  'STARTING',
  'STOPPING',
  'STOPPED',
  'CREATING_IMAGE',
  'TERMINATING',
  'TERMINATED',
]

export const compute: ServiceRow<object> = {
  start: ({ tenancy, now }) => ({
    ...routeService(tenancy, computeRoutes(tenancy.names, now())),
    yieldsToUpstream: true,
  }),
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
        const items = compartmentId === names.compartment ? [instance] : []
        return listAnswer({ items, filters: FILTERS, states: STATES, sorts: SORTS }, query)
      },
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/([^/]+)\/?$/,
      handle: ({ params }) => (params[0] === instance.id ? jsonAnswer(200, instance) : notFound()),
    },
  ]
}
