// The object store over real HTTP: preconditions, room, deletion.
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey, maxStoredBytes: 5000 })
})
afterEach(() => oci.close())

const LOCK = '/n/space/b/bucket/o/lock'
const ask = (method: string, target: string, headers = {}, body = ''): Promise<Received> =>
  signAndSend(oci, { method, target, headers, body }, { names: ['date', '(request-target)', 'host'] })
const put = (body: string, headers = {}, target = LOCK): Promise<Received> => ask('PUT', target, headers, body)
const textOf = async (target = LOCK): Promise<string> => (await ask('GET', target)).body.toString()
const etagOf = ({ headers }: Received): string => String(headers.etag)

describe('a write', () => {
  test('that creates only what is absent succeeds once', async () => {
    const [first, second] = [await put('mine', { 'if-none-match': '*' }), await put('yours', { 'if-none-match': '*' })]
    expect(first.status).toBe(200)
    expect(second).toMatchObject({ status: 412, json: { code: 'IfNoneMatchFailed' } })
    expect(await textOf()).toBe('mine')
  })

  test('that replaces only what it has seen succeeds until another replaced it', async () => {
    const etag = etagOf(await put('first'))
    const next = await put('second', { 'if-match': etag })
    expect(next.status).toBe(200)
    expect(etagOf(next)).not.toBe(etag)
    expect(await put('third', { 'if-match': etag })).toMatchObject({ status: 412, json: { code: 'IfMatchFailed' } })
    expect(await textOf()).toBe('second')
  })

  test('that replaces what is not there is refused, whatever it has seen', async () => {
    for (const tag of ['x', '*']) {
      expect(await put('a', { 'if-match': tag })).toMatchObject({ status: 412, json: { code: 'IfMatchFailed' } })
    }
    expect((await ask('GET', LOCK)).status).toBe(404)
  })

  test.each(['x', '"x"', '*, x'])('cannot name the tag %j that it wants to miss', async (tag) => {
    expect(await put('a', { 'if-none-match': tag })).toMatchObject({
      status: 400,
      json: { code: 'IfNoneMatchDisallowed', message: 'The If-None-Match header of a write can only be "*"' },
    })
  })

  test.each<[string, (etag: string) => string]>([
    ['in quotes', (etag) => `"${etag}"`],
    ['weak', (etag) => `W/"${etag}"`],
    ['among others', (etag) => `x , ${etag}`],
    ['as any', () => '*'],
  ])('may give the tag %s', async (_, write) => {
    const etag = etagOf(await put('first'))
    expect((await put('second', { 'if-match': write(etag) })).status).toBe(200)
  })

  test.each<[string, (etag: string) => string]>([
    ['cut off', (etag) => etag.slice(1)],
    ['with more behind it', (etag) => `${etag}0`],
    ['half in quotes', (etag) => `"${etag}`],
    ['empty', () => ''],
  ])('is refused with the tag %s', async (_, write) => {
    const etag = etagOf(await put('first'))
    expect((await put('second', { 'if-match': write(etag) })).json.code).toBe('IfMatchFailed')
  })

  test('that must both match and miss is refused for the first that fails', async () => {
    const etag = etagOf(await put('first'))
    expect((await put('b', { 'if-match': 'x', 'if-none-match': '*' })).json.code).toBe('IfMatchFailed')
    expect((await put('b', { 'if-match': etag, 'if-none-match': '*' })).json.code).toBe('IfNoneMatchFailed')
  })

  test('without a length is refused before its preconditions are looked at', async () => {
    const headers = { 'content-length': undefined, 'transfer-encoding': 'chunked', 'if-match': 'x' }
    expect((await put('a', headers)).status).toBe(411)
  })
})

describe('a read', () => {
  test('of what has not changed is answered with 304, without a body', async () => {
    const etag = etagOf(await put('text'))
    for (const method of ['GET', 'HEAD']) {
      for (const tags of [etag, '*', `"${etag}", x`]) {
        const answer = await ask(method, LOCK, { 'if-none-match': tags })
        expect(answer).toMatchObject({ status: 304, headers: { etag } })
        expect([answer.body.length, answer.headers['content-length']]).toEqual([0, undefined])
      }
    }
  })

  test('of what has changed gives the new text', async () => {
    const etag = etagOf(await put('old'))
    await put('new')
    expect((await ask('GET', LOCK, { 'if-none-match': etag })).body.toString()).toBe('new')
    expect(await ask('GET', LOCK, { 'if-match': etag })).toMatchObject({
      status: 412,
      json: { code: 'IfMatchFailed', message: 'The If-Match header does not match the ETag of what is there' },
    })
  })

  test('of what has stayed as it was gives it', async () => {
    const etag = etagOf(await put('text'))
    expect((await ask('GET', LOCK, { 'if-match': etag, 'if-none-match': 'x' })).body.toString()).toBe('text')
  })

  test('of what is not there is answered with 404, whatever its preconditions', async () => {
    expect((await ask('GET', LOCK, { 'if-match': 'x', 'if-none-match': '*' })).json.code).toBe('ObjectNotFound')
  })
})

describe('a deletion', () => {
  test('takes the object away, and its bytes', async () => {
    await put('x'.repeat(4000))
    expect((await put('y'.repeat(4000), {}, `${LOCK}2`)).json.code).toBe('QuotaExceeded')
    const answer = await ask('DELETE', LOCK)
    expect(answer).toMatchObject({ status: 204, headers: { 'last-modified': expect.stringMatching(/ GMT$/) } })
    expect((await ask('GET', LOCK)).status).toBe(404)
    expect((await put('y'.repeat(4000), {}, `${LOCK}2`)).status).toBe(200)
  })

  test('of what was replaced is refused', async () => {
    const etag = etagOf(await put('first'))
    const next = etagOf(await put('second'))
    expect((await ask('DELETE', LOCK, { 'if-match': etag })).json.code).toBe('IfMatchFailed')
    expect(await textOf()).toBe('second')
    expect((await ask('DELETE', LOCK, { 'if-match': next })).status).toBe(204)
  })

  test('of what is not there is answered with 404', async () => {
    expect(await ask('DELETE', LOCK)).toMatchObject({ status: 404, json: { code: 'ObjectNotFound' } })
  })
})

describe('room', () => {
  test('is taken by names, too', async () => {
    const target = (n: number): string => `${LOCK}${n}${'x'.repeat(1000)}`
    const statuses: number[] = []
    for (const n of [1, 2, 3, 4, 5]) statuses.push((await put('', {}, target(n))).status)
    expect(statuses).toEqual([200, 200, 200, 200, 400])
    expect((await ask('GET', target(5))).status).toBe(404)
  })

  test('is taken by the bytes of a name, not by its characters', async () => {
    const name = encodeURIComponent('é'.repeat(500))
    const statuses: number[] = []
    for (const n of [1, 2, 3, 4, 5]) statuses.push((await put('', {}, `${LOCK}${n}${name}`)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 400])
  })

  test.each(['content-type', 'cache-control', 'opc-meta-a'])('is taken by %s, too', async (name) => {
    expect((await put('', { [name]: 'x'.repeat(5000) })).json.code).toBe('QuotaExceeded')
  })

  test('is taken to the last byte, and no further', async () => {
    const taken = JSON.stringify(['space', 'bucket', 'lock']).length + 'content-typetext/plain'.length
    const headers = { 'content-type': 'text/plain' }
    expect((await put('x'.repeat(5001 - taken), headers)).json.code).toBe('QuotaExceeded')
    expect((await put('x'.repeat(5000 - taken), headers)).status).toBe(200)
    expect((await put('y'.repeat(5000 - taken), headers)).status).toBe(200)
    expect((await put('', headers, `${LOCK}2`)).json.code).toBe('QuotaExceeded')
  })

  test('that a replacement does not have leaves the old object', async () => {
    await put('old')
    expect((await put('x'.repeat(5000))).json.code).toBe('QuotaExceeded')
    expect(await textOf()).toBe('old')
  })
})

test('an object has its type, hash and time', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
  const md5 = createHash('md5').update('text').digest('base64')
  const stored = await put('text', { 'content-type': undefined, 'content-md5': md5 })
  expect(stored.headers).toMatchObject({ 'opc-content-md5': md5, 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' })
  expect((await ask('GET', LOCK)).headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-md5': md5,
    'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT',
    'version-id': stored.headers['version-id'],
    'storage-tier': 'Standard',
    'accept-ranges': 'bytes',
  })
})

test('an object whose hash is another is told both hashes', async () => {
  const md5 = createHash('md5').update('text').digest('base64')
  expect((await put('text', { 'content-md5': 'AAAA' })).json.message).toBe(
    `The computed MD5 of the request body (${md5}) does not match the Content-MD5 header (AAAA)`,
  )
})
