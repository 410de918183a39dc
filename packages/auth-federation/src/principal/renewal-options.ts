// How a principal asks for its tokens, and what it asks with where nothing is said.
import type { Environment, OptionNames } from '@x/kernel'
import { createHttpClient, type HttpClient } from '@x/http'
import { retryStrategy as createRetryStrategy, type RetryStrategy } from '@x/retry'
import type { Sharing } from '@x/signer/principal'

/** How tokens are got; every member is optional. @public */
export interface RenewalOptions {
  /** Path of a CA bundle to trust, or `false` to trust anybody. @defaultValue the runtime's own trust */
  readonly certBundleVerify?: string | false | undefined
  /** @defaultValue three attempts, ten seconds each; 429 and 5xx are tried again, `Retry-After` is honoured */
  readonly retryStrategy?: RetryStrategy | undefined
  /** The longest that getting a token may take, with all attempts and waits, in milliseconds. @defaultValue 120_000 */
  readonly renewalTimeoutMs?: number | undefined
  /** Makes the calls, each under the limit of ten seconds that it is given; wins over `certBundleVerify`. */
  readonly httpClient?: HttpClient | undefined
  /** Has the processes of a fleet take turns, see `@x/fleet`. @defaultValue each asks for itself */
  readonly sharing?: Sharing | undefined
  /** Proxies and `OCI_SDK_APPEND_USER_AGENT` are read from it. @defaultValue process.env */
  readonly env?: Environment | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** 0 to 1. @defaultValue Math.random */
  readonly random?: (() => number) | undefined
}

export const RENEWAL_OPTIONS: OptionNames<RenewalOptions> = {
  certBundleVerify: true,
  retryStrategy: true,
  renewalTimeoutMs: true,
  httpClient: true,
  sharing: true,
  env: true,
  now: true,
  random: true,
}

/** The service's own limit is far above; a call that takes longer is better begun anew. */
const ATTEMPT_MS = 10_000

/** The calls of a renewal. Their limits go with each call, so that a client that was given keeps them as well. */
export function renewalHttpClient({ httpClient, certBundleVerify, env }: RenewalOptions): HttpClient {
  const perform = httpClient ?? createHttpClient({ certBundleVerify, env })
  return (request, options) => perform(request, { ...options, connectTimeoutMs: ATTEMPT_MS, deadlineMs: ATTEMPT_MS })
}

/** Shorter than the SDKs' default strategy: a caller may be waiting. */
export const renewalRetryStrategy = ({ retryStrategy, now, random }: RenewalOptions): RetryStrategy =>
  retryStrategy ?? createRetryStrategy({ maxAttempts: 3, totalElapsedMs: 100_000, now, random })
