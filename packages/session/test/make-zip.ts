// Writes a zip byte by byte, so that it may be as wrong as no library would make it.
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string | Uint8Array
  readonly content?: string | Uint8Array
  /** Unix mode with its type. @defaultValue a regular file */
  readonly mode?: number
  readonly dosAttributes?: number
  readonly flags?: number
  /** 0 stored, 8 deflated, or what no reader knows. */
  readonly method?: number
  /** What is told instead of the truth. */
  readonly size?: number
  readonly compressedSize?: number
  readonly crc?: number
}

const numbers = (...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    values.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes)
      buffer.writeUIntLE(value >>> 0, 0, bytes)
      return buffer
    }),
  )

/** @param count - of the entries, where it is to be a lie */
export function makeZip(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string)
    const { content = '', mode = 0o100600, dosAttributes = 0, flags = 0, method = 8 } = entry
    const bytes = Buffer.from(content as string)
    const data = method === 8 ? deflateRawSync(bytes) : bytes
    const { size = bytes.length, compressedSize = data.length, crc = crc32(bytes) } = entry
    const common = numbers([2, 20], [2, flags], [2, method], [4, 0], [4, crc], [4, compressedSize], [4, size])
    const lengths = numbers([2, name.length], [2, 0])
    const local = Buffer.concat([numbers([4, 0x04034b50]), common, lengths, name, data])
    const attributes = ((mode << 16) | dosAttributes) >>> 0
    const central = [numbers([4, 0x02014b50], [2, 0x0314]), common, lengths]
    directory.push(...central, numbers([2, 0], [2, 0], [2, 0], [4, attributes], [4, offset]), name)
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0])
  return Buffer.concat([...parts, central, end])
}
