// Takes a body when fetch is called, as fetch does: whoever uses a buffer again at once changes nothing of what is sent.

/** What can change: bytes, and the pairs of `URLSearchParams` and `FormData`, of any make. */
interface Changeable {
  readonly buffer?: ArrayBuffer
  readonly byteOffset?: number
  readonly byteLength?: number
  readonly getAll?: unknown
  forEach(visit: (value: unknown, name: string) => void): void
  append(name: string, value: unknown): void
}

/**
 * A copy of what can change; any other body as it is.
 *
 * @throws TypeError where the bytes have been transferred to somebody else, as fetch does
 */
export function snapshotOf<T>(body: T): T {
  const given = body as (T & Changeable) | null | undefined
  if (given?.byteLength !== undefined) {
    const { buffer = given as unknown as ArrayBuffer, byteOffset = 0, byteLength } = given
    return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength)) as T
  }
  if (!given?.getAll) return body
  const copy = new (given.constructor as new () => T & Changeable)()
  given.forEach((value, name) => copy.append(name, value))
  return copy
}
