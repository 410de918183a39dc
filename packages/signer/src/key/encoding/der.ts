// As much DER as private keys need: every length is checked, so that a hostile or cut file ends in an error, not in a wrong key.

export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
}

export const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, sequence: 0x30 } as const

/** The value that fills `bytes`. */
export function readDer(bytes: Uint8Array): DerValue {
  const [value, end] = readAt(bytes, 0)
  if (end !== bytes.length) throw new RangeError('bytes after the DER value')
  return value
}

/** The values inside a sequence. */
export function children(value: DerValue | undefined): DerValue[] {
  if (value?.tag !== TAG.sequence) throw new RangeError('not a DER sequence')
  const values: DerValue[] = []
  for (let offset = 0; offset < value.content.length;) {
    const [child, end] = readAt(value.content, offset)
    values.push(child)
    offset = end
  }
  return values
}

/** The content of `value`, which must have that tag. */
export function contentOf(value: DerValue | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new RangeError(`no DER value with tag ${tag}`)
  return value.content
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('')

export const oidOf = (value: DerValue | undefined): string => hex(contentOf(value, TAG.oid))

/** How many; `Infinity` for what is beyond all numbers. */
export function countOf(value: DerValue | undefined): number {
  const count = Number(`0x${hex(contentOf(value, TAG.integer))}`)
  if (Number.isNaN(count)) throw new RangeError('DER integer without content')
  return count
}

function readAt(bytes: Uint8Array, offset: number): [DerValue, number] {
  const tag = bytes[offset]
  let length = bytes[offset + 1]
  let start = offset + 2
  if (tag === undefined || length === undefined) throw new RangeError('DER value cut off')
  if (length >= 0x80) {
    const count = length & 0x7f
    if (count === 0 || count > 4) throw new RangeError('DER length not understood')
    length = 0
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte
    start += count
  }
  const end = start + length
  if (end > bytes.length) throw new RangeError('DER value cut off')
  return [{ tag, content: bytes.subarray(start, end) }, end]
}

/** Encodes one value from the parts of its content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const lengthBytes: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) lengthBytes.unshift(rest & 0xff)
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | lengthBytes.length, ...lengthBytes]
  const bytes = new Uint8Array(header.length + length)
  bytes.set(header)
  let offset = header.length
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
