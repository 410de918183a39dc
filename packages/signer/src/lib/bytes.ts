// Bytes out of whatever holds them.

export const utf8 = new TextEncoder()

/** The kind of an object by its tag, so that another realm's count too. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** The bytes of a view or a buffer, respecting offset and length; `undefined` for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (tagOf(value) === 'ArrayBuffer') return new Uint8Array(value as ArrayBuffer)
  if (!ArrayBuffer.isView(value)) return undefined
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  // No transport takes shared memory, and another thread could change it after it was hashed.
  return tagOf(value.buffer) === 'ArrayBuffer' ? bytes : bytes.slice()
}
