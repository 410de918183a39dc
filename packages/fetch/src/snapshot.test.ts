import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { snapshotOf } from './snapshot.ts'

const bytesOf = (body: unknown): number[] => [...(body as Uint8Array)]
const filled = <B extends ArrayBuffer | SharedArrayBuffer>(buffer: B): B => {
  new Uint8Array(buffer).set([1, 2, 3, 4, 5, 6, 7, 8])
  return buffer
}

const growing = (length: number): ArrayBuffer =>
  new (ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer)(length, { maxByteLength: 16 })

describe('a snapshot of bytes', () => {
  it.each<[string, () => ArrayBufferView | ArrayBuffer, number[]]>([
    ['a Uint8Array', () => Uint8Array.of(1, 2, 3), [1, 2, 3]],
    ['a part of a buffer', () => new Uint8Array(filled(new ArrayBuffer(8)), 2, 3), [3, 4, 5]],
    ['a Buffer', () => Buffer.from(filled(new ArrayBuffer(8)), 1, 2), [2, 3]],
    ['a DataView', () => new DataView(filled(new ArrayBuffer(8)), 5, 2), [6, 7]],
    ['a Uint16Array', () => new Uint16Array(filled(new ArrayBuffer(8)), 2, 2), [3, 4, 5, 6]],
    ['an ArrayBuffer', () => filled(new ArrayBuffer(8)), [1, 2, 3, 4, 5, 6, 7, 8]],
    ['an ArrayBuffer of another realm', () => runInNewContext('Uint8Array.of(7, 8).buffer') as ArrayBuffer, [7, 8]],
    ['shared memory', () => new Uint8Array(filled(new SharedArrayBuffer(8)), 4, 2), [5, 6]],
    ['a buffer that can grow', () => new Uint8Array(filled(growing(8)), 6), [7, 8]],
    ['no bytes', () => new Uint8Array(), []],
  ])('%s keeps them when the buffer is used again', (_kind, make, expected) => {
    const body = make()
    const copy = snapshotOf(body)
    const whole = 'buffer' in body ? body.buffer : body
    new Uint8Array(whole).fill(9)
    expect(bytesOf(copy)).toEqual(expected)
  })

  it('keeps them when the buffer is handed to somebody else, or grows', () => {
    const body = Uint8Array.of(1, 2, 3)
    const copy = snapshotOf(body)
    structuredClone(body.buffer, { transfer: [body.buffer] })
    expect(bytesOf(copy)).toEqual([1, 2, 3])
  })

  it('cannot be taken once they were handed on, as fetch says', () => {
    const body = Uint8Array.of(1, 2, 3)
    const { buffer } = body
    structuredClone(buffer, { transfer: [buffer] })
    expect(() => snapshotOf(body)).toThrow(TypeError)
    expect(() => snapshotOf(buffer)).toThrow(TypeError)
  })

  it('is none of what only says that it has bytes', () => {
    expect(() => snapshotOf({ byteLength: 3 })).toThrow(TypeError)
  })
})

describe('a snapshot of pairs', () => {
  it('keeps URLSearchParams as they are', () => {
    const body = new URLSearchParams('a=1&b=2&a=3')
    const copy = snapshotOf(body)
    body.append('c', '4')
    body.delete('a')
    expect(copy).toBeInstanceOf(URLSearchParams)
    expect(String(copy)).toBe('a=1&b=2&a=3')
  })

  it('keeps a FormData as it is, with its files', async () => {
    const body = new FormData()
    body.append('a', '1')
    body.append('file', new File(['x'], 'f.txt', { type: 'text/x' }))
    body.append('file', new Blob(['y']), 'g.txt')
    const copy = snapshotOf(body)
    body.delete('file')
    body.append('b', '2')
    expect(copy).toBeInstanceOf(FormData)
    expect([...copy.keys()]).toEqual(['a', 'file', 'file'])
    const [first, second] = copy.getAll('file') as File[]
    expect([copy.get('a'), first?.name, first?.type, await first?.text(), second?.name]).toEqual([
      '1',
      'f.txt',
      'text/x',
      'x',
      'g.txt',
    ])
  })

  it('keeps those of another make in theirs', () => {
    class OwnForm {
      readonly list: [string, unknown][] = []
      readonly getAll = (): unknown[] => this.list
      append(name: string, value: unknown): void {
        this.list.push([name, value])
      }
      forEach(visit: (value: unknown, name: string) => void): void {
        for (const [name, value] of this.list) visit(value, name)
      }
    }
    const body = new OwnForm()
    body.append('a', 1)
    const copy = snapshotOf(body)
    body.append('b', 2)
    expect(copy).toBeInstanceOf(OwnForm)
    expect(copy.list).toEqual([['a', 1]])
  })
})

it.each([['a text'], [''], [null], [undefined], [5], [{}], [new Blob(['x'])], [new Blob(['x']).stream()]])(
  'what cannot change is no copy: %s',
  (body) => {
    expect(snapshotOf(body)).toBe(body)
  },
)
