// One credential for all processes of a fleet: who asks, who takes, who waits, and what is never taken.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import {
  createCallerSigners,
  defaultSigner,
  getOkeWorkloadIdentitySigner,
  getResourcePrincipalsSigner,
  identityDomainToken,
  InstancePrincipalsDelegationTokenSigner,
  InstancePrincipalsSecurityTokenSigner,
  OauthExchangeTokenSigner,
  SessionKeySupplier,
  signerFromConfig,
} from '@x/auth-federation'
import { DataplaneClient, UserSecurityTokenSigner } from '@x/identity-data-plane'
import { Signer } from '@x/signer'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSharedCredentials } from '../src/credentials/shared-credentials.ts'
import { memoryStore, sharedCredentials, type SharedCredentialsOptions, type Store } from '../src/index.ts'
import { BROKEN, watched } from './support/broken-stores.ts'
import { deferred } from './support/deferred.ts'
import { EXCHANGE, exchanging, isAccepted, tokenOf, userOf } from './support/exchanging.ts'
import { useHeard } from './support/heard.ts'

const KEY = new Uint8Array(32).fill(7)
const NEXT_KEY = new Uint8Array(32).fill(8)

let oci: Emulator
let principal: string
let store: Store
const heard = useHeard()
let before: number
beforeAll(async () => {
  oci = await startEmulator()
  const signer = exchanging(oci)
  principal = userOf(await tokenOf(signer))
})
afterAll(() => oci.close())
beforeEach(() => {
  oci.faults.clear()
  oci.clock.offset(0)
  store = memoryStore({ now: () => oci.clock.now() })
  before = oci.count('POST', EXCHANGE)
})

const asked = (): number => oci.count('POST', EXCHANGE) - before
const options = (changed: Partial<SharedCredentialsOptions> = {}): SharedCredentialsOptions => ({
  principal,
  key: KEY,
  onEvent: heard.listener(),
  ...changed,
})
const sharing = (changed?: Partial<SharedCredentialsOptions>, inStore = store) =>
  sharedCredentials(inStore, options(changed))
const member = (changed?: Partial<SharedCredentialsOptions>, inStore?: Store) =>
  exchanging(oci, { sharing: sharing(changed, inStore) })
/** What is written after a caller has its answer. */
const written = (): Promise<void> => vi.waitFor(async () => expect(heard.events.length).toBeGreaterThan(0))

/** The keys in the store by what they are of. */
function keysOf(inStore: Store): { readonly store: Store; readonly names: Set<string> } {
  const names = new Set<string>()
  return {
    names,
    store: {
      get: (key) => inStore.get(key),
      setIfAbsent: (key, value, ttlMs) => (names.add(key), inStore.setIfAbsent(key, value, ttlMs)),
      compareAndSet: (...given) => inStore.compareAndSet(...given),
    },
  }
}

/** Waits until the entry is written, which is after its caller has its answer. */
async function entryWritten({ names }: { readonly names: Set<string> }): Promise<string> {
  return vi.waitFor(async () => {
    const name = [...names].find((each) => each.includes('credential:'))
    const entry = name === undefined ? undefined : await store.get(name)
    if (name === undefined || entry === undefined) throw new Error('not yet')
    return name
  })
}

describe('members of one fleet', () => {
  test('that start at once ask once, and all sign with the one token, each with the key it is bound to', async () => {
    const members = Array.from({ length: 40 }, () => member({ limitMs: 20_000 }))
    const tokens = new Set(await Promise.all(members.map(tokenOf)))
    expect(tokens.size).toBe(1)
    expect(asked()).toBe(1)
    expect(await Promise.all(members.slice(0, 5).map((each) => isAccepted(oci, each)))).toEqual(Array(5).fill(true))
    expect(heard.types().filter((type) => type === 'asked')).toHaveLength(1)
    expect(heard.types().filter((type) => type === 'shared')).toHaveLength(39)
  })

  test('that start later take what is there, and ask the store one question', async () => {
    const seen = keysOf(store)
    await tokenOf(member({}, seen.store))
    await entryWritten(seen)
    const watching = watched(store)
    const later = member({}, watching.store)
    await tokenOf(later)
    expect(watching.asked).toEqual(['get'])
    for (let each = 0; each < 100; each++) await tokenOf(later)
    expect(watching.asked).toEqual(['get'])
    expect(asked()).toBe(1)
  })

  test('that need the next token ask for it once, and the others take it', async () => {
    const members = Array.from({ length: 10 }, () => member({ limitMs: 20_000 }))
    const [first] = await Promise.all(members.map(tokenOf))
    oci.clock.advance(3_600_000)
    const next = new Set(await Promise.all(members.map(tokenOf)))
    expect(next.size).toBe(1)
    expect(next.has(String(first))).toBe(false)
    expect(asked()).toBe(2)
  })

  test('that have a refused token ask for another, however long the shared one serves', async () => {
    const seen = keysOf(store)
    const one = member({}, seen.store)
    const token = await tokenOf(one)
    await entryWritten(seen)
    oci.clock.advance(1_000)
    await one.refresh()
    expect(await tokenOf(one)).not.toBe(token)
    expect(asked()).toBe(2)
  })

  test('with another key, prefix or user have nothing to do with each other', async () => {
    const seen = keysOf(store)
    await tokenOf(member({}, seen.store))
    await entryWritten(seen)
    await tokenOf(member({ key: NEXT_KEY }))
    await tokenOf(member({ prefix: 'other:' }))
    expect(asked()).toBe(3)
    await expect(tokenOf(member({ principal: 'ocid1.user.oc1..somebody' }))).rejects.toMatchObject({
      code: 'ERR_SHARING_REFUSED',
      reason: 'user',
    })
  })

  test('go through a rotation of keys without asking again', async () => {
    const seen = keysOf(store)
    await tokenOf(member({}, seen.store))
    await entryWritten(seen)
    await tokenOf(member({ otherKey: NEXT_KEY }))
    await tokenOf(member({ key: NEXT_KEY, otherKey: KEY }))
    expect(asked()).toBe(1)
  })

  test('that know two keys take the newer of two tokens, whichever key it lies under', async () => {
    await tokenOf(member())
    oci.clock.advance(60_000)
    const newer = await tokenOf(member({ key: NEXT_KEY }))
    expect(await tokenOf(member({ otherKey: NEXT_KEY }))).toBe(newer)
    expect(await tokenOf(member({ key: NEXT_KEY, otherKey: KEY }))).toBe(newer)
    expect(asked()).toBe(2)
  })

  test('get their key from a function each time they need a token, and never otherwise', async () => {
    const key = vi.fn(async () => KEY)
    const one = member({ key })
    expect(key).not.toHaveBeenCalled()
    await tokenOf(one)
    await tokenOf(one)
    expect(key).toHaveBeenCalledTimes(1)
  })

  test('whose vault is down ask by themselves, and say so', async () => {
    const key = async (): Promise<never> => Promise.reject(new Error('vault is sealed'))
    await tokenOf(member({ key }))
    expect(heard.types()).toEqual(['key-unavailable', 'asked'])
    expect(asked()).toBe(1)
  })
})

test('a caller waits for the vault and for the others no longer than the limit in all', async () => {
  let elapsedMs = 0
  const key = async (): Promise<Uint8Array> => {
    elapsedMs += 600
    return KEY
  }
  const ports = { elapsed: () => elapsedMs, random: () => 0.5, pause: async (ms: number) => void (elapsedMs += ms) }
  const never = { ...store, setIfAbsent: async () => false }
  const waits = createSharedCredentials(never, options({ key, limitMs: 1_000 }), ports)
  await tokenOf(exchanging(oci, { sharing: waits }))
  expect(elapsedMs).toBe(1_000)
})

test('an older entry that somebody puts back is taken by who has none, as it is still good, and by nobody else', async () => {
  const seen = keysOf(store)
  const one = member({}, seen.store)
  const older = await tokenOf(one)
  const name = await entryWritten(seen)
  const saved = String(await store.get(name))
  oci.clock.advance(60_000)
  await one.refresh()
  const newer = await tokenOf(one)
  const current = await vi.waitFor(async () => {
    const entry = String(await store.get(name))
    if (entry === saved) throw new Error('not yet')
    return entry
  })
  expect(await store.compareAndSet(name, current, saved, 3_600_000)).toBe(true)
  const cold = member({}, seen.store)
  expect(await tokenOf(cold)).toBe(older)
  expect(await isAccepted(oci, cold)).toBe(true)
  expect(await tokenOf(one)).toBe(newer)
  // Once refused, it is not taken again: the next exchange takes its place.
  oci.clock.advance(60_000)
  await cold.refresh()
  expect([older, newer]).not.toContain(await tokenOf(cold))
})

test('an older entry that is over is taken by nobody, however long the store keeps it', async () => {
  const seen = keysOf(store)
  const older = await tokenOf(member({}, seen.store))
  const name = await entryWritten(seen)
  expect(await store.compareAndSet(name, String(await store.get(name)), String(await store.get(name)), 1e9)).toBe(true)
  oci.clock.advance(3_600_001)
  expect(await tokenOf(member())).not.toBe(older)
})

test('what is told and thrown shows no secret', async () => {
  const key = new Uint8Array(32).map((_, at) => at + 100)
  const seen = keysOf(store)
  const token = await tokenOf(member({ key }, seen.store))
  const name = await entryWritten(seen)
  await store.compareAndSet(name, String(await store.get(name)), 'nonsense', 60_000)
  await tokenOf(member({ key }))
  await tokenOf(member({ key: async () => Promise.reject(new Error('sealed')), limitMs: 500 }))
  const error = await tokenOf(member({ principal: 'ocid1.user.oc1..somebody' })).catch((thrown: unknown) => thrown)
  const shown = inspect([heard.events, error], { depth: 9 }) + JSON.stringify([heard.events, error])
  expect(shown).toContain('foreign-entry')
  expect(shown).toContain('ERR_SHARING_REFUSED')
  for (const secret of [token.slice(0, 40), principal, 'PRIVATE', key.toString(), Buffer.from(key).toString('hex')])
    expect(shown).not.toContain(secret)
})

describe('what lies in the store', () => {
  test('holds neither token nor key, and ends with the token', async () => {
    const seen = keysOf(store)
    const token = await tokenOf(member({}, seen.store))
    const name = await entryWritten(seen)
    const entry = String(await store.get(name))
    for (const secret of [token, token.slice(0, 40), 'PRIVATE', btoa(token).slice(0, 40)])
      expect(entry + name).not.toContain(secret)
    expect(name).not.toContain(principal)
    oci.clock.advance(3_600_000)
    expect(await store.get(name)).toBeUndefined()
  })

  test.each([
    ['is altered', (entry: string) => `${entry.slice(0, -8)}AAAAAAA=`],
    ['is cut short', (entry: string) => entry.slice(0, 100)],
    ['ends later than it was sealed to', (entry: string) => entry.replace(/^1\.\d+/, '1.9999999999999')],
    ['is nonsense', () => 'nonsense'],
    ['is empty', () => ''],
  ])('counts for nothing when it %s, is told, and is replaced', async (_, alter) => {
    const seen = keysOf(store)
    await tokenOf(member({}, seen.store))
    const name = await entryWritten(seen)
    const entry = String(await store.get(name))
    await vi.waitFor(async () => expect(await store.compareAndSet(name, entry, alter(entry), 60_000)).toBe(true))
    heard.forget()
    const next = await tokenOf(member())
    expect(heard.types().slice(0, 2)).toContain('foreign-entry')
    expect(asked()).toBe(2)
    await vi.waitFor(async () => expect((await store.get(name))?.length).toBeGreaterThan(1_000))
    expect(await tokenOf(member())).toBe(next)
    expect(asked()).toBe(2)
  })

  test('is never replaced by what ends earlier', async () => {
    const seen = keysOf(store)
    const gate = deferred()
    let gets = 0
    // The third question of a member is what lies there before it writes.
    const held = { ...seen.store, get: async (key: string) => (++gets === 3 && (await gate.promise), store.get(key)) }
    await tokenOf(member({}, held))
    oci.clock.advance(60_000)
    const newer = await tokenOf(member({ limitMs: 100 }, seen.store))
    const name = await entryWritten(seen)
    const entry = await store.get(name)
    gate.resolve()
    const lease = String([...seen.names].find((each) => each.includes('lease:')))
    await vi.waitFor(async () => expect(await store.get(lease)).toBeUndefined())
    expect(await store.get(name)).toBe(entry)
    expect(await tokenOf(member())).toBe(newer)
  })
})

describe('a store that', () => {
  test.each(BROKEN)('%s costs nobody a token', async (_, broken) => {
    const members = Array.from({ length: 3 }, () => member({ limitMs: 500, storeTimeoutMs: 50 }, broken))
    const tokens = await Promise.all(members.map(tokenOf))
    expect(new Set(tokens).size).toBe(3)
    expect(asked()).toBe(3)
    expect(heard.events.some(({ type }) => type === 'store-down' || type === 'waited')).toBe(true)
  })
})

describe('a lease', () => {
  test('that is not given back holds nobody longer than the limit', async () => {
    const seen = keysOf(store)
    await tokenOf(member({}, seen.store))
    await entryWritten(seen)
    const lease = String([...seen.names].find((name) => name.includes('lease:')))
    oci.clock.advance(3_600_000)
    await vi.waitFor(async () => expect(await store.setIfAbsent(lease, 'a process that died', 3_600_000)).toBe(true))
    heard.forget()
    await tokenOf(member({ limitMs: 100 }))
    expect(heard.events).toContainEqual({ type: 'asked', principal: 'token-exchange', alone: true })
    expect(heard.types()).toContain('waited')
    expect(await store.get(lease)).toBe('a process that died')
  })

  test('is given back when the service refuses, and the error is that of the service', async () => {
    oci.faults.add({ match: { path: EXCHANGE }, times: 1, effect: { status: 503 } })
    const seen = keysOf(store)
    await expect(tokenOf(member({}, seen.store))).rejects.toMatchObject({ status: 503 })
    const lease = String([...seen.names].find((name) => name.includes('lease:')))
    await vi.waitFor(async () => expect(await store.get(lease)).toBeUndefined())
  })

  test('that was given in an answer which was lost is given back', async () => {
    const seen = keysOf(store)
    const lossy: Store = {
      ...seen.store,
      setIfAbsent: async (...given) => {
        const done = await seen.store.setIfAbsent(...given)
        return given[0].includes('lease:') ? Promise.reject(new Error('the connection was lost')) : done
      },
    }
    await tokenOf(member({}, lossy))
    await entryWritten(seen)
    const lease = String([...seen.names].find((name) => name.includes('lease:')))
    await vi.waitFor(async () => expect(await store.get(lease)).toBeUndefined())
  })

  test('that came after its last holder had written has nobody ask again, and is given back', async () => {
    const seen = keysOf(store)
    const first = await tokenOf(member({}, seen.store))
    await entryWritten(seen)
    let reads = 0
    const late: Store = { ...seen.store, get: async (key) => (++reads === 1 ? undefined : store.get(key)) }
    expect(await tokenOf(member({}, late))).toBe(first)
    expect([reads, asked()]).toEqual([2, 1])
    const lease = String([...seen.names].find((name) => name.includes('lease:')))
    await vi.waitFor(async () => expect(await store.get(lease)).toBeUndefined())
  })

  test('that ended before the answer came is told', async () => {
    const inFlight = deferred()
    const slow = exchanging(oci, {
      subjectToken: async () => {
        await inFlight.promise
        return oci.identityDomain.issueSubjectToken()
      },
      sharing: sharing({ leaseMs: 1_000 }),
    })
    const token = tokenOf(slow)
    await written()
    oci.clock.advance(1_001)
    inFlight.resolve()
    await token
    await vi.waitFor(() => expect(heard.types()).toContain('lost-lease'))
  })
})

test('who closes while it waits leaves at once, and asks nobody', async () => {
  const never = { ...store, setIfAbsent: async () => false }
  const one = exchanging(oci, {
    sharing: createSharedCredentials(never, options({ limitMs: 60_000 }), {
      elapsed: () => 0,
      random: () => 0,
      pause: (_, signal) => new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    }),
  })
  const call = expect(tokenOf(one)).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  await one.close()
  await call
  expect(asked()).toBe(0)
})

test.each([
  [1, 'reads'],
  [2, 'takes its lease'],
  [3, 'reads again'],
])('who closes as it does step %i, %s, asks nobody, and leaves no lease', async (last) => {
  const seen = keysOf(store)
  const watching = watched(seen.store)
  const closing: Promise<void>[] = []
  const closesAt = <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) => {
    return async (...given: Given): Promise<Answer> => {
      const answer = work(...given)
      if (watching.asked.length === last) closing.push(one.close())
      return answer
    }
  }
  const { get, setIfAbsent, compareAndSet } = watching.store
  const closes = { get: closesAt(get), setIfAbsent: closesAt(setIfAbsent), compareAndSet: closesAt(compareAndSet) }
  const one = member({}, closes)
  await expect(tokenOf(one)).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  await Promise.all(closing)
  expect(asked()).toBe(0)
  for (const name of seen.names) await vi.waitFor(async () => expect(await store.get(name)).toBeUndefined())
  expect(heard.types()).toEqual([])
})

describe('is refused, with the reason in the sentence,', () => {
  const apiKey = (): Signer =>
    new Signer({
      tenancy: oci.tenancy,
      user: oci.user,
      fingerprint: oci.apiKey.fingerprint,
      privateKey: oci.apiKey.pem,
    })

  test.each<[string, RegExp, (given: { sharing: ReturnType<typeof sharing> }) => unknown]>([
    [
      'an instance',
      /audit logs and dynamic groups name that one instance/,
      (given) => new InstancePrincipalsSecurityTokenSigner({ ...given, env: {} }),
    ],
    [
      'an instance for a user',
      /audit logs and dynamic groups name that one instance/,
      (given) => new InstancePrincipalsDelegationTokenSigner({ ...given, env: {}, delegationToken: 'a.b.c' }),
    ],
    [
      'a scoped exchange',
      /for whoever asked for it/,
      (given) =>
        new OauthExchangeTokenSigner({
          ...given,
          signer: apiKey(),
          scope: 'x',
          targetCompartment: 'ocid1.tenancy.oc1..a',
        }),
    ],
    [
      'a token for services outside OCI',
      /service user is the same/,
      (given) => identityDomainToken(apiKey(), { ...given, domainUrl: oci.identityDomain.url }),
    ],
    [
      'an exchange for a resource',
      /service user is the same/,
      (given) => exchanging(oci, { ...given, requestedTokenType: 'rpst', resType: 'x' }),
    ],
  ])('%s', (_, reason, make) => {
    expect(() => make({ sharing: sharing() })).toThrow(
      expect.objectContaining({
        code: 'ERR_SHARING_REFUSED',
        reason: 'principal',
        message: expect.stringMatching(reason),
      }),
    )
  })

  test('a pod', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fleet-pod-'))
    const env = await oci.environment('oke', folder)
    await expect(getOkeWorkloadIdentitySigner({ env, sharing: sharing() })).rejects.toMatchObject({
      code: 'ERR_SHARING_REFUSED',
      message: expect.stringContaining('service account'),
    })
    await rm(folder, { recursive: true })
  })

  test('a resource, and whatever the chain finds that must not be shared', async () => {
    const env = await oci.environment('resource-2.2')
    const refused = { code: 'ERR_SHARING_REFUSED', principal: 'resource' }
    await expect(getResourcePrincipalsSigner({ env, sharing: sharing() })).rejects.toMatchObject(refused)
    await expect(defaultSigner({ env, sharing: sharing() })).rejects.toMatchObject(refused)
  })

  test('a user who opens a session', () => {
    const client = new DataplaneClient({ signer: apiKey(), serviceEndpoint: oci.url })
    expect(() => new UserSecurityTokenSigner({ client, sharing: sharing() })).toThrow(
      expect.objectContaining({ code: 'ERR_SHARING_REFUSED', message: expect.stringContaining('by an export') }),
    )
  })

  test('the session of a person, in files or in the environment', async () => {
    const refused = {
      code: 'ERR_SHARING_REFUSED',
      principal: 'session',
      message: expect.stringContaining('by an export'),
    }
    const files = { securityTokenFile: '/token', keyFile: '/key.pem' }
    const session = { authenticationType: 'security_token', tenancy: oci.tenancy, ...files }
    await expect(signerFromConfig(session, { env: {}, sharing: sharing() })).rejects.toMatchObject(refused)
    const env = { OCI_SECURITY_TOKEN: 'a.b.c', OCI_SESSION_PRIVATE_KEY: oci.apiKey.pem }
    await expect(defaultSigner({ env, sharing: sharing() })).rejects.toMatchObject(refused)
  })

  test('each caller of a server', async () => {
    const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
    const refused = (kind: string) => expect.objectContaining({ code: 'ERR_SHARING_REFUSED', principal: kind })
    expect(() => createCallerSigners({ exchange: { domainUrl, clientId, clientSecret, sharing: sharing() } })).toThrow(
      refused('caller'),
    )
    const env = await oci.environment('instance')
    expect(() => createCallerSigners({ delegation: { principal: 'instance', env, sharing: sharing() } })).toThrow(
      refused('instance'),
    )
  })

  test('a key of the caller’s own', () => {
    expect(() => exchanging(oci, { sharing: sharing(), sessionKeySupplier: new SessionKeySupplier() })).toThrow(
      /sessionKeySupplier/,
    )
  })
})

test.each<[object, RegExp]>([
  [{ principal: undefined }, /principal/],
  [{ principal: 'ocid1.instance.oc1..a' }, /principal/],
  [{ principal: 'ocid1.user.oc1..a\n' }, /principal/],
  [{ key: undefined }, /key/],
  [{ otherKey: 'x' }, /otherKey/],
  [{ limitMs: 0 }, /limitMs/],
  [{ limitMs: 1.5 }, /limitMs/],
  [{ leaseMs: Infinity }, /leaseMs/],
  [{ storeTimeoutMs: '5' }, /storeTimeoutMs/],
  [{ prefix: 7 }, /prefix/],
  [{ prefix: 'team:\n' }, /prefix/],
  [{ prefix: 'größe:' }, /prefix/],
  [{ prefix: '\ud800:' }, /prefix/],
  [{ otherKey: null }, /otherKey/],
  [{ key: new Uint8Array(31).fill(1) }, /key/],
  [{ onEvent: null }, /onEvent/],
  [{ onEvent: {} }, /onEvent/],
  [{ principle: 'x' }, /principal/],
])('%j is no option', (changed, named) => {
  expect(() => sharing(changed as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(named) }),
  )
})
