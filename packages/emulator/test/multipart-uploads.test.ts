// Uploads in parts, over real HTTP.
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey, maxStoredBytes: 10_000 })
})
afterEach(() => oci.close())

const BUCKET = '/n/space/b/bucket'
const md5 = (body: string | Buffer): Buffer => createHash('md5').update(body).digest()

const post = (target: string, members: object, headers = {}): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target, headers, body: JSON.stringify(members) })
const create = (members: object = { object: 'a b' }, headers = {}): Promise<Received> =>
  post(`${BUCKET}/u`, members, headers)
const createId = async (members?: object): Promise<string> =>
  (JSON.parse((await create(members)).body.toString()) as { uploadId: string }).uploadId

const targetOf = (uploadId: string, more = '', object = 'a%20b'): string =>
  `${BUCKET}/u/${object}?uploadId=${uploadId}${more}`
/** The body of a part may go unsigned, as that of an object. */
const unsigned = (method: string, target: string, body = '', headers = {}): Promise<Received> =>
  signAndSend(oci, { method, target, body, headers }, { names: ['date', '(request-target)', 'host'] })
const upload = (uploadId: string, partNum: number | string, body: string, headers = {}): Promise<Received> =>
  unsigned('PUT', targetOf(uploadId, `&uploadPartNum=${partNum}`), body, headers)
const etagOf = ({ headers }: Received): string => String(headers.etag)
const get = (): Promise<Received> => unsigned('GET', `${BUCKET}/o/a%20b`)

test('parts become one object, in the order of their numbers', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
  const created = await create({ object: 'a b', contentType: 'text/csv' })
  expect(JSON.parse(created.body.toString())).toEqual({
    namespace: 'space',
    bucket: 'bucket',
    object: 'a b',
    uploadId: expect.stringMatching(/^ocid1\.upload\.oc1\.\.[a-z2-7]{60}$/),
    timeCreated: '2026-11-20T08:00:00.000Z',
  })
  const { uploadId } = JSON.parse(created.body.toString()) as { uploadId: string }
  const second = await upload(uploadId, 10_000, 'second')
  const first = await upload(uploadId, 2, 'first,')
  expect(second).toMatchObject({ status: 200, headers: { 'opc-content-md5': md5('second').toString('base64') } })
  expect((await get()).status).toBe(404)
  const partsToCommit = [
    { partNum: 10_000, etag: etagOf(second) },
    { partNum: 2, etag: etagOf(first) },
  ]
  const committed = await post(targetOf(uploadId), { partsToCommit })
  expect(committed).toMatchObject({ status: 200, headers: { 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' } })
  const hashes = Buffer.concat([md5('first,'), md5('second')])
  expect(committed.headers['opc-multipart-md5']).toBe(`${md5(hashes).toString('base64')}-2`)
  const found = await get()
  expect(found.body.toString()).toBe('first,second')
  expect(found.headers).toMatchObject({ etag: etagOf(committed), 'content-type': 'text/csv' })
  expect((await post(targetOf(uploadId), { partsToCommit })).json.code).toBe('UploadNotFound')
})

test('a part may be replaced, and only the last one committed', async () => {
  const id = await createId()
  const [old, next] = [await upload(id, 1, 'old'), await upload(id, 1, 'new')]
  const commit = (etag: string): Promise<Received> => post(targetOf(id), { partsToCommit: [{ partNum: 1, etag }] })
  expect(await commit(etagOf(old))).toMatchObject({ status: 400, json: { code: 'InvalidUploadPart' } })
  expect((await commit(etagOf(next))).status).toBe(200)
  const found = await get()
  expect([found.body.toString(), found.headers['content-type']]).toEqual(['new', 'application/octet-stream'])
})

test('an upload that is aborted is gone with the bytes of its parts', async () => {
  const id = await createId()
  await upload(id, 1, 'x'.repeat(9000))
  expect((await upload(id, 2, 'x'.repeat(9000))).json.code).toBe('QuotaExceeded')
  const other = await createId({ object: 'other' })
  expect((await unsigned('DELETE', targetOf(id))).status).toBe(204)
  expect((await upload(id, 1, 'x')).json.code).toBe('UploadNotFound')
  expect((await unsigned('DELETE', targetOf(id))).json.code).toBe('UploadNotFound')
  const more = targetOf(other, '&uploadPartNum=1', 'other')
  expect((await unsigned('PUT', more, 'x'.repeat(9000))).status).toBe(200)
})

test('committing gives back the bytes of parts that are left out', async () => {
  const id = await createId()
  const [part] = [await upload(id, 1, 'x'), await upload(id, 2, 'y'.repeat(9000))]
  await post(targetOf(id), { partsToCommit: [{ partNum: 1, etag: etagOf(part) }] })
  expect((await get()).body.toString()).toBe('x')
  expect((await unsigned('PUT', `${BUCKET}/o/b`, 'z'.repeat(9000))).status).toBe(200)
})

describe('preconditions', () => {
  test('are looked at when an upload is created and when it is committed', async () => {
    const id = await createId()
    const part = await upload(id, 1, 'mine')
    const stored = await unsigned('PUT', `${BUCKET}/o/a%20b`, 'yours')
    const ifAbsent = { 'if-none-match': '*' }
    expect(await create(undefined, ifAbsent)).toMatchObject({ status: 412, json: { code: 'IfNoneMatchFailed' } })
    expect((await create(undefined, { 'if-match': 'x' })).json.code).toBe('IfMatchFailed')
    expect((await create(undefined, { 'if-match': etagOf(stored) })).status).toBe(200)
    const details = { partsToCommit: [{ partNum: 1, etag: etagOf(part) }] }
    expect((await post(targetOf(id), details, ifAbsent)).json.code).toBe('IfNoneMatchFailed')
    expect((await get()).body.toString()).toBe('yours')
    expect((await post(targetOf(id), details, { 'if-match': etagOf(stored) })).status).toBe(200)
  })

  test('are looked at for a part', async () => {
    const id = await createId()
    const etag = etagOf(await upload(id, 1, 'a', { 'if-none-match': '*' }))
    expect((await upload(id, 1, 'b', { 'if-none-match': '*' })).json.code).toBe('IfNoneMatchFailed')
    expect((await upload(id, 1, 'b', { 'if-match': etag })).status).toBe(200)
    expect((await upload(id, 1, 'c', { 'if-match': etag })).json.code).toBe('IfMatchFailed')
  })
})

test.each([[{}], [{ object: '' }], [{ object: 7 }], [{ object: 'x'.repeat(1025) }], [{ object: 'é'.repeat(513) }]])(
  'an upload cannot be created with %j',
  async (members) => {
    expect(await create(members)).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
  },
)

test.each(['[]', '{', ''])('an upload cannot be created with the body %j', async (body) => {
  expect((await signAndSend(oci, { method: 'POST', target: `${BUCKET}/u`, body })).status).toBe(400)
})

test('an upload can be created with the longest name, with a slash at the end, and with a type that is none', async () => {
  const body = JSON.stringify({ object: 'é'.repeat(512), contentType: 7 })
  expect((await signAndSend(oci, { method: 'POST', target: `${BUCKET}/u/`, body })).status).toBe(200)
})

test.each(['', '0', '-1', '1.5', '10001', '99999', '010000000', 'x', '1 '])(
  'a part cannot have the number %j',
  async (number) => {
    const answer = await upload(await createId(), encodeURIComponent(number), 'x')
    expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidUploadPartNumber' } })
  },
)

test('a part without a number, of another object or of no upload is refused', async () => {
  const id = await createId()
  expect((await unsigned('PUT', targetOf(id), 'x')).json.code).toBe('InvalidUploadPartNumber')
  expect((await unsigned('PUT', targetOf(id, '&uploadPartNum=1', 'b'), 'x')).json.code).toBe('UploadNotFound')
  expect((await unsigned('PUT', `${BUCKET}/u/a%20b?uploadPartNum=1`, 'x')).json.code).toBe('UploadNotFound')
  expect((await unsigned('PUT', targetOf('other', '&uploadPartNum=1'), 'x')).status).toBe(404)
})

test('a part whose hash is another is refused', async () => {
  expect((await upload(await createId(), 1, 'x', { 'content-md5': 'AAAA' })).json.code).toBe('UnmatchedContentMD5')
})

test.each<[string, (etag: string) => unknown]>([
  ['nothing', () => undefined],
  ['no list', (etag) => ({ length: 1, 0: { partNum: 1, etag } })],
  ['no part', () => []],
  ['a part that is null', () => [null]],
  ['a part that is a number', () => [1]],
  ['a part without its number', (etag) => [{ etag }]],
  ['a part without its tag', () => [{ partNum: 1 }]],
  ['a number that is text', (etag) => [{ partNum: '1', etag }]],
  ['a tag that is a number', () => [{ partNum: 1, etag: 1 }]],
  ['a part that is not there', (etag) => [{ partNum: 2, etag }]],
  [
    'a part that is not there beside one that is',
    (etag) => [
      { partNum: 1, etag },
      { partNum: 2, etag },
    ],
  ],
  [
    'a part twice',
    (etag) => [
      { partNum: 1, etag },
      { partNum: 1, etag },
    ],
  ],
])('%s cannot be committed, and changes nothing', async (_, parts) => {
  const id = await createId()
  const etag = etagOf(await upload(id, 1, 'x'))
  const answer = await post(targetOf(id), { partsToCommit: parts(etag) })
  expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidUploadPart' } })
  expect((await post(targetOf(id), { partsToCommit: [{ partNum: 1, etag }] })).status).toBe(200)
})

test('what creates and commits must sign its body', async () => {
  expect((await unsigned('POST', `${BUCKET}/u`, '{}')).json.emulator.reason).toBe('missing-signed-header')
  expect((await unsigned('POST', targetOf('x'), '{}')).json.emulator.reason).toBe('missing-signed-header')
})
