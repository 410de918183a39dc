// What one server of a fleet has accepted, none accepts again.
import { generateKeyPairSync } from 'node:crypto'
import { Signer } from '@x/signer'
import { verifyRequest, type VerifyOptions } from '@x/signer/verify'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  isFleetError,
  memoryStore,
  replayStore,
  type FleetEvent,
  type FleetReplayStoreOptions,
  type Store,
} from '../src/index.ts'
import { BROKEN, watched } from './support/broken-stores.ts'
import { CLIENTS, type Connected } from './support/clients.ts'
import { hasServer, RedisServer, WITH_SERVER } from '@x-tools/testkit/redis-server'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const START = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const signer = new Signer({
  tenancy: 'ocid1.tenancy.oc1..a',
  user: 'ocid1.user.oc1..a',
  fingerprint: '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  now: () => START,
})
const PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** What a server of the fleet says to a request that was signed at `START`. */
async function verdictOf(
  seen: VerifyOptions['seen'],
  now: () => number = () => START,
  path = '/jobs',
): Promise<string> {
  const { method, url, headers } = await signer.sign({ method: 'GET', url: `https://fleet.example.com${path}` })
  const verdict = await verifyRequest({ method, url: new URL(url).pathname, headers }, async () => PUBLIC_KEY, {
    seen,
    now,
  })
  return verdict.verified ? 'accepted' : verdict.reason
}

const server = (store: Store, options: Partial<FleetReplayStoreOptions> = {}) =>
  replayStore(store, { whenDown: 'refuse', ...options })

describe('servers with one store', () => {
  afterEach(() => void vi.useRealTimers())

  test('accept a request once, whichever of them it comes to, and any other as well', async () => {
    const store = memoryStore({ now: () => START })
    const [one, two] = [server(store), server(store)]
    expect(await verdictOf(one)).toBe('accepted')
    expect(await verdictOf(two)).toBe('replayed')
    expect(await verdictOf(one)).toBe('replayed')
    expect(await verdictOf(two, undefined, '/other')).toBe('accepted')
  })

  test('ask the store once for a request, and not for one that is forged', async () => {
    const { store, asked } = watched()
    const seen = server(store)
    await verdictOf(seen)
    expect(asked).toEqual(['setIfAbsent'])
    expect(await verdictOf(seen, () => START + 6 * MINUTE)).not.toBe('accepted')
    expect(asked).toEqual(['setIfAbsent'])
  })

  test.each([
    ['behind', -MINUTE],
    ['ahead', MINUTE],
  ])(
    'refuse it also where the clock of one is a minute %s, as long as any of them would accept it',
    async (_, differenceMs) => {
      let nowMs = START
      const store = memoryStore({ now: () => nowMs })
      const right = (): number => nowMs
      const other = (): number => nowMs + differenceMs
      expect(await verdictOf(server(store), other)).toBe('accepted')
      // The last moment at which any of the two would accept its date.
      nowMs = START + 5 * MINUTE + Math.max(0, -differenceMs)
      const [byRight, byOther] = [await verdictOf(server(store), right), await verdictOf(server(store), other)]
      expect([byRight, byOther]).not.toContain('accepted')
      expect([byRight, byOther]).toContain('replayed')
    },
  )

  test('accept one of a hundred copies that come at once', async () => {
    const seen = server(memoryStore({ now: () => START }))
    const verdicts = await Promise.all(Array.from({ length: 100 }, () => verdictOf(seen)))
    expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(1)
  })

  test('count by the clock that has judged the request, wherever that of the process may be', async () => {
    let nowMs = START + 10 * HOUR
    const store = memoryStore({ now: () => nowMs })
    vi.useFakeTimers({ toFake: ['Date'], now: nowMs })
    const seen = server(store)
    expect(await verdictOf(seen, () => START - 5 * MINUTE)).toBe('accepted')
    nowMs += 10 * MINUTE
    expect(await verdictOf(seen, () => START + 5 * MINUTE)).toBe('replayed')
  })

  test.each([
    ['is over', START, START + 1],
    ['has no end', Infinity, START],
    ['has an end that is none', NaN, START],
    ['is of no time', START, undefined],
    ['is of a clock that is none', START, NaN],
  ])('are not asked about a request that %s: nobody could say how long to remember it', async (_, untilMs, nowMs) => {
    const { store, asked } = watched()
    const seen = server(store, { whenDown: 'accept' })
    await expect(seen('id', untilMs, nowMs as number)).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    expect(asked).toEqual([])
  })

  test('with other prefixes are other fleets', async () => {
    const store = memoryStore({ now: () => START })
    expect(await verdictOf(server(store))).toBe('accepted')
    expect(await verdictOf(server(store, { prefix: 'other:' }))).toBe('accepted')
  })
})

describe.each(BROKEN)('while the store %s', (_, broken) => {
  test('a request is refused where the owner chose so, with the store’s error as the cause', async () => {
    const error: unknown = await verdictOf(server(broken, { storeTimeoutMs: 20 })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'StoreDownError', code: 'ERR_STORE_DOWN' })
    expect(error).toHaveProperty('cause')
    expect(isFleetError(error)).toBe(true)
    expect(JSON.stringify(error)).toContain('503')
  })

  test('it is accepted where the owner chose so, and each time that is told', async () => {
    const events: FleetEvent[] = []
    const onEvent = (event: FleetEvent): void => void events.push(event)
    const seen = server(broken, { whenDown: 'accept', storeTimeoutMs: 20, onEvent })
    expect([await verdictOf(seen), await verdictOf(seen)]).toEqual(['accepted', 'accepted'])
    expect(events.map(({ type }) => type)).toEqual(['store-down', 'store-down'])
  })
})

test('a store that leaves ten thousand operations open is asked no more until it answers: a client would queue them without end', async () => {
  let answer = (): void => {}
  const answered = new Promise<boolean>((resolve) => (answer = () => resolve(true)))
  const asked: string[] = []
  const hangs: Store = { ...memoryStore(), setIfAbsent: async (key) => (asked.push(key), answered) }
  const seen = server(hangs, { storeTimeoutMs: 2_147_483_647 })
  const open = Array.from({ length: 10_000 }, (_, id) => seen(String(id), START, START))
  await expect(seen('one more', START, START)).rejects.toMatchObject({
    code: 'ERR_STORE_DOWN',
    cause: { message: expect.stringContaining('10000 operations have no answer') },
  })
  expect(asked).toHaveLength(10_000)
  answer()
  expect(new Set(await Promise.all(open))).toEqual(new Set([false]))
  expect(await seen('one more', START, START)).toBe(false)
})

describe.runIf(hasServer)(`${WITH_SERVER}, through`, () => {
  let redis: RedisServer
  beforeAll(async () => void (redis = await RedisServer.start()))
  afterAll(() => redis.remove())

  test.each(Object.entries(CLIENTS))(
    '%s, a request is accepted once, and its digest is kept for six minutes',
    async (_, connect) => {
      const connected: Connected[] = [await connect(redis.port), await connect(redis.port)]
      await redis.tell('FLUSHALL')
      const [one, two] = connected.map(({ store }) => server(store))
      expect([await verdictOf(one), await verdictOf(two)]).toEqual(['accepted', 'replayed'])
      const key = (await redis.tell('KEYS', '*')).split('\r\n')[2] ?? ''
      expect(key).toMatch(/^oci-fleet:seen:[A-Za-z0-9+/]{43}=$/)
      expect(Math.ceil(Number((await redis.tell('PTTL', key)).slice(1)) / MINUTE)).toBe(6)
      for (const each of connected) await each.close()
    },
  )
})

test.each<[object, RegExp]>([
  [{ whenDown: undefined }, /whenDown/],
  [{ whenDown: 'ignore' }, /whenDown/],
  [{ clockDifferenceMs: -1 }, /clockDifferenceMs/],
  [{ storeTimeoutMs: 0 }, /storeTimeoutMs/],
  [{ prefix: null }, /prefix/],
  [{ onEvent: {} }, /onEvent/],
  [{ now: () => 5 }, /There is no option "now"/],
  [{ whenDwn: 'refuse' }, /whenDown/],
])('%j is no option', (changed, named) => {
  expect(() => server(memoryStore(), changed)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(named) }),
  )
})
