import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { LoginError } from '../errors/login-error.ts'
import { waitForAnswer, type AnswerWait } from './wait-for-answer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const discard = new LoginError('foreign-token')

/** Takes `good` for good, and lets a test decide of what is `late`. */
function wait(signal?: AbortSignal): AnswerWait<string> & { decide: (value: string | Error) => void } {
  let decide: (value: string | Error) => void = () => {}
  const late = new Promise<string>((resolve, reject) => {
    decide = (value) => (value instanceof Error ? reject(value) : resolve(value))
  })
  late.catch(() => {})
  const take = async (text: string): Promise<string> => {
    if (text === 'late') return late
    if (text === 'good') return 'taken'
    throw text === 'final' ? new LoginError('denied') : discard
  }
  return { ...waitForAnswer({ take, timeoutMs: 1000, signal }), decide: (value) => decide(value) }
}

describe('the wait', () => {
  test('ends with the first answer that is taken, and leaves no timer and no listener', async () => {
    const stop = new AbortController()
    const remove = vi.spyOn(stop.signal, 'removeEventListener')
    const { outcome, deliver } = wait(stop.signal)
    expect(await rejectionOf(deliver('bad'))).toBe(discard)
    expect([await deliver('good'), await outcome]).toEqual(['taken', 'taken'])
    expect(await rejectionOf(deliver('good'))).toMatchObject({ reason: 'over' })
    expect([vi.getTimerCount(), remove.mock.calls.length]).toEqual([0, 1])
  })

  test('ends with what is no discard', async () => {
    const { outcome, deliver } = wait()
    const ended = rejectionOf(outcome)
    expect(await rejectionOf(deliver('final'))).toBe(await ended)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('looks at one answer after another', async () => {
    const { outcome, deliver, decide } = wait()
    const [first, second] = [deliver('late'), rejectionOf(deliver('good'))]
    decide('first')
    expect([await first, await outcome]).toEqual(['first', 'first'])
    expect(await second).toMatchObject({ reason: 'over' })
  })

  test('tells at its end how many answers were discarded, and why the last one was', async () => {
    const { outcome, deliver } = wait()
    const ended = rejectionOf(outcome)
    await rejectionOf(deliver('bad'))
    await rejectionOf(deliver('bad'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await ended).toMatchObject({
      reason: 'timeout',
      cause: discard,
      message: expect.stringContaining('within 1 s (answers that were discarded: 2).'),
    })
  })

  test.each<[string, (stop: AbortController) => unknown]>([
    ['its end', () => vi.advanceTimersByTimeAsync(1000)],
    ['an abort', (stop) => stop.abort(new Error('aborted'))],
  ])('is decided by the answer that is being looked at, at %s, and takes no further one', async (_, end) => {
    for (const [value, expected] of [
      ['saved', 'saved'],
      [discard, 'over'],
    ] as const) {
      const stop = new AbortController()
      const { outcome, deliver, decide } = wait(stop.signal)
      const looked = deliver('late')
      looked.catch(() => {})
      await end(stop)
      const further = rejectionOf(deliver('good'))
      const came = outcome.catch(() => 'over')
      decide(value)
      expect([await came, ((await further) as LoginError).reason]).toEqual([expected, 'over'])
    }
  })
})
