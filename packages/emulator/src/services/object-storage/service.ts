// Object Storage, in memory and within a limit of bytes.
import { routeService } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { integer } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import { MultipartUploads, multipartRoutes } from './multipart-uploads.ts'
import { objectRoutes } from './objects.ts'
import { ObjectStore } from './object-store.ts'

/** What of Object Storage can be chosen. */
export interface ObjectStorageOptions {
  /** Bytes the object store holds in memory; beyond it uploads are answered with `QuotaExceeded`. @defaultValue 536_870_912 (512 MiB) */
  readonly maxStoredBytes?: number | undefined
}

const MIB = 1024 * 1024

export const objectStorage: ServiceRow<ObjectStorageOptions> = {
  optionNames: namesOf<ObjectStorageOptions>({ maxStoredBytes: true }),
  start: ({ tenancy, now }, { maxStoredBytes = 512 * MIB }) => {
    const store = new ObjectStore(integer('maxStoredBytes', maxStoredBytes, 8192 * MIB))
    const uploads = new MultipartUploads(store, now)
    return {
      ...routeService(tenancy, [...objectRoutes(store, now), ...multipartRoutes(uploads)]),
      reset: () => {
        store.reset()
        uploads.reset()
      },
    }
  },
}
