import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { sleep } from './wait.ts'

describe('sleep', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const isDone = async (promise: Promise<void>): Promise<boolean> => {
    let done = false
    void promise.then(() => (done = true))
    await vi.advanceTimersByTimeAsync(0)
    return done
  }

  test('ends after the given time', async () => {
    const wait = sleep(1000)
    await vi.advanceTimersByTimeAsync(999)
    expect(await isDone(wait)).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await isDone(wait)).toBe(true)
  })

  test('does not end early when the time is longer than a timer can be', async () => {
    const longest = 2 ** 31 - 1
    const wait = sleep(longest + 1000)
    await vi.advanceTimersByTimeAsync(longest + 999)
    expect(await isDone(wait)).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await isDone(wait)).toBe(true)
  })

  test('rejects at once when the signal is or becomes aborted, and clears its timer', async () => {
    expect(await rejectionOf(sleep(1000, AbortSignal.abort('early')))).toBe('early')
    const controller = new AbortController()
    const wait = rejectionOf(sleep(1000, controller.signal))
    controller.abort('late')
    expect(await wait).toBe('late')
    expect(vi.getTimerCount()).toBe(0)
  })
})
