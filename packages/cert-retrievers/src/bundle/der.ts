// As much DER as certificates need: every length is checked, so that a cut or hostile file ends in an error.

export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
  /** Tag, length and content, as they stood. */
  readonly encoded: Uint8Array
}

export const TAG = { integer: 0x02, bitString: 0x03, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 } as const

/** The value that fills `bytes`. */
export function readDer(bytes: Uint8Array): DerValue {
  const value = readAt(bytes, 0)
  if (value.encoded.length !== bytes.length) throw new RangeError('bytes after the DER value')
  return value
}

/** The values inside a sequence. */
export function children(value: DerValue | undefined): readonly DerValue[] {
  if (value?.tag !== TAG.sequence) throw new RangeError('not a DER sequence')
  const values: DerValue[] = []
  for (let offset = 0; offset < value.content.length;) {
    const child = readAt(value.content, offset)
    values.push(child)
    offset += child.encoded.length
  }
  return values
}

function readAt(bytes: Uint8Array, start: number): DerValue {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined) throw new RangeError('DER value cut off')
  if (first === 0x80 || first > 0x84) throw new RangeError('DER length not understood')
  const lengthBytes = Math.max(0, first - 0x80)
  const from = start + 2 + lengthBytes
  const length = lengthBytes === 0 ? first : bytes.subarray(start + 2, from).reduce((sum, byte) => sum * 256 + byte, 0)
  if (from + length > bytes.length) throw new RangeError('DER value cut off')
  return { tag, content: bytes.subarray(from, from + length), encoded: bytes.subarray(start, from + length) }
}
