// Nobody waits beyond the limit, and who leaves leaves at once, whatever a store takes for its answers: each test would never end.
import { describe, expect, test, vi } from 'vitest'
import { memoryStore, pacing, sharedCredentials, type Store } from '../src/index.ts'

const USER = 'ocid1.user.oc1..a'
const FOR_EVER = 2_147_483_647
const never = (): Promise<never> => new Promise(() => {})

const snapshot = {
  credential: { keyId: 'ST$a', key: { sign: never } as never },
  issuedAt: Date.now(),
  expiresAt: Date.now() + 3_600_000,
}
const member = {
  principal: 'token-exchange',
  source: 'domain',
  copies: { userOf: () => USER, pack: () => new Uint8Array(1), unpack: async () => snapshot },
}
const load = async () => ({ snapshot })
const context = (signal = new AbortController().signal) => ({ signal, now: Date.now })

describe.each([
  ['taking turns', (store: Store, limitMs: number) => pacing(store, { limitMs, storeTimeoutMs: FOR_EVER })],
  [
    'sharing',
    (store: Store, limitMs: number) =>
      sharedCredentials(store, { principal: USER, key: new Uint8Array(32).fill(1), limitMs, storeTimeoutMs: FOR_EVER }),
  ],
])('%s', (_, sharingOn) => {
  test.each(['get', 'setIfAbsent', 'compareAndSet'] as const)(
    'ends at the limit of the caller where %s never answers, and the store may take for ever',
    async (operation) => {
      const shared = sharingOn({ ...memoryStore(), [operation]: never }, 50).join(member)
      expect(await shared(load, context(), undefined)).toEqual({ snapshot })
    },
  )

  test('keeps no process alive for what nobody waits for any more, such as giving a lease back', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await sharingOn({ ...memoryStore(), compareAndSet: never }, 50).join(member)(load, context(), undefined)
    const unwaited = timers.mock.calls.flatMap(([, ms], at) =>
      ms === FOR_EVER ? [timers.mock.results[at]?.value as NodeJS.Timeout] : [],
    )
    timers.mockRestore()
    expect(unwaited.length).toBeGreaterThan(0)
    expect(unwaited.filter((timer) => timer.hasRef())).toEqual([])
  })

  test('ends with the signal of the caller where nothing answers, and asks nobody', async () => {
    const store: Store = { get: never, setIfAbsent: never, compareAndSet: never }
    const controller = new AbortController()
    let asked = 0
    const work = sharingOn(store, FOR_EVER).join(member)(
      async () => (asked++, { snapshot }),
      context(controller.signal),
      undefined,
    )
    setTimeout(() => controller.abort(new Error('left')))
    await expect(work).rejects.toThrow('left')
    expect(asked).toBe(0)
  })
})
