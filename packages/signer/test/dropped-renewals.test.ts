// A Worker's runtime drops a renewal with the request that began it: who waits is told, and the renewal itself never ends.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import { FakeService, type NumberedSnapshot } from './support/token-service.ts'
import type * as Flights from '../src/principal/engine/flight.ts'
import { RefreshEngine } from '../src/principal/engine/refresh-engine.ts'

const drops = vi.hoisted(() => ({ next: false }))
vi.mock('../src/principal/engine/flight.ts', async (importOriginal) => {
  const { Flight } = await importOriginal<typeof Flights>()
  class DroppableFlight<T> extends Flight<T> {
    constructor(outcome: Promise<T>) {
      outcome.catch(() => {}) // nobody hears of one that is dropped
      super(drops.next ? Promise.reject(new Error('Created by a request that has since ended.')) : outcome)
      drops.next = false
    }
  }
  return { Flight: DroppableFlight }
})

const MINUTE = 60_000

describe('a renewal that the runtime drops is made anew', () => {
  let service: FakeService
  let engine: RefreshEngine<NumberedSnapshot>
  beforeEach(() => {
    service = new FakeService()
    engine = new RefreshEngine({ load: service.load, now: service.now, random: () => 0 })
  })

  async function warm(): Promise<NumberedSnapshot> {
    const first = engine.credential()
    await service.answer()
    return first
  }

  test('once for all who wait for it', async () => {
    drops.next = true
    const calls = [engine.credential(), engine.credential(), engine.refresh()]
    await settled()
    expect([service.loads, engine.renewing]).toEqual([2, true])
    await service.fail() // the one that was dropped
    expect([service.loads, engine.renewing]).toEqual([2, true])
    await service.answer()
    expect((await Promise.all(calls)).map(({ number }) => number)).toEqual([2, 2, 2])
    expect(engine.renewing).toBe(false)
  })

  test('behind the back of who has a token', async () => {
    const first = await warm()
    service.nowMs += 50 * MINUTE
    drops.next = true
    expect(await engine.credential()).toBe(first)
    await settled()
    expect(service.loads).toBe(3)
  })

  test('for who waits a moment for the successor in the last minute', async () => {
    await warm()
    service.nowMs += 59.5 * MINUTE
    drops.next = true
    const call = engine.credential()
    await settled()
    await service.fail() // the one that was dropped
    await service.answer()
    expect((await call).number).toBe(3)
  })

  test('and one that fails by itself is not', async () => {
    const call = expect(engine.credential()).rejects.toThrow('down')
    await service.fail(new Error('down'))
    await call
    expect(service.loads).toBe(1)
  })

  test('while a timer that cannot be set costs nobody the token at hand', async () => {
    const setTimer = vi.fn(() => () => {})
    engine = new RefreshEngine({ load: service.load, now: service.now, random: () => 0, setTimer })
    const first = await warm()
    service.nowMs += 59.5 * MINUTE
    setTimer.mockImplementationOnce(() => () => {}) // that of the renewal
    setTimer.mockImplementationOnce(() => {
      throw new Error('no timers here')
    })
    expect(await engine.credential()).toBe(first)
  })
})
