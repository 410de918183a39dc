// An emulated function for tests: its variables by version, alone or as the innermost of a chain, and what was asked for it.
import { startEmulator, type EmulatedPlace, type Emulator, type EmulatorOptions } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import {
  getResourcePrincipalsSigner,
  SessionKeySupplier,
  type PrincipalSigner,
  type ResourcePrincipalsSignerOptions,
  type SessionKey,
} from '../src/index.ts'

export const SESSION_TOKEN = '/v1/resourcePrincipalSessionToken'
export const LEAF_VERSIONS = ['1.1', '2.1', '2.1.1', '2.1.2', '2.2'] as const
export type LeafVersion = (typeof LEAF_VERSIONS)[number]
export type Variables = Readonly<Record<string, string>>

const PREFIX = 'OCI_RESOURCE_PRINCIPAL_'
export const variable = (name: string): string => PREFIX + name

/** As many session keys as tests may take without waiting for new ones. */
const KEYS = 4

export class Resource {
  readonly oci: Emulator
  readonly #keys: readonly SessionKey[]
  #taken = 0
  #before = 0

  private constructor(oci: Emulator, keys: readonly SessionKey[]) {
    this.oci = oci
    this.#keys = keys
  }

  static async start(options?: EmulatorOptions): Promise<Resource> {
    const oci = await startEmulator(options)
    const keys = Array.from({ length: KEYS }, () => new SessionKeySupplier().refresh())
    return new Resource(oci, await Promise.all(keys))
  }

  /** Another key each time, without the wait for a new one. */
  readonly sessionKeySupplier = {
    refresh: async (): Promise<SessionKey> => this.#keys[this.#taken++ % this.#keys.length] as SessionKey,
  }

  /** Forgets faults, settings and counts of the test before. */
  reset(): void {
    this.oci.faults.clear()
    Object.assign(this.oci.resourcePrincipals, { lifetimeSeconds: 1200, parents: 1, lastParentUrl: undefined })
    this.oci.clock.resume()
    this.oci.clock.offset(0)
    this.#before = this.oci.count('POST', SESSION_TOKEN)
  }

  /** How many session tokens were asked for in this test. */
  get exchanges(): number {
    return this.oci.count('POST', SESSION_TOKEN) - this.#before
  }

  /** What a resource of this version finds. */
  env(version: LeafVersion | '3.0', folder?: string): Promise<Variables> {
    return this.oci.environment(`resource-${version}` as EmulatedPlace, folder)
  }

  /** What the innermost of a chain finds, when it proves itself by this version. */
  async chainEnv(version: LeafVersion, folder?: string): Promise<Variables> {
    const [leaf, chain] = await Promise.all([this.env(version, folder), this.env('3.0')])
    const ofParent = Object.entries(chain).filter(([name]) => !name.endsWith('_FOR_LEAF_RESOURCE'))
    const ofLeaf = Object.entries(leaf).map(([name, value]) => [
      name.startsWith(PREFIX) ? `${name}_FOR_LEAF_RESOURCE` : name,
      value,
    ])
    return Object.fromEntries([...ofParent, ...ofLeaf]) as Variables
  }

  /** A signer that tries each exchange once and keeps the emulator's time. */
  signer(env: Variables, options: ResourcePrincipalsSignerOptions = {}): Promise<PrincipalSigner> {
    const { sessionKeySupplier, oci } = this
    return getResourcePrincipalsSigner({
      env,
      now: () => oci.clock.now(),
      random: () => 0,
      sleep: async () => {},
      sessionKeySupplier,
      retryStrategy: NONE_RETRY_STRATEGY,
      ...options,
    })
  }

  get regions(): string {
    return `${this.oci.url}/20160918/regions`
  }

  get request(): { method: string; url: string } {
    return { method: 'GET', url: this.regions }
  }
}
