import { beforeEach, describe, expect, test, vi } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import type { Credential } from '../../credential.ts'
import { FakeService, type NumberedSnapshot } from '../../../test/support/token-service.ts'
import type { LoadContext } from './load.ts'
import { RefreshEngine } from './refresh-engine.ts'

const MINUTE = 60_000

describe('the refresh engine', () => {
  let service: FakeService
  let engine: RefreshEngine<NumberedSnapshot>

  beforeEach(() => {
    service = new FakeService()
    engine = new RefreshEngine({ load: service.load, now: service.now, random: () => 0 })
  })

  /** An engine that holds its first token. */
  async function warm(): Promise<NumberedSnapshot> {
    const first = engine.credential()
    await service.answer()
    return first
  }

  /** A renewal that a refusal forces is not renewed again for ten seconds, though it is refused as well. */
  async function expectTenSecondsOfRest(rejected: Credential): Promise<void> {
    const forced = engine.credential({ rejected })
    await service.answer()
    const second = await forced
    service.nowMs += 9_999
    expect(await engine.credential({ rejected: second.credential })).toBe(second)
    service.nowMs += 1
    const third = engine.credential({ rejected: second.credential })
    await service.answer()
    expect((await third).number).toBe(3)
  }

  test('does nothing before the first call', () => {
    expect(service.loads).toBe(0)
    expect(engine.current).toBeUndefined()
  })

  test('ten thousand callers of a cold engine share one load', async () => {
    const calls = Array.from({ length: 10_000 }, () => engine.credential())
    await service.answer()
    const snapshots = new Set(await Promise.all(calls))
    expect(snapshots.size).toBe(1)
    expect(service.loads).toBe(1)
  })

  test('a fresh token is handed out without a load', async () => {
    const first = await warm()
    service.nowMs += 47 * MINUTE
    expect(await engine.credential()).toBe(first)
    expect(service.loads).toBe(1)
  })

  test('an ageing token is handed out at once while one renewal runs behind the caller’s back', async () => {
    const first = await warm()
    service.nowMs += 50 * MINUTE
    const calls = await Promise.all([engine.credential(), engine.credential(), engine.credential()])
    expect(calls).toEqual([first, first, first])
    expect(service.loads).toBe(2)
    await service.answer()
    expect((await engine.credential()).number).toBe(2)
  })

  test('an expired token is never handed out: the caller waits for the next one', async () => {
    await warm()
    service.nowMs += 60 * MINUTE
    const call = engine.credential()
    await service.answer()
    expect((await call).number).toBe(2)
  })

  test('an outage of an hour fails no call while the token serves', async () => {
    service.lifetimeMs = 6 * 60 * MINUTE
    const first = await warm()
    service.nowMs += 4.9 * 60 * MINUTE
    for (let minute = 0; minute < 60; minute++) {
      expect(await engine.credential()).toBe(first)
      if (service.waiting > 0) await service.fail()
      service.nowMs += MINUTE
    }
  })

  test('a failed first load rejects its callers with the cause, and is not kept', async () => {
    const call = engine.credential()
    const outcome = expect(call).rejects.toThrow('auth is down')
    await service.fail()
    await outcome
    service.nowMs += 1_000
    expect((await warm()).number).toBe(2)
  })

  test('a failure behind the caller’s back is told to the listener and to nobody else', async () => {
    await warm()
    const failed = vi.fn()
    engine.listeners.on('refreshFailed', failed)
    service.nowMs += 50 * MINUTE
    await engine.credential()
    const error = new Error('auth is down')
    await service.fail(error)
    expect(failed).toHaveBeenCalledExactlyOnceWith({ error, usable: true })
  })

  test('a listener that throws changes nothing, and one that was taken off hears nothing', async () => {
    const off = engine.listeners.on('refresh', () => {
      throw new Error('listener')
    })
    const quiet = vi.fn()
    engine.listeners.on('refresh', quiet)()
    expect((await warm()).number).toBe(1)
    off()
    expect(quiet).not.toHaveBeenCalled()
  })

  describe('a refused credential', () => {
    test('a thousand refusals of one token make one renewal', async () => {
      const { credential } = await warm()
      const calls = Array.from({ length: 1000 }, () => engine.credential({ rejected: credential }))
      await service.answer()
      for (const snapshot of await Promise.all(calls)) expect(snapshot.number).toBe(2)
      expect(service.loads).toBe(2)
    })

    test('that is no longer the current one costs no call to the service', async () => {
      const { credential } = await warm()
      const renewed = engine.credential({ rejected: credential })
      await service.answer()
      await renewed
      expect((await engine.credential({ rejected: credential })).number).toBe(2)
      expect(service.loads).toBe(2)
    })

    test('is not renewed again within ten seconds, since the refusal has another cause', async () => {
      const { credential } = await warm()
      await expectTenSecondsOfRest(credential)
    })

    test('joins a renewal under way', async () => {
      const { credential } = await warm()
      service.nowMs += 50 * MINUTE
      await engine.credential()
      const forced = engine.credential({ rejected: credential })
      await service.answer()
      expect((await forced).number).toBe(2)
      expect(service.loads).toBe(2)
    })

    test('whose renewal failed is not handed out again as if it had been renewed', async () => {
      const { credential } = await warm()
      const down = new Error('auth is down')
      const refuse = (): Promise<NumberedSnapshot> => engine.credential({ rejected: credential })
      const forced = expect(refuse()).rejects.toBe(down)
      await service.fail(down)
      await forced
      service.nowMs += 999
      await expect(refuse()).rejects.toBe(down)
      expect(service.loads).toBe(2)
      service.nowMs += 1
      const again = refuse()
      await service.answer()
      expect((await again).number).toBe(3)
    })

    test('whose renewal failed is forgotten with the next token', async () => {
      const { credential } = await warm()
      const forced = expect(engine.credential({ rejected: credential })).rejects.toThrow('auth is down')
      await service.fail()
      await forced
      service.nowMs += 1000
      const renewed = engine.credential({ rejected: credential })
      await service.answer()
      const second = await renewed
      // Another cause than the token: the interval holds again.
      expect(await engine.credential({ rejected: second.credential })).toBe(second)
      expect(service.loads).toBe(3)
    })

    test('whose renewal fails leaves the token at hand in place', async () => {
      const first = await warm()
      const forced = expect(engine.credential({ rejected: first.credential })).rejects.toThrow('auth is down')
      await service.fail()
      await forced
      expect(await engine.credential()).toBe(first)
    })
  })

  describe('leaving', () => {
    test('one waiter’s abort ends its own wait only', async () => {
      const controller = new AbortController()
      const leaving = engine.credential({ signal: controller.signal })
      const staying = engine.credential()
      controller.abort(new Error('enough'))
      await expect(leaving).rejects.toThrow('enough')
      await service.answer()
      expect((await staying).number).toBe(1)
    })

    test('an aborted signal is refused before anything is asked for', async () => {
      await expect(engine.credential({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
      expect(service.loads).toBe(0)
    })

    test('closing ends a load under way and refuses what comes after', async () => {
      const closed = new Error('closed')
      const waiting = expect(engine.credential()).rejects.toBe(closed)
      engine.close(closed)
      await waiting
      await expect(engine.credential()).rejects.toBe(closed)
      await service.answer()
      expect(engine.current).toBeUndefined()
    })
  })

  describe.each([10 * MINUTE, -10 * MINUTE])('with a service clock %i ms ahead of ours', (skewMs) => {
    test('a token is judged by the service’s time', async () => {
      service.skewMs = skewMs
      const first = await warm()
      expect(engine.now()).toBe(service.nowMs + skewMs)
      service.nowMs += 47 * MINUTE
      expect(await engine.credential()).toBe(first)
      expect(service.loads).toBe(1)
      service.nowMs += 2 * MINUTE
      await engine.credential()
      expect(service.loads).toBe(2)
    })
  })

  test.each([10 * MINUTE, -10 * MINUTE])(
    'a clock that the service corrects by %i ms does not change how long a forced renewal holds',
    async (skewMs) => {
      const { credential } = await warm()
      service.skewMs = skewMs
      await expectTenSecondsOfRest(credential)
    },
  )

  test('a clock that is set back by an hour prolongs no wait', async () => {
    const { credential } = await warm()
    const forced = engine.credential({ rejected: credential })
    await service.answer()
    const second = await forced
    service.nowMs -= 60 * MINUTE
    const third = engine.credential({ rejected: second.credential })
    await service.answer()
    expect((await third).number).toBe(3)
  })

  test('a clock that is set back makes a token’s age unknown: it is renewed once, behind the caller’s back', async () => {
    const first = await warm()
    service.nowMs += 30 * MINUTE
    await engine.credential()
    service.nowMs -= 20 * MINUTE // the token seems to be ten minutes old, not thirty
    expect([await engine.credential(), service.loads]).toEqual([first, 2])
    await service.answer()
    expect((await engine.credential()).number).toBe(2)
    expect(service.loads).toBe(2)
  })

  test('a clock that is corrected by a few seconds changes nothing', async () => {
    await warm()
    service.nowMs -= 5_000
    await engine.credential()
    expect(service.loads).toBe(1)
  })

  test('a token that is born expired is refused, and the one at hand stays', async () => {
    const first = await warm()
    service.lifetimeMs = -1
    const forced = expect(engine.credential({ rejected: first.credential })).rejects.toThrow('had expired already')
    await service.answer()
    await forced
    expect(await engine.credential()).toBe(first)
  })

  test('a renewal that is under way when the token expires is waited for', async () => {
    await warm()
    service.nowMs += 50 * MINUTE
    await engine.credential()
    service.nowMs += 10 * MINUTE
    const call = engine.credential()
    await service.answer()
    expect((await call).number).toBe(2)
    expect(service.loads).toBe(2)
  })

  test('a principal may know better when its tokens are renewed, and what they follow', async () => {
    const predecessors: (number | undefined)[] = []
    const own = new RefreshEngine<NumberedSnapshot>({
      load: (context, previous) => {
        predecessors.push(previous?.number)
        return service.load(context)
      },
      lifetime: ({ issuedAt, expiresAt, number }) => ({
        softAt: number === 1 ? (issuedAt + expiresAt) / 2 : Infinity,
        hardAt: expiresAt,
      }),
      now: service.now,
    })
    const first = own.credential()
    await service.answer()
    service.nowMs += 30 * MINUTE - 1
    expect(await own.credential()).toBe(await first)
    expect(service.loads).toBe(1)
    service.nowMs += 1
    expect(await own.credential()).toBe(await first)
    await service.answer()
    service.nowMs += 60 * MINUTE - 1
    expect((await own.credential()).number).toBe(2)
    expect(service.loads).toBe(2)
    service.nowMs += 1
    const third = own.credential()
    await service.answer()
    expect((await third).number).toBe(3)
    expect(predecessors).toEqual([undefined, 1, 2])
  })

  test('a load may refuse to follow a token that has expired', async () => {
    const over = new Error('the session is over')
    const load = async (context: LoadContext, previous: NumberedSnapshot | undefined) =>
      previous ? Promise.reject(over) : service.load(context)
    const session = new RefreshEngine<NumberedSnapshot>({ load, now: service.now, random: () => 0 })
    const first = session.credential()
    await service.answer()
    const { credential } = await first
    service.nowMs += 60 * MINUTE
    await expect(session.credential()).rejects.toBe(over)
    await expect(session.credential({ rejected: credential })).rejects.toBe(over)
    expect(session.current?.number).toBe(1)
  })

  test('a listener that rejects later ends nothing', async () => {
    const rejected = vi.fn()
    process.once('unhandledRejection', rejected)
    engine.listeners.on('refresh', async () => Promise.reject(new Error('listener')))
    await warm()
    await settled()
    process.off('unhandledRejection', rejected)
    expect(rejected).not.toHaveBeenCalled()
  })

  test('closing is no failed renewal', async () => {
    const failed = vi.fn()
    engine.listeners.on('refreshFailed', failed)
    const waiting = expect(engine.credential()).rejects.toMatchObject({ name: 'AbortError' })
    engine.close()
    await waiting
    expect(failed).not.toHaveBeenCalled()
  })

  test('what is signed for the service is dated by its clock', async () => {
    const dates: number[] = []
    const skewMs = 10 * MINUTE
    const load = async ({ now }: { readonly now: () => number }) => {
      dates.push(now() - service.nowMs)
      const credential = { keyId: 'ST$1', key: { sign: async (data: Uint8Array) => data } }
      const issuedAt = service.nowMs + skewMs
      return {
        snapshot: { credential, number: 1, issuedAt, expiresAt: issuedAt + 60 * MINUTE },
        serverTimeMs: issuedAt,
      }
    }
    const dated = new RefreshEngine<NumberedSnapshot>({ load, now: service.now, random: () => 0 })
    const { credential } = await dated.credential()
    await dated.credential({ rejected: credential })
    expect(dates).toEqual([0, skewMs])
  })

  test('a difference of seconds is no reason to doubt our clock', async () => {
    service.skewMs = 4_000
    await warm()
    expect(engine.now()).toBe(service.nowMs)
  })

  test('no caller waits in the steady state, over a hundred lifetimes', async () => {
    await warm()
    for (let minute = 0; minute < 100 * 60; minute++) {
      service.nowMs += MINUTE
      let answered = false
      engine.credential().then(
        () => (answered = true),
        () => {},
      )
      await settled()
      expect(answered).toBe(true)
      if (service.waiting > 0) await service.answer()
    }
    expect(service.loads).toBeGreaterThan(100)
  })
})
