// The object store: put and get, in memory and bounded.
import { createHash, randomUUID } from 'node:crypto'
import { errorAnswer, type Answer } from '../http/answer.ts'
import type { Call, Route } from '../http/router.ts'
import { headerValue } from '../protocol/received-request.ts'

interface StoredObject {
  readonly body: Uint8Array
  readonly contentType: string
  readonly contentMd5: string
  readonly etag: string
  readonly lastModified: string
}

const OBJECT = /^\/n\/([^/]+)\/b\/([^/]+)\/o\/(.+)$/s
/** Bounds what empty objects can take. */
const MAX_OBJECTS = 100_000

export function objectStorageRoutes(maxStoredBytes: number, now: () => number): readonly Route[] {
  const objects = new Map<string, StoredObject>()
  let storedBytes = 0
  const put = (call: Call): Answer => {
    const object = createObject(call, now())
    if ('status' in object) return object
    const key = JSON.stringify(call.params)
    const growth = object.body.length - (objects.get(key)?.body.length ?? 0)
    if (storedBytes + growth > maxStoredBytes || objects.size >= MAX_OBJECTS) return quotaExceeded()
    storedBytes += growth
    objects.set(key, object)
    const { etag, contentMd5, lastModified } = object
    const headers = { etag, 'opc-content-md5': contentMd5, 'last-modified': lastModified }
    return { status: 200, headers, body: new Uint8Array() }
  }
  const get = ({ params }: Call): Answer => {
    const object = objects.get(JSON.stringify(params))
    return object === undefined ? objectNotFound(params) : objectAnswer(object)
  }
  return [
    { method: 'PUT', pattern: OBJECT, handle: put },
    { method: 'GET', pattern: OBJECT, handle: get },
  ]
}

function createObject({ request }: Call, nowMs: number): StoredObject | Answer {
  const { body } = request
  const contentMd5 = createHash('md5').update(body).digest('base64')
  const claimedMd5 = headerValue(request, 'content-md5') ?? contentMd5
  if (claimedMd5 !== contentMd5) {
    const message = `The computed MD5 of the request body (${contentMd5}) does not match the Content-MD5 header`
    return errorAnswer(400, { code: 'UnmatchedContentMD5', message })
  }
  return {
    body,
    contentMd5,
    contentType: headerValue(request, 'content-type') ?? 'application/octet-stream',
    etag: randomUUID(),
    lastModified: new Date(nowMs).toUTCString(),
  }
}

const objectAnswer = ({ body, contentType, contentMd5, etag, lastModified }: StoredObject): Answer => ({
  status: 200,
  headers: {
    'content-type': contentType,
    'content-md5': contentMd5,
    etag,
    'last-modified': lastModified,
    // What was uploaded must not become a page of this origin.
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  },
  body,
})

const quotaExceeded = (): Answer =>
  errorAnswer(400, { code: 'QuotaExceeded', message: 'The object store of the emulator is full.' })

const objectNotFound = ([, bucket = '', name = '']: readonly string[]): Answer =>
  errorAnswer(404, {
    code: 'ObjectNotFound',
    message: `The object '${name}' was not found in the bucket '${bucket}'`,
  })
