// What every store has to do, whatever it is made of.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore, pacing, redisStore, replayStore, type Store } from '../src/index.ts'
import { CLIENTS, CLUSTER_CLIENTS, OTHER_CLIENTS, UNUSABLE_CLIENTS, type Connected } from './support/clients.ts'
import { hasServer, RedisServer, WITH_SERVER } from '@x-tools/testkit/redis-server'

const LONG = 60_000

/** @param storeOf - the store under test, once it is there */
function keepsItsPromises(storeOf: () => Store): void {
  test('yields what was put under a key that was free, and nothing under any other', async () => {
    const store = storeOf()
    expect(await store.get('a')).toBeUndefined()
    expect(await store.setIfAbsent('a', 'one', LONG)).toBe(true)
    expect(await store.setIfAbsent('a', 'two', LONG)).toBe(false)
    expect(await store.get('a')).toBe('one')
    expect(await store.get('b')).toBeUndefined()
  })

  test('exchanges a value only for who knows the whole of it', async () => {
    const store = storeOf()
    await store.setIfAbsent('a', 'one', LONG)
    expect(await store.compareAndSet('a', 'on', 'two', LONG)).toBe(false)
    expect(await store.compareAndSet('a', 'one ', 'two', LONG)).toBe(false)
    expect(await store.get('a')).toBe('one')
    expect(await store.compareAndSet('a', 'one', 'two', LONG)).toBe(true)
    expect(await store.get('a')).toBe('two')
    expect(await store.compareAndSet('b', 'one', 'two', LONG)).toBe(false)
    expect(await store.get('b')).toBeUndefined()
  })

  test('takes a value away only for who knows the whole of it, after which its key is free', async () => {
    const store = storeOf()
    await store.setIfAbsent('a', 'one', LONG)
    expect(await store.compareAndSet('a', 'two', undefined, LONG)).toBe(false)
    expect(await store.compareAndSet('a', 'one', undefined, LONG)).toBe(true)
    expect(await store.get('a')).toBeUndefined()
    expect(await store.setIfAbsent('a', 'three', LONG)).toBe(true)
  })

  test('keeps what a protocol could stumble over, and an empty value, as they are', async () => {
    const store = storeOf()
    const value = `"',\r\n$5\r\n*3\u0000 é – 𝄞`
    await store.setIfAbsent('a', value, LONG)
    expect(await store.get('a')).toBe(value)
    expect(await store.compareAndSet('a', value, 'next', LONG)).toBe(true)
    expect(await store.setIfAbsent('empty', '', LONG)).toBe(true)
    expect(await store.get('empty')).toBe('')
  })

  test('lets one of a hundred that ask at once have a key', async () => {
    const store = storeOf()
    const asked = Array.from({ length: 100 }, (_, index) => store.setIfAbsent('a', String(index), LONG))
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
  })
}

describe('the store in memory', () => {
  let nowMs = 0
  let store: Store
  beforeEach(() => {
    nowMs = 1_800_000_000_000
    store = memoryStore({ now: () => nowMs })
  })
  keepsItsPromises(() => store)

  test('forgets a value at its time, not before, and counts the time anew for one that is exchanged', async () => {
    await store.setIfAbsent('a', 'one', 1_000)
    nowMs += 999
    expect(await store.compareAndSet('a', 'one', 'two', 1_000)).toBe(true)
    nowMs += 999
    expect(await store.get('a')).toBe('two')
    nowMs += 1
    expect(await store.get('a')).toBeUndefined()
    expect(await store.compareAndSet('a', 'two', 'three', 1_000)).toBe(false)
    expect(await store.setIfAbsent('a', 'four', 1_000)).toBe(true)
  })

  test.each([[0], [-1], [NaN], [Infinity]])('stores nothing for %d milliseconds, and says so', async (ttlMs) => {
    const refused = { code: 'ERR_INVALID_ARGUMENT' }
    await expect(store.setIfAbsent('a', 'one', ttlMs)).rejects.toMatchObject(refused)
    await store.setIfAbsent('a', 'one', LONG)
    await expect(store.compareAndSet('a', 'one', 'two', ttlMs)).rejects.toMatchObject(refused)
    expect(await store.get('a')).toBe('one')
  })

  test.each([[NaN], [Infinity]])('stores nothing while its clock yields %d, and says so', async (time) => {
    const broken = memoryStore({ now: () => time })
    const refused = { code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('clock') }
    await expect(broken.setIfAbsent('a', 'one', LONG)).rejects.toMatchObject(refused)
  })

  test('refuses a clock that is none', () => {
    expect(() => memoryStore({ now: 5 } as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('now is no function') }),
    )
  })

  test('refuses an option that there is not', () => {
    expect(() => memoryStore({ time: Date.now } as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
    )
  })
})

describe.runIf(hasServer)(`${WITH_SERVER}, the store of`, () => {
  let server: RedisServer
  beforeAll(async () => void (server = await RedisServer.start()))
  afterAll(() => server.remove())

  describe.each(Object.entries(CLIENTS))('%s', (_, connect) => {
    let connected: Connected
    beforeEach(async () => {
      await server.tell('FLUSHALL')
      connected = await connect(server.port)
    })
    afterEach(() => void connected.close())
    keepsItsPromises(() => connected.store)

    test('gives each value its time, in milliseconds', async () => {
      await connected.store.setIfAbsent('a', 'one', 5_000)
      await connected.store.setIfAbsent('b', 'one', LONG)
      await connected.store.compareAndSet('b', 'one', 'two', 7_000)
      const left = await Promise.all(['a', 'b'].map(async (key) => Number((await server.tell('PTTL', key)).slice(1))))
      expect(left.map((ms) => Math.ceil(ms / 1_000))).toEqual([5, 7])
    })

    test('rejects with the error of the server', async () => {
      await server.tell('RPUSH', 'list', 'one')
      await expect(connected.store.get('list')).rejects.toThrow(/WRONGTYPE/)
      await expect(connected.store.compareAndSet('list', 'a', 'b', 1)).rejects.toThrow(/WRONGTYPE/)
    })
  })
})

describe.runIf(hasServer)(`${WITH_SERVER}, what serves as well, and what does not:`, () => {
  let server: RedisServer
  let connected: Connected
  beforeAll(async () => void (server = await RedisServer.start()))
  beforeEach(() => server.tell('FLUSHALL'))
  afterEach(() => void connected.close())
  afterAll(() => server.remove())

  describe.each(Object.entries(OTHER_CLIENTS))('%s', (_, connect) => {
    beforeEach(async () => void (connected = await connect(server.port)))
    keepsItsPromises(() => connected.store)
  })

  test.each(Object.entries(UNUSABLE_CLIENTS))('%s says that a key is neither free nor taken', async (_, connect) => {
    connected = await connect(server.port)
    await expect(connected.store.setIfAbsent('a', 'b', LONG)).rejects.toThrow(/^The client answered SET with/)
  })
})

describe.runIf(hasServer)(`${WITH_SERVER} in a cluster, the store of`, () => {
  let server: RedisServer
  beforeAll(async () => void (server = await RedisServer.startCluster()))
  afterAll(() => server.remove())

  describe.each(Object.entries(CLUSTER_CLIENTS))('%s', (_, connect) => {
    let connected: Connected
    beforeEach(async () => {
      await server.tell('FLUSHALL')
      connected = await connect(server.port)
    })
    afterEach(() => void connected.close())
    keepsItsPromises(() => connected.store)
  })
})

describe('what is handed in', () => {
  const named = expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' })

  test.each([[undefined], [null], [{}], ['redis://localhost'], [{ get: vi.fn(), set: vi.fn() }]])(
    'is no client: %j',
    (client) => {
      expect(() => redisStore(client as never)).toThrow(named)
    },
  )

  test('is a client in the place of a store', () => {
    const client = { get: vi.fn(), set: vi.fn(), eval: vi.fn() }
    expect(() => pacing(client as never)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('redisStore(client)') }),
    )
    expect(() => replayStore(client as never, { whenDown: 'refuse' })).toThrow(named)
  })

  test('is a client whose set would not know the options, and so take every key for free', () => {
    const client = { get: vi.fn(), set: vi.fn(async () => 'OK'), eval: vi.fn() }
    expect(() => redisStore(client as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('redis, ioredis') }),
    )
  })

  const clientsThat = (answer: unknown): readonly Store[] => {
    const answers = async (): Promise<unknown> => answer
    const all = { get: answers, set: answers, eval: answers }
    return [redisStore({ ...all, sendCommand: answers }), redisStore({ ...all, call: answers })]
  }

  test.each([
    [{}, /an object, where OK or null/],
    [7, /a number/],
    ['QUEUED', /a string/],
    [true, /a boolean/],
    [undefined, /undefined/],
    [Buffer.from('OK'), /an object of the kind Uint8Array/],
  ])('is a client that answers %j, which is told with what to look for', async (answer, kind) => {
    for (const store of clientsThat(answer)) {
      await expect(store.setIfAbsent('a', 'b', 1)).rejects.toThrow(/^The client answered SET with .* MULTI/)
      await expect(store.compareAndSet('a', 'b', 'c', 1)).rejects.toThrow(/^The client answered EVAL/)
      await expect(store.setIfAbsent('a', 'b', 1)).rejects.toThrow(kind)
    }
  })

  test.each([{}, 7, true, undefined, Buffer.from('OK')])(
    'is a client that reads %j, which no server has',
    async (answer) => {
      for (const store of clientsThat(answer))
        await expect(store.get('a')).rejects.toThrow(/^The client answered GET with .* string or null/)
    },
  )

  test.each([
    [1, 0],
    ['1', '0'],
    [1n, 0n],
  ])('is a client that was told to yield numbers as %s', async (yes, no) => {
    for (const store of clientsThat(yes)) expect(await store.compareAndSet('a', 'b', 'c', 1)).toBe(true)
    for (const store of clientsThat(no)) expect(await store.compareAndSet('a', 'b', 'c', 1)).toBe(false)
  })
})
