// What a resource finds in its environment, by the version of its principal: variables, and files where it has a folder.
import { pathOrText } from '../../frame/service/place-file.ts'
import type { Environment, Place, Variables } from '../../frame/service/service.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'
import { toPkcs8Pem } from '../../tenancy/keys/rsa-keys.ts'
import { resourceClaims } from '../../tenancy/tokens/token-claims.ts'
import { parentPath } from './examine-resources.ts'
import type { Resources } from './resources.ts'
import type { ResourceSettings } from './settings.ts'

export interface PlacesParts {
  readonly tenancy: Tenancy
  readonly resources: Resources
  readonly settings: ResourceSettings
}

const KEY_FILE = 'resource_principal_key.pem'
const TOKEN_FILE = 'resource_principal_rpst'
const LEAF = '_FOR_LEAF_RESOURCE'

/** Makes variables for places where a resource runs, and remembers their folders. */
export class ResourcePlaces {
  readonly #parts: PlacesParts
  /** What renews the files of a folder. */
  readonly #folders = new Map<string, { readonly place: Place; hasToken: boolean }>()

  constructor(parts: PlacesParts) {
    this.#parts = parts
  }

  readonly environment: Readonly<Record<string, Environment>> = {
    'resource-1.1': ({ url }) => {
      const { instance } = this.#parts.tenancy.names
      const path = { RPT_PATH: '/20180711/resourcePrincipalToken/{id}', RPT_ID: instance }
      return named({ VERSION: '1.1', RPT_ENDPOINT: url, RPST_ENDPOINT: url, ...path })
    },
    'resource-2.1': async (place) => named({ VERSION: '2.1', ...(await this.#withKey(place)) }),
    'resource-2.1.1': async (place) =>
      named({ VERSION: '2.1.1', TENANCY_ID: this.#tenancy, ...(await this.#withKey(place)) }),
    'resource-2.1.2': async (place) => {
      const { securityContext } = this.#parts.resources
      const more = { RPT_PATH: '/20180711/resourcePrincipalTokenV212', SECURITY_CONTEXT: securityContext }
      return named({ VERSION: '2.1.2', TENANCY_ID: this.#tenancy, ...more, ...(await this.#withKey(place)) })
    },
    'resource-2.2': async (place) => named({ VERSION: '2.2', ...(await this.#withToken(place)) }),
    'resource-3.0': async (place) => {
      const { url } = place
      const [parent] = this.#parts.resources.parents
      return {
        ...named({ VERSION: '3.0' }),
        ...named({ VERSION: '2.2', ...(await this.#withToken(place)) }, LEAF),
        ...named(
          { RPT_URL: `${url}${parent === undefined ? '' : parentPath(parent)}`, RPST_ENDPOINT: url },
          '_FOR_PARENT_RESOURCE',
        ),
      }
    },
  }

  /** Gives the resource another key, and puts what belongs to it into every folder. */
  async renewFiles(): Promise<void> {
    await this.#parts.resources.renewKeys()
    await Promise.all(
      [...this.#folders.values()].map(({ place, hasToken }) =>
        hasToken ? this.#withToken(place) : this.#withKey(place),
      ),
    )
  }

  get #tenancy(): string {
    return this.#parts.tenancy.names.tenancy
  }

  /** Of a resource that signs with its own key. */
  async #withKey(place: Place): Promise<Variables> {
    const { tenancy, resources } = this.#parts
    const { url } = place
    const endpoints = { RPT_ENDPOINT: url, RPST_ENDPOINT: url, RESOURCE_ID: resources.resource.id }
    return { ...endpoints, PRIVATE_PEM: await this.#writeKey(place, false), REGION: tenancy.names.region }
  }

  /** Of a resource whose tokens are put beside it. */
  async #withToken(place: Place): Promise<Variables> {
    const { tenancy, resources, settings } = this.#parts
    const PRIVATE_PEM = await this.#writeKey(place, true)
    const { publicKey } = await resources.keys()
    await tenancy.tokens.prepare()
    const { lifetimeSeconds } = settings
    const { token } = tenancy.tokens.issue({ claims: resourceClaims(resources.resource), publicKey, lifetimeSeconds })
    return { PRIVATE_PEM, RPST: await pathOrText(place, TOKEN_FILE, token), REGION: tenancy.names.region }
  }

  async #writeKey(place: Place, hasToken: boolean): Promise<string> {
    const { folder } = place
    if (folder !== undefined) {
      const known = this.#folders.get(folder)
      this.#folders.set(folder, { place, hasToken: hasToken || known?.hasToken === true })
    }
    const { privateKey } = await this.#parts.resources.keys()
    return pathOrText(place, KEY_FILE, toPkcs8Pem(privateKey))
  }
}

const named = (values: Variables, suffix = ''): Variables =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`OCI_RESOURCE_PRINCIPAL_${name}${suffix}`, value]))
