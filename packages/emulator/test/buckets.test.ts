// The namespace and the buckets of the object store, over real HTTP.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

const ask = (method: string, target: string, headers = {}, body = ''): Promise<Received> =>
  signAndSend(oci, { method, target, headers, body }, { names: ['date', '(request-target)', 'host'] })
const get = (target: string): Promise<Received> => ask('GET', target)
const create = (name: unknown, compartmentId: unknown = oci.compartment): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target: '/n/space/b', body: JSON.stringify({ name, compartmentId }) })
const valueOf = ({ body }: Received): unknown => JSON.parse(body.toString())
const namesIn = async (query = ''): Promise<readonly string[]> =>
  (valueOf(await get(`/n/space/b${query}`)) as { name: string }[]).map(({ name }) => name)

describe('the namespace', () => {
  test.each(['/n', '/n/'])('is told at %s as a string', async (target) => {
    const answer = await get(target)
    expect([answer.status, valueOf(answer)]).toEqual([200, 'emulator'])
  })

  test('is that of the tenancy and of its compartment, and of no other', async () => {
    for (const id of [oci.tenancy, oci.compartment])
      expect(valueOf(await get(`/n?compartmentId=${id}`))).toBe('emulator')
    expect(await get('/n?compartmentId=ocid1.tenancy.oc1..other')).toMatchObject({
      status: 404,
      json: { code: 'NamespaceNotFound' },
    })
    expect(await get('/n?compartmentId=x')).toMatchObject({ status: 400, json: { code: 'InvalidCompartmentId' } })
  })
})

describe('a bucket', () => {
  test('is created, told, listed and deleted', async () => {
    oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
    const created = await create('photos')
    expect(created).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^[0-9a-f]{40}$/) } })
    expect(valueOf(created)).toMatchObject({
      namespace: 'space',
      name: 'photos',
      compartmentId: oci.compartment,
      createdBy: oci.user,
      timeCreated: '2026-11-20T08:00:00.000Z',
      etag: created.headers.etag,
      id: expect.stringMatching(/^ocid1\.bucket\.oc1\.phx\.[a-z0-9]{60}$/),
      publicAccessType: 'NoPublicAccess',
      storageTier: 'Standard',
    })
    expect(valueOf(await get('/n/space/b/photos'))).toEqual(valueOf(created))
    expect(await ask('HEAD', '/n/space/b/photos/')).toMatchObject({
      status: 200,
      headers: { etag: created.headers.etag },
    })
    expect(await namesIn()).toEqual(['photos'])
    expect((await create('photos')).json.code).toBe('BucketAlreadyExists')
    expect((await ask('DELETE', '/n/space/b/photos')).status).toBe(204)
    expect(await namesIn()).toEqual([])
  })

  test('that nobody created exists, and is listed while it has objects', async () => {
    expect((await get('/n/space/b/any')).status).toBe(200)
    expect(await namesIn()).toEqual([])
    await ask('PUT', '/n/space/b/any/o/a', {}, 'x')
    expect(await namesIn()).toEqual(['any'])
    expect((await create('any')).status).toBe(409)
    await ask('DELETE', '/n/space/b/any/o/a')
    expect(await namesIn()).toEqual([])
  })

  test('that was created is listed without objects, too', async () => {
    await create('kept')
    await ask('PUT', '/n/space/b/kept/o/a', {}, 'x')
    await ask('DELETE', '/n/space/b/kept/o/a')
    expect(await namesIn()).toEqual(['kept'])
  })

  test('with objects is not deleted, nor one that is another by now', async () => {
    await ask('PUT', '/n/space/b/full/o/a', {}, 'x')
    expect(await ask('DELETE', '/n/space/b/full')).toMatchObject({ status: 409, json: { code: 'BucketNotEmpty' } })
    expect((await ask('DELETE', '/n/space/b/empty', { 'if-match': 'x' })).json.code).toBe('IfMatchFailed')
    expect((await get('/n/space/b/full/o/a')).body.toString()).toBe('x')
  })

  test('that was deleted is gone, for everything, until it is created again', async () => {
    await ask('DELETE', '/n/space/b/gone')
    const upload = JSON.stringify({ object: 'a' })
    const answers = [
      await get('/n/space/b/gone'),
      await ask('DELETE', '/n/space/b/gone'),
      await get('/n/space/b/gone/o'),
      await get('/n/space/b/gone/o/a'),
      await ask('PUT', '/n/space/b/gone/o/a', {}, 'x'),
      await signAndSend(oci, { method: 'POST', target: '/n/space/b/gone/u', body: upload }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, json: { code: 'BucketNotFound' } })
    expect((await get('/n/other/b/gone')).status).toBe(200)
    expect((await create('gone')).status).toBe(200)
    expect((await ask('PUT', '/n/space/b/gone/o/a', {}, 'x')).status).toBe(200)
  })

  test.each([['a/b'], ['a b'], [''], ['x'.repeat(257)], ['é'], [7], [undefined]])(
    'cannot be called %j',
    async (name) => {
      expect(await create(name)).toMatchObject({ status: 400, json: { code: 'InvalidBucketName' } })
    },
  )

  test.each(['other', null, 7])('cannot be created in the compartment %j', async (compartmentId) => {
    expect((await create('name', compartmentId)).status).toBe(404)
  })
})

describe('buckets', () => {
  test('are listed by name, page by page, in their namespace and compartment', async () => {
    for (const name of ['b', 'c', 'a']) await create(name)
    await create('of-tenancy', oci.tenancy)
    await ask('PUT', '/n/other/b/elsewhere/o/a', {}, 'x')
    const first = await get('/n/space/b/?limit=2&fields=tags')
    expect((valueOf(first) as { name: string }[]).map(({ name }) => name)).toEqual(['a', 'b'])
    expect(await namesIn(`?limit=2&page=${String(first.headers['opc-next-page'])}`)).toEqual(['c'])
    expect(await namesIn(`?compartmentId=${oci.tenancy}`)).toEqual(['of-tenancy'])
    expect(valueOf(await get('/n/other/b'))).toMatchObject([{ name: 'elsewhere' }])
  })

  test.each(['limit=0', 'limit=x', 'page=x', 'fields=all'])('are not listed with %s', async (query) => {
    expect(await get(`/n/space/b?${query}`)).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
  })

  test('of an unknown compartment are not listed', async () => {
    expect((await get('/n/space/b?compartmentId=other')).status).toBe(404)
  })
})

test('a reset brings back deleted buckets, and takes away created ones and what is in them', async () => {
  await create('made')
  await ask('PUT', '/n/space/b/any/o/a', {}, 'x')
  await ask('DELETE', '/n/space/b/gone')
  await oci.reset()
  expect(await namesIn()).toEqual([])
  expect((await get('/n/space/b/gone')).status).toBe(200)
  expect((await get('/n/space/b/any/o')).body.toString()).toBe('{"objects":[],"prefixes":[]}')
})
