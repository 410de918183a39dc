// Every kind of body, with what has to arrive. Made anew for each use: streams are read once.
import type { RequestBody } from '@x/signer'
import type { Host } from './host.ts'

export interface BodyKind {
  readonly name: string
  readonly make: (host: Host) => RequestBody | undefined
  readonly type: string
  /** As text, one character for each byte; the boundary of a form stands as `BOUNDARY`. */
  readonly arrives: string
}

const BINARY = [0, 255, 128, 10, 13, 195, 40, 226]
const ARRIVES = BINARY.map((byte) => String.fromCharCode(byte)).join('')
const TEXT = 'é {"a":1}\n'
const TEXT_ARRIVES = 'Ã© {"a":1}\n'
const OCTETS = 'application/octet-stream'
const FORM = [
  '--BOUNDARY',
  'Content-Disposition: form-data; name="field"',
  '',
  'value',
  '--BOUNDARY',
  'Content-Disposition: form-data; name="file"; filename="f.txt"',
  'Content-Type: image/png',
  '',
  'content',
  '--BOUNDARY--',
].join('\r\n')

const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.from(BINARY)

/** The bytes in the middle of a larger buffer, to catch who forgets the offset. */
function middle(): ArrayBuffer {
  const buffer = new ArrayBuffer(32)
  new Uint8Array(buffer).fill(7).set(BINARY, 8)
  return buffer
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (const byte of BINARY) yield Uint8Array.of(byte)
}

function formData(): FormData {
  const form = new FormData()
  form.append('field', 'value')
  form.append('file', new File(['content'], 'f.txt', { type: 'image/png' }))
  return form
}

const webStream = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes().subarray(0, 3))
      controller.enqueue(bytes().subarray(3))
      controller.close()
    },
  })

const readable = (host: Host): RequestBody => host.readable([bytes().subarray(0, 3), bytes().subarray(3)])

const binary = (name: string, make: BodyKind['make'], type = OCTETS): BodyKind => ({
  name,
  make,
  type,
  arrives: ARRIVES,
})

/** Those that a fetch takes too. */
export const fetchBodies: readonly BodyKind[] = [
  { name: 'a string', make: () => TEXT, type: 'application/json', arrives: TEXT_ARRIVES },
  binary('a Uint8Array', bytes),
  binary('a view with an offset', () => new Uint8Array(middle(), 8, 8)),
  binary('an ArrayBuffer', () => bytes().buffer),
  binary('a Blob', () => new Blob([bytes()])),
  binary('a Blob with a type', () => new Blob([bytes()], { type: 'image/png' }), 'image/png'),
  {
    name: 'URLSearchParams',
    make: () => new URLSearchParams({ a: 'é b', c: '&' }),
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
    arrives: 'a=%C3%A9+b&c=%26',
  },
  { name: 'FormData', make: formData, type: 'multipart/form-data; boundary=BOUNDARY', arrives: FORM },
  binary('a web stream', webStream),
]

/** All that the signer takes. */
export const bodyKinds: readonly BodyKind[] = [
  ...fetchBodies,
  { name: 'an empty string', make: () => '', type: 'application/json', arrives: '' },
  { name: 'null', make: () => null, type: 'application/json', arrives: '' },
  { name: 'undefined', make: () => undefined, type: 'application/json', arrives: '' },
  { name: 'an empty Uint8Array', make: () => new Uint8Array(), type: OCTETS, arrives: '' },
  binary('a DataView with an offset', () => new DataView(middle(), 8, 8)),
  binary('a Uint16Array with an offset', () => new Uint16Array(middle(), 8, 4)),
  binary('a File', () => new File([bytes()], 'f', { type: 'text/x' }), 'text/x'),
  binary('a byte stream', () => new Blob([bytes()]).stream()),
  binary('a Node Readable', readable),
  binary('a generator', pieces),
  binary('a factory of web streams', () => webStream),
  binary('a factory of Readables', (host) => () => readable(host)),
  binary('a factory of generators', () => pieces),
  binary('a factory of bytes', () => bytes),
  binary('a factory of Blobs', () => () => new Blob([bytes()])),
  { name: 'a factory of strings', make: () => () => TEXT, type: 'application/json', arrives: TEXT_ARRIVES },
]

/** A body as it arrived, in the terms of {@link BodyKind}. */
export function arrived({
  headers,
  body,
}: {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}): {
  type: string
  arrives: string
} {
  const type = headers['content-type'] ?? ''
  const [, boundary] = /boundary="?([^";]+)/.exec(type) ?? []
  const text = atob(body)
  if (boundary === undefined) return { type, arrives: text }
  return {
    type: type.replace(/; ?boundary=.*/, '; boundary=BOUNDARY'),
    // The case of header names and the last line break inside a form are the runtime's own.
    arrives: text
      .replaceAll(boundary, 'BOUNDARY')
      .replaceAll(/content-(disposition|type):/gi, canonical)
      .trimEnd(),
  }
}

const canonical = (name: string): string =>
  name.toLowerCase() === 'content-type:' ? 'Content-Type:' : 'Content-Disposition:'
