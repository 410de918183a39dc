// Streams that are let go of, and refusals that are read.
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { InternalAxiosRequestConfig } from 'axios'
import { discard, errorText, unsigned } from './response.ts'

const MINE = { url: '/mine' } as InternalAxiosRequestConfig
const signed = () => ({ url: 'https://signed' }) as InternalAxiosRequestConfig

test('a result has the caller’s config again, and so have the errors that it wraps', () => {
  const cause = { config: signed(), cause: { config: signed(), cause: undefined } }
  const result = { config: signed(), cause }
  expect(unsigned(result, MINE)).toBe(result)
  expect([result.config, cause.config, cause.cause.config]).toEqual([MINE, MINE, MINE])
})

test('a result without a config is given none, and what has the caller’s is left alone', () => {
  const inner = { config: signed() }
  expect(unsigned({ cause: inner }, MINE)).toEqual({ cause: inner })
  expect(unsigned({ config: MINE, cause: inner }, MINE)).toEqual({ config: MINE, cause: inner })
  expect(inner.config).toEqual(signed())
  for (const other of [undefined, null, 'text', 5]) expect(unsigned(other, MINE)).toBe(other)
})

test('the request of a result can be read and replaced, but does not show', () => {
  const request = { headers: 'signed' }
  const result = unsigned({ config: MINE, request }, MINE)
  expect(Object.getOwnPropertyDescriptor(result, 'request')).toEqual({
    value: request,
    writable: true,
    configurable: true,
    enumerable: false,
  })
  expect(Object.hasOwn(unsigned({ config: MINE }, MINE), 'request')).toBe(false)
})

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
