import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { sleep } from './sleep.ts'

test('resolves when the time is over, and leaves the signal alone', async () => {
  const { signal } = new AbortController()
  await expect(sleep(0, signal)).resolves.toBeUndefined()
  expect(getEventListeners(signal, 'abort').length).toBe(0)
})

test('rejects with the reason of a signal, at once and later', async () => {
  await expect(sleep(1 << 30, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
  const abort = new AbortController()
  const waiting = sleep(1 << 30, abort.signal)
  abort.abort(new Error('later'))
  await expect(waiting).rejects.toThrow('later')
  expect(getEventListeners(abort.signal, 'abort').length).toBe(0)
})

test('waits as long as it is told to, and keeps no timer after it was ended', async () => {
  vi.useFakeTimers()
  try {
    let over = false
    const waiting = sleep(1234).then(() => (over = true))
    await vi.advanceTimersByTimeAsync(1233)
    expect(over).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect(over).toBe(true)
    const abort = new AbortController()
    const ended = sleep(1000, abort.signal)
    expect(vi.getTimerCount()).toBe(1)
    abort.abort(new Error('enough'))
    await expect(ended).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
