// Holds objects in memory, and the parts of unfinished uploads, within one limit of bytes for all of them.
import type { Description } from './description.ts'

export interface StoredObject {
  readonly body: Uint8Array
  readonly description: Description
  /** In base64; of an object that was uploaded in parts the hash of their hashes, a hyphen and their number. */
  readonly md5: string
  readonly etag: string
  readonly versionId: string
  /** Epoch milliseconds. */
  readonly modifiedAt: number
}

/** The key under which something is stored that has these names, e.g. namespace, bucket and name. */
export const keyOf = (names: readonly string[]): string => JSON.stringify(names)

/** Limits the memory that empty objects can take. */
const MAX_OBJECTS = 100_000

export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>()
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key)
  }

  /** Puts an object in place of what is there; `false` when there is no room for it, and nothing is changed. */
  put(key: string, object: StoredObject): boolean {
    const previous = this.#objects.get(key)
    const bytes = this.#bytes + sizeOf(key, object) - sizeOf(key, previous)
    if (bytes > this.#maxBytes || (previous === undefined && this.#objects.size >= MAX_OBJECTS)) return false
    this.#bytes = bytes
    this.#objects.set(key, object)
    return true
  }

  reset(): void {
    this.#objects.clear()
    this.#bytes = 0
  }

  delete(key: string): void {
    this.#bytes -= sizeOf(key, this.#objects.get(key))
    this.#objects.delete(key)
  }
}

/** A name and a description take memory as a body does. */
function sizeOf(key: string, object: StoredObject | undefined): number {
  if (object === undefined) return 0
  const described = Object.entries(object.description).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  )
  return object.body.length + Buffer.byteLength(key) + described
}
