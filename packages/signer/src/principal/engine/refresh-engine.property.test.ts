// The invariants: whatever happens in whatever order, a token is only ever handed out with its own key and never past its end, a
// failure changes nothing, and a source that is down is left alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { settled } from '@x-tools/testkit/settled'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { FakeService, type NumberedSnapshot } from '../../../test/support/token-service.ts'
import { RefreshEngine } from './refresh-engine.ts'

const RUNS = fuzzRuns(500)
const SECOND = 1000
const DAY = 86_400_000

/** What a renewal may end with that is no good. */
const EXPECTED = /auth is down|had expired already|renewed in time|lacks a key id|what cannot be/
const chance = fc.double({ min: 0, max: 1, noNaN: true })

type Step =
  | { readonly do: 'sign' | 'refuse' | 'force' | 'answer' | 'fail' | 'garbage' | 'limit' }
  | { readonly do: 'lie' | 'wait' | 'skew'; readonly ms: number }
  | { readonly do: 'times'; readonly times: { readonly issuedAt: number; readonly expiresAt: number } }

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
    times: fc.record({
      issuedAt: fc.constantFrom(0, NaN, 1.8e12),
      expiresAt: fc.constantFrom(NaN, Infinity, 1e300, -1, 1),
    }),
  }),
)

/** An engine whose every call is checked. */
class CheckedEngine {
  /** Promises that were not kept. */
  readonly broken: string[] = []
  readonly service = new FakeService()
  readonly #timers = fakeTimers()
  readonly #engine: RefreshEngine<NumberedSnapshot>
  readonly #calls: Promise<void>[] = []

  constructor(random: number) {
    const { service } = this
    const { setTimer } = this.#timers
    this.#engine = new RefreshEngine({
      load: service.load,
      now: service.now,
      random: () => random,
      setTimer,
    })
  }

  /** How many loads run that were not given up: each has its timer. */
  get loading(): number {
    return this.#timers.running().filter((ms) => ms === 120_000).length
  }

  async do(next: Step): Promise<void> {
    const engine = this.#engine
    const { service } = this
    if (next.do === 'sign') this.#check(engine.credential())
    if (next.do === 'refuse') this.#check(engine.credential({ rejected: engine.current?.credential }))
    if (next.do === 'force') this.#check(engine.refresh())
    if (next.do === 'answer') await service.answer()
    if (next.do === 'fail') await this.#withoutEffect(() => service.fail())
    if (next.do === 'garbage')
      await this.#withoutEffect(() => service.yield({ snapshot: null, serverTimeMs: service.nowMs + DAY }))
    if (next.do === 'times') await this.#withoutEffect(() => service.answer(next.times))
    if (next.do === 'limit' && this.loading > 0) await this.#withoutEffect(() => this.#timers.fire(120_000))
    if (next.do === 'lie') service.lieMs = next.ms
    if (next.do === 'skew') service.skewMs = next.ms
    if (next.do === 'wait') service.nowMs += next.ms
    await settled()
    this.#promise('one load at a time', this.loading <= 1)
  }

  /** Every call ends, and nothing is left behind. */
  async finish(): Promise<void> {
    while (this.loading > 0) await this.#timers.fire(120_000)
    await Promise.all(this.#calls)
    this.#promise('no timer is left', this.#timers.running().length === 0)
  }

  #check(call: Promise<NumberedSnapshot>): void {
    this.#calls.push(this.#checked(call))
  }

  async #checked(call: Promise<NumberedSnapshot>): Promise<void> {
    const outcome = await call.catch((error: Error) => error.message)
    if (typeof outcome === 'string') return this.#promise(`no caller hears of "${outcome}"`, EXPECTED.test(outcome))
    const { credential, number, expiresAt } = outcome
    const [signedWith] = await credential.key.sign(new Uint8Array())
    this.#promise('the key belongs to the token', credential.keyId === `ST$${number}` && signedWith === number % 256)
    this.#promise('no token is handed out past its end', this.#engine.now() < expiresAt)
  }

  /** A load that ends in this way leaves snapshot and clock as they are. */
  async #withoutEffect(end: () => Promise<void>): Promise<void> {
    const { current } = this.#engine
    const offsetMs = this.#engine.now() - this.service.nowMs
    await end()
    this.#promise('a failure changes no snapshot', this.#engine.current === current)
    this.#promise('a failure changes no clock', this.#engine.now() - this.service.nowMs === offsetMs)
  }

  #promise(what: string, isKept: boolean): void {
    if (!isKept) this.broken.push(what)
  }
}

test('no order of calls, refusals, answers, failures, lies and times breaks what the engine promises', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), chance, async (steps, random) => {
    const checked = new CheckedEngine(random)
    for (const next of steps) await checked.do(next)
    await checked.finish()
    expect(checked.broken).toEqual([])
  })
  await fc.assert(property, { numRuns: RUNS })
})

/** Calls while the source is down, each after a wait; how often it was asked, and how many pauses there were time for. */
async function outage(sequence: readonly (readonly [isForced: boolean, waitMs: number])[], random: number) {
  const from = 1_800_000_000_000
  let nowMs = from
  let loads = 0
  const load = async (): Promise<never> => {
    loads++
    throw new Error('auth is down')
  }
  const engine = new RefreshEngine<NumberedSnapshot>({ load, now: () => nowMs, random: () => random })
  for (const [isForced, waitMs] of sequence) {
    await expect(isForced ? engine.refresh() : engine.credential()).rejects.toThrow('auth is down')
    nowMs += waitMs
  }
  return { loads, pauses: 1 + Math.floor((nowMs - from) / (1_000 + 4_000 * random)) }
}

const waits = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 200, size: 'max' })

test('without a token, a source that is down is asked once in each pause', async () => {
  const property = fc.asyncProperty(waits, chance, async (sequence, random) => {
    const { loads, pauses } = await outage(
      sequence.map((waitMs) => [false, waitMs]),
      random,
    )
    expect(loads).toBeLessThanOrEqual(pauses)
  })
  await fc.assert(property, { numRuns: RUNS })
})

test('without a token, a source that is down is asked twice in each pause at most, however often that is forced', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2_000 })), { maxLength: 200, size: 'max' }),
    chance,
    async (sequence, random) => {
      const { loads, pauses } = await outage(sequence, random)
      expect(loads).toBeLessThanOrEqual(2 * pauses)
    },
  )
  await fc.assert(property, { numRuns: RUNS })
})

const longWaits = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200, size: 'max' })

test('a source that is down is asked for a token that still serves no more often than its pauses say', async () => {
  const property = fc.asyncProperty(longWaits, chance, async (sequence, random) => {
    const service = new FakeService()
    const engine = new RefreshEngine({ load: service.load, now: service.now, random: () => random })
    const first = engine.credential()
    await service.answer()
    const token = await first
    service.nowMs = token.issuedAt + 2_880_000
    const early: number[] = []
    let allowedAt = service.nowMs
    for (const waitMs of sequence) {
      const call = engine.credential()
      if (service.waiting > 0) {
        if (service.nowMs < allowedAt) early.push(service.nowMs)
        await service.fail()
        allowedAt = service.nowMs + Math.floor(Math.min(300_000, (token.expiresAt - service.nowMs) / 20))
      }
      expect(await call).toBe(token)
      service.nowMs = Math.min(service.nowMs + waitMs, token.expiresAt - 1)
    }
    expect(early).toEqual([])
  })
  await fc.assert(property, { numRuns: RUNS })
})
