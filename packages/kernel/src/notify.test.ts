import { expect, test, vi } from 'vitest'
import { notify } from './notify.ts'

test('a listener is called at once with the event', () => {
  const listener = vi.fn()
  notify(listener, { at: 7 })
  expect(listener.mock.calls).toEqual([[{ at: 7 }]])
})

test('there may be no listener', () => {
  expect(notify(undefined, 1)).toBeUndefined()
})

test.each<[string, () => unknown]>([
  ['throws', () => expect.fail('listener')],
  ['rejects later', async () => Promise.reject(new Error('listener'))],
  ['yields what cannot be read', () => new Proxy({}, { get: () => expect.fail('listener') })],
])('what a listener does wrong reaches nobody: it %s', async (_, listener) => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  expect(notify(listener, 1)).toBeUndefined()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})
