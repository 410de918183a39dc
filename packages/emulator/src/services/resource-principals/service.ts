// The services that give a resource, such as a function, its tokens: version by version, and for what it is a part of.
import type { ServiceRow } from '../../frame/service/service.ts'
import { putBack } from '../../lib/put-back.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { examineResources, parentPath, SESSION_PATH } from './examine-resources.ts'
import { ResourcePlaces } from './places.ts'
import { Resources } from './resources.ts'
import { ServiceTokens } from './service-tokens.ts'
import { ResourceSettings, type EmulatorResourcePrincipals, type ResourcePrincipalOptions } from './settings.ts'

/** What of the resource principals can be chosen. */
export interface ResourceServiceOptions {
  /** How long the tokens of resources last, see {@link Emulator.resourcePrincipals}. */
  readonly resourcePrincipals?: ResourcePrincipalOptions | undefined
}

/** The resource of a running emulator. */
export interface ResourceFace {
  /** The one resource, a function, and the services that give it tokens. */
  readonly resourcePrincipals: EmulatorResourcePrincipals
}

export const resourcePrincipals: ServiceRow<ResourceServiceOptions, ResourceFace> = {
  optionNames: namesOf<ResourceServiceOptions>({ resourcePrincipals: true }),
  start: ({ tenancy, now }, options) => {
    const settings = new ResourceSettings(options.resourcePrincipals)
    const resources = new Resources(tenancy.names, tenancy.source)
    const places = new ResourcePlaces({ tenancy, resources, settings })
    let origin = ''
    const parentUrl = (index: number): string =>
      `${origin}${parentPath(resources.parents[index] ?? resources.resource)}`
    const parts = { tenancy, resources, serviceTokens: new ServiceTokens(now, tenancy.source), settings, parentUrl }
    return {
      examine: (request) => examineResources(parts, request),
      // The key stays that the last renewal gave it: the files in its folders have it.
      reset: putBack(settings, ['lifetimeSeconds', 'parents', 'lastParentUrl']),
      tokenPaths: [SESSION_PATH],
      environment: places.environment,
      face: ({ url }) => {
        origin = url
        return { resourcePrincipals: faceOf(settings, resources, places) }
      },
    }
  },
}

function faceOf(settings: ResourceSettings, resources: Resources, places: ResourcePlaces): EmulatorResourcePrincipals {
  return {
    resource: resources.resource.id,
    get parentResources() {
      return resources.parents.slice(0, settings.parents).map(({ id }) => id)
    },
    get lifetimeSeconds() {
      return settings.lifetimeSeconds
    },
    set lifetimeSeconds(value) {
      settings.lifetimeSeconds = value
    },
    get parents() {
      return settings.parents
    },
    set parents(value) {
      settings.parents = value
    },
    get lastParentUrl() {
      return settings.lastParentUrl
    },
    set lastParentUrl(value) {
      settings.lastParentUrl = value
    },
    renewFiles: () => places.renewFiles(),
  }
}
