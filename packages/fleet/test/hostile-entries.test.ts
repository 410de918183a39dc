// What lies in the store and must not be taken, or must not stay; and what a caller does with its key after it gave it.
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { seal } from '../src/credentials/seal.ts'
import { sealingKey } from '../src/credentials/sealing-keys.ts'
import { nameOf } from '../src/credentials/shelf.ts'
import { memoryStore, sharedCredentials, type Store } from '../src/index.ts'
import { EXCHANGE, exchanging, tokenOf, userOf } from './support/exchanging.ts'
import { useHeard } from './support/heard.ts'

const KEY = new Uint8Array(32).fill(7)
const HOUR = 3_600_000

let oci: Emulator
let principal: string
let store: Store
const heard = useHeard()
let before: number
beforeAll(async () => {
  oci = await startEmulator()
  principal = userOf(await tokenOf(exchanging(oci)))
})
afterAll(() => oci.close())
beforeEach(() => {
  oci.clock.offset(0)
  store = memoryStore({ now: () => oci.clock.now() })
  before = oci.count('POST', EXCHANGE)
})

const asked = (): number => oci.count('POST', EXCHANGE) - before
const sharing = (key: Uint8Array | (() => Promise<Uint8Array>) = KEY, inStore = store) =>
  sharedCredentials(inStore, { principal, key, limitMs: 20_000, onEvent: heard.listener() })
const member = (...given: Parameters<typeof sharing>) => exchanging(oci, { sharing: sharing(...given) })

/** Where the entry lies, and what seals it. */
async function entryPlace() {
  const key = await sealingKey('key', KEY)
  const { host } = new URL(oci.identityDomain.url)
  const owner = { user: principal, principal: 'token-exchange', source: `token exchange at ${host}` }
  return { key, owner, name: await nameOf('credential', 'oci-fleet:', owner, key) }
}

/** Puts what another version of this library, or a mistaken program that has the key, would put. */
async function putSealed(bytes: Uint8Array, until: number): Promise<void> {
  const { key, owner, name } = await entryPlace()
  expect(await store.setIfAbsent(name, await seal(key.key, owner, { bytes, until }), HOUR * 24)).toBe(true)
}

const settled = async (token: string): Promise<void> => {
  await vi.waitFor(async () => expect(await tokenOf(member())).toBe(token))
}

test.each([
  ['no JSON', 'nonsense'],
  ['nothing', 'null'],
  ['a token that is none', JSON.stringify({ token: 'a.b.c', issuedAt: 0, privateKey: '' })],
])('an entry that was sealed with the key, ends later than any token and holds %s is replaced', async (_, text) => {
  await putSealed(new TextEncoder().encode(text), oci.clock.now() + 24 * HOUR)
  const token = await tokenOf(member())
  expect(heard.types()).toContain('foreign-entry')
  await settled(token)
  expect(asked()).toBe(1)
})

test.each<[string, { user?: string; laterMs?: number; issuedAt?: number }]>([
  ['speaks for another user', { user: 'ocid1.user.oc1..other' }],
  ['ends at another time than was sealed', { laterMs: 1 }],
  ['was issued at no time', { issuedAt: NaN }],
  ['was issued before the calendar begins', { issuedAt: -1e300 }],
  ['was issued after its end', { issuedAt: 8.64e15 }],
])('an entry that was sealed with the key and holds a token that %s is not taken', async (_, changed) => {
  const { user, laterMs = 0, issuedAt = 0 } = changed
  const snapshot = { credential: { keyId: 'ST$a', key: {} as never }, issuedAt, expiresAt: oci.clock.now() + HOUR }
  const { owner } = await entryPlace()
  await putSealed(new Uint8Array(1), snapshot.expiresAt + laterMs)
  const own = { snapshot: { ...snapshot, expiresAt: snapshot.expiresAt + 2 } }
  const copies = {
    userOf: (each: object) => (each === own.snapshot ? principal : (user ?? principal)),
    pack: () => new Uint8Array(1),
    unpack: async () => snapshot,
  }
  const context = { signal: new AbortController().signal, now: () => oci.clock.now() }
  expect(await sharing().join({ ...owner, copies })(async () => own, context, undefined)).toBe(own)
  expect(heard.types()).toEqual(['foreign-entry', 'foreign-entry', 'asked'])
})

test('a refused token is replaced although its successor ends earlier, so that no later process takes it', async () => {
  const one = member()
  const refused = await tokenOf(one)
  await settled(refused)
  oci.clock.offset(-60_000)
  await one.refresh()
  const next = await tokenOf(one)
  expect(next).not.toBe(refused)
  await settled(next)
  expect(asked()).toBe(2)
})

test('a token that would end before its taker has it is not taken', async () => {
  const first = await tokenOf(member())
  await settled(first)
  const ends = heard.events.find((event) => event.type === 'shared')?.expiresAt ?? 0
  oci.clock.advance(ends - oci.clock.now() - 300)
  expect(await tokenOf(member())).not.toBe(first)
  expect(asked()).toBe(2)
})

test.each([
  ['behind', -HOUR / 2],
  ['ahead', HOUR / 2],
])('an entry ends with its token also where the clock of its writer is half an hour %s', async (_, differenceMs) => {
  const ttls: number[] = []
  const seen: Store = {
    ...store,
    setIfAbsent: (key, value, ttlMs) => {
      if (key.includes('credential:')) ttls.push(ttlMs)
      return store.setIfAbsent(key, value, ttlMs)
    },
  }
  await tokenOf(exchanging(oci, { sharing: sharing(KEY, seen), now: () => oci.clock.now() + differenceMs }))
  await vi.waitFor(() => expect(ttls).toHaveLength(1))
  expect(Math.round(Number(ttls[0]) / 60_000)).toBe(60)
})

describe('the key', () => {
  test('is what it was when it was given, whatever becomes of those bytes', async () => {
    const memory = new Uint8Array(64)
    const view = memory.subarray(16, 48)
    view.set(KEY)
    const one = member(view)
    memory.fill(0)
    const token = await tokenOf(one)
    await settled(token)
    expect(asked()).toBe(1)
  })

  test('that a function yields as wiped memory seals nothing', async () => {
    await tokenOf(member(async () => new Uint8Array(32)))
    expect(heard.events).toEqual([
      { type: 'key-unavailable', error: expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }) },
      { type: 'asked', principal: 'token-exchange', alone: true },
    ])
  })

  test('that never comes holds nobody who closes, and nothing is asked then', async () => {
    const subjectToken = vi.fn(async () => oci.identityDomain.issueSubjectToken())
    const key = vi.fn(() => new Promise<Uint8Array>(() => {}))
    const one = exchanging(oci, { sharing: sharing(key), subjectToken })
    const call = expect(tokenOf(one)).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    await vi.waitFor(() => expect(key).toHaveBeenCalled())
    await one.close()
    await call
    expect(subjectToken).not.toHaveBeenCalled()
  })
})

test('neither signer nor sharing nor event shows token, private key or sealing key', async () => {
  const given = sharing()
  const one = exchanging(oci, { sharing: given })
  const token = await tokenOf(one)
  await settled(token)
  const shown = inspect([given, one, heard.events, one.whoami()], {
    depth: Infinity,
    showHidden: true,
    maxArrayLength: null,
  })
  const told = shown + JSON.stringify([given, one, heard.events])
  for (const secret of [token.slice(-80), 'PRIVATE KEY', '7, 7, 7, 7', '07 07 07 07'])
    expect(told).not.toContain(secret)
})

test.each([NaN, Infinity, -Infinity])(
  'a clock that yields %d costs nobody a token, and leaves nothing in the store',
  async (nowMs) => {
    const { owner, name } = await entryPlace()
    const own = { credential: { keyId: 'ST$a', key: {} as never }, issuedAt: 0, expiresAt: oci.clock.now() + HOUR }
    const copies = { userOf: () => principal, pack: () => KEY, unpack: async () => own }
    const context = { signal: new AbortController().signal, now: () => nowMs }
    const shared = sharing().join({ ...owner, copies })
    expect(await shared(async () => ({ snapshot: own }), context, undefined)).toEqual({ snapshot: own })
    expect(heard.types()).toContain('asked')
    expect(await store.get(name)).toBeUndefined()
  },
)

test('a clock that fails once the caller has its answer ends no process', async () => {
  const { owner } = await entryPlace()
  let isBroken = false
  const now = (): number => {
    if (isBroken) throw new Error('no clock')
    return oci.clock.now()
  }
  const down = async (): Promise<never> => Promise.reject(new Error('closed'))
  const lying: Store = { get: down, setIfAbsent: down, compareAndSet: async () => true }
  const snapshot = { credential: { keyId: 'a', key: {} as never }, issuedAt: 0, expiresAt: 1 }
  const copies = { userOf: () => principal, pack: () => KEY, unpack: async () => snapshot }
  const shared = sharing(KEY, lying).join({ ...owner, copies })
  const loaded = await shared(
    async () => {
      setTimeout(() => (isBroken = true))
      return { snapshot }
    },
    { signal: new AbortController().signal, now },
    undefined,
  )
  expect(loaded.snapshot).toBe(snapshot)
})
