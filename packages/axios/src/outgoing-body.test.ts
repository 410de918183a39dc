// Streams of the old kind, which end, fail and wait by events alone.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { outgoingBody, passesUnread } from './outgoing-body.ts'

class OldStream extends EventEmitter {
  readonly calls: string[] = []
  pipe(): void {}
  pause(): void {
    this.calls.push('pause')
  }
  resume(): void {
    this.calls.push('resume')
  }
  destroy(): void {
    this.calls.push('destroy')
  }
}

async function opened(): Promise<{ old: OldStream; body: ReadableStream<Uint8Array> }> {
  const old = new OldStream()
  const { body } = await outgoingBody(old)
  return { old, body: body as ReadableStream<Uint8Array> }
}

test('what an old stream emits, text or bytes, comes out as bytes', async () => {
  const { old, body } = await opened()
  const text = new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text()
  old.emit('data', 'ü')
  old.emit('data', Buffer.from('!'))
  old.emit('end')
  expect(await text).toBe('ü!')
})

test('an old stream waits while nobody reads', async () => {
  const { old, body } = await opened()
  old.emit('data', 'a')
  old.emit('data', 'b')
  expect(old.calls).toContain('pause')
  const reader = body.getReader()
  await reader.read()
  await reader.read()
  expect(old.calls.at(-1)).toBe('resume')
})

test('an old stream is stopped when a piece waits to be read, and goes on when it is wanted', async () => {
  const { old, body } = await opened()
  const reader = body.getReader()
  const wanted = reader.read()
  old.emit('data', 'a')
  await wanted
  expect([...new Set(old.calls.splice(0))]).toEqual(['resume'])
  old.emit('data', 'b')
  expect(old.calls.splice(0)).toEqual(['pause'])
  await reader.read()
  expect(old.calls).toEqual(['resume'])
})

test.each([
  ['end', { done: true, value: undefined }],
  ['error', 'disk gone'],
])('after its %s an old stream may emit what it likes', async (last, outcome) => {
  const { old, body } = await opened()
  const reader = body.getReader()
  old.emit(last, 'disk gone')
  expect(() => ['data', 'end', 'error'].map((event) => old.emit(event, 'late'))).not.toThrow()
  expect(await reader.read().catch((error: unknown) => error)).toEqual(outcome)
})

test('the failure of an old stream is the failure of the body', async () => {
  const { old, body } = await opened()
  const read = body.getReader().read()
  old.emit('error', new Error('disk gone'))
  old.emit('end')
  await expect(read).rejects.toThrow('disk gone')
})

test('an old stream that nobody wants any more is destroyed, and what it still emits is dropped', async () => {
  const { old, body } = await opened()
  await body.cancel()
  expect(old.calls).toContain('destroy')
  expect(() => ['data', 'end', 'error'].map((event) => old.emit(event, 'late'))).not.toThrow()
})

test("a FormData that is not the runtime's own is refused instead of sent as a word", async () => {
  const form = { getAll: () => [], [Symbol.toStringTag]: 'FormData' }
  await expect(outgoingBody(form)).rejects.toMatchObject({ code: 'ERR_SIGNING', kind: 'unsupported-body' })
})

test.each([
  ['exclude', true],
  ['headers', true],
  ['sign', false],
  [undefined, false],
] as const)('a stream passes unread with bodySigning %s: %s', (bodySigning, passes) => {
  expect(passesUnread(new OldStream(), bodySigning)).toBe(passes)
  expect(passesUnread('text', bodySigning)).toBe(false)
})
