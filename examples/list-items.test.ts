// The pagination helper against the emulator's users, and against servers that do not play by the rules.
import { createSignedFetch } from '@x/fetch'
import { startEmulator, type Emulator } from '@x/emulator'
import { Signer } from '@x/signer'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { itemsOf } from './list-items.ts'

interface User {
  readonly name: string
}

let oci: Emulator
let signedFetch: typeof fetch
let users: string
beforeAll(async () => {
  oci = await startEmulator()
  const { tenancy, user, apiKey } = oci
  signedFetch = createSignedFetch(
    new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem }),
  )
  users = `${oci.url}/20160918/users?compartmentId=${tenancy}`
  for (const name of ['ada', 'bob', 'cy', 'dee'])
    await signedFetch(users, {
      method: 'POST',
      body: JSON.stringify({ compartmentId: tenancy, name, description: '-' }),
    })
})
afterAll(() => oci.close())
let asked: number
beforeEach(() => void (asked = oci.count('GET', '/20160918/users')))
const pagesAsked = (): number => oci.count('GET', '/20160918/users') - asked

test('yields every item of every page', async () => {
  const names: string[] = []
  for await (const { name } of itemsOf<User>(signedFetch, users, { limit: 2 })) names.push(name)
  expect(names.toSorted()).toEqual(['ada', 'bob', 'cy', 'dee', 'emulator-user'])
  expect(pagesAsked()).toBe(3)
})

test('asks for no page that nobody reads', async () => {
  const list = itemsOf<User>(signedFetch, users, { limit: 2 })
  await list.next()
  await list.next()
  await list.return(undefined)
  expect(pagesAsked()).toBe(1)
})

test('is left by abort, between pages as well', async () => {
  const stop = new AbortController()
  const list = itemsOf<User>(signedFetch, users, { limit: 1, signal: stop.signal })
  await list.next()
  stop.abort(new Error('Enough.'))
  await expect(list.next()).rejects.toThrow('Enough.')
  expect(pagesAsked()).toBe(1)
})

test('tells why a list was refused, with the id to ask Oracle about', async () => {
  oci.faults.add({ times: 1, effect: { status: 404 } })
  await expect(itemsOf(signedFetch, users).next()).rejects.toThrow(
    expect.objectContaining({ name: 'ListError', code: 'ERR_LIST_REFUSED', status: 404 }) as Error,
  )
})

test.each([
  ['an object without items', '{}'],
  ['null', 'null'],
  ['no JSON', '<p>'],
])('refuses %s', async (_, body) => {
  const list = itemsOf(async () => new Response(body), users)
  await expect(list.next()).rejects.toMatchObject({ code: 'ERR_LIST_MALFORMED' })
})

test('reads the items of newer services', async () => {
  const list = itemsOf<number>(async () => Response.json({ items: [1] }), users)
  expect((await list.next()).value).toBe(1)
})

test('ends where a service would lead in a circle', async () => {
  let requests = 0
  const circle: typeof fetch = async (input) => {
    requests += 1
    const page = new URL(String(input)).searchParams.get('page')
    return Response.json([page], { headers: { 'opc-next-page': page === 'b' ? 'a' : page === 'a' ? 'b' : 'a' } })
  }
  const items: unknown[] = []
  const reading = (async () => {
    for await (const item of itemsOf(circle, users)) items.push(item)
  })()
  await expect(reading).rejects.toMatchObject({ code: 'ERR_LIST_REPEATED' })
  expect([requests, items]).toEqual([3, [null, 'a', 'b']])
})
