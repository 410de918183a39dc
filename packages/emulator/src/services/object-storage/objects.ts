// Objects as a whole: put, get and delete.
import { errorAnswer, type Answer } from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import { keyOf, type ObjectStore, type StoredObject } from './object-store.ts'
import { refuseRead, refuseWrite } from './preconditions.ts'
import { quotaExceeded, readUpload, UPLOAD_RULES } from './read-upload.ts'

const OBJECT = /^\/n\/([^/]+)\/b\/([^/]+)\/o\/(.+)$/s

export function objectRoutes(store: ObjectStore, now: () => number): readonly Route[] {
  const put = ({ request, params }: Call): Answer => {
    const key = keyOf(params)
    const object = readUpload(request, now())
    if ('status' in object) return object
    return refuseWrite(request, store.get(key)?.etag) ?? (store.put(key, object) ? putAnswer(object) : quotaExceeded())
  }
  const get = ({ request, params }: Call): Answer => {
    const object = store.get(keyOf(params))
    return object === undefined ? objectNotFound(params) : (refuseRead(request, object.etag) ?? objectAnswer(object))
  }
  const remove = ({ request, params }: Call): Answer => {
    const key = keyOf(params)
    const object = store.get(key)
    const refusal = object === undefined ? objectNotFound(params) : refuseWrite(request, object.etag)
    if (refusal !== undefined) return refusal
    store.delete(key)
    return { status: 204, headers: { 'last-modified': new Date(now()).toUTCString() }, body: new Uint8Array() }
  }
  return [
    { method: 'PUT', pattern: OBJECT, handle: put, rules: UPLOAD_RULES },
    { method: 'GET', pattern: OBJECT, handle: get },
    { method: 'DELETE', pattern: OBJECT, handle: remove },
  ]
}

const putAnswer = ({ etag, contentMd5, lastModified }: StoredObject): Answer => ({
  status: 200,
  headers: { etag, 'opc-content-md5': contentMd5, 'last-modified': lastModified },
  body: new Uint8Array(),
})

const objectAnswer = ({ body, contentType, contentMd5, etag, lastModified }: StoredObject): Answer => ({
  status: 200,
  headers: {
    'content-type': contentType,
    'content-md5': contentMd5,
    etag,
    'last-modified': lastModified,
    // A browser must not show an uploaded document as a page of this origin, which could read the inspector.
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  },
  body,
})

const objectNotFound = ([, bucket = '', name = '']: readonly string[]): Answer =>
  errorAnswer(404, {
    code: 'ObjectNotFound',
    message: `The object '${name}' was not found in the bucket '${bucket}'`,
  })
