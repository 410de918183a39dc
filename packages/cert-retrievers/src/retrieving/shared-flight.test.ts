import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { SharedFlight } from './shared-flight.ts'

interface Start {
  readonly signal: AbortSignal
  readonly resolve: (value: string) => void
  readonly reject: (error: Error) => void
}

function setUp() {
  const starts: Start[] = []
  const flight = new SharedFlight<string>()
  const start = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => starts.push({ signal, resolve, reject }))
  return { starts, join: (signal?: AbortSignal) => flight.join(start, signal) }
}

test('many callers share one work', async () => {
  const { starts, join } = setUp()
  const all = [join(), join(), join()]
  starts[0]?.resolve('done')
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done'])
  expect(starts.length).toBe(1)
})

test('work that has ended is not shared any more, failed work neither', async () => {
  const { starts, join } = setUp()
  const first = join()
  starts[0]?.reject(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  const second = join()
  starts[1]?.resolve('done')
  expect(await second).toBe('done')
})

test.each(['resolve', 'reject'] as const)('nothing of a caller’s signal is kept after the work: %s', async (end) => {
  const { starts, join } = setUp()
  const { signal } = new AbortController()
  const all = Promise.allSettled([join(signal), join(signal)])
  expect(getEventListeners(signal, 'abort').length).toBe(2)
  starts[0]?.[end](end as never)
  await all
  await new Promise((resolve) => setImmediate(resolve))
  expect(getEventListeners(signal, 'abort').length).toBe(0)
})

describe('a caller that leaves', () => {
  test('leaves at once, with its own reason, and the others go on', async () => {
    const { starts, join } = setUp()
    const leaving = new AbortController()
    const [gone, stays] = [join(leaving.signal), join()]
    leaving.abort(new Error('enough'))
    await expect(gone).rejects.toThrow('enough')
    expect(starts[0]?.signal.aborted).toBe(false)
    starts[0]?.resolve('done')
    expect(await stays).toBe('done')
  })

  test('as the last one ends the work, and the next caller starts anew', async () => {
    const { starts, join } = setUp()
    const [one, two] = [new AbortController(), new AbortController()]
    const gone = [join(one.signal), join(two.signal)]
    one.abort(new Error('one'))
    two.abort(new Error('two'))
    expect((await Promise.allSettled(gone)).map((result) => String('reason' in result && result.reason))).toEqual([
      'Error: one',
      'Error: two',
    ])
    expect(starts[0]?.signal.aborted).toBe(true)
    const next = join()
    expect(starts.length).toBe(2)
    starts[0]?.resolve('late')
    starts[1]?.resolve('fresh')
    expect(await next).toBe('fresh')
  })

  test('keeps nothing of its signal, and its leaving later counts for nothing', async () => {
    const { starts, join } = setUp()
    const leaving = new AbortController()
    const gone = join(leaving.signal)
    leaving.abort(new Error('enough'))
    await expect(gone).rejects.toThrow('enough')
    expect(getEventListeners(leaving.signal, 'abort').length).toBe(0)
    const late = new AbortController()
    const done = join(late.signal)
    starts[1]?.resolve('done')
    expect(await done).toBe('done')
    const next = join()
    late.abort(new Error('too late'))
    expect(starts[2]?.signal.aborted).toBe(false)
    starts[2]?.resolve('next')
    expect(await next).toBe('next')
  })

  test('in the moment in which its work ends leaves the next work alone', async () => {
    const { starts, join } = setUp()
    const leaving = new AbortController()
    const next: Promise<string>[] = []
    const ended = join(leaving.signal).then(() => {
      next.push(join())
      leaving.abort(new Error('too late'))
    })
    starts[0]?.resolve('done')
    await ended
    next.push(join())
    expect([starts.length, starts[1]?.signal.aborted]).toEqual([2, false])
    starts[1]?.resolve('next')
    expect(await Promise.all(next)).toEqual(['next', 'next'])
  })

  test('while its work begins leaves at once, too', async () => {
    const leaving = new AbortController()
    const signals: AbortSignal[] = []
    const left = new SharedFlight<string>().join((signal) => {
      signals.push(signal)
      leaving.abort(new Error('enough'))
      return new Promise(() => {})
    }, leaving.signal)
    await expect(left).rejects.toThrow('enough')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('before it comes starts nothing', async () => {
    const { starts, join } = setUp()
    await expect(join(AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
    expect(starts.length).toBe(0)
  })
})
