// Takes a body when fetch is called, as fetch does: whoever uses a buffer again at once changes nothing of what is sent.

/** What can change: bytes, and the pairs of `URLSearchParams` and `FormData`, of any make. */
interface Changeable {
  readonly buffer?: ArrayBuffer
  readonly byteOffset?: number
  readonly byteLength?: number
  readonly getAll?: unknown
  readonly constructor: new () => Changeable
  forEach(visit: (value: unknown, name: string) => void): void
  append(name: string, value: unknown): void
}

/**
 * A copy of what can change; any other body as it is.
 *
 * @throws TypeError where the bytes have been transferred to somebody else, as fetch does
 */
export const snapshotOf = copyOf as <T>(body: T) => T

function copyOf(body: Changeable | null | undefined): unknown {
  if (body?.byteLength !== undefined) {
    const { buffer = body as unknown as ArrayBuffer, byteOffset = 0, byteLength } = body
    return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength))
  }
  if (!body?.getAll) return body
  const copy = new body.constructor()
  body.forEach((value, name) => copy.append(name, value))
  return copy
}
