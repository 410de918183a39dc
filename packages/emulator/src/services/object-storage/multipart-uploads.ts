// Uploads in parts: create, upload a part, commit and abort. The store holds the parts beside the objects, under keys of their own.
import { emptyAnswer, errorAnswer, invalidParameter, jsonAnswer, type Answer } from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import { createOcid } from '../../lib/ids.ts'
import type { ReceivedRequest } from '../../proof/request/received-request.ts'
import type { Buckets, Place } from './buckets.ts'
import type { Description } from './description.ts'
import { identityOf } from './object-answer.ts'
import { keyOf, type ObjectStore, type StoredObject } from './object-store.ts'
import { MAX_PARTS, parseCommit, parsePartNumber, parseUploadDetails } from './parse-upload.ts'
import { refuseWrite } from './preconditions.ts'
import { createObject, md5, quotaExceeded, readUpload, UPLOAD_RULES } from './read-upload.ts'

interface Upload {
  readonly id: string
  readonly place: Place
  readonly description: Description
  /** The keys of its parts. */
  readonly parts: Set<string>
}

interface Ports {
  /** Holds the parts. */
  readonly store: ObjectStore
  readonly buckets: Buckets
  readonly now: () => number
}

const UPLOADS = /^\/n\/([^/]+)\/b\/([^/]+)\/u\/?$/
const UPLOAD = /^\/n\/([^/]+)\/b\/([^/]+)\/u\/(.+)$/s
/** Limits the memory that uploads without parts can take. */
const MAX_UPLOADS = 1000

export function multipartRoutes(uploads: MultipartUploads): readonly Route[] {
  const onUpload =
    (handle: (upload: Upload, call: Call) => Answer) =>
    (call: Call): Answer => {
      const upload = uploads.find(call)
      return upload === undefined ? uploadNotFound() : handle(upload, call)
    }
  return [
    { method: 'POST', pattern: UPLOADS, handle: (call) => uploads.create(call) },
    { method: 'PUT', pattern: UPLOAD, handle: (call) => uploads.addPart(call), rules: UPLOAD_RULES },
    { method: 'POST', pattern: UPLOAD, handle: onUpload((upload, { request }) => uploads.commit(upload, request)) },
    { method: 'DELETE', pattern: UPLOAD, handle: onUpload((upload) => uploads.abort(upload)) },
  ]
}

export class MultipartUploads {
  readonly #store: ObjectStore
  readonly #buckets: Buckets
  readonly #now: () => number
  readonly #uploads = new Map<string, Upload>()

  constructor({ store, buckets, now }: Ports) {
    this.#store = store
    this.#buckets = buckets
    this.#now = now
  }

  /** Forgets the uploads; the store forgets their parts. */
  reset(): void {
    this.#uploads.clear()
  }

  find({ params, query }: Call): Upload | undefined {
    const upload = this.#uploads.get(query.get('uploadId') ?? '')
    return upload !== undefined && keyOf(upload.place) === keyOf(params) ? upload : undefined
  }

  create({ request, params: [namespace = '', bucket = ''] }: Call): Answer {
    const details = parseUploadDetails(request)
    if (typeof details === 'string') return invalidParameter(details)
    const { object, description } = details
    const place = [namespace, bucket, object]
    const refusal = refuseWrite(request, this.#buckets.object(place)?.etag)
    if (refusal !== undefined) return refusal
    if (this.#uploads.size >= MAX_UPLOADS) return quotaExceeded()
    const id = createOcid('upload')
    this.#uploads.set(id, { id, place, description, parts: new Set() })
    const timeCreated = new Date(this.#now()).toISOString()
    return jsonAnswer(200, { namespace, bucket, object, uploadId: id, timeCreated })
  }

  addPart(call: Call): Answer {
    // As OCI does, before it looks for the upload.
    const part = readUpload(call.request, this.#now())
    if ('status' in part) return part
    const upload = this.find(call)
    if (upload === undefined) return uploadNotFound()
    const number = parsePartNumber(call.query.get('uploadPartNum'))
    if (number === undefined) return invalidPartNumber()
    const key = partKey(upload, number)
    const refusal = refuseWrite(call.request, this.#store.get(key)?.etag)
    if (refusal !== undefined) return refusal
    if (!this.#store.put(key, part)) return quotaExceeded()
    upload.parts.add(key)
    return emptyAnswer(200, { etag: part.etag, 'opc-content-md5': part.md5 })
  }

  commit(upload: Upload, request: ReceivedRequest): Answer {
    const refusal = refuseWrite(request, this.#buckets.object(upload.place)?.etag)
    if (refusal !== undefined) return refusal
    const parts = this.#partsToCommit(upload, request)
    if (parts === undefined) return invalidPart()
    const object = createObject({ ...joined(parts), description: upload.description }, this.#now())
    this.abort(upload)
    if (!this.#buckets.putObject(upload.place, object)) return quotaExceeded()
    return emptyAnswer(200, { ...identityOf(object), 'opc-multipart-md5': object.md5 })
  }

  /** Forgets the upload and its parts. */
  abort(upload: Upload): Answer {
    for (const key of upload.parts) this.#store.delete(key)
    this.#uploads.delete(upload.id)
    return emptyAnswer(204)
  }

  /** `undefined` when one of them was not uploaded, or was replaced since. */
  #partsToCommit(upload: Upload, request: ReceivedRequest): readonly StoredObject[] | undefined {
    const found = parseCommit(request)?.map(({ partNum, etag }) => {
      const part = this.#store.get(partKey(upload, partNum))
      return part?.etag === etag ? part : undefined
    })
    return found?.every((part) => part !== undefined) ? found : undefined
  }
}

/** A key that no object has: those have three parts. */
const partKey = ({ id }: Upload, number: number): string => keyOf([id, String(number)])

/** The bytes of parts, and the hash of their hashes. */
function joined(parts: readonly StoredObject[]): Pick<StoredObject, 'body' | 'md5'> {
  const hashes = Buffer.concat(parts.map((part) => Buffer.from(part.md5, 'base64')))
  return { body: Buffer.concat(parts.map(({ body }) => body)), md5: `${md5(hashes)}-${parts.length}` }
}

const uploadNotFound = (): Answer =>
  errorAnswer(404, { code: 'UploadNotFound', message: 'There is no such upload of this object' })

const invalidPartNumber = (): Answer =>
  errorAnswer(400, {
    code: 'InvalidUploadPartNumber',
    message: `uploadPartNum must be an integer from 1 to ${MAX_PARTS}`,
  })

const invalidPart = (): Answer =>
  errorAnswer(400, {
    code: 'InvalidUploadPart',
    message: 'partsToCommit is no list of parts that were uploaded, each once and with its ETag',
  })
