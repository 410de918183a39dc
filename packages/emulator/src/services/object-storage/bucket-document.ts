// What is told of a bucket, by itself and in a list.
import { createHash } from 'node:crypto'
import { regionKey } from '../../tenancy/regions.ts'
import type { TenancyNames } from '../../tenancy/tenancy.ts'
import type { Bucket } from './bucket.ts'

export function bucketSummary({ facts, etag }: Bucket, { user }: Pick<TenancyNames, 'user'>): object {
  const { namespace, name, compartmentId, createdAt } = facts
  return { namespace, name, compartmentId, createdBy: user, timeCreated: new Date(createdAt).toISOString(), etag }
}

export function bucketDocument(bucket: Bucket, names: TenancyNames): object {
  const unique = createHash('sha256').update(bucket.etag).digest('hex').slice(0, 52)
  return {
    ...bucketSummary(bucket, names),
    id: `ocid1.bucket.oc1.${regionKey(names.region)?.toLowerCase() ?? ''}.aaaaaaaa${unique}`,
    metadata: {},
    publicAccessType: 'NoPublicAccess',
    storageTier: 'Standard',
    objectEventsEnabled: false,
    replicationEnabled: false,
    isReadOnly: false,
    versioning: 'Disabled',
    freeformTags: {},
    definedTags: {},
  }
}
