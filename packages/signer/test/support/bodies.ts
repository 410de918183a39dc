// Every kind of body, with the bytes and the content-type it should go out with. Made anew for each use: streams are read once.
import { Readable } from 'node:stream'
import type { RequestBody } from '../../src/index.ts'

export interface BodyKind {
  readonly name: string
  readonly make: () => RequestBody | undefined
  readonly bytes: Buffer
  readonly contentType: string
  /** A stream that the transport could not send again. */
  readonly oneShot?: true
  /** Goes out as a stream. */
  readonly reopened?: true
}

const BINARY = Buffer.from([0, 255, 128, 10, 13, 0xc3, 0x28, 0xe2])
const TEXT = 'é {"a":1}\n'
const OCTETS = 'application/octet-stream'

/** `BINARY` in the middle of a larger buffer, to catch who forgets the offset. */
function shifted<T extends ArrayBuffer | SharedArrayBuffer>(buffer: T): T {
  new Uint8Array(buffer).fill(7).set(BINARY, 8)
  return buffer
}
const middle = (): ArrayBuffer => shifted(new ArrayBuffer(32))

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (const byte of BINARY) yield Uint8Array.of(byte)
}

async function* texts(): AsyncGenerator<string> {
  yield TEXT
  yield TEXT
}

export const webStream = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(BINARY.subarray(0, 3))
      controller.enqueue(new Uint8Array())
      controller.enqueue(BINARY.subarray(3))
      controller.close()
    },
  })

const binary = (name: string, make: BodyKind['make'], more: Partial<BodyKind> = {}): BodyKind => ({
  name,
  make,
  bytes: BINARY,
  contentType: OCTETS,
  ...more,
})
const stream = (name: string, make: BodyKind['make']): BodyKind => binary(name, make, { oneShot: true })
const factory = (name: string, make: BodyKind['make']): BodyKind => binary(name, make, { reopened: true })

export const bodyKinds: readonly BodyKind[] = [
  { name: 'a string', make: () => TEXT, bytes: Buffer.from(TEXT), contentType: 'application/json' },
  { name: 'an empty string', make: () => '', bytes: Buffer.alloc(0), contentType: 'application/json' },
  { name: 'null', make: () => null, bytes: Buffer.alloc(0), contentType: 'application/json' },
  { name: 'undefined', make: () => undefined, bytes: Buffer.alloc(0), contentType: 'application/json' },
  binary('a Uint8Array', () => Uint8Array.from(BINARY)),
  binary('a Uint8Array with an offset', () => new Uint8Array(middle(), 8, 8)),
  binary('a Buffer', () => Buffer.from(BINARY)),
  binary('an ArrayBuffer', () => middle().slice(8, 16)),
  binary('a DataView with an offset', () => new DataView(middle(), 8, 8)),
  binary('a Uint16Array with an offset', () => new Uint16Array(middle(), 8, 4)),
  binary('a BigInt64Array with an offset', () => new BigInt64Array(middle(), 8, 1)),
  binary('a view of shared memory', () => new Uint8Array(shifted(new SharedArrayBuffer(32)), 8, 8)),
  binary('an empty Uint8Array', () => new Uint8Array(), { bytes: Buffer.alloc(0) }),
  binary('a Blob', () => new Blob([BINARY])),
  binary('a Blob with a type', () => new Blob([BINARY], { type: 'image/png' }), { contentType: 'image/png' }),
  binary('a File', () => new File([BINARY], 'f', { type: 'text/x' }), { contentType: 'text/x' }),
  {
    name: 'URLSearchParams',
    make: () => new URLSearchParams({ a: 'é b', c: '&' }),
    bytes: Buffer.from('a=%C3%A9+b&c=%26'),
    contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
  },
  stream('a web stream', webStream),
  stream('a byte stream', () => new Blob([BINARY]).stream()),
  stream('a Node Readable', () => Readable.from([BINARY.subarray(0, 3), BINARY.subarray(3)])),
  stream('a generator', pieces),
  stream('an iterable object', () => ({ [Symbol.asyncIterator]: pieces })),
  stream('a stream of another make', () => {
    const inner = webStream()
    return { getReader: () => inner.getReader() } as unknown as ReadableStream<Uint8Array>
  }),
  { ...stream('a generator of strings', texts), bytes: Buffer.from(TEXT + TEXT) },
  factory('a factory of web streams', () => webStream),
  factory('a factory of Readables', () => () => Readable.from([BINARY])),
  factory('a factory of generators', () => pieces),
  binary('a factory of bytes', () => () => Uint8Array.from(BINARY)),
  binary('a factory of Blobs', () => () => new Blob([BINARY])),
  { name: 'a factory of strings', make: () => () => TEXT, bytes: Buffer.from(TEXT), contentType: 'application/json' },
  { name: 'a factory of nothing', make: () => () => null, bytes: Buffer.alloc(0), contentType: 'application/json' },
]
