// What a Worker's isolate may keep of an engine from one request to the next.
import { afterEach, expect, test, vi } from 'vitest'
import { Closing } from './closing.ts'
import { RefreshEngine } from './refresh-engine.ts'

afterEach(() => void vi.unstubAllGlobals())

test('an engine is made and closed without an AbortController, which a Worker forbids outside of requests', async () => {
  vi.stubGlobal('AbortController', undefined)
  const engine = new RefreshEngine({ load: () => Promise.reject(new Error('not asked')) })
  engine.close(new Error('over'))
  await expect(engine.credential()).rejects.toThrow('over')
})

test('each load has an AbortController of its own, since a Worker ties it to the request in which the load began', async () => {
  const signals: AbortSignal[] = []
  const load = ({ signal }: { readonly signal: AbortSignal }): Promise<never> => {
    signals.push(signal)
    return Promise.reject(new Error(`load ${signals.length}`))
  }
  let now = 0
  const engine = new RefreshEngine({ load, now: () => now })
  await expect(engine.credential()).rejects.toThrow('load 1')
  now += 60_000
  await expect(engine.credential()).rejects.toThrow('load 2')
  expect(signals[0]).not.toBe(signals[1])
})

test('who listens is told the first reason, once; who left, and who comes later, is not', () => {
  const told: unknown[] = []
  const closing = new Closing()
  closing.onClose((reason) => told.push(['stays', reason]))
  closing.onClose((reason) => told.push(['leaves', reason]))()
  closing.close('first')
  closing.close('second')
  closing.onClose((reason) => told.push(['late', reason]))
  expect(told).toEqual([['stays', 'first']])
  expect(() => closing.throwIfClosed()).toThrow('first')
})

test('the reason is an AbortError where none is given', () => {
  const closing = new Closing()
  closing.close()
  expect(() => closing.throwIfClosed()).toThrow(expect.objectContaining({ name: 'AbortError' }))
})
