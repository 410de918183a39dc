// Oracle's ObjectStorageClient: bodies of every kind that it takes, unsigned as the SDK asks for, and uploads in parts.
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { apiKeySigner, emulated, sessionSigner } from '@x-tools/emulated'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { type ObjectStorageClient, UploadManager, type requests } from 'oci-objectstorage'
import { describe, expect, test } from 'vitest'
import { createOciHttpClient } from '../src/index.ts'
import { objectStorageClient, silenceWarnings, withoutPauses } from './clients.ts'

const oci = emulated()
silenceWarnings()

const clientOf = (signer = apiKeySigner(oci())): ObjectStorageClient =>
  objectStorageClient(createOciHttpClient(signer), oci().url)
const at = (objectName: string) => ({ namespaceName: 'n', bucketName: 'b', objectName })
const bytesOf = async ({ value }: { value: unknown }): Promise<Buffer> =>
  Buffer.from(await new Response(value as ReadableStream).arrayBuffer())

type Body = NonNullable<requests.PutObjectRequest['putObjectBody']>

const MEGABYTE = randomBytes(1_048_576)
/** What is put, its bytes, and the type that the object gets. */
const BODIES: Readonly<Record<string, readonly [open: () => Body, bytes: Uint8Array, type: string]>> = {
  text: [() => 'é', Buffer.from('é'), 'text/plain;charset=UTF-8'],
  'empty text': [() => '', Buffer.alloc(0), 'text/plain;charset=UTF-8'],
  'a Buffer': [() => Buffer.from([0, 255, 10]), Buffer.from([0, 255, 10]), 'application/octet-stream'],
  'a part of a Buffer': [() => MEGABYTE.subarray(3, 9), MEGABYTE.subarray(3, 9), 'application/octet-stream'],
  'an empty Buffer': [() => Buffer.alloc(0), Buffer.alloc(0), 'application/octet-stream'],
  'a megabyte': [() => MEGABYTE, MEGABYTE, 'application/octet-stream'],
  'a Blob': [() => new Blob([MEGABYTE], { type: 'image/png' }), MEGABYTE, 'image/png'],
  'a Node stream': [
    () => Readable.from([MEGABYTE, Buffer.from('é')]),
    Buffer.concat([MEGABYTE, Buffer.from('é')]),
    'application/octet-stream',
  ],
  'a web stream': [() => new Blob([MEGABYTE]).stream(), MEGABYTE, 'application/octet-stream'],
}

describe.each(Object.entries(BODIES))('%s', (name, [open, bytes, type]) => {
  test('is put with its length, and got as it was', async () => {
    const client = clientOf()
    const count = oci().requests.length
    await client.putObject({ ...at(name), putObjectBody: open(), contentLength: bytes.length })
    const got = await client.getObject(at(name))
    expect((await bytesOf(got)).equals(bytes)).toBe(true)
    expect([got.contentLength ?? 0, got.contentType]).toEqual([bytes.length, type])
    const [put] = oci().requests.slice(count)
    expect(put).toMatchObject({ verdict: 'accepted', bodyBytes: bytes.length })
    expect(put?.headers).not.toHaveProperty('x-content-sha256')
    expect(put?.headers).not.toHaveProperty('transfer-encoding')
  })

  test('is put where the SDK finds out its length, and backs it up', async () => {
    const client = clientOf()
    const retryConfiguration = { ...withoutPauses, backupBinaryBody: true }
    for (const length of [{}, { contentLength: bytes.length }]) {
      await client.putObject({ ...at(name), ...length, putObjectBody: open(), retryConfiguration })
      expect((await bytesOf(await client.getObject(at(name)))).equals(bytes)).toBe(true)
    }
  })
})

describe('an object', () => {
  test('is looked at, found unchanged, and deleted, whatever its name', async () => {
    const client = clientOf()
    await client.putObject({ ...at('a/b c#é?'), putObjectBody: 'a,b', contentType: 'text/csv', opcMeta: { a: 'b' } })
    const head = await client.headObject(at('a/b c#é?'))
    expect([head.contentLength, head.eTag]).toEqual([3, expect.any(String)])
    const unchanged = await rejectionOf(client.getObject({ ...at('a/b c#é?'), ifNoneMatch: head.eTag }))
    expect(unchanged).toMatchObject({ statusCode: 304 })
    expect(await client.deleteObject(at('a/b c#é?'))).toMatchObject({ lastModified: expect.any(String) })
    expect(await rejectionOf(client.headObject(at('a/b c#é?')))).toMatchObject({ statusCode: 404 })
  })

  test.each(['.', '..'])('called "%s" is refused: the request would reach the bucket', async (name) => {
    const count = oci().requests.length
    const error = await rejectionOf(clientOf().deleteObject(at(name)))
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('another resource') })
    expect(oci().requests.length).toBe(count)
  })

  test('whose length is given in characters is refused at once, and nothing is cut off', async () => {
    const count = oci().requests.length
    const put = clientOf().putObject({ ...at('cut'), putObjectBody: 'é', contentLength: 1 })
    expect(await rejectionOf(put)).toMatchObject({
      code: 'ERR_SIGNING',
      message: expect.stringContaining('content-length'),
    })
    expect(oci().requests.length).toBe(count)
  })
})

describe('an upload', () => {
  test('in parts goes out in as many requests, each accepted', async () => {
    const body = randomBytes(1_000_000)
    const manager = new UploadManager(clientOf(), { partSize: 300_000, maxConcurrentUploads: 2, enforceMD5: true })
    const count = oci().requests.length
    const { multipartMd5 } = await manager.upload({
      content: { stream: Readable.from([body]) },
      requestDetails: at('parts'),
    })
    expect(multipartMd5).toMatch(/-4$/)
    expect((await bytesOf(await clientOf().getObject(at('parts')))).equals(body)).toBe(true)
    const sent = oci().requests.slice(count)
    expect(
      sent
        .filter(({ method }) => method === 'PUT')
        .map(({ bodyBytes }) => bodyBytes)
        .toSorted(),
    ).toEqual([100_000, 300_000, 300_000, 300_000])
    expect(sent.every(({ verdict }) => verdict === 'accepted')).toBe(true)
  })

  test('in one piece, of a session that was revoked, renews it and is sent again', async () => {
    const signer = sessionSigner(oci())
    const client = objectStorageClient(createOciHttpClient(signer), oci().url)
    const manager = new UploadManager(client, { partSize: 2_000_000 })
    await client.headObject(at('none')).catch(() => {})
    oci().revoke(String(signer.tokens[0]))
    const { contentMd5 } = await manager.upload({
      content: { stream: Readable.from([MEGABYTE]) },
      requestDetails: at('one'),
      singleUpload: true,
    })
    expect(contentMd5).toBe(createHash('md5').update(MEGABYTE).digest('base64'))
    expect(signer.tokens.length).toBe(2)
  })
})
