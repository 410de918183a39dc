import { describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { createWatch, interruption, setRuntimeTimer } from './watch.ts'

const CALL = { method: 'GET', url: 'http://h/' }
const limits = { connectTimeoutMs: 111, readTimeoutMs: 222, deadlineMs: 333 }
const start = (given: Partial<typeof limits> = {}, signal?: AbortSignal) => {
  const timers = fakeTimers()
  return { timers, watch: createWatch({ ...limits, ...given }, timers.setTimer, signal) }
}

describe('the limit that runs', () => {
  test('is the connection’s until it stands, then that on silence, beside the deadline', () => {
    const { timers, watch } = start()
    expect(timers.running()).toEqual([333])
    watch.begin(true)
    expect(timers.running()).toEqual([333, 111])
    watch.connected()
    expect(timers.running()).toEqual([333, 222])
    watch.connected()
    expect(timers.started(222)).toBe(1)
    watch.progress()
    expect(timers.started(222)).toBe(2)
    expect(timers.running()).toEqual([333, 222])
    watch.stop()
    expect(timers.running()).toEqual([])
  })

  test('is both together where the connection does not show', () => {
    const { timers, watch } = start()
    watch.begin(false)
    expect(timers.running()).toEqual([333, 111 + 222])
    watch.progress()
    watch.connected()
    expect([timers.running(), timers.started(222)]).toEqual([[333, 222], 1])
  })

  test.each([
    ['the longest that a timer can run', 2 ** 31 - 1, 1],
    ['longer than a timer can run', 2 ** 31, 0],
    ['infinite', Infinity, 0],
  ])('when it is %s has timers: %s, %i', (_, deadlineMs, count) => {
    const { timers } = start({ deadlineMs })
    expect(timers.started(deadlineMs)).toBe(count)
  })
})

describe('a limit that is passed', () => {
  test.each([
    ['connect', 111],
    ['total', 333],
  ] as const)('is told: %s', async (phase, limitMs) => {
    const { timers, watch } = start()
    watch.begin(true)
    expect([watch.signal.aborted, watch.expiry()]).toEqual([false, undefined])
    expect(interruption(watch, undefined, CALL)).toBeUndefined()
    await timers.fire(limitMs)
    expect([watch.signal.aborted, watch.expiry()]).toEqual([true, { phase, limitMs }])
    expect(interruption(watch, undefined, CALL)).toMatchObject({
      code: 'ERR_TIMEOUT',
      phase,
      limitMs,
      url: 'http://h/',
    })
  })

  test('is the first, and no other runs after it', async () => {
    const { timers, watch } = start()
    watch.begin(true)
    await timers.fire(111)
    await timers.fire(333)
    expect(watch.expiry()).toEqual({ phase: 'connect', limitMs: 111 })
    watch.progress()
    expect(timers.running()).toEqual([])
  })
})

describe('the caller’s signal', () => {
  const reason = new Error('enough')

  test.each(['before', 'after'])('that fires %s the start ends the call with its reason', (when) => {
    const controller = new AbortController()
    if (when === 'before') controller.abort(reason)
    const { watch } = start({}, controller.signal)
    controller.abort(reason)
    expect([watch.signal.aborted, watch.signal.reason]).toEqual([true, reason])
    expect(interruption(watch, controller.signal, CALL)).toBe(reason)
  })

  test('that fires after a limit does not hide that limit', async () => {
    const controller = new AbortController()
    const { timers, watch } = start({}, controller.signal)
    await timers.fire(333)
    controller.abort(reason)
    expect(interruption(watch, controller.signal, CALL)).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' })
  })

  test('that fires first is not hidden by a limit', async () => {
    const controller = new AbortController()
    const { timers, watch } = start({}, controller.signal)
    controller.abort(reason)
    await timers.fire(333)
    expect(interruption(watch, controller.signal, CALL)).toBe(reason)
  })

  test('loses its listener when the call is done, and does nothing then', () => {
    const controller = new AbortController()
    const { watch } = start({}, controller.signal)
    watch.stop()
    controller.abort(reason)
    expect(watch.signal.aborted).toBe(false)
  })
})

test('a proxy is passed when it has opened a tunnel, or the connection stands', () => {
  const tunnelled = start().watch
  expect(tunnelled.isPastProxy()).toBe(false)
  tunnelled.tunnelled()
  expect(tunnelled.isPastProxy()).toBe(true)
  const connected = start().watch
  connected.connected()
  expect(connected.isPastProxy()).toBe(true)
  const moving = start().watch
  moving.progress()
  expect(moving.isPastProxy()).toBe(true)
})

describe('a timer of the runtime', () => {
  test('runs when its time has come, and keeps no process alive', async () => {
    const made = vi.spyOn(globalThis, 'setTimeout')
    await new Promise<void>((resolve) => {
      setRuntimeTimer(resolve, 1)
      const timer = made.mock.results[0]?.value as NodeJS.Timeout
      expect(timer.hasRef()).toBe(false)
      timer.ref()
    })
    expect(made.mock.calls[0]?.[1]).toBe(1)
  })

  test('does not run once it is cleared', () => {
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    const cancel = setRuntimeTimer(() => {}, 60_000)
    cancel()
    expect(cleared).toHaveBeenCalledTimes(1)
  })

  test.each([7, null, {}, { unref: 1 }])('may be %o, as in other runtimes', (timer) => {
    vi.spyOn(globalThis, 'setTimeout').mockReturnValue(timer as never)
    const cleared = vi.spyOn(globalThis, 'clearTimeout').mockReturnValue()
    setRuntimeTimer(() => {}, 1)()
    expect(cleared).toHaveBeenCalledWith(timer)
  })
})
