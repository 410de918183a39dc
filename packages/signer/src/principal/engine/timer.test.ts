import { afterEach, describe, expect, test, vi } from 'vitest'
import { setRuntimeTimer } from './timer.ts'

describe('a timer of the runtime', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('does not keep the process alive where that could be', () => {
    const timer = { unref: vi.fn() }
    vi.stubGlobal('setTimeout', () => timer)
    setRuntimeTimer(() => {}, 7)
    expect(timer.unref.mock.contexts).toEqual([timer])
  })

  test('may be a number', () => {
    const cleared = vi.fn()
    vi.stubGlobal('setTimeout', () => 42)
    vi.stubGlobal('clearTimeout', cleared)
    setRuntimeTimer(() => {}, 7)()
    expect(cleared).toHaveBeenCalledExactlyOnceWith(42)
  })

  test('runs after its time, and not when it was called off', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const [runs, calledOff] = [vi.fn(), vi.fn()]
    setRuntimeTimer(runs, 7)
    setRuntimeTimer(calledOff, 7)()
    await vi.advanceTimersByTimeAsync(7)
    vi.useRealTimers()
    expect([runs.mock.calls.length, calledOff.mock.calls.length]).toEqual([1, 0])
  })

  test.each([2 ** 31, Infinity])('of %d ms is none, since it would run at once', (ms) => {
    const set = vi.fn()
    vi.stubGlobal('setTimeout', set)
    setRuntimeTimer(() => {}, ms)()
    expect(set).not.toHaveBeenCalled()
  })

  test('may be as long as timers are', () => {
    const set = vi.fn(() => 42)
    vi.stubGlobal('setTimeout', set)
    setRuntimeTimer(() => {}, 2 ** 31 - 1)
    expect(set).toHaveBeenCalledOnce()
  })
})
