// ListObjects over real HTTP.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
  oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
})
afterEach(() => oci.close())

const BUCKET = '/n/space/b/bucket'
const ask = (method: string, target: string, body = ''): Promise<Received> =>
  signAndSend(oci, { method, target, body }, { names: ['date', '(request-target)', 'host'] })
const list = (query = ''): Promise<Received> => ask('GET', `${BUCKET}/o${query}`)

interface Listed {
  readonly objects: readonly Readonly<Record<string, unknown>>[]
  readonly prefixes: readonly string[]
  readonly nextStartWith?: string
}

const listed = async (query?: string): Promise<Listed> => JSON.parse((await list(query)).body.toString()) as Listed
const namesOf = ({ objects }: Listed): readonly unknown[] => objects.map(({ name }) => name)

async function fill(...names: readonly string[]): Promise<void> {
  for (const name of names) await ask('PUT', `${BUCKET}/o/${encodeURIComponent(name)}`, name)
}

test.each(['', '/'])('an empty bucket has an empty list at /o%s', async (slash) => {
  expect(await listed(slash)).toEqual({ objects: [], prefixes: [] })
})

test.each([
  ['', ['a/1', 'a/2', 'b', 'ä', '\ue000', '😀'], []],
  ['?prefix=a', ['a/1', 'a/2'], []],
  ['?prefix=a%2F2', ['a/2'], []],
  ['?prefix=%C3%A4', ['ä'], []],
  ['?prefix=%', [], []],
  ['?start=a/2', ['a/2', 'b', 'ä', '\ue000', '😀'], []],
  ['?startAfter=a/2', ['b', 'ä', '\ue000', '😀'], []],
  ['?end=b', ['a/1', 'a/2'], []],
  ['?start=a/2&end=b', ['a/2'], []],
  ['?delimiter=/', ['b', 'ä', '\ue000', '😀'], ['a/']],
  ['?delimiter=%2F&prefix=a/', ['a/1', 'a/2'], []],
  ['?delimiter=/&end=b', [], ['a/']],
  ['?prefix=&start=&startAfter=&end=&delimiter=&fields=', ['a/1', 'a/2', 'b', 'ä', '\ue000', '😀'], []],
])('%s lists %j', async (query, names, prefixes) => {
  await fill('😀', 'ä', 'b', '\ue000', 'a/2', 'a/1')
  const found = await listed(query)
  expect([namesOf(found), found.prefixes]).toEqual([names, prefixes])
})

test('the next page begins with the name that the last one tells', async () => {
  await fill('a', 'b/1', 'b/2', 'c', 'd')
  const first = await listed('?limit=2&delimiter=/')
  expect(first).toEqual({ objects: [{ name: 'a' }], prefixes: ['b/'], nextStartWith: 'c' })
  expect(await listed('?limit=2&delimiter=/&start=c')).toEqual({
    objects: [{ name: 'c' }, { name: 'd' }],
    prefixes: [],
  })
})

test('an object has the fields that were asked for, in any case, and its name', async () => {
  await fill('a')
  const { headers } = await ask('HEAD', `${BUCKET}/o/a`)
  const at = '2026-11-20T08:00:00.000Z'
  const all = { name: 'a', size: 1, etag: headers.etag, md5: headers['content-md5'], timeCreated: at, timeModified: at }
  expect(await listed('?fields=NAME,size,etag,md5,%20timecreated,timeModified,storageTier,archivalState')).toEqual({
    objects: [{ ...all, storageTier: 'Standard' }],
    prefixes: [],
  })
  expect((await listed('?fields=size')).objects).toEqual([{ name: 'a', size: 1 }])
})

test.each([
  ['limit=0', 'limit'],
  ['limit=-1', 'limit'],
  ['limit=x', 'limit'],
  ['limit=1001', 'limit'],
  ['limit=', 'limit'],
  ['delimiter=a', 'delimiter'],
  ['delimiter=//', 'delimiter'],
  ['fields=name,colour', 'fields'],
  ['fields=constructor', 'fields'],
])('%s is refused', async (query, word) => {
  expect(await list(`?${query}`)).toMatchObject({
    status: 400,
    json: { code: 'InvalidParameter', message: expect.stringContaining(word) },
  })
})

test('objects of other buckets and namespaces are not listed, nor parts of uploads', async () => {
  await ask('PUT', '/n/space/b/other/o/a')
  await ask('PUT', '/n/other/b/bucket/o/a')
  const members = JSON.stringify({ object: 'b' })
  const created = await signAndSend(oci, { method: 'POST', target: `${BUCKET}/u`, body: members })
  const { uploadId } = JSON.parse(created.body.toString()) as { uploadId: string }
  expect((await ask('PUT', `${BUCKET}/u/b?uploadId=${uploadId}&uploadPartNum=1`, 'x')).status).toBe(200)
  expect(await listed()).toEqual({ objects: [], prefixes: [] })
})

test('a replaced object is listed once, as it is by now, and a deleted one no more', async () => {
  await fill('a', 'b')
  await ask('PUT', `${BUCKET}/o/a`, 'longer')
  expect((await listed('?fields=size')).objects).toEqual([
    { name: 'a', size: 6 },
    { name: 'b', size: 1 },
  ])
  await ask('DELETE', `${BUCKET}/o/a`)
  expect(namesOf(await listed())).toEqual(['b'])
})
