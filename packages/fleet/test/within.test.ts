// An operation under a limit leaves nothing behind: no timer that keeps the process alive, and nothing on the caller's signal.
import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { within } from '../src/within.ts'

const never = (): Promise<never> => new Promise(() => {})
const LONG = 60_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** What is left of an operation, beside the operation itself. */
const leftOf = ({ signal }: AbortController): readonly number[] => [
  vi.getTimerCount(),
  getEventListeners(signal, 'abort').length,
]

test('whose caller leaves', async () => {
  const controller = new AbortController()
  const work = expect(within(LONG, never, controller)).rejects.toThrow('left')
  expect(leftOf(controller)).toEqual([1, 1])
  controller.abort(new Error('left'))
  await work
  expect(leftOf(controller)).toEqual([0, 0])
})

test('that takes too long', async () => {
  const controller = new AbortController()
  const work = expect(within(LONG, never, controller)).rejects.toThrow('60000 ms')
  await vi.advanceTimersByTimeAsync(LONG)
  await work
  expect(leftOf(controller)).toEqual([0, 0])
})

test.each<[string, () => unknown]>([
  ['answers', async () => 'answer'],
  ['fails', async () => Promise.reject(new Error('down'))],
  ['fails with nothing', async () => Promise.reject()],
  [
    'throws at once',
    () => {
      throw new Error('closed')
    },
  ],
])('that %s', async (_, work) => {
  const controller = new AbortController()
  await within(LONG, work, controller).catch(() => {})
  expect(leftOf(controller)).toEqual([0, 0])
})

test('whose caller has left already is not begun', async () => {
  const begun = vi.fn(never)
  await expect(within(LONG, begun, { signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left')
  expect([begun.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0])
})
