// One bucket: get and delete it.
import { emptyAnswer, errorAnswer, jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import { bucketDocument } from './bucket-document.ts'
import { bucketNotFound, type Buckets } from './buckets.ts'
import { refuseWrite } from './preconditions.ts'
import { quotaExceeded } from './read-upload.ts'

const BUCKET = /^\/n\/([^/]+)\/b\/([^/]+)\/?$/

export function oneBucketRoutes(buckets: Buckets, names: TenancyNames): readonly Route[] {
  const get = ({ params }: Call): Answer => {
    const bucket = buckets.find(params)
    if (bucket === undefined) return bucketNotFound(params)
    return jsonAnswer(200, bucketDocument(bucket, names), { etag: bucket.etag })
  }
  const remove = ({ request, params }: Call): Answer => {
    const bucket = buckets.find(params)
    if (bucket === undefined) return bucketNotFound(params)
    const refusal = refuseWrite(request, bucket.etag)
    if (refusal !== undefined) return refusal
    if (bucket.names.size > 0) return bucketNotEmpty(bucket.facts.name)
    return buckets.delete(params) ? emptyAnswer(204) : quotaExceeded()
  }
  return [
    { method: 'GET', pattern: BUCKET, handle: get },
    { method: 'DELETE', pattern: BUCKET, handle: remove },
  ]
}

const bucketNotEmpty = (name: string): Answer =>
  errorAnswer(409, { code: 'BucketNotEmpty', message: `The bucket '${name}' has objects` })
