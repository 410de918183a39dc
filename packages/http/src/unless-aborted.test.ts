import { describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { unlessAborted } from './unless-aborted.ts'

const reason = new Error('enough')
const never = new Promise<never>(() => {})

describe('a wait', () => {
  test('ends as its work does, and leaves no listener', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    expect(await unlessAborted(Promise.resolve(5), signal)).toBe(5)
    const failure = new Error('no')
    expect(await rejectionOf(unlessAborted(Promise.reject(failure), signal))).toBe(failure)
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
    expect(added).toHaveBeenCalledTimes(2)
  })

  test('ends with its signal, before or later', async () => {
    expect(await rejectionOf(unlessAborted(never, AbortSignal.abort(reason)))).toBe(reason)
    const controller = new AbortController()
    const wait = rejectionOf(unlessAborted(never, controller.signal))
    controller.abort(reason)
    expect(await wait).toBe(reason)
  })

  test('that was ended leaves a failure of its work to nobody', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    let fail: (error: Error) => void = () => {}
    const work = new Promise<never>((_, reject) => (fail = reject))
    await rejectionOf(unlessAborted(work, AbortSignal.abort(reason)))
    fail(new Error('late'))
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
