// How long the tokens of resources live, and who stands above the resource; a test can change it while the emulator runs.
import { integer, knownOptions, lifetime } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { EmulatorOptionError } from '../../errors.ts'

/**
 * How long the tokens of resources live at first; {@link EmulatorResourcePrincipals} changes it.
 *
 * @example
 * ```ts
 * import { startEmulator, type ResourcePrincipalOptions } from '@x/emulator'
 *
 * const resourcePrincipals: ResourcePrincipalOptions = { lifetimeSeconds: 60 }
 * const oci = await startEmulator({ resourcePrincipals })
 * await oci.close()
 * ```
 */
export interface ResourcePrincipalOptions {
  /** Whole seconds that a resource principal session token (RPST) is valid. @defaultValue 1200, as OCI's */
  readonly lifetimeSeconds?: number | undefined
}

/**
 * The resource of a running emulator, a function, and the service that gives it tokens; what is set here goes for the tokens it
 * issues from then on.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorResourcePrincipals } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const resources: EmulatorResourcePrincipals = oci.resourcePrincipals
 * resources.parents = 2
 * const { OCI_RESOURCE_PRINCIPAL_VERSION } = await oci.environment('resource-3.0')
 * console.log(OCI_RESOURCE_PRINCIPAL_VERSION, resources.resource.split('.')[1]) // 3.0 fnfunc
 * await oci.close()
 * ```
 * @see docs/sources.md#resource-principals
 */
export interface EmulatorResourcePrincipals {
  /** OCID of the one resource. */
  readonly resource: string
  /** OCIDs of the resources that it is a part of, the nearest first: as many as `parents`. */
  readonly parentResources: readonly string[]
  /**
   * Whole seconds that a resource principal session token (RPST) is valid. At first 1200.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but a positive integer
   */
  lifetimeSeconds: number
  /**
   * How many resources stand above the resource, each a part of the next, for version 3.0. At first 1.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when set to anything but an integer from 1 to 20
   */
  parents: number
  /**
   * What the topmost of them sends as `opc-parent-rpt-url`; `undefined` for no such header. For clients that must not follow an
   * address wherever it leads. At first `undefined`.
   */
  lastParentUrl: string | undefined
  /**
   * Gives the resource a new key, and writes it, with a new token where there was one, into every folder that was given to
   * {@link Emulator.environment}. The old key is refused from then on; tokens bound to it stay good until their end.
   *
   * @throws Node's own error when a file cannot be written
   */
  renewFiles(): Promise<void>
}

const TWENTY_MINUTES = 1200
const MOST_PARENTS = 20

const NAMES = namesOf<ResourcePrincipalOptions>({ lifetimeSeconds: true })

export class ResourceSettings {
  #lifetimeSeconds: number
  #parents = 1
  lastParentUrl: string | undefined

  constructor(options: ResourcePrincipalOptions = {}) {
    knownOptions('resourcePrincipals', options, NAMES)
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', options.lifetimeSeconds ?? TWENTY_MINUTES)
  }

  get lifetimeSeconds(): number {
    return this.#lifetimeSeconds
  }

  set lifetimeSeconds(value: number) {
    this.#lifetimeSeconds = lifetime('lifetimeSeconds', value)
  }

  get parents(): number {
    return this.#parents
  }

  set parents(value: number) {
    if (value === 0) throw new EmulatorOptionError('parents', '"parents" is 0. Give an integer from 1 to 20.')
    this.#parents = integer('parents', value, MOST_PARENTS)
  }
}

export { MOST_PARENTS }
