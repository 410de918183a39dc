// The calls of the identity service that a bootstrap needs.
import type { ServiceOperation } from '@x/http'

export interface Subscription {
  readonly regionName: string
  readonly isHomeRegion: boolean
}

export interface ListedKey {
  readonly fingerprint: string
  /** The public key, PEM. */
  readonly keyValue: string
  readonly timeCreated: string
}

export const listSubscriptions = (tenancyId: string): ServiceOperation<readonly Subscription[]> => ({
  operation: 'ListRegionSubscriptions',
  method: 'GET',
  path: '/tenancies/{tenancyId}/regionSubscriptions',
  pathParams: { tenancyId },
  parse: (json) =>
    listOf(json).map(({ regionName, isHomeRegion }) => ({
      regionName: textOf(regionName),
      isHomeRegion: isHomeRegion === true,
    })),
})

export const listApiKeys = (userId: string): ServiceOperation<readonly ListedKey[]> => ({
  operation: 'ListApiKeys',
  method: 'GET',
  path: '/users/{userId}/apiKeys',
  pathParams: { userId },
  parse: (json) =>
    listOf(json).map(({ fingerprint, keyValue, timeCreated }) => ({
      fingerprint: textOf(fingerprint),
      keyValue: textOf(keyValue),
      timeCreated: textOf(timeCreated),
    })),
})

/** Only ever once: a second upload of the same key is refused. */
export const uploadApiKey = (userId: string, key: string): ServiceOperation<void> => ({
  operation: 'UploadApiKey',
  method: 'POST',
  path: '/users/{userId}/apiKeys',
  pathParams: { userId },
  body: { key },
  parse: () => {},
})

export const deleteApiKey = (userId: string, fingerprint: string): ServiceOperation<void> => ({
  operation: 'DeleteApiKey',
  method: 'DELETE',
  path: '/users/{userId}/apiKeys/{fingerprint}',
  pathParams: { userId, fingerprint },
  parse: () => {},
})

function listOf(json: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(json)) return json.map((item) => Object(item) as Record<string, unknown>)
  throw new Error('the response is no list')
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new Error('a member of the response is no text')
}
