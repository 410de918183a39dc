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
