// One renewal at a time, ahead of the end, in nobody's way: by a clock and a service that the test moves.
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { TokenKeeper, type UserToken } from './token-keeper.ts'

const MINUTE = 60_000
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 200)
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Tokens are numbered; each is signed for by the key of the same number. */
class FakeService {
  nowMs = 0
  asked = 0
  lifetimeMs = 10 * MINUTE
  readonly failed = vi.fn<(error: unknown) => unknown>()
  readonly #waiting: { resolve: (token: UserToken) => void; reject: (error: Error) => void; number: number }[] = []
  readonly predecessors: (UserToken | undefined)[] = []
  readonly keeper = new TokenKeeper({
    exchange: (previous) => {
      this.predecessors.push(previous)
      const number = ++this.asked
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject, number }))
    },
    now: () => this.nowMs,
    onRenewalFailed: this.failed,
  })

  get waiting(): number {
    return this.#waiting.length
  }

  async answer(): Promise<void> {
    const { resolve, number } = this.#waiting.shift() ?? {}
    const [expiresAt, renewAt] = [this.nowMs + this.lifetimeMs, this.nowMs + this.lifetimeMs / 2]
    const key = { sign: async () => Uint8Array.of(Number(number)) }
    resolve?.({ credential: { keyId: `ST$${number}`, key }, expiresAt, renewAt, sessionEndsAt: undefined })
    await settled()
  }

  async fail(error = new Error('down')): Promise<void> {
    this.#waiting.shift()?.reject(error)
    await settled()
  }
}

describe('the keeper of a user session', () => {
  let service: FakeService
  let keeper: TokenKeeper
  beforeEach(() => {
    service = new FakeService()
    keeper = service.keeper
  })

  async function warm(): Promise<UserToken> {
    const first = keeper.token()
    await service.answer()
    return first
  }

  test('does nothing before it is asked', () => {
    expect([service.asked, keeper.current]).toEqual([0, undefined])
  })

  test('opens one session for any number of callers', async () => {
    const calls = Array.from({ length: 1000 }, () => keeper.token())
    await service.answer()
    expect(new Set(await Promise.all(calls)).size).toBe(1)
    expect(service.asked).toBe(1)
  })

  test('tells every caller when the session cannot be opened, and tries again for the next', async () => {
    const calls = [keeper.token(), keeper.token()].map((call) => expect(call).rejects.toThrow('down'))
    await service.fail()
    await Promise.all(calls)
    expect((await warm()).credential.keyId).toBe('ST$2')
    expect(service.failed).not.toHaveBeenCalled()
  })

  test('renews behind the callers’ backs, with the token that it follows', async () => {
    const first = await warm()
    service.nowMs += 5 * MINUTE - 1
    await keeper.token()
    expect(service.asked).toBe(1)
    service.nowMs += 1
    expect(await Promise.all([keeper.token(), keeper.token()])).toEqual([first, first])
    expect(service.predecessors).toEqual([undefined, first])
    await service.answer()
    expect((await keeper.token()).credential.keyId).toBe('ST$2')
  })

  test('goes on with the token at hand when a renewal fails, and waits longer each time', async () => {
    service.lifetimeMs = 100 * MINUTE
    const first = await warm()
    service.nowMs += 50 * MINUTE
    const started: number[] = []
    const from = service.nowMs
    for (let second = 0; second < 200; second++) {
      const before = service.asked
      expect(await keeper.token()).toBe(first)
      if (service.asked > before) {
        started.push((service.nowMs - from) / 1000)
        await service.fail()
      }
      service.nowMs += 1000
    }
    expect(started).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183])
    expect(service.failed).toHaveBeenCalledTimes(9)
  })

  test('says that the session is over when the token has expired, and why there is no other', async () => {
    await warm()
    service.nowMs += 5 * MINUTE
    await keeper.token()
    await service.fail()
    service.nowMs += 5 * MINUTE
    await expect(keeper.token()).rejects.toMatchObject({
      code: 'ERR_SESSION_ENDED',
      expiresAt: 10 * MINUTE,
      cause: { message: 'down' },
    })
    expect(service.asked).toBe(2)
  })

  test('waits for a renewal that is under way when the token expires', async () => {
    await warm()
    service.nowMs += 5 * MINUTE
    await keeper.token()
    service.nowMs += 5 * MINUTE
    const call = keeper.token()
    await service.answer()
    expect((await call).credential.keyId).toBe('ST$2')
  })

  test('renews a refused token once, and not again within ten seconds', async () => {
    const { credential } = await warm()
    const calls = [keeper.token({ rejected: credential }), keeper.token({ rejected: credential })]
    await service.answer()
    const [second] = await Promise.all(calls)
    expect(service.asked).toBe(2)
    expect(await keeper.token({ rejected: credential })).toBe(second)
    service.nowMs += 9_999
    expect(await keeper.token({ rejected: second!.credential })).toBe(second)
    service.nowMs += 1
    const third = keeper.token({ rejected: second!.credential })
    await service.answer()
    expect((await third).credential.keyId).toBe('ST$3')
  })

  test('ends the wait of a caller who leaves, and nobody else’s', async () => {
    const controller = new AbortController()
    const leaving = expect(keeper.token({ signal: controller.signal })).rejects.toThrow('enough')
    const staying = keeper.token()
    controller.abort(new Error('enough'))
    await leaving
    await service.answer()
    expect((await staying).credential.keyId).toBe('ST$1')
    await expect(keeper.token({ signal: controller.signal })).rejects.toThrow('enough')
  })

  test('is not stopped for an hour by a clock that is set back by one', async () => {
    service.lifetimeMs = 1000 * MINUTE
    const { credential } = await warm()
    service.nowMs += 500 * MINUTE
    const forced = keeper.token({ rejected: credential })
    await service.answer()
    const second = await forced
    service.nowMs -= 60 * MINUTE
    const third = keeper.token({ rejected: second.credential })
    await service.answer()
    expect((await third).credential.keyId).toBe('ST$3')
  })
})

type Step = 'sign' | 'refuse' | 'answer' | 'fail' | 'minute'

test('no interleaving pairs a token with a foreign key, hands out an expired one, or renews twice at a time', async () => {
  const steps = fc.array(fc.constantFrom<Step>('sign', 'sign', 'refuse', 'answer', 'fail', 'minute', 'minute'), {
    maxLength: 40,
  })
  const property = fc.asyncProperty(steps, async (sequence) => {
    const service = new FakeService()
    const { keeper } = service
    const calls: Promise<void>[] = []
    const check = async (rejected: UserToken['credential'] | undefined): Promise<void> => {
      const { credential, expiresAt } = await keeper.token({ rejected })
      expect(await credential.key.sign(new Uint8Array())).toEqual(Uint8Array.of(Number(credential.keyId.slice(3))))
      expect(service.nowMs).toBeLessThan(expiresAt)
    }
    const sign = (rejected?: UserToken['credential']): void => {
      const refused = (error: Error): void => {
        if (!/^(down|The user session is over)/.test(error.message)) throw error
      }
      calls.push(check(rejected).catch(refused))
    }
    const act: Record<Step, () => unknown> = {
      sign: () => sign(),
      refuse: () => sign(keeper.current?.credential),
      answer: () => service.answer(),
      fail: () => service.fail(),
      minute: () => (service.nowMs += MINUTE),
    }
    for (const step of sequence) {
      await act[step]()
      await settled()
      expect(service.waiting).toBeLessThanOrEqual(1)
    }
    while (service.waiting > 0) await service.answer()
    await Promise.all(calls)
  })
  await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined()
})
