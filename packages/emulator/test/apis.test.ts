// The resource APIs over real HTTP.
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey, maxStoredBytes: 100_000 })
})
afterEach(() => oci.close())

const get = (target: string): Promise<Received> => signAndSend(oci, { target })
const createUser = (name: unknown, more: object = {}): Promise<Received> =>
  postUser(JSON.stringify({ compartmentId: oci.tenancy, name, description: 'made by a test', ...more }))
const postUser = (body: string, headers = {}): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target: '/20160918/users', body, headers })

test.each(['/20160918/regions', '/20160918/regions/'])('lists regions at %s', async (target) => {
  const { status, json, headers } = await get(target)
  expect(status).toBe(200)
  expect(json).toContainEqual({ key: 'PHX', name: 'us-phoenix-1' })
  expect(headers['content-type']).toBe('application/json')
})

test('lists the region subscriptions of its own tenancy only', async () => {
  const { json } = await get(`/20160918/tenancies/${oci.tenancy}/regionSubscriptions`)
  expect(json).toEqual([{ regionKey: 'PHX', regionName: 'us-phoenix-1', status: 'READY', isHomeRegion: true }])
  expect((await get('/20160918/tenancies/other/regionSubscriptions')).status).toBe(404)
})

test.each(['/20160918/users', '/20160918/users/'])('creates a user at %s, and finds it again', async (target) => {
  const body = JSON.stringify({ compartmentId: oci.tenancy, name: 'Zoë', description: 'é' })
  const made = await signAndSend(oci, { method: 'POST', target, body })
  expect(made.status).toBe(200)
  expect(made.json).toMatchObject({
    name: 'Zoë',
    description: 'é',
    compartmentId: oci.tenancy,
    lifecycleState: 'ACTIVE',
  })
  expect(made.headers.etag).toMatch(/^[0-9a-f]{40}$/)
  expect((await get(`/20160918/users/${made.json.id}`)).json).toEqual(made.json)
  expect((await get(`/20160918/users?compartmentId=${oci.tenancy}`)).json).toContainEqual(made.json)
})

test('a user’s name can be taken once', async () => {
  expect((await createUser('Ann')).status).toBe(200)
  const again = await createUser('Ann')
  expect(again.status).toBe(409)
  expect(again.json).toEqual({ code: 'UserAlreadyExists', message: expect.stringContaining('Ann') })
})

test.each([
  ['an empty name', '', {}, 'name'],
  ['a name that is a number', 1, {}, 'name'],
  ['no name', undefined, {}, 'name'],
  ['a name that is too long', 'x'.repeat(101), {}, 'name'],
  ['no description', 'Bob', { description: null }, 'description'],
  ['no compartment', 'Bob', { compartmentId: undefined }, 'compartmentId'],
])('refuses a user with %s', async (_, name, more, field) => {
  const { status, json } = await createUser(name, more)
  expect(status).toBe(400)
  expect(json).toMatchObject({ code: 'InvalidParameter', message: expect.stringContaining(field) })
})

test.each(['', '[]', 'null', '{"name"', '"text"'])('refuses the body %j', async (body) => {
  expect(await postUser(body)).toMatchObject({ status: 400, json: { code: 'CannotParseRequest' } })
})

test('refuses a body that is not declared as JSON', async () => {
  expect(await postUser('{}', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
    status: 400,
    json: { code: 'InvalidParameter' },
  })
})

test('answers 404 for a user in another tenancy, and takes nothing from prototypes', async () => {
  expect(await createUser('Bob', { compartmentId: 'other' })).toMatchObject({
    status: 404,
    json: { code: 'NotAuthorizedOrNotFound' },
  })
  expect((await get('/20160918/users/__proto__')).status).toBe(404)
  const hostile = await postUser(`{"__proto__":{"name":"x","description":"y","compartmentId":"${oci.tenancy}"}}`)
  expect(hostile.json.code).toBe('InvalidParameter')
})

test('pages through users with opc-next-page', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await createUser(name)
  const seen: string[] = []
  let page: string | undefined = ''
  let pages = 0
  while (page !== undefined) {
    const answer: Received = await get(`/20160918/users?limit=2${page && `&page=${page}`}`)
    seen.push(...(JSON.parse(answer.body.toString()) as { name: string }[]).map(({ name }) => name))
    page = answer.headers['opc-next-page'] as string | undefined
    pages++
  }
  expect(pages).toBe(3)
  expect(seen).toEqual(['emulator-user', 'a', 'b', 'c', 'd'])
})

test.each([
  'limit=0',
  'limit=-1',
  'limit=x',
  'limit=1001',
  'limit=',
  'page=x',
  'page=',
  'page=ZnJvbTox!',
  'page=ZnJvbTox%3D',
  'page=ZnJvbTowMQ',
])('refuses users?%s', async (query) => {
  expect(await get(`/20160918/users?${query}`)).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
})

test('gets its instance by id, and lists it in its compartment', async () => {
  const instance = await get(`/20160918/instances/${oci.instance}`)
  expect(instance.json).toMatchObject({ id: oci.instance, compartmentId: oci.compartment, lifecycleState: 'RUNNING' })
  expect((await get(`/20160918/instances?compartmentId=${oci.compartment}`)).json).toEqual([instance.json])
  expect((await get(`/20160918/instances/?compartmentId=${oci.tenancy}`)).json).toEqual([])
  expect((await get('/20160918/instances?compartmentId=other')).status).toBe(404)
  expect((await get('/20160918/instances/other')).status).toBe(404)
})

const namesOf = ({ body }: Received): string[] =>
  (JSON.parse(body.toString()) as { name: string; displayName: string }[]).map(
    ({ name, displayName }) => name ?? displayName,
  )

test.each([
  ['name=b', ['b']],
  ['name=%62', ['b']],
  ['name=B', []],
  ['name=', []],
  ['name=a&name=b', []],
  ['name=b&lifecycleState=ACTIVE', ['b']],
  ['name=b&lifecycleState=DELETED', []],
  ['lifecycleState=ACTIVE&limit=2', ['emulator-user', 'a']],
  ['identityProviderId=x', []],
  ['externalIdentifier=x', []],
  ['description=none', ['emulator-user', 'a', 'b', 'c']],
  ['constructor=x', ['emulator-user', 'a', 'b', 'c']],
])('lists users?%s', async (query, expected) => {
  for (const name of ['a', 'b', 'c']) await createUser(name)
  expect(namesOf(await get(`/20160918/users?${query}`))).toEqual(expected)
})

test('pages through what a filter leaves', async () => {
  for (const name of ['a', 'b', 'c']) await createUser(name)
  expect((await get('/20160918/users?name=b&limit=1')).headers['opc-next-page']).toBeUndefined()
  expect((await get('/20160918/users?limit=4')).headers['opc-next-page']).toBeUndefined()
  expect((await get('/20160918/users?limit=3')).headers['opc-next-page']).toBeDefined()
})

test.each([
  ['displayName=emulator-instance', 1],
  ['displayName=other', 0],
  ['lifecycleState=RUNNING', 1],
  ['lifecycleState=STOPPED', 0],
  ['availabilityDomain=emul:US-PHOENIX-1-AD-1', 1],
  ['availabilityDomain=other', 0],
  ['name=other', 1],
])('lists instances?%s', async (query, count) => {
  expect(namesOf(await get(`/20160918/instances?${query}`))).toHaveLength(count)
})

const OBJECT = '/n/space/b/bucket/o/folder/na%20me'
const put = (target: string, body: Buffer, headers = {}, names?: string[]): Promise<Received> =>
  signAndSend(
    oci,
    {
      method: 'PUT',
      target,
      body,
      headers: { 'content-type': 'image/png', 'x-content-sha256': undefined, ...headers },
    },
    { names: names ?? ['date', '(request-target)', 'host'] },
  )

test('stores an object without a signed body and gives its bytes back', async () => {
  const bytes = randomBytes(50_000)
  const md5 = createHash('md5').update(bytes).digest('base64')
  const stored = await put(OBJECT, bytes, { 'content-md5': md5 })
  expect(stored).toMatchObject({ status: 200, headers: { 'opc-content-md5': md5 } })
  const found = await get('/n/space/b/bucket/o/folder%2Fna%20me')
  expect(found.body.equals(bytes)).toBe(true)
  expect(found.headers).toMatchObject({ 'content-type': 'image/png', 'content-md5': md5, etag: stored.headers.etag })
})

test.each(['/n/space/b/bucket/o/folder/na%20me', '/n/s/b/b/u/o?uploadId=x&uploadPartNum=1'])(
  'refuses what is put in chunks without a length, as OCI does: %s',
  async (target) => {
    const sent = {
      method: 'PUT',
      target,
      body: 'chunked',
      headers: { 'content-length': undefined, 'transfer-encoding': 'chunked' },
    }
    const stored = await signAndSend(oci, sent, { names: ['date', '(request-target)', 'host'] })
    expect(stored).toMatchObject({
      status: 411,
      json: { code: 'ContentLengthRequired', message: 'The Content-Length header is required' },
    })
    expect((await get(OBJECT)).status).toBe(404)
  },
)

test('a content header of an upload must be right when it is signed', async () => {
  const names = ['date', '(request-target)', 'host', 'x-content-sha256']
  const right = createHash('sha256').update('x').digest('base64')
  expect((await put(OBJECT, Buffer.from('x'), { 'x-content-sha256': right }, names)).status).toBe(200)
  expect((await put(OBJECT, Buffer.from('y'), { 'x-content-sha256': right }, names)).json.emulator.reason).toBe(
    'body-hash-mismatch',
  )
})

test('replaces an object, and HEAD tells its length without its bytes', async () => {
  await put(OBJECT, Buffer.alloc(100))
  await put(OBJECT, Buffer.from('new'))
  const head = await signAndSend(oci, { method: 'HEAD', target: OBJECT })
  expect(head).toMatchObject({ status: 200, headers: { 'content-length': '3' } })
  expect(head.body.length).toBe(0)
})

test('refuses an upload whose MD5 is another', async () => {
  const answer = await put(OBJECT, Buffer.from('x'), { 'content-md5': 'AAAA' })
  expect(answer).toMatchObject({ status: 400, json: { code: 'UnmatchedContentMD5' } })
})

test('answers 404 for an object it does not have', async () => {
  expect((await get('/n/space/b/bucket/o/none')).json).toEqual({
    code: 'ObjectNotFound',
    message: "The object 'none' was not found in the bucket 'bucket'",
  })
})

test('holds no more bytes than it may, and frees those of a replaced object', async () => {
  expect((await put('/n/n/b/b/o/1', Buffer.alloc(60_000))).status).toBe(200)
  expect((await put('/n/n/b/b/o/2', Buffer.alloc(60_000))).json).toMatchObject({ code: 'QuotaExceeded' })
  expect((await put('/n/n/b/b/o/1', Buffer.alloc(10))).status).toBe(200)
  expect((await put('/n/n/b/b/o/2', Buffer.alloc(60_000))).status).toBe(200)
})

test('echoes what arrived and who sent it', async () => {
  const answer = await signAndSend(oci, {
    method: 'PATCH',
    target: '/echo/%2e?a=%20',
    body: Buffer.from([0, 255]),
    headers: { 'x-a': 'b' },
  })
  expect(answer.json).toMatchObject({
    method: 'PATCH',
    target: '/echo/%2e?a=%20',
    headers: { 'x-a': 'b', 'content-length': '2' },
    body: 'AP8=',
    caller: { kind: 'api-key', tenancy: oci.tenancy, user: oci.user },
  })
})

test('answers 404 for an unknown path, 405 for a method a path does not have, 400 for a path that is no UTF-8', async () => {
  expect(await get('/unknown')).toMatchObject({ status: 404, json: { code: 'NotAuthorizedOrNotFound' } })
  expect(await signAndSend(oci, { method: 'DELETE', target: '/20160918/regions' })).toMatchObject({
    status: 405,
    json: { code: 'MethodNotAllowed' },
  })
  expect(await get('/20160918/users/%ff')).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
  expect((await get('/20160918/users/%zz')).status).toBe(400)
})
