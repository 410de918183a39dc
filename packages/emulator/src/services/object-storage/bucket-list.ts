// The buckets of a namespace: list them, create one.
import { errorAnswer, invalidParameter, jsonAnswer, notFound, type Answer } from '../../frame/service/answer.ts'
import { listAnswer } from '../../frame/service/lists/list-answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import { parseJsonObject } from '../../lib/json-body.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import { bucketDocument, bucketSummary } from './bucket-document.ts'
import type { Buckets } from './buckets.ts'
import { quotaExceeded } from './read-upload.ts'

const BUCKETS = /^\/n\/([^/]+)\/b\/?$/
const BUCKET_NAME = /^[\w.-]{1,256}$/

interface Ports {
  readonly buckets: Buckets
  readonly names: TenancyNames
  readonly isCompartment: (id: string) => boolean
  readonly now: () => number
}

export function bucketListRoutes({ buckets, names, isCompartment, now }: Ports): readonly Route[] {
  const list = ({ params: [namespace = ''], query }: Call): Answer => {
    const compartmentId = query.get('compartmentId') ?? names.compartment
    if (!isCompartment(compartmentId)) return notFound()
    if (query.getAll('fields').some((field) => field !== 'tags')) return invalidParameter('fields can only be "tags"')
    const found = buckets.listed(namespace).filter(({ facts }) => facts.compartmentId === compartmentId)
    return listAnswer({ items: found.map((bucket) => bucketSummary(bucket, names)), filters: [] }, query)
  }
  const create = ({ request, params: [namespace = ''] }: Call): Answer => {
    const members = parseJsonObject(request.body)
    const [name, compartmentId] = [members?.get('name'), members?.get('compartmentId')]
    if (typeof name !== 'string' || !BUCKET_NAME.test(name)) return invalidBucketName()
    if (typeof compartmentId !== 'string' || !isCompartment(compartmentId)) return notFound()
    const made = buckets.create({ namespace, name, compartmentId, createdAt: now(), isCreated: true })
    if (made === 'exists') return bucketExists(name)
    return made === 'full' ? quotaExceeded() : jsonAnswer(200, bucketDocument(made, names), { etag: made.etag })
  }
  return [
    { method: 'GET', pattern: BUCKETS, handle: list },
    { method: 'POST', pattern: BUCKETS, handle: create },
  ]
}

const invalidBucketName = (): Answer =>
  errorAnswer(400, {
    code: 'InvalidBucketName',
    message: 'The name of a bucket has 1 to 256 letters, digits, hyphens, underscores and full stops',
  })

const bucketExists = (name: string): Answer =>
  errorAnswer(409, { code: 'BucketAlreadyExists', message: `The bucket '${name}' exists in this namespace` })
