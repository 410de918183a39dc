// The compute API: the one instance the emulator has.
import type { Settings } from '../options.ts'
import { jsonAnswer, notFound } from '../http/answer.ts'
import type { Route } from '../http/router.ts'
import { pageAnswer } from './paging.ts'

export function computeRoutes(settings: Settings, instanceId: string, now: () => number): readonly Route[] {
  const instance = {
    id: instanceId,
    availabilityDomain: `emul:${settings.region.toUpperCase()}-AD-1`,
    compartmentId: settings.compartment,
    displayName: 'emulator-instance',
    faultDomain: 'FAULT-DOMAIN-1',
    lifecycleState: 'RUNNING',
    region: settings.region,
    shape: 'VM.Standard.E5.Flex',
    timeCreated: new Date(now()).toISOString(),
    freeformTags: {},
    definedTags: {},
  }
  const known = new Set([settings.tenancy, settings.compartment])
  return [
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/?$/,
      handle: ({ query }) => {
        const compartmentId = query.get('compartmentId') ?? settings.compartment
        if (!known.has(compartmentId)) return notFound()
        return pageAnswer(compartmentId === settings.compartment ? [instance] : [], query)
      },
    },
    {
      method: 'GET',
      pattern: /^\/20160918\/instances\/([^/]+)\/?$/,
      handle: ({ params }) => (params[0] === instance.id ? jsonAnswer(200, instance) : notFound()),
    },
  ]
}
