import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import type { BrokenRequest } from './broken-requests.ts'
import { createBodyReader, type BodyRead } from './read-body.ts'

const MIB = 1024 * 1024

class FakeRequest extends EventEmitter {
  destroyed = false
  destroy(): void {
    this.destroyed = true
  }
  asIncoming(): IncomingMessage {
    return this as unknown as IncomingMessage
  }
}

const ignore = (): void => undefined
const stateOf = (reading: Promise<BodyRead>): Promise<BodyRead | 'waiting'> =>
  Promise.race([reading, Promise.resolve<'waiting'>('waiting')])

test('a body as long as the limit is read, one byte more is too large', async () => {
  const read = createBodyReader(5)
  const [fits, exceeds] = [new FakeRequest(), new FakeRequest()]
  const readings = [fits, exceeds].map((request) => read(request.asIncoming(), ignore))
  fits.emit('data', Buffer.from('ab'))
  fits.emit('data', Buffer.from('cde'))
  fits.emit('end')
  exceeds.emit('data', Buffer.from('abcdef'))
  expect(await Promise.all(readings)).toEqual([{ kind: 'read', body: Buffer.from('abcde') }, { kind: 'too-large' }])
})

test('all bodies together may take four of the largest, and each gives its room back once', async () => {
  const read = createBodyReader(20 * MIB)
  const chunk = Buffer.alloc(20 * MIB)
  const start = (): { request: FakeRequest; reading: Promise<BodyRead> } => {
    const request = new FakeRequest()
    const reading = read(request.asIncoming(), ignore)
    request.emit('data', chunk)
    return { request, reading }
  }
  const four = [start(), start(), start(), start()]
  for (const { reading } of four) expect(await stateOf(reading)).toBe('waiting')
  expect(await start().reading).toEqual({ kind: 'busy' })
  four[0]?.request.emit('close')
  four[0]?.request.emit('close')
  expect(await four[0]?.reading).toEqual({ kind: 'aborted' })
  expect(await stateOf(start().reading)).toBe('waiting')
  expect(await start().reading).toEqual({ kind: 'busy' })
})

test('small limits leave 64 MiB for all bodies together', async () => {
  const read = createBodyReader(MIB)
  const chunk = Buffer.alloc(MIB)
  const readings = Array.from({ length: 65 }, () => {
    const request = new FakeRequest()
    const reading = read(request.asIncoming(), ignore)
    request.emit('data', chunk)
    return reading
  })
  expect(await stateOf(readings[63] as Promise<BodyRead>)).toBe('waiting')
  expect(await readings[64]).toEqual({ kind: 'busy' })
})

test('what follows a body that is too large is drained for 64 MiB, then cut off', async () => {
  const request = new FakeRequest()
  const reading = createBodyReader(1)(request.asIncoming(), ignore)
  request.emit('data', Buffer.from('ab'))
  expect(await reading).toEqual({ kind: 'too-large' })
  for (let n = 0; n < 64; n++) request.emit('data', Buffer.alloc(MIB))
  expect(request.destroyed).toBe(false)
  request.emit('data', Buffer.from('c'))
  expect(request.destroyed).toBe(true)
})

test('a broken body tells what came of it, and nothing after that counts', async () => {
  const request = new FakeRequest()
  const broken = { answer: 'the answer' } as unknown as BrokenRequest
  let breakBody: (broken: BrokenRequest) => void = ignore
  const reading = createBodyReader(10)(request.asIncoming(), (given) => (breakBody = given))
  request.emit('data', Buffer.from('ab'))
  breakBody(broken)
  request.emit('data', Buffer.alloc(100))
  request.emit('end')
  expect(await reading).toEqual({ kind: 'broken', body: Buffer.from('ab'), broken })
  expect(request.destroyed).toBe(false)
})

test('an error ends the reading', async () => {
  const request = new FakeRequest()
  const reading = createBodyReader(10)(request.asIncoming(), ignore)
  request.emit('error', new Error('gone'))
  expect(await reading).toEqual({ kind: 'aborted' })
})
