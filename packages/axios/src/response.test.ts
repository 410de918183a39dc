// Streams that are let go of, and refusals that are read.
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { discard, errorText } from './response.ts'

test('a stream that nobody will read is let go of, whichever kind it is', async () => {
  const node = Readable.from(['a'])
  discard(node)
  expect(node.destroyed).toBe(true)
  const cancelled: unknown[] = []
  discard(new ReadableStream({ cancel: (reason) => void cancelled.push(reason) }))
  expect(cancelled).toHaveLength(1)
})

test('letting go is no failure, even where it fails or there is nothing to let go of', () => {
  const failing = new ReadableStream({ cancel: () => Promise.reject(new Error('stuck')) })
  expect(() => [failing, undefined, null, '', 'text', {}].forEach(discard)).not.toThrow()
})

test.each([
  ['text', 'ü', 'ü'],
  ['a Buffer', Buffer.from('ü'), 'ü'],
  ['an ArrayBuffer', new TextEncoder().encode('ü').buffer, 'ü'],
  ['a Blob', new Blob(['ü']), 'ü'],
  ['a stream, which stays unread', Readable.from(['ü']), undefined],
  ['nothing', undefined, undefined],
])('the text of a refusal that came as %s', async (_, data, text) => {
  expect(await errorText(data)).toBe(text)
})

const MOST = 65_536
const long = 'a'.repeat(MOST - 1) + 'bc'
const bytes = new TextEncoder().encode(long)
const padded = new Uint8Array(bytes.length + 5)
padded.set(bytes, 3)

test.each([
  ['text', long],
  ['a Buffer', Buffer.from(bytes)],
  ['an ArrayBuffer', bytes.buffer],
  ['a view of a part of a buffer', padded.subarray(3, 3 + bytes.length)],
  ['a Blob', new Blob([bytes])],
])('of a refusal that came as %s, 64 KiB are read and no more', async (_, data) => {
  const text = await errorText(data)
  expect(text).toHaveLength(MOST)
  expect(text?.slice(-2)).toBe('ab')
})
