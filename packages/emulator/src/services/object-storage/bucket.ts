// A bucket: what is told of it, and the names of its objects in the order in which they are listed.
import { createHash } from 'node:crypto'
import { bytesOfName } from './object-name.ts'

export interface BucketFacts {
  readonly namespace: string
  readonly name: string
  readonly compartmentId: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  /** Whether somebody created it; otherwise it exists because any bucket does. */
  readonly isCreated: boolean
}

export class Bucket {
  readonly facts: BucketFacts
  readonly #names = new Set<string>()
  /** `undefined` when a name came or went since. */
  #sorted: readonly string[] | undefined

  constructor(facts: BucketFacts) {
    this.facts = facts
  }

  get etag(): string {
    return createHash('sha1').update(JSON.stringify(this.facts)).digest('hex')
  }

  get names(): ReadonlySet<string> {
    return this.#names
  }

  /** The names by their bytes, see object-name.ts. */
  get sortedNames(): readonly string[] {
    this.#sorted ??= Array.from(this.#names, bytesOfName).toSorted()
    return this.#sorted
  }

  add(name: string): void {
    if (this.#names.has(name)) return
    this.#names.add(name)
    this.#sorted = undefined
  }

  delete(name: string): void {
    if (this.#names.delete(name)) this.#sorted = undefined
  }
}
