// The invariants: whatever happens in whatever order, a token is only ever handed out with its own key and never past its end, a
// failure changes nothing, and a source that is down is left alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { settled } from '@x-tools/testkit/settled'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { FakeService, type NumberedSnapshot } from '../../test/support/token-service.ts'
import { RefreshEngine } from './refresh-engine.ts'

const RUNS = fuzzRuns(500)
const SECOND = 1000
const DAY = 86_400_000

/** What a renewal may end with that is no good. */
const isExpected = ({ message }: Error): boolean =>
  /auth is down|born expired|renewed in time|lacks a key id|cannot be/.test(message)

type Step =
  | { readonly do: 'sign' | 'refuse' | 'force' | 'answer' | 'fail' | 'garbage' | 'limit' }
  | { readonly do: 'lie' | 'wait' | 'skew'; readonly ms: number }
  | { readonly do: 'times'; readonly issuedAt: number; readonly expiresAt: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sign' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  fc.record({ do: fc.constantFrom('refuse', 'force', 'fail', 'garbage', 'limit') }),
  fc.record({ do: fc.constant('lie' as const), ms: fc.constantFrom(0, DAY, -DAY, 300 * DAY, 1e15, NaN, Infinity) }),
  fc.record({ do: fc.constant('skew' as const), ms: fc.integer({ min: -600 * SECOND, max: 600 * SECOND }) }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 500, 4 * SECOND, 60 * SECOND, 300 * SECOND, 3_000 * SECOND, 3_600 * SECOND, -7 * SECOND),
  }),
  fc.record({
    do: fc.constant('times' as const),
    issuedAt: fc.constantFrom(0, NaN, 1.8e12),
    expiresAt: fc.constantFrom(NaN, Infinity, 1e300, -1, 1),
  }),
)

test('no order of calls, refusals, answers, failures, lies and times breaks what the engine promises', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 60 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    async (steps, random) => {
      const service = new FakeService()
      const { setTimer, running, fire } = fakeTimers()
      const expiredError = (): Error => new Error('born expired')
      const engine = new RefreshEngine({
        load: service.load,
        now: service.now,
        random: () => random,
        setTimer,
        expiredError,
      })
      const calls: Promise<void>[] = []
      const check = (call: Promise<NumberedSnapshot>): void => {
        const handedOut = call.then(
          async ({ credential, number, expiresAt }) => {
            expect(credential.keyId).toBe(`ST$${number}`)
            expect(await credential.key.sign(new Uint8Array())).toEqual(Uint8Array.of(number % 256))
            expect(engine.now()).toBeLessThan(expiresAt)
          },
          (error: Error) => expect([error.message, isExpected(error)]).toEqual([error.message, true]),
        )
        calls.push(handedOut)
      }
      /** A load that ends in this way leaves snapshot and clock as they are. */
      const withoutEffect = async (end: () => Promise<void>): Promise<void> => {
        const before = [engine.current, engine.now() - service.nowMs]
        await end()
        expect([engine.current, engine.now() - service.nowMs]).toEqual(before)
      }
      const act = async (next: Step): Promise<void> => {
        if (next.do === 'sign') check(engine.credential())
        if (next.do === 'refuse') check(engine.credential({ rejected: engine.current?.credential }))
        if (next.do === 'force') check(engine.refresh())
        if (next.do === 'answer') await service.answer()
        if (next.do === 'fail') await withoutEffect(() => service.fail())
        if (next.do === 'garbage')
          await withoutEffect(() => service.yield({ snapshot: null, serverTimeMs: 1.8e12 + DAY }))
        if (next.do === 'times')
          await withoutEffect(() => service.answer({ issuedAt: next.issuedAt, expiresAt: next.expiresAt }))
        if (next.do === 'limit' && running().includes(120_000)) await withoutEffect(() => fire(120_000))
        if (next.do === 'lie') service.lieMs = next.ms
        if (next.do === 'skew') service.skewMs = next.ms
        if (next.do === 'wait') service.nowMs += next.ms
      }
      for (const next of steps) {
        await act(next)
        await settled()
        // Of the loads that were not given up there is one at most, and its timer is the only one but that of a moment.
        expect(running().filter((ms) => ms === 120_000).length).toBeLessThanOrEqual(1)
        await Promise.race([Promise.all(calls), settled()])
      }
      while (running().includes(120_000)) await fire(120_000)
      await Promise.all(calls)
      expect(running()).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: RUNS })
})

test('a source that is down is asked at most once a second, twice where a renewal is forced, while there is no token', async () => {
  const waits = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2_000 })), { maxLength: 200 })
  const property = fc.asyncProperty(waits, fc.double({ min: 0, max: 1, noNaN: true }), async (sequence, random) => {
    let nowMs = 1_800_000_000_000
    let loads = 0
    const load = async (): Promise<never> => {
      loads++
      throw new Error('auth is down')
    }
    const expiredError = (): Error => new Error('born expired')
    const engine = new RefreshEngine<NumberedSnapshot>({ load, now: () => nowMs, random: () => random, expiredError })
    const from = nowMs
    for (const [isForced, waitMs] of sequence) {
      await expect(isForced ? engine.refresh() : engine.credential()).rejects.toThrow('auth is down')
      nowMs += waitMs
    }
    const pauses = 1 + Math.floor((nowMs - from) / (1_000 + 4_000 * random))
    expect(loads).toBeLessThanOrEqual(2 * pauses)
    if (!sequence.some(([isForced]) => isForced)) expect(loads).toBeLessThanOrEqual(pauses)
  })
  await fc.assert(property, { numRuns: RUNS })
})

test('a source that is down is asked for a token that still serves no more often than its pauses say', async () => {
  const waits = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 100 })
  const property = fc.asyncProperty(waits, fc.double({ min: 0, max: 1, noNaN: true }), async (sequence, random) => {
    const service = new FakeService()
    const expiredError = (): Error => new Error('born expired')
    const engine = new RefreshEngine({ load: service.load, now: service.now, random: () => random, expiredError })
    const first = engine.credential()
    await service.answer()
    const token = await first
    service.nowMs = token.issuedAt + 2_880_000
    let allowedAt = service.nowMs
    for (const waitMs of sequence) {
      if (service.nowMs >= token.expiresAt) break
      const loads = service.loads
      const call = engine.credential()
      if (service.loads > loads) {
        expect(service.nowMs).toBeGreaterThanOrEqual(allowedAt)
        await service.fail()
        const leftMs = token.expiresAt - service.nowMs
        allowedAt = service.nowMs + Math.floor(Math.min(300_000, leftMs / 20))
      }
      expect(await call).toBe(token)
      service.nowMs += waitMs
    }
  })
  await fc.assert(property, { numRuns: RUNS })
})
