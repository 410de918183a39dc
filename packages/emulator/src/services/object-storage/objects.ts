// Objects as a whole: put, get, list and delete.
import { emptyAnswer, errorAnswer, type Answer } from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import type { Buckets } from './buckets.ts'
import { listObjects } from './list-objects.ts'
import { identityOf, objectAnswer } from './object-answer.ts'
import { isObjectName } from './object-name.ts'
import type { StoredObject } from './object-store.ts'
import { refuseRead, refuseWrite } from './preconditions.ts'
import { quotaExceeded, readUpload, UPLOAD_RULES } from './read-upload.ts'

const OBJECTS = /^\/n\/([^/]+)\/b\/([^/]+)\/o\/?$/
const OBJECT = /^\/n\/([^/]+)\/b\/([^/]+)\/o\/(.+)$/s

export function objectRoutes(buckets: Buckets, now: () => number): readonly Route[] {
  const put = ({ request, params }: Call): Answer => {
    const object = readUpload(request, now())
    if ('status' in object) return object
    if (!isObjectName(params[2] ?? '')) return invalidObjectName()
    const refusal = refuseWrite(request, buckets.object(params)?.etag)
    if (refusal !== undefined) return refusal
    return buckets.putObject(params, object) ? putAnswer(object) : quotaExceeded()
  }
  const find = ({ params, query }: Call): StoredObject | undefined => {
    const object = buckets.object(params)
    const version = query.get('versionId')
    return version === null || version === object?.versionId ? object : undefined
  }
  const get = (call: Call): Answer => {
    const object = find(call)
    if (object === undefined) return objectNotFound(call)
    return refuseRead(call.request, object.etag) ?? objectAnswer(call.request, object)
  }
  const remove = (call: Call): Answer => {
    const object = find(call)
    const refusal = object === undefined ? objectNotFound(call) : refuseWrite(call.request, object.etag)
    if (refusal !== undefined) return refusal
    buckets.deleteObject(call.params)
    return emptyAnswer(204, { 'last-modified': new Date(now()).toUTCString() })
  }
  return [
    { method: 'GET', pattern: OBJECTS, handle: (call) => listObjects(buckets, call) },
    { method: 'PUT', pattern: OBJECT, handle: put, rules: UPLOAD_RULES },
    { method: 'GET', pattern: OBJECT, handle: get },
    { method: 'DELETE', pattern: OBJECT, handle: remove },
  ]
}

const putAnswer = (object: StoredObject): Answer =>
  emptyAnswer(200, { ...identityOf(object), 'opc-content-md5': object.md5 })

const objectNotFound = ({ params: [, bucket = '', name = ''] }: Call): Answer =>
  errorAnswer(404, {
    code: 'ObjectNotFound',
    message: `The object '${name}' was not found in the bucket '${bucket}'`,
  })

const invalidObjectName = (): Answer =>
  errorAnswer(400, {
    code: 'InvalidObjectName',
    message: 'The name of an object is text of 1 to 1024 bytes without NUL, CR and LF',
  })
