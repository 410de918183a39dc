import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { readBody } from './body-bytes.ts'

const BYTES = [1, 2, 254, 3]
const shifted = Uint8Array.from([9, 9, ...BYTES, 9, 9]).buffer
const shared = new SharedArrayBuffer(4)
new Uint8Array(shared).set(BYTES)
const Resizable = ArrayBuffer as unknown as new (
  length: number,
  options: object,
) => ArrayBuffer & {
  resize(length: number): void
}
const resizable = (): InstanceType<typeof Resizable> => {
  const buffer = new Resizable(4, { maxByteLength: 8 })
  new Uint8Array(buffer).set(BYTES)
  return buffer
}
const elsewhere = (code: string): ArrayBuffer => runInNewContext(code) as ArrayBuffer

describe('bytes are read', () => {
  test.each<[string, ArrayBuffer | ArrayBufferView]>([
    ['of a Uint8Array', Uint8Array.from(BYTES)],
    ['of a Buffer', Buffer.from(BYTES)],
    ['of an ArrayBuffer', Uint8Array.from(BYTES).buffer],
    ['of a view with an offset', new Uint8Array(shifted, 2, 4)],
    ['of a DataView with an offset', new DataView(shifted, 2, 4)],
    ['of a view of wider elements', new Uint16Array(shifted, 2, 2)],
    ['of shared memory', shared as unknown as ArrayBuffer],
    ['of a view of shared memory', new Uint8Array(shared)],
    ['of a resizable buffer', resizable()],
    ['of a view of a resizable buffer', new Uint8Array(resizable())],
    ['of another realm', elsewhere('new Uint8Array([1, 2, 254, 3]).buffer')],
    ['of a view of another realm', elsewhere('new Uint8Array([1, 2, 254, 3])')],
  ])('%s', (_, body) => expect([...(readBody(body) as Uint8Array)]).toEqual(BYTES))

  test.each<[string, () => ArrayBuffer | ArrayBufferView]>([
    ['shared memory', () => shared as unknown as ArrayBuffer],
    ['a resizable buffer', resizable],
  ])('into a copy where others may change them: %s', (_, make) => {
    const buffer = make()
    const body = readBody(buffer) as Uint8Array
    expect(body.buffer).not.toBe(buffer)
  })

  test('in place where nobody can', () => {
    const bytes = Uint8Array.from(BYTES)
    expect((readBody(bytes) as Uint8Array).buffer).toBe(bytes.buffer)
  })

  test('as they are when there are none', () => {
    for (const body of [new Uint8Array(), new ArrayBuffer(0), new DataView(new ArrayBuffer(0))])
      expect(readBody(body)).toEqual(new Uint8Array())
  })
})

test('text stays text, and nothing is nothing', () => {
  expect([readBody('é'), readBody(''), readBody(null), readBody(undefined)]).toEqual(['é', '', undefined, undefined])
})

describe('what cannot be read is no empty body', () => {
  const transferred = new ArrayBuffer(4)
  const view = new Uint8Array(transferred)
  structuredClone(transferred, { transfer: [transferred] })
  const shrunk = resizable()
  const beyond = new Uint8Array(shrunk, 1, 3)
  const dataBeyond = new DataView(shrunk, 1, 3)
  shrunk.resize(2)
  test.each<[string, unknown]>([
    ['a parsed body', { all: true }],
    ['an empty object', {}],
    ['an object with a length', { length: 1e9 }],
    ['a list of bytes', [1, 2, 3]],
    ['an empty list', []],
    ['a number', 5],
    ['zero', 0],
    ['a boolean', false],
    ['a bigint', 5n],
    ['a symbol', Symbol('x')],
    ['a function', () => 'x'],
    ['a String object', new String('x')],
    ['a Blob', new Blob(['x'])],
    ['a form', new FormData()],
    ['parameters', new URLSearchParams('a=b')],
    ['a Map', new Map()],
    ['a stream', new ReadableStream()],
    ['what calls itself a buffer', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 0 }],
    ['a Proxy of bytes', new Proxy(new Uint8Array(4), {})],
    ['a buffer that was transferred', transferred],
    ['a view of a buffer that was transferred', view],
    ['a view beyond the end of its buffer', beyond],
    ['a DataView beyond the end of its buffer', dataBeyond],
  ])('%s', (_, body) => {
    expect(() => readBody(body as string)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^The body is neither text nor bytes.* express\.raw\(/) as string,
      }),
    )
  })
})
