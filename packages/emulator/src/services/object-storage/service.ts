// Object Storage, in memory and within a limit of bytes.
import type { Answer } from '../../frame/service/answer.ts'
import { routeService, type Call, type Route } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { integer } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { headerValue } from '../../proof/request/received-request.ts'
import { bucketListRoutes } from './bucket-list.ts'
import { bucketNotFound, Buckets } from './buckets.ts'
import { MultipartUploads, multipartRoutes } from './multipart-uploads.ts'
import { namespaceRoute } from './namespace.ts'
import { objectRoutes } from './objects.ts'
import { ObjectStore } from './object-store.ts'
import { oneBucketRoutes } from './one-bucket.ts'

/** What of Object Storage can be chosen. */
export interface ObjectStorageOptions {
  /** Bytes the object store holds in memory; beyond it uploads are answered with `QuotaExceeded`. @defaultValue 536_870_912 (512 MiB) */
  readonly maxStoredBytes?: number | undefined
}

const MIB = 1024 * 1024

export const objectStorage: ServiceRow<ObjectStorageOptions> = {
  optionNames: namesOf<ObjectStorageOptions>({ maxStoredBytes: true }),
  start: ({ tenancy, now }, { maxStoredBytes = 512 * MIB }) => {
    const { names } = tenancy
    const store = new ObjectStore(integer('maxStoredBytes', maxStoredBytes, 8192 * MIB))
    const buckets = new Buckets(store, { compartmentId: names.compartment, createdAt: now() })
    const uploads = new MultipartUploads({ store, buckets, now })
    const inBucket = [...objectRoutes(buckets, now), ...multipartRoutes(uploads)]
    const isCompartment = (id: string): boolean => id === names.tenancy || id === names.compartment
    const routes = [
      namespaceRoute(isCompartment),
      ...bucketListRoutes({ buckets, names, isCompartment, now }),
      ...oneBucketRoutes(buckets, names),
      ...withHandle(inBucket, (handle, call) =>
        buckets.find(call.params) === undefined ? bucketNotFound(call.params) : handle(call),
      ),
    ]
    return {
      ...routeService(tenancy, withHandle(routes, withClientRequestId)),
      yieldsToUpstream: true,
      reset: () => {
        store.reset()
        buckets.reset()
        uploads.reset()
      },
    }
  },
}

type Handle = Route['handle']

const withHandle = (routes: readonly Route[], around: (handle: Handle, call: Call) => Answer): readonly Route[] =>
  routes.map((route) => ({ ...route, handle: (call) => around(route.handle, call) }))

/** Only Object Storage has an id of the client beside the one that every service has, and gives it back as it is. */
function withClientRequestId(handle: Handle, call: Call): Answer {
  const answer = handle(call)
  const id = headerValue(call.request, 'opc-client-request-id')
  return id === undefined ? answer : { ...answer, headers: { ...answer.headers, 'opc-client-request-id': id } }
}
