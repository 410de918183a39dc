// The buckets and what is in them. Any bucket exists until it is deleted; those that were created or have objects are listed.
import { errorAnswer, type Answer } from '../../frame/service/answer.ts'
import { Bucket, type BucketFacts } from './bucket.ts'
import { keyOf, type ObjectStore, type StoredObject } from './object-store.ts'

/** Namespace, bucket and name of an object, as the groups of a route's pattern. */
export type Place = readonly string[]

/** Limits the memory that creating and deleting buckets in a loop can take. */
const MAX_BUCKETS = 10_000

export class Buckets {
  readonly #store: ObjectStore
  readonly #implied: Pick<BucketFacts, 'compartmentId' | 'createdAt'>
  readonly #buckets = new Map<string, Bucket>()
  readonly #deleted = new Set<string>()

  /** @param implied - what is told of a bucket that nobody created */
  constructor(store: ObjectStore, implied: Pick<BucketFacts, 'compartmentId' | 'createdAt'>) {
    this.#store = store
    this.#implied = implied
  }

  /** Forgets the buckets; the store forgets the objects. */
  reset(): void {
    this.#buckets.clear()
    this.#deleted.clear()
  }

  /** `undefined` for a bucket that was deleted. */
  find([namespace = '', name = '']: Place): Bucket | undefined {
    const key = keyOf([namespace, name])
    if (this.#deleted.has(key)) return undefined
    return this.#buckets.get(key) ?? new Bucket({ namespace, name, ...this.#implied, isCreated: false })
  }

  /** Of one namespace, by name. */
  listed(namespace: string): readonly Bucket[] {
    const all = [...this.#buckets.values()].filter(({ facts }) => facts.namespace === namespace)
    return all.toSorted((a, b) => (a.facts.name < b.facts.name ? -1 : 1))
  }

  create(facts: BucketFacts): Bucket | 'exists' | 'full' {
    const key = keyOf([facts.namespace, facts.name])
    if (this.#buckets.has(key)) return 'exists'
    if (this.#buckets.size + this.#deleted.size >= MAX_BUCKETS && !this.#deleted.has(key)) return 'full'
    const bucket = new Bucket(facts)
    this.#deleted.delete(key)
    this.#buckets.set(key, bucket)
    return bucket
  }

  /** Deletes a bucket without objects; `false` when there is no room to remember that. */
  delete(place: Place): boolean {
    const key = keyOf(place.slice(0, 2))
    if (!this.#buckets.has(key) && this.#buckets.size + this.#deleted.size >= MAX_BUCKETS) return false
    this.#buckets.delete(key)
    this.#deleted.add(key)
    return true
  }

  object(place: Place): StoredObject | undefined {
    return this.#store.get(keyOf(place))
  }

  /** `false` when there is no room for the object, and nothing is changed. */
  putObject(place: Place, object: StoredObject): boolean {
    const bucket = this.find(place)
    if (bucket === undefined || !this.#store.put(keyOf(place), object)) return false
    this.#buckets.set(keyOf(place.slice(0, 2)), bucket)
    bucket.add(place[2] ?? '')
    return true
  }

  deleteObject(place: Place): void {
    const bucket = this.find(place)
    this.#store.delete(keyOf(place))
    bucket?.delete(place[2] ?? '')
    if (bucket?.names.size === 0 && !bucket.facts.isCreated) this.#buckets.delete(keyOf(place.slice(0, 2)))
  }
}

export const bucketNotFound = ([, name = '']: Place): Answer =>
  errorAnswer(404, { code: 'BucketNotFound', message: `The bucket '${name}' was deleted` })
