// What reads of objects give back beside the bytes, and parts of them, over real HTTP.
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

const OBJECT = '/n/space/b/bucket/o/object'
/** As bytes: Node writes the headers before a text as UTF-8. */
const ask = (method: string, target: string, headers = {}, body = ''): Promise<Received> =>
  signAndSend(
    oci,
    { method, target, headers, body: Buffer.from(body) },
    { names: ['date', '(request-target)', 'host'] },
  )
const put = (body: string, headers = {}, target = OBJECT): Promise<Received> => ask('PUT', target, headers, body)
const post = (target: string, members: object): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target, body: JSON.stringify(members) })

describe('a range', () => {
  test.each([
    ['bytes=2-4', 'cde', 'bytes 2-4/10'],
    ['bytes=0-0', 'a', 'bytes 0-0/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-3', 'hij', 'bytes 7-9/10'],
    ['bytes=-99', 'abcdefghij', 'bytes 0-9/10'],
    ['bytes=5-999999999999999999999', 'fghij', 'bytes 5-9/10'],
    ['BYTES= 1-1 ', 'b', 'bytes 1-1/10'],
  ])('%s gives %j', async (range, text, told) => {
    await put('abcdefghij')
    const { status, body, headers } = await ask('GET', OBJECT, { range })
    expect([status, body.toString(), headers['content-range']]).toEqual([206, text, told])
    expect(headers['content-length']).toBe(String(text.length))
    expect(headers['content-md5']).toBe(createHash('md5').update('abcdefghij').digest('base64'))
  })

  test.each([
    'bytes=10-',
    'bytes=4-2',
    'bytes=-0',
    'bytes=-',
    'bytes=',
    'bytes=0-1,3-4',
    'bytes=a-b',
    'bytes=7-null',
    'bytes=1--2',
  ])('%s is refused, and the length told', async (range) => {
    await put('abcdefghij')
    expect(await ask('GET', OBJECT, { range })).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */10', 'content-type': 'application/json' },
      json: { code: 'InvalidRange' },
    })
  })

  test.each(['bytes=0-', 'bytes=-1', 'bytes=0-0'])('%s of an empty object is refused', async (range) => {
    await put('')
    expect(await ask('GET', OBJECT, { range })).toMatchObject({ status: 416, json: { code: 'InvalidRange' } })
  })

  test.each(['items=0-1', '0-1', ''])('%j, which is not of bytes, is ignored', async (range) => {
    await put('abcdefghij')
    const { status, body } = await ask('GET', OBJECT, { range })
    expect([status, body.toString()]).toEqual([200, 'abcdefghij'])
  })

  test('does not matter to a request for the headers, nor to one whose precondition fails', async () => {
    const { headers } = await put('abcdefghij')
    const head = await ask('HEAD', OBJECT, { range: 'bytes=0-1' })
    expect([head.status, head.headers['content-length'], head.headers['content-range']]).toEqual([200, '10', undefined])
    expect((await ask('GET', OBJECT, { range: 'bytes=99-', 'if-none-match': headers.etag })).status).toBe(304)
    expect((await ask('GET', OBJECT, { range: 'bytes=99-', 'if-match': 'x' })).json.code).toBe('IfMatchFailed')
  })
})

describe('what describes an object', () => {
  const DESCRIBED = {
    'content-type': 'text/csv; charset=utf-8',
    'content-language': 'de',
    'content-encoding': 'identity',
    'content-disposition': 'attachment; filename="a.csv"',
    'cache-control': 'no-cache',
    'opc-meta-owner': 'Zoë',
    'opc-meta-': 'no name',
    'opc-meta-__proto__': 'x',
  }

  test('comes back as it was given, to GET and HEAD and with a part', async () => {
    await put('abc', { ...DESCRIBED, 'OPC-Meta-Upper': 'U', 'x-other': 'no' })
    for (const [method, headers] of [
      ['GET', {}],
      ['HEAD', {}],
      ['GET', { range: 'bytes=0-0' }],
    ] as const) {
      const answer = await ask(method, OBJECT, headers)
      expect(answer.headers).toMatchObject({ ...DESCRIBED, 'opc-meta-upper': 'U' })
      expect(answer.headers['x-other']).toBeUndefined()
    }
  })

  test('goes when the object is replaced', async () => {
    await put('abc', DESCRIBED)
    await put('abc', { 'content-type': undefined })
    const { headers } = await ask('GET', OBJECT)
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(Object.keys(headers).filter((name) => name.startsWith('opc-meta-') || name === 'cache-control')).toEqual([])
  })

  test('never takes the place of what the service says, nor lets a page of its origin be made', async () => {
    const stored = await put('<script>alert(1)</script>', {
      'content-type': 'text/html',
      'content-security-policy': "default-src 'unsafe-inline'",
      etag: 'x',
      'last-modified': 'x',
    })
    expect((await ask('GET', OBJECT)).headers).toMatchObject({
      'content-type': 'text/html',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      etag: stored.headers.etag,
      'last-modified': expect.stringMatching(/ GMT$/),
    })
  })

  test('may come in the JSON that begins an upload in parts, with or without the prefix', async () => {
    const created = await post('/n/space/b/bucket/u', {
      object: 'object',
      contentType: 'text/csv',
      contentLanguage: 'de',
      metadata: { Owner: 'Ann', 'opc-meta-team': 'A' },
    })
    const { uploadId } = JSON.parse(created.body.toString()) as { uploadId: string }
    const target = `/n/space/b/bucket/u/object?uploadId=${uploadId}`
    const part = await ask('PUT', `${target}&uploadPartNum=1`, {}, 'abc')
    await post(target, { partsToCommit: [{ partNum: 1, etag: part.headers.etag }] })
    const { headers } = await ask('HEAD', OBJECT)
    expect(headers).toMatchObject({
      'content-type': 'text/csv',
      'content-language': 'de',
      'opc-meta-owner': 'Ann',
      'opc-meta-team': 'A',
      'opc-multipart-md5': expect.stringMatching(/=-1$/),
    })
    expect(headers['content-md5']).toBeUndefined()
  })

  test.each([
    [{ contentType: 'a\r\nset-cookie: b' }],
    [{ cacheControl: 'a\nb' }],
    [{ contentLanguage: '日本' }],
    [{ contentDisposition: 'x'.repeat(9000) }],
    [{ metadata: { 'a b': 'x' } }],
    [{ metadata: { 'a\r\nb': 'x' } }],
    [{ metadata: { a: '\0' } }],
    [{ metadata: { a: 7 } }],
    [{ metadata: 'text' }],
  ])('is refused where no header could hold it: %j', async (members) => {
    const answer = await post('/n/space/b/bucket/u', { object: 'object', ...members })
    expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
    expect(answer.json.message).toMatch(/header/)
  })
})

test('an object of another version is not there', async () => {
  const stored = await put('abc')
  const version = String(stored.headers['version-id'])
  expect((await ask('GET', `${OBJECT}?versionId=${version}`)).body.toString()).toBe('abc')
  await put('next')
  expect((await ask('GET', `${OBJECT}?versionId=${version}`)).json.code).toBe('ObjectNotFound')
  expect((await ask('DELETE', `${OBJECT}?versionId=${version}`)).json.code).toBe('ObjectNotFound')
  expect((await ask('GET', OBJECT)).body.toString()).toBe('next')
})

test('the id that a client gives its request comes back as it is', async () => {
  const headers = { 'opc-client-request-id': 'a/b c' }
  for (const answer of [
    await put('abc', headers),
    await ask('GET', `${OBJECT}x`, headers),
    await ask('GET', '/n', headers),
  ])
    expect(answer.headers['opc-client-request-id']).toBe('a/b c')
  expect((await ask('GET', '/n')).headers['opc-client-request-id']).toBeUndefined()
})

test.each([
  '..',
  '.',
  '../../x',
  'a/../b',
  '/',
  '//',
  'a//b',
  ' ',
  '%',
  '%2F',
  '<script>',
  '__proto__',
  '😀',
  '?#&=+;',
])('an object can be called %j, and is no other', async (name) => {
  const target = `/n/space/b/bucket/o/${encodeURIComponent(name).replaceAll('.', '%2E')}`
  await put(name, {}, target)
  expect((await ask('GET', target)).body.toString()).toBe(name)
  const listed = await ask('GET', '/n/space/b/bucket/o')
  expect(JSON.parse(listed.body.toString())).toEqual({ objects: [{ name }], prefixes: [] })
  expect((await ask('DELETE', target)).status).toBe(204)
})

test.each(['%00', 'a%0Ab', 'a%0D', 'x'.repeat(1025), '%C3%A9'.repeat(513)])(
  'an object cannot be called %j',
  async (name) => {
    expect(await put('x', {}, `/n/space/b/bucket/o/${name}`)).toMatchObject({
      status: 400,
      json: { code: 'InvalidObjectName' },
    })
  },
)
