// The clients of Oracle's SDK that the tests call: they send to the emulator, and print no warning of a failure that a test means.
import { FixedTimeDelayStrategy, MaxAttemptsTerminationStrategy } from 'oci-common'
import { IdentityClient } from 'oci-identity'
import { ObjectStorageClient } from 'oci-objectstorage'
import { beforeEach, vi } from 'vitest'
import type { OciHttpClient } from '../src/index.ts'

/** The SDK's own retries, without its pauses of seconds. */
export const withoutPauses = {
  terminationStrategy: new MaxAttemptsTerminationStrategy(4),
  delayStrategy: new FixedTimeDelayStrategy(0),
}

export function identityClient(httpClient: OciHttpClient, endpoint: string): IdentityClient {
  const client = new IdentityClient({ httpClient }, { retryConfiguration: withoutPauses })
  client.endpoint = endpoint
  return client
}

export function objectStorageClient(httpClient: OciHttpClient, endpoint: string): ObjectStorageClient {
  const client = new ObjectStorageClient({ httpClient }, { retryConfiguration: withoutPauses })
  client.endpoint = endpoint
  return client
}

/** The SDK prints each failure. */
export function silenceWarnings(): void {
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
}
