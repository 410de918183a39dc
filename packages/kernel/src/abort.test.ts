import { expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { abortable } from './abort.ts'

const reason = new Error('enough')
const never = new Promise<never>(() => {})

/** A signal that tells how many listeners it has. */
function counted() {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...given: Parameters<typeof add>) => (listeners++, add(...given))
  signal.removeEventListener = (...given: Parameters<typeof remove>) => (listeners--, remove(...given))
  return { controller, signal, listeners: () => listeners }
}

test('without a signal the promise is left as it is', () => {
  expect(abortable(never, undefined)).toBe(never)
})

test('a signal that was aborted before leaves at once', async () => {
  await expect(abortable(never, AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('a signal that is aborted meanwhile leaves at once, with its reason', async () => {
  const { controller, signal, listeners } = counted()
  const waiting = abortable(never, signal)
  expect(listeners()).toBe(1)
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
})

test('what the promise comes to is passed on, and no listener stays', async () => {
  const { signal, listeners } = counted()
  expect(await abortable(Promise.resolve(5), signal)).toBe(5)
  await expect(abortable(Promise.reject(reason), signal)).rejects.toBe(reason)
  await new Promise((resolve) => setImmediate(resolve))
  expect(listeners()).toBe(0)
})

test('what is no promise passes, too', async () => {
  expect(await abortable(5 as never, new AbortController().signal)).toBe(5)
})

test('a wait that was ended leaves a failure of its work to nobody', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  let fail: (error: Error) => void = () => {}
  const work = new Promise<never>((_, reject) => (fail = reject))
  await rejectionOf(abortable(work, AbortSignal.abort(reason)))
  fail(new Error('late'))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})
