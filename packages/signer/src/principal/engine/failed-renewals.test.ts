// A renewal that fails, in whatever way, changes nothing, and ends in an error that can be told apart.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeTimers, type FakeTimers } from '@x-tools/testkit/fake-timers'
import { settled } from '@x-tools/testkit/settled'
import { createCredential } from '../../credential.ts'
import { FakeService, type NumberedSnapshot } from '../../../test/support/token-service.ts'
import { RefreshEngine } from './refresh-engine.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

let service: FakeService
let timers: FakeTimers
let engine: RefreshEngine<NumberedSnapshot>

beforeEach(() => {
  service = new FakeService()
  timers = fakeTimers()
  const { setTimer } = timers
  engine = new RefreshEngine({ load: service.load, now: service.now, random: () => 0, setTimer })
})

async function warm(): Promise<NumberedSnapshot> {
  const first = engine.credential()
  await service.answer()
  return first
}

describe('an answer with a time that cannot be', () => {
  test.each([
    ['a day ahead', DAY],
    ['a year ahead', YEAR],
  ])('%s, by which its token is over, takes neither token nor clock away', async (_, lieMs) => {
    const first = await warm()
    service.nowMs += 50 * MINUTE
    service.lieMs = lieMs
    await engine.credential()
    await service.answer()
    expect(await engine.credential()).toBe(first)
    expect(engine.now()).toBe(service.nowMs)
    service.nowMs += 10 * MINUTE - 1
    const last = engine.credential()
    await service.fail()
    expect(await last).toBe(first)
  })

  test.each([
    ['more than a year ahead', YEAR - 10 * MINUTE + 1],
    ['more than a year behind', -YEAR - 10 * MINUTE - 1],
    ['at the end of the calendar', 8.64e15 - 1_800_000_000_000],
    ['of no sense', NaN],
    ['of no end', Infinity],
  ])('%s is no correction, and its token counts', async (_, lieMs) => {
    service.skewMs = 10 * MINUTE
    await warm()
    service.lieMs = lieMs
    const forced = engine.refresh()
    await service.answer()
    expect((await forced).number).toBe(2)
    expect(engine.now()).toBe(service.nowMs + 10 * MINUTE)
  })

  test.each([YEAR, -YEAR])('is not one that is %i ms off, if its token agrees', async (skewMs) => {
    service.skewMs = skewMs
    await warm()
    expect(engine.now()).toBe(service.nowMs + skewMs)
  })

  test.each([
    [5_000, 0],
    [5_001, 5_001],
    [-5_000, 0],
    [-5_001, -5_001],
  ])('of %i ms corrects the clock by %i ms', async (skewMs, offsetMs) => {
    service.skewMs = skewMs
    await warm()
    expect(engine.now()).toBe(service.nowMs + offsetMs)
  })

  test('is forgotten when the service agrees with this machine again', async () => {
    service.skewMs = 10 * MINUTE
    await warm()
    service.skewMs = 0
    const forced = engine.refresh()
    await service.answer()
    await forced
    expect(engine.now()).toBe(service.nowMs)
  })

  test('that is left out leaves the clock as it is', async () => {
    service.skewMs = 10 * MINUTE
    const { credential } = await warm()
    const forced = engine.refresh()
    const issuedAt = engine.now()
    await service.yield({ snapshot: { credential, number: 2, issuedAt, expiresAt: issuedAt + HOUR } })
    await forced
    expect(engine.now()).toBe(service.nowMs + 10 * MINUTE)
  })
})

describe('what a load yields', () => {
  const credential = createCredential({ keyId: 'ST$x', key: { sign: async (data) => data } })
  const times = { issuedAt: 1_800_000_000_000, expiresAt: 1_800_003_600_000 }

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'token'],
    ['no snapshot', {}],
    ['null as snapshot', { snapshot: null }],
    ['no credential', { snapshot: times }],
    ['no key id', { snapshot: { ...times, credential: { key: credential.key } } }],
    ['a key id that is no text', { snapshot: { ...times, credential: { ...credential, keyId: 7 } } }],
    ['no key', { snapshot: { ...times, credential: { keyId: 'ST$x' } } }],
    ['a key that does not sign', { snapshot: { ...times, credential: { keyId: 'ST$x', key: {} } } }],
  ])('is refused when it is %s', async (_, loaded) => {
    const call = expect(engine.credential()).rejects.toMatchObject({
      name: 'RenewalError',
      code: 'ERR_RENEWAL',
      reason: 'no-credential',
      message: expect.stringContaining('lacks a key id or a key that signs'),
    })
    await service.yield(loaded)
    await call
    expect(engine.current).toBeUndefined()
  })

  test.each<[string, object]>([
    ['ends at no number', { expiresAt: NaN }],
    ['never ends', { expiresAt: Infinity }],
    ['ends beyond the calendar', { expiresAt: 1e300 }],
    ['ends just beyond the calendar', { expiresAt: 8.64e15 + 1 }],
    ['ends at a text', { expiresAt: '1800003600000' }],
    ['ends at a Date', { expiresAt: new Date(1_800_003_600_000) }],
    ['does not say when it ends', { expiresAt: undefined }],
    ['does not say when it was issued', { issuedAt: undefined }],
    ['was issued at no number', { issuedAt: NaN }],
    ['was issued before the calendar', { issuedAt: -8.64e15 - 1 }],
    ['ends before it was issued', { issuedAt: 1_800_003_600_001 }],
  ])('is refused when it %s, and the one at hand stays', async (_, changes) => {
    const first = await warm()
    const forced = expect(engine.refresh()).rejects.toMatchObject({
      code: 'ERR_RENEWAL',
      reason: 'invalid-times',
      message: expect.stringContaining('when it was issued and when it expires'),
    })
    await service.answer(changes)
    await forced
    expect(await engine.credential()).toBe(first)
  })

  test('may end at the last moment of the calendar, and be as long as it likes', async () => {
    const call = engine.credential()
    await service.answer({ issuedAt: -8.64e15, expiresAt: 8.64e15 })
    expect((await call).expiresAt).toBe(8.64e15)
  })

  test('may be issued in the future, and in the moment in which it ends', async () => {
    const call = engine.credential()
    await service.answer({ issuedAt: service.nowMs + HOUR, expiresAt: service.nowMs + HOUR })
    expect((await call).number).toBe(1)
  })

  test.each([-1, 0])('is refused with the principal’s own error when it ended %i ms from now', async (lifetimeMs) => {
    const first = await warm()
    service.lifetimeMs = lifetimeMs
    const forced = expect(engine.refresh()).rejects.toThrow('had expired already')
    await service.answer()
    await forced
    expect(await engine.credential()).toBe(first)
  })

  test.each([
    ['a start that is no number', { softAt: NaN, hardAt: 1_800_000_001_000 }],
    ['no start', { hardAt: 1_800_000_001_000 }],
    ['an end that is no number', { softAt: Infinity, hardAt: NaN }],
    ['no end', { softAt: Infinity }],
  ])('is refused when its lifetime has %s', async (_, lifetime) => {
    const own = new RefreshEngine<NumberedSnapshot>({
      load: service.load,
      now: service.now,
      lifetime: () => lifetime as never,
    })
    const call = expect(own.credential()).rejects.toMatchObject({ code: 'ERR_RENEWAL', reason: 'invalid-times' })
    await service.answer()
    await call
  })

  test('is given up at its end, whatever its lifetime says', async () => {
    const own = new RefreshEngine<NumberedSnapshot>({
      load: service.load,
      now: service.now,
      lifetime: () => ({ softAt: Infinity, hardAt: Infinity }),
    })
    const first = own.credential()
    await service.answer()
    service.nowMs += HOUR - 1
    expect(await own.credential()).toBe(await first)
    service.nowMs += 1
    const second = own.credential()
    await service.answer()
    expect((await second).number).toBe(2)
  })
})

describe('a load', () => {
  test('that throws at once is one that fails', async () => {
    const failed = vi.fn()
    const error = new Error('sync')
    const own = new RefreshEngine<NumberedSnapshot>({
      load: () => {
        throw error
      },
      now: service.now,
    })
    own.listeners.on('refreshFailed', failed)
    await expect(own.credential()).rejects.toBe(error)
    expect(failed).toHaveBeenCalledExactlyOnceWith({ error, usable: false })
  })

  test('that yields at once, and not a promise, is taken', async () => {
    const credential = createCredential({ keyId: 'ST$x', key: { sign: async (data) => data } })
    const snapshot = { credential, number: 7, issuedAt: service.nowMs, expiresAt: service.nowMs + HOUR }
    const own = new RefreshEngine<NumberedSnapshot>({
      load: (() => ({ snapshot })) as never,
      now: service.now,
    })
    expect(await own.credential()).toBe(snapshot)
  })

  test('that fails with a token at hand says that this still serves, and with one that is over that none does', async () => {
    await warm()
    const failed = vi.fn()
    engine.listeners.on('refreshFailed', failed)
    service.nowMs += HOUR - 1
    const last = engine.credential()
    const error = new Error('auth is down')
    await service.fail(error)
    await last
    service.nowMs += 1
    const call = expect(engine.credential()).rejects.toBe(error)
    await service.fail(error)
    await call
    expect(failed.mock.calls).toEqual([[{ error, usable: true }], [{ error, usable: false }]])
  })

  test('that does not end is given up after two minutes, and tried again', async () => {
    const gaveUp = expect(engine.credential()).rejects.toMatchObject({
      code: 'ERR_RENEWAL',
      reason: 'timeout',
      message: expect.stringContaining('not renewed in time'),
    })
    await timers.fire(120_000)
    await gaveUp
    expect(service.signals[0]?.reason).toMatchObject({ reason: 'timeout' })
    service.nowMs += 5_000
    const next = engine.credential()
    expect([service.loads, service.signals[1]?.aborted]).toEqual([2, false])
    await service.yield(undefined) // the first one, late
    await service.answer()
    expect((await next).number).toBe(2)
    expect(timers.running()).toEqual([])
  })

  test('that was given up overwrites nothing when it ends after all', async () => {
    const gaveUp = expect(engine.credential()).rejects.toMatchObject({ reason: 'timeout' })
    await timers.fire(120_000)
    await gaveUp
    service.nowMs += 5_000
    const next = engine.credential()
    await service.answer({ number: 100 }) // to the first load: nobody waits for it any more
    expect(engine.current).toBeUndefined()
    await service.answer()
    expect((await next).number).toBe(2)
    expect((await engine.credential()).number).toBe(2)
  })

  test('that was given up and fails later ends nothing', async () => {
    const rejected = vi.fn()
    process.once('unhandledRejection', rejected)
    const gaveUp = expect(engine.credential()).rejects.toMatchObject({ reason: 'timeout' })
    await timers.fire(120_000)
    await gaveUp
    await service.fail()
    await settled()
    process.off('unhandledRejection', rejected)
    expect(rejected).not.toHaveBeenCalled()
  })

  test('takes as long as the option says', async () => {
    const { setTimer } = timers
    const own = new RefreshEngine({ load: service.load, now: service.now, renewalTimeoutMs: 7, setTimer })
    const gaveUp = expect(own.credential()).rejects.toMatchObject({ reason: 'timeout' })
    expect(timers.running()).toEqual([7])
    await timers.fire(7)
    await gaveUp
  })

  test('leaves no timer behind when it ends, and none when it is closed', async () => {
    await warm()
    expect([timers.running(), timers.started(120_000)]).toEqual([[], 1])
    const forced = expect(engine.refresh()).rejects.toMatchObject({ name: 'AbortError' })
    engine.close()
    await forced
    expect(timers.running()).toEqual([])
    expect(service.signals[1]?.reason).toMatchObject({ name: 'AbortError' })
  })

  test('that has ended hears nothing of the closing', async () => {
    await warm()
    engine.close()
    expect(service.signals[0]?.aborted).toBe(false)
  })

  test.each([0, -1, NaN, '7', null])('may not take %s ms', (renewalTimeoutMs) => {
    const make = (): unknown => new RefreshEngine({ load: service.load, renewalTimeoutMs: renewalTimeoutMs as never })
    expect(make).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringContaining('renewalTimeoutMs'),
      }),
    )
  })
})

describe('the timer of the runtime', () => {
  test.each([
    [120_000, undefined],
    [60_000, 60_000],
  ])('ends a load that does not end after %i ms, without an option for timers', async (ms, renewalTimeoutMs) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const own = new RefreshEngine({ load: service.load, now: service.now, renewalTimeoutMs })
    const ended = vi.fn()
    own.credential().catch(ended)
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'timeout' }))
    vi.useRealTimers()
  })

  test.each([Infinity, 2 ** 31])('ends none that may take %d ms', async (renewalTimeoutMs) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const own = new RefreshEngine({ load: service.load, now: service.now, renewalTimeoutMs })
    const call = own.credential()
    await vi.advanceTimersByTimeAsync(1)
    expect(vi.getTimerCount()).toBe(0)
    await service.answer()
    expect((await call).number).toBe(1)
    vi.useRealTimers()
  })

  test('is cleared when the load ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const own = new RefreshEngine({ load: service.load, now: service.now, renewalTimeoutMs: 2 ** 31 - 1 })
    const call = own.credential()
    expect(vi.getTimerCount()).toBe(1)
    await service.answer()
    await call
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('in the last minute of a token, a source that does not answer', () => {
  /** A token with this much left. */
  async function holding(leftMs: number): Promise<NumberedSnapshot> {
    const first = await warm()
    service.nowMs += HOUR - leftMs
    return first
  }

  test.each([
    [MINUTE, 2_000],
    [4_000, 2_000],
    [3_000, 1_500],
  ])('with %i ms left is waited for during %i ms, then the token at hand serves', async (leftMs, momentMs) => {
    const first = await holding(leftMs)
    const call = engine.credential()
    expect(timers.running()).toEqual([120_000, momentMs])
    await timers.fire(momentMs)
    expect(await call).toBe(first)
    expect(service.loads).toBe(2)
  })

  test('is waited for once for all', async () => {
    const first = await holding(MINUTE)
    const calls = [engine.credential(), engine.credential()]
    expect(timers.started(2_000)).toBe(1)
    await timers.fire(2_000)
    expect(await Promise.all(calls)).toEqual([first, first])
    expect(await engine.credential()).toBe(first)
    expect([service.loads, timers.started(2_000)]).toEqual([2, 1])
  })

  test('leaves no timer when it answers or fails after all', async () => {
    await holding(MINUTE)
    const call = engine.credential()
    await service.fail()
    await call
    expect(timers.running()).toEqual([])
    service.nowMs += 10_000
    const next = engine.credential()
    await service.answer()
    expect((await next).number).toBe(3)
    expect(timers.running()).toEqual([])
  })

  test('is waited for to the end by who calls when the token has ended', async () => {
    const first = await holding(3_000)
    const call = engine.credential()
    await timers.fire(1_500)
    expect(await call).toBe(first)
    service.nowMs += 3_000
    const next = engine.credential()
    await service.answer()
    expect([(await next).number, service.loads]).toEqual([2, 2])
  })

  test('is waited for to the end by who waits as the token ends', async () => {
    await holding(3_000)
    const call = engine.credential()
    service.nowMs += 3_000
    await timers.fire(1_500)
    await service.answer()
    expect((await call).number).toBe(2)
  })

  test('can be left', async () => {
    await holding(MINUTE)
    const controller = new AbortController()
    const enough = new Error('enough')
    const leaving = expect(engine.credential({ signal: controller.signal })).rejects.toBe(enough)
    controller.abort(enough)
    await leaving
  })

  test('is left when the engine is closed, and the token at hand is not handed out any more', async () => {
    await holding(MINUTE)
    const closed = new Error('closed')
    const call = expect(engine.credential()).rejects.toBe(closed)
    engine.close(closed)
    await call
  })
})

describe('a listener', () => {
  test('that adds listeners is not called for them in the same renewal', async () => {
    let calls = 0
    const again = (): void => {
      if (++calls < 1000) engine.listeners.on('refresh', () => again())
    }
    engine.listeners.on('refresh', again)
    await warm()
    expect(calls).toBe(1)
  })

  test('hears when the new token ends', async () => {
    const renewed = vi.fn()
    engine.listeners.on('refresh', renewed)
    const { expiresAt } = await warm()
    expect(renewed).toHaveBeenCalledExactlyOnceWith({ expiresAt })
  })

  test('that calls the engine in return gets the new token', async () => {
    let heard: Promise<NumberedSnapshot> | undefined
    engine.listeners.on('refresh', () => void (heard = engine.credential()))
    const first = await warm()
    expect(await heard).toBe(first)
  })
})
