// Holds objects in memory, and the parts of unfinished uploads, within one limit of bytes for all of them.

export interface StoredObject {
  readonly body: Uint8Array
  readonly contentType: string
  readonly contentMd5: string
  readonly etag: string
  readonly lastModified: string
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

/** A name takes memory as a body does. */
const sizeOf = (key: string, object: StoredObject | undefined): number =>
  object === undefined ? 0 : object.body.length + Buffer.byteLength(key) + Buffer.byteLength(object.contentType)
