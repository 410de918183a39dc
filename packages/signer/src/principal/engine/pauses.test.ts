// What a caller gets, and whether the source is asked, by what is held and what the source does: decision 13 row by row.
import { beforeEach, describe, expect, test } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import { FakeService, type NumberedSnapshot } from '../../../test/support/token-service.ts'
import { RefreshEngine } from './refresh-engine.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const down = new Error('auth is down')

let service: FakeService
let engine: RefreshEngine<NumberedSnapshot>
let chance: number

beforeEach(() => {
  chance = 0
  service = new FakeService()
  engine = new RefreshEngine({ load: service.load, now: service.now, random: () => chance })
})

/** An engine that holds a token of which this much is left. */
async function holding(leftMs: number, lifetimeMs = HOUR): Promise<NumberedSnapshot> {
  service.lifetimeMs = lifetimeMs
  const first = engine.credential()
  await service.answer()
  service.nowMs += lifetimeMs - leftMs
  return first
}

/** A call, and the failure of the renewal that it may have begun. */
async function callAndFail(call = engine.credential()): Promise<NumberedSnapshot> {
  const outcome = call.then(
    (snapshot) => snapshot,
    (error: unknown) => error,
  )
  if (service.waiting > 0) await service.fail(down)
  const result = await outcome
  if (result instanceof Error) throw result
  return result as NumberedSnapshot
}

/** How long the source is left alone after a failure, in steps of half a second; each call meanwhile is checked. */
async function pauseAfter(call: () => Promise<unknown>): Promise<number> {
  await call()
  const [from, loads] = [service.nowMs, service.loads]
  while (service.loads === loads) {
    service.nowMs += 500
    await call()
  }
  return service.nowMs - from
}

describe('a valid token', () => {
  test('is the caller’s, and the source is not asked', async () => {
    const first = await holding(12 * MINUTE + 1)
    expect(await engine.credential()).toBe(first)
    expect(service.loads).toBe(1)
  })
})

describe('a token in the renewal window, whose source fails,', () => {
  test.each([
    [0, 5 * MINUTE],
    [0.5, 7.5 * MINUTE],
    [1, 10 * MINUTE],
  ])('is the caller’s, and by chance %d the source is left alone for %i ms', async (random, pauseMs) => {
    const first = await holding(4 * HOUR, 24 * HOUR)
    chance = random
    const fail = async (): Promise<void> => expect(await callAndFail()).toBe(first)
    expect(await pauseAfter(fail)).toBe(pauseMs)
  })

  test.each([
    [0, 30 * SECOND],
    [0.5, 45 * SECOND],
    [1, 60 * SECOND],
  ])(
    'with ten minutes left is left alone for at most a tenth of them: by chance %d for %i ms',
    async (random, pauseMs) => {
      const first = await holding(10 * MINUTE)
      chance = random
      const fail = async (): Promise<void> => expect(await callAndFail()).toBe(first)
      expect(await pauseAfter(fail)).toBe(pauseMs)
    },
  )

  test('is asked for less often than a hundred times in an outage of twelve minutes', async () => {
    const first = await holding(12 * MINUTE)
    for (let second = 0; second < 12 * 60; second++) {
      expect(await callAndFail()).toBe(first)
      service.nowMs += SECOND
    }
    expect(service.loads).toBeGreaterThan(20)
    expect(service.loads).toBeLessThan(100)
    await expect(callAndFail()).rejects.toBe(down)
  })

  test('is asked for at once after the clock was set back, which prolongs no pause', async () => {
    await holding(4 * HOUR, 24 * HOUR)
    await callAndFail()
    service.nowMs -= 1
    await callAndFail()
    expect(service.loads).toBe(3)
  })
})

describe('a token in its last minute', () => {
  test('is waited for, since a request could arrive too late', async () => {
    await holding(MINUTE)
    const call = engine.credential()
    await service.answer()
    expect((await call).number).toBe(2)
  })

  test('is not waited for a millisecond before', async () => {
    const first = await holding(MINUTE + 1)
    expect(await engine.credential()).toBe(first)
    expect(service.waiting).toBe(1)
  })

  test.each([MINUTE, 10 * SECOND, 1])('whose source fails is the caller’s with %i ms left', async (leftMs) => {
    const first = await holding(leftMs)
    expect(await callAndFail()).toBe(first)
    expect(service.loads).toBe(2)
  })

  test('whose source failed a moment ago is the caller’s without another question', async () => {
    const first = await holding(MINUTE)
    await callAndFail()
    service.nowMs += 3 * SECOND - 1
    expect(await engine.credential()).toBe(first)
    expect(service.loads).toBe(2)
    service.nowMs += 1
    expect(await callAndFail()).toBe(first)
    expect(service.loads).toBe(3)
  })

  test('that ends while its renewal fails is no caller’s', async () => {
    await holding(10 * SECOND)
    const call = engine.credential()
    service.nowMs += 10 * SECOND
    await expect(callAndFail(call)).rejects.toBe(down)
  })
})

describe('a source that yields a token as old as the one at hand', () => {
  test.each([
    ['in the window', 10 * MINUTE],
    ['in the last minute', 30 * SECOND],
  ])('%s leaves the caller that, and is left alone as after a failure', async (_, leftMs) => {
    const first = await holding(leftMs)
    service.ageMs = HOUR - leftMs
    const call = engine.credential()
    await service.answer()
    expect(await call).toBe(first)
    service.nowMs += leftMs / 20 - 1
    expect(await engine.credential()).toBe(first)
    expect(service.loads).toBe(2)
    service.nowMs += 1
    service.ageMs += leftMs / 20
    const next = engine.credential()
    await service.answer()
    expect([await next, service.loads]).toEqual([first, 3])
  })

  test('may yield one that is old, but not as old: that one counts, and its own life sets the pause', async () => {
    await holding(4 * MINUTE)
    service.ageMs = 55 * MINUTE
    await engine.credential()
    await service.answer()
    expect((await engine.credential()).number).toBe(2)
    service.nowMs += 15 * SECOND - 1
    await engine.credential()
    expect(service.loads).toBe(2)
    service.nowMs += 1
    await engine.credential()
    expect(service.loads).toBe(3)
  })

  test('replaces one that was refused', async () => {
    const { credential } = await holding(10 * MINUTE)
    service.ageMs = 50 * MINUTE
    const forced = engine.credential({ rejected: credential })
    await service.answer()
    expect((await forced).number).toBe(2)
  })

  test('replaces one whose age nobody knows, since the clock was set back', async () => {
    await holding(30 * MINUTE)
    await engine.credential()
    service.nowMs -= 10 * MINUTE
    service.ageMs = 50 * MINUTE
    await engine.credential()
    await service.answer()
    expect((await engine.credential()).number).toBe(2)
  })

  test('as the first one is asked again after a pause, and not at every call', async () => {
    service.ageMs = 55 * MINUTE
    const first = engine.credential()
    await service.answer()
    service.nowMs += 15 * SECOND - 1
    expect(await engine.credential()).toBe(await first)
    expect(service.loads).toBe(1)
    service.nowMs += 1
    await engine.credential()
    expect(service.loads).toBe(2)
  })

  test('is one that is fresh but lives shorter: that one counts', async () => {
    await holding(10 * MINUTE)
    service.lifetimeMs = 9 * MINUTE
    await engine.credential()
    await service.answer()
    expect((await engine.credential()).number).toBe(2)
  })
})

describe('a token that the service refused', () => {
  test('whose source fails stays the one for every call but those that were refused', async () => {
    const first = await holding(30 * MINUTE)
    await expect(callAndFail(engine.credential({ rejected: first.credential }))).rejects.toBe(down)
    expect(await engine.credential()).toBe(first)
    expect(service.loads).toBe(2)
  })

  test.each([
    [0, 1 * SECOND],
    [0.5, 3 * SECOND],
    [1, 5 * SECOND],
  ])('is not renewed for a while after that failed: by chance %d for %i ms', async (random, pauseMs) => {
    const { credential } = await holding(30 * MINUTE)
    chance = random
    const refuse = (): Promise<void> =>
      expect(callAndFail(engine.credential({ rejected: credential }))).rejects.toBe(down)
    expect(await pauseAfter(refuse)).toBe(pauseMs)
  })

  test('is renewed at once although a renewal ahead has just failed', async () => {
    const first = await holding(10 * MINUTE)
    expect(await callAndFail()).toBe(first)
    const forced = engine.credential({ rejected: first.credential })
    await service.answer()
    expect((await forced).number).toBe(3)
  })

  test('but is not the current one any more costs nothing', async () => {
    const { credential } = await holding(30 * MINUTE)
    const renewed = engine.credential({ rejected: credential })
    await service.answer()
    expect(await engine.credential({ rejected: credential })).toBe(await renewed)
    expect(service.loads).toBe(2)
  })

  test('and has ended within ten seconds of its renewal is renewed, not handed out', async () => {
    service.lifetimeMs = 5 * SECOND
    const first = engine.credential()
    await service.answer()
    const forced = engine.credential({ rejected: (await first).credential })
    await service.answer()
    const second = await forced
    service.nowMs += 6 * SECOND
    const third = engine.credential({ rejected: second.credential })
    await service.answer()
    expect((await third).number).toBe(3)
  })
})

describe.each([
  ['an expired token', -10, 2],
  ['no token', undefined, 1],
])('with %s', (_, leftMs, loads) => {
  beforeEach(async () => {
    if (leftMs !== undefined) await holding(leftMs)
  })

  test.each([
    [0, 1 * SECOND],
    [0.5, 3 * SECOND],
    [1, 5 * SECOND],
  ])('a source that fails is asked once, and its error told again: by chance %d for %i ms', async (random, pauseMs) => {
    chance = random
    const fail = (): Promise<void> => expect(callAndFail()).rejects.toBe(down)
    expect(await pauseAfter(fail)).toBe(pauseMs)
  })

  test('a thousand calls at one moment ask once', async () => {
    for (let call = 0; call < 1000; call++) await expect(callAndFail()).rejects.toBe(down)
    expect(service.loads).toBe(loads)
  })

  test('a source that works again is asked after the pause', async () => {
    await expect(callAndFail()).rejects.toBe(down)
    service.nowMs += SECOND
    const call = engine.credential()
    await service.answer()
    expect((await call).number).toBe(loads + 1)
  })

  test('a forced renewal asks at once, and one more waits for its pause', async () => {
    await expect(callAndFail()).rejects.toBe(down)
    const other = new Error('still down')
    const forced = expect(engine.refresh()).rejects.toBe(other)
    await service.fail(other)
    await forced
    expect(service.loads).toBe(loads + 1)
    await expect(engine.refresh()).rejects.toBe(other)
    await expect(engine.credential()).rejects.toBe(other)
    expect(service.loads).toBe(loads + 1)
    service.nowMs += SECOND
    const again = engine.refresh()
    await service.answer()
    expect((await again).number).toBe(loads + 2)
  })

  test('a call joins a renewal under way, also in a pause', async () => {
    await expect(callAndFail()).rejects.toBe(down)
    const forced = engine.refresh()
    const call = engine.credential()
    await service.answer()
    expect(await call).toBe(await forced)
    expect(service.loads).toBe(loads + 1)
  })

  test('a clock that was set back prolongs no pause', async () => {
    await expect(callAndFail()).rejects.toBe(down)
    service.nowMs -= 1
    await expect(callAndFail()).rejects.toBe(down)
    expect(service.loads).toBe(loads + 1)
  })
})

describe('a good token', () => {
  test('ends the pause without one', async () => {
    chance = 1
    await expect(callAndFail()).rejects.toBe(down)
    service.lifetimeMs = 2 * SECOND
    const forced = engine.refresh()
    await service.answer()
    await forced
    service.nowMs += 3 * SECOND // the pause of five seconds would last, the token does not
    const next = engine.credential()
    await service.answer()
    expect((await next).number).toBe(3)
  })

  test('ends the pause ahead', async () => {
    await holding(4 * HOUR, 24 * HOUR)
    await callAndFail()
    service.lifetimeMs = 4 * MINUTE
    const forced = engine.refresh()
    await service.answer()
    await forced
    service.nowMs += 2 * MINUTE // five minutes would last, but this token is half over
    await engine.credential()
    expect(service.waiting).toBe(1)
    await settled()
  })
})

describe('forcing a renewal', () => {
  test('joins a renewal under way, also within ten seconds of the last one', async () => {
    service.lifetimeMs = 8 * SECOND
    const first = engine.refresh()
    await service.answer()
    service.nowMs += 5 * SECOND
    expect(await engine.credential()).toBe(await first)
    const forced = engine.refresh()
    await service.answer()
    expect([(await forced).number, service.loads]).toEqual([2, 2])
  })

  test('renews a token whatever its age, and not twice within ten seconds', async () => {
    await holding(50 * MINUTE)
    const forced = engine.refresh()
    await service.answer()
    const second = await forced
    expect(second.number).toBe(2)
    service.nowMs += 9_999
    expect(await engine.refresh()).toBe(second)
    service.nowMs += 1
    const third = engine.refresh()
    await service.answer()
    expect((await third).number).toBe(3)
  })

  test('can be left, and is refused after closing', async () => {
    const enough = new Error('enough')
    await expect(engine.refresh({ signal: AbortSignal.abort(enough) })).rejects.toBe(enough)
    expect(service.loads).toBe(0)
    const controller = new AbortController()
    const leaving = expect(engine.refresh({ signal: controller.signal })).rejects.toBe(enough)
    controller.abort(enough)
    await leaving
    const closed = new Error('closed')
    engine.close(closed)
    await expect(engine.refresh()).rejects.toBe(closed)
  })
})
