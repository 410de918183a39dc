// The tenancy, its compartment, availability domains, and the order of lists, over real HTTP.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

const get = (target: string): Promise<Received> => signAndSend(oci, { target: `/20160918/${target}` })
type Item = Readonly<Record<string, string>>
const items = ({ body }: Received): readonly Item[] => JSON.parse(body.toString()) as readonly Item[]
const compartmentId = (): string => oci.compartment

describe('the tenancy', () => {
  test('is told with its home region, and no other tenancy is', async () => {
    expect((await get(`tenancies/${oci.tenancy}`)).json).toMatchObject({
      id: oci.tenancy,
      name: oci.login.tenancyName,
      homeRegionKey: 'PHX',
    })
    expect((await get('tenancies/other')).status).toBe(404)
  })

  test('is the root compartment, which has no parent', async () => {
    const root = await get(`compartments/${oci.tenancy}`)
    expect(root.json).toMatchObject({ id: oci.tenancy, compartmentId: null, lifecycleState: 'ACTIVE' })
  })
})

describe('compartments', () => {
  test.each(['compartments', 'compartments/'])('of the tenancy are listed at %s: there is one', async (path) => {
    const { json } = await get(`compartments/${oci.compartment}`)
    expect(json).toMatchObject({ id: oci.compartment, compartmentId: oci.tenancy, name: 'emulator-compartment' })
    expect(items(await get(`${path}?compartmentId=${oci.tenancy}`))).toEqual([json])
    expect(items(await get(path))).toEqual([json])
  })

  test('of a compartment are none, and of an unknown one they are not told', async () => {
    expect(items(await get(`compartments?compartmentId=${oci.compartment}`))).toEqual([])
    expect((await get('compartments?compartmentId=other')).json.code).toBe('NotAuthorizedOrNotFound')
    expect((await get('compartments/other')).status).toBe(404)
  })

  test.each([
    ['compartmentIdInSubtree=true&accessLevel=ACCESSIBLE', 1],
    ['compartmentIdInSubtree=True', 1],
    ['compartmentIdInSubtree=false&accessLevel=ANY', 1],
    ['name=emulator-compartment&limit=1', 1],
    ['name=Emulator-Compartment', 0],
    ['lifecycleState=active', 1],
    ['lifecycleState=DELETED', 0],
    ['sortBy=NAME&sortOrder=DESC', 1],
  ])('with %s are %d', async (query, count) => {
    expect(items(await get(`compartments?${query}`))).toHaveLength(count)
  })

  test.each([
    ['sortBy=name', 'sortBy must be one of TIMECREATED, NAME'],
    ['sortBy=', 'sortBy must be one of TIMECREATED, NAME'],
    ['sortBy=constructor', 'sortBy must be one of TIMECREATED, NAME'],
    ['sortBy=NAME&sortBy=NAME', 'sortBy must be one of TIMECREATED, NAME'],
    ['sortOrder=up', 'sortOrder must be one of ASC, DESC'],
    ['accessLevel=ALL', 'accessLevel must be one of ANY, ACCESSIBLE'],
    ['compartmentIdInSubtree=1', 'compartmentIdInSubtree must be one of'],
    ['lifecycleState=ALIVE', 'lifecycleState must be one of CREATING, ACTIVE'],
    ['limit=0', 'limit must be an integer from 1 to 1000'],
    ['limit=x', 'limit must be an integer from 1 to 1000'],
    ['page=x', 'page is not a value of opc-next-page'],
  ])('with %s are refused', async (query, message) => {
    const answer = await get(`compartments?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
    expect(answer.json.message).toContain(message)
  })

  test('below a compartment cannot be asked for', async () => {
    const answer = await get(`compartments?compartmentIdInSubtree=true&compartmentId=${compartmentId()}`)
    expect(answer.json.message).toContain('can only be true for the tenancy')
  })
})

test('availability domains are three or one, and the instance is in the first', async () => {
  const [first, ...others] = items(await get(`availabilityDomains?compartmentId=${oci.tenancy}`))
  expect(first).toMatchObject({
    name: 'emul:US-PHOENIX-1-AD-1',
    compartmentId: oci.tenancy,
    id: expect.stringMatching(/^ocid1\.availabilitydomain\.oc1\.\./),
  })
  expect(others.map(({ name }) => name)).toEqual(['emul:US-PHOENIX-1-AD-2', 'emul:US-PHOENIX-1-AD-3'])
  expect(items(await get(`instances?availabilityDomain=${first?.['name']}`))).toHaveLength(1)
  expect((await get('availabilityDomains?compartmentId=other')).status).toBe(404)
  const single = await startEmulator({ apiKey, region: 'eu-zurich-1' })
  const answer = await signAndSend(single, { target: '/20160918/availabilityDomains/' })
  await single.close()
  expect(items(answer).map(({ name }) => name)).toEqual(['emul:EU-ZURICH-1-AD-1'])
})

describe('users', () => {
  async function create(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const body = JSON.stringify({ compartmentId: oci.tenancy, name, description: '-' })
      await signAndSend(oci, { method: 'POST', target: '/20160918/users', body })
      oci.clock.advance(1000)
    }
  }
  const names = async (query: string): Promise<readonly (string | undefined)[]> =>
    items(await get(`users?${query}`)).map(({ name }) => name)

  test.each([
    ['sortBy=NAME', ['Zoe', 'ann', 'bob', 'emulator-user']],
    ['sortBy=NAME&sortOrder=DESC', ['emulator-user', 'bob', 'ann', 'Zoe']],
    ['sortBy=TIMECREATED', ['ann', 'Zoe', 'bob', 'emulator-user']],
    ['sortBy=TIMECREATED&sortOrder=ASC', ['emulator-user', 'bob', 'Zoe', 'ann']],
    ['sortOrder=DESC', ['ann', 'Zoe', 'bob', 'emulator-user']],
    ['lifecycleState=active&sortBy=NAME&limit=2', ['Zoe', 'ann']],
  ])('are sorted by %s', async (query, expected) => {
    oci.clock.freeze(Date.UTC(2030, 0, 1))
    await create('bob', 'Zoe', 'ann')
    expect(await names(query)).toEqual(expected)
  })

  test('of the same moment keep their order, and turn it round', async () => {
    oci.clock.freeze(Date.UTC(2030, 0, 1))
    const body = (name: string): string => JSON.stringify({ compartmentId: oci.tenancy, name, description: '-' })
    for (const name of ['b', 'a', 'c'])
      await signAndSend(oci, { method: 'POST', target: '/20160918/users', body: body(name) })
    expect(await names('sortBy=TIMECREATED&sortOrder=ASC')).toEqual(['emulator-user', 'b', 'a', 'c'])
    expect(await names('sortBy=TIMECREATED')).toEqual(['c', 'a', 'b', 'emulator-user'])
  })

  test.each(['sortBy=DISPLAYNAME', 'sortOrder=asc', 'lifecycleState=RUNNING'])(
    'are not listed with %s',
    async (query) => {
      expect((await get(`users?${query}`)).json.code).toBe('InvalidParameter')
    },
  )
})

test.each([
  ['sortBy=DISPLAYNAME&sortOrder=ASC', 200],
  ['sortBy=TIMECREATED', 200],
  ['lifecycleState=Running', 200],
  ['sortBy=NAME', 400],
  ['lifecycleState=ACTIVE', 400],
])('instances?%s is answered with %d', async (query, status) => {
  expect((await get(`instances?${query}`)).status).toBe(status)
})
