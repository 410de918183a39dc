// The resources of the tenancy: a function, which has a key of its own, and what it is a part of.
import { randomBytes, type KeyObject } from 'node:crypto'
import { BoundedMap } from '../../lib/bounded-map.ts'
import { createOcid } from '../../lib/ids.ts'
import type { PrincipalKey } from '../../proof/principal.ts'
import { pass, refuse, type Outcome } from '../../proof/verdict/outcome.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import { fingerprintOf, type KeyPair } from '../../tenancy/keys/rsa-keys.ts'
import { regionKey } from '../../tenancy/regions.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import type { ResourceIdentity } from '../../tenancy/tokens/token-claims.ts'
import { MOST_PARENTS } from './settings.ts'

/** Versions in which the resource signs with a key of its own. */
export type KeyVersion = '2.1' | '2.1.1' | '2.1.2'

const KEY_ID = /^resource\/v(2\.1|2\.1\.1|2\.1\.2)\/(?:([^/]+)\/)?([^/]+)$/
/** How many earlier keys are remembered to explain a request that was signed with one of them. */
const REMEMBERED_KEYS = 16

export class Resources {
  readonly resource: ResourceIdentity
  /** The nearest first; as many as there may be. */
  readonly parents: readonly ResourceIdentity[]
  /** What version 2.1.2 sends to prove itself once more. */
  readonly securityContext = randomBytes(32).toString('base64')
  readonly #source: KeySource
  readonly #known = new BoundedMap<string, PrincipalKey>(REMEMBERED_KEYS)
  #keys: Promise<KeyPair> | undefined
  #publicKey: KeyObject | undefined

  constructor({ tenancy, compartment, region }: TenancyNames, source: KeySource) {
    this.#source = source
    const identity = (type: string): ResourceIdentity => ({
      id: createOcid(type, regionKey(region)?.toLowerCase()),
      type,
      tenancy,
      compartment,
    })
    this.resource = identity('fnfunc')
    this.parents = Array.from({ length: MOST_PARENTS }, () => identity('fnapp'))
  }

  /** The resource's present key, made when it is first asked for. */
  keys(): Promise<KeyPair> {
    this.#keys ??= this.renewKeys()
    return this.#keys
  }

  async renewKeys(): Promise<KeyPair> {
    const keys = await this.#source.next()
    this.#keys = Promise.resolve(keys)
    this.#publicKey = keys.publicKey
    this.#known.set(fingerprintOf(keys.publicKey), this.#keyOf(keys.publicKey, 'another key of the resource'))
    return keys
  }

  /** The key under a key id of one of these versions. */
  findKey(keyId: string, versions: readonly KeyVersion[]): Outcome<PrincipalKey> {
    const [, version, tenancy, id] = KEY_ID.exec(keyId) ?? []
    const names = `resource/v2.1/<id>, or resource/v2.1.1/<tenancy>/<id> and resource/v2.1.2/<tenancy>/<id>`
    if (version === undefined || (tenancy === undefined) !== (version === '2.1'))
      return refuse('malformed-key-id', `That of a resource is ${names}.`)
    if (!versions.includes(version as KeyVersion))
      return refuse('unknown-key', `This path is for the versions ${versions.join(', ')}.`)
    if (tenancy !== undefined && tenancy !== this.resource.tenancy)
      return refuse('unknown-key', 'The tenancy in it is not the emulator’s.')
    if (id !== this.resource.id || this.#publicKey === undefined)
      return refuse('unknown-key', 'The resource in it has no key.')
    return pass(this.#keyOf(this.#publicKey, 'the key of the resource'))
  }

  /** The keys that the resource has or had. */
  allKeys(): Iterable<PrincipalKey> {
    return this.#known.values()
  }

  #keyOf(publicKey: KeyObject, label: string): PrincipalKey {
    const { id, tenancy } = this.resource
    return { principal: { kind: 'resource', tenancy, user: id }, publicKey, label }
  }
}
