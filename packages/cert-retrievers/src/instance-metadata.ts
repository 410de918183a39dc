// Asks the metadata service of the instance that this process runs on.
import { createHttpClient, type HttpClient } from '@x/http'
import { retry, type RetryStrategyOptions, type Sleep } from '@x/retry'
import { argumentError, InstanceMetadataUnavailableError, type MetadataAttempt } from './errors.ts'
import { metadataAddresses, type MetadataVersion } from './metadata-addresses.ts'
import { isUnreachable, problemOf, readMetadata, type MetadataLimits } from './read-metadata.ts'
import { parseRegion, parseRegionInfo, type InstanceRegion } from './region-info.ts'

/** Options of {@link InstanceMetadata}; an instance needs none of them. @public */
export interface InstanceMetadataOptions {
  /** With or without a slash at the end. @defaultValue `OCI_METADATA_BASE_URL`, or else the link-local addresses over IPv4 and IPv6 */
  readonly baseUrl?: string | URL | undefined
  /** Which version the link-local addresses lead to. @defaultValue 'v2' */
  readonly apiVersion?: MetadataVersion | undefined
  /** How long to wait in all when nothing answers, in milliseconds. @defaultValue 3000 */
  readonly timeoutMs?: number | undefined
  /**
   * For a service that answers with an error, or that has answered before.
   * @defaultValue 4 attempts within 30 s, for 429, 5xx and, below `/identity/`, 404
   */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  /** @defaultValue process.env */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Makes the requests. @defaultValue a client of `@x/http` that takes no proxy, made at the first request */
  readonly httpClient?: HttpClient | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** The wait between attempts. @defaultValue a timer */
  readonly sleep?: Sleep | undefined
  /** Numbers from 0 up to 1. @defaultValue Math.random */
  readonly random?: (() => number) | undefined
}

/** Options of one question. @public */
export interface MetadataCallOptions {
  readonly signal?: AbortSignal | undefined
}

/** How long nothing may answer in all, in milliseconds. */
const SEARCH_MS = 3000
/** The longest that one request may take once the service has answered before, in milliseconds. */
const ATTEMPT_MS = 5000
const RETRY = { maxAttempts: 4, totalElapsedMs: 30_000, baseMs: 200, jitter: 'full_jitter' } as const
/** While an instance starts its certificates may not be there yet. */
const RETRY_ON = { 429: [] }
const RETRY_ON_IDENTITY = { 404: [], 429: [] }

/**
 * The metadata service of the instance that this process runs on. Nothing is asked before the first call.
 *
 * Only connection failures and time limits lead from the first address to the next; the one that answered is kept.
 *
 * @example
 * ```ts
 * import { InstanceMetadata } from '@x/cert-retrievers'
 * const metadata = new InstanceMetadata()
 * const { regionId } = await metadata.regionInfo()
 * const instanceId = (await metadata.text('/instance/id')).trim()
 * ```
 * @see docs/sources.md#instance-metadata
 * @public
 */
export class InstanceMetadata {
  readonly #options: InstanceMetadataOptions
  #http: HttpClient | undefined
  #answered: string | undefined

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` when `baseUrl`, `apiVersion` or `timeoutMs` cannot be used
   */
  constructor(options: InstanceMetadataOptions = {}) {
    const { baseUrl, apiVersion = 'v2', timeoutMs = SEARCH_MS } = options
    if (apiVersion !== 'v2' && apiVersion !== 'v1')
      throw argumentError('The option apiVersion is neither v2 nor v1. Give one, or leave it out for v2.')
    if (!(timeoutMs > 0)) throw argumentError('The option timeoutMs is not a positive number. Give milliseconds.')
    if (baseUrl !== undefined) metadataAddresses({ baseUrl, apiVersion, env: {} })
    this.#options = options
  }

  /** The base address that answered, without a slash at the end; `undefined` before the first answer. */
  get baseUrl(): string | undefined {
    return this.#answered
  }

  /**
   * The text at a path below the base address, e.g. `/instance/id`.
   *
   * @throws {@link InstanceMetadataUnavailableError} `ERR_INSTANCE_METADATA_UNAVAILABLE` when nothing answers in time, or
   * what answers is an error or a web page
   */
  async text(path: string, { signal }: MetadataCallOptions = {}): Promise<string> {
    const { now, sleep, random } = this.#options
    const retryOn = path.startsWith('/identity/') ? RETRY_ON_IDENTITY : RETRY_ON
    const strategy = this.#options.retryStrategy ?? { ...RETRY, retryOn, now, sleep, random }
    try {
      return await retry(() => this.#ask(path, signal), strategy, { signal })
    } catch (error) {
      if (signal?.aborted || !isUnreachable(error)) throw error
      throw this.#unavailable(path, problemOf(error), { cause: error })
    }
  }

  /**
   * The region of this instance, from `/instance/regionInfo` or, where that is missing, from `/instance/region`.
   *
   * @throws {@link InstanceMetadataUnavailableError} `ERR_INSTANCE_METADATA_UNAVAILABLE`
   */
  async regionInfo(options: MetadataCallOptions = {}): Promise<InstanceRegion> {
    const info = parseRegionInfo(await this.text('/instance/regionInfo', options).catch(unlessMissing))
    const region = info ?? parseRegion(await this.text('/instance/region', options))
    if (region) return region
    throw this.#unavailable('/instance/region', 'answered without a region')
  }

  /** One attempt. */
  async #ask(path: string, signal: AbortSignal | undefined): Promise<string> {
    if (this.#answered !== undefined) {
      const limits = { connectTimeoutMs: ATTEMPT_MS, deadlineMs: ATTEMPT_MS }
      return this.#read(this.#answered, path, { ...limits, signal })
    }
    return this.#search(path, signal)
  }

  /** Asks one address after the other, within the time for all of them. */
  async #search(path: string, signal: AbortSignal | undefined): Promise<string> {
    const {
      baseUrl,
      apiVersion = 'v2',
      timeoutMs = SEARCH_MS,
      now = Date.now,
      env = runtimeEnvironment(),
    } = this.#options
    const addresses = metadataAddresses({ baseUrl, apiVersion, env })
    const until = now() + timeoutMs
    const tried: MetadataAttempt[] = []
    let cause: unknown
    for (const [index, address] of addresses.entries()) {
      const leftMs = until - now()
      if (leftMs <= 0) break
      const connectTimeoutMs = leftMs / (addresses.length - index)
      try {
        return await this.#read(address, path, { connectTimeoutMs, deadlineMs: leftMs, signal })
      } catch (error) {
        if (signal?.aborted || !isUnreachable(error)) throw error
        tried.push({ baseUrl: address, problem: problemOf(error) })
        cause = error
      }
    }
    throw new InstanceMetadataUnavailableError(path, tried, {}, { cause })
  }

  async #read(address: string, path: string, limits: MetadataLimits): Promise<string> {
    // Instance credentials never go through a proxy, wherever the base address leads.
    const http = this.#options.httpClient ?? (this.#http ??= createHttpClient({ proxy: false, env: this.#options.env }))
    const text = await readMetadata(http, { address, path }, limits)
    this.#answered = address
    return text
  }

  /** For an address that has answered before. */
  #unavailable(path: string, problem: string, options?: ErrorOptions): InstanceMetadataUnavailableError {
    const tried = [{ baseUrl: String(this.#answered), problem }]
    return new InstanceMetadataUnavailableError(path, tried, {}, options)
  }
}

/** A missing text is an empty one. */
function unlessMissing(error: unknown): string {
  if (error instanceof InstanceMetadataUnavailableError && error.status === 404) return ''
  throw error
}

const runtimeEnvironment = (): Readonly<Record<string, string | undefined>> =>
  typeof process === 'undefined' ? {} : process.env
