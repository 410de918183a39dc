// The compute API: the one instance the emulator has.
import type { Settings } from '../../options.ts'
import { jsonAnswer, notFound } from '../../frame/service/answer.ts'
import type { Route } from '../../frame/service/route.ts'
import { instanceFacts } from '../../tenancy/instance-facts.ts'
import { pageAnswer } from '../../frame/service/paging.ts'

const FILTERS = ['displayName', 'lifecycleState', 'availabilityDomain']

export function computeRoutes(settings: Settings, instanceId: string, now: () => number): readonly Route[] {
  const instance = {
    ...instanceFacts(settings, instanceId),
    lifecycleState: 'RUNNING',
    timeCreated: new Date(now()).toISOString(),
  }
  const known = new Set([settings.tenancy, settings.compartment])
  return [
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/?$/,
      handle: ({ query }) => {
        const compartmentId = query.get('compartmentId') ?? settings.compartment
        if (!known.has(compartmentId)) return notFound()
        return pageAnswer({ items: compartmentId === settings.compartment ? [instance] : [], filters: FILTERS }, query)
      },
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/([^/]+)\/?$/,
      handle: ({ params }) => (params[0] === instance.id ? jsonAnswer(200, instance) : notFound()),
    },
  ]
}
