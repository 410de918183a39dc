// Asks the metadata service of the instance that this process runs on.
import { argumentError, type OptionNames, processEnvironment, refuseUnknownOptions } from '@x/kernel'
import { createHttpClient, type HttpClient } from '@x/http'
import { retry, type RetryStrategyOptions, type Sleep } from '@x/retry'
import { InstanceMetadataUnavailableError, type MetadataAttempt } from '../errors.ts'
import { metadataAddresses, questionUrl, type MetadataVersion } from './metadata-addresses.ts'
import { isBrokenOff, isUnreachable, problemOf, readMetadata, type MetadataLimits } from './read-metadata.ts'
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
   * For a service that answers with an error, refuses or breaks off connections, or has answered before.
   * @defaultValue 4 attempts within 30 s, for broken connections, 429, 5xx and, below `/instance/` and `/identity/`, 404
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

const OPTIONS: OptionNames<InstanceMetadataOptions> = {
  baseUrl: true,
  apiVersion: true,
  timeoutMs: true,
  retryStrategy: true,
  env: true,
  httpClient: true,
  now: true,
  sleep: true,
  random: true,
}

/** How long nothing may answer in all, in milliseconds. */
const SEARCH_MS = 3000
/** The longest that one request may take once the service has answered before, in milliseconds. */
const ATTEMPT_MS = 5000
const RETRY = { maxAttempts: 4, totalElapsedMs: 30_000, baseMs: 200, jitter: 'full-jitter' } as const
const RETRY_ON = { 429: [] }
/** While an instance starts, what belongs to it may not be there yet. */
const RETRY_ON_STARTING = { 404: [], 429: [] }
const OF_THE_INSTANCE = /^\/*(?:instance|identity)\//

/** The search for an address that answers, over all attempts of one call. */
interface Search {
  /** How long nothing may answer from now on, in milliseconds. */
  leftMs: number
  /** What the last attempt found. */
  tried: readonly MetadataAttempt[]
}

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
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when `baseUrl`, `apiVersion` or `timeoutMs` cannot be used
   */
  constructor(options: InstanceMetadataOptions = {}) {
    refuseUnknownOptions(options, OPTIONS)
    const { baseUrl, apiVersion = 'v2', timeoutMs = SEARCH_MS } = options
    if (apiVersion !== 'v2' && apiVersion !== 'v1')
      throw argumentError('The option apiVersion is neither v2 nor v1. Give one, or leave it out for v2.')
    if (!(timeoutMs > 0)) throw argumentError('The option timeoutMs is not a positive number. Give milliseconds.')
    metadataAddresses({ baseUrl, apiVersion, env: {} })
    this.#options = options
  }

  /** The base address that answered, without a slash at the end; `undefined` before the first answer. */
  get baseUrl(): string | undefined {
    return this.#answered
  }

  /**
   * The text at a path below the base address, e.g. `/instance/id`.
   *
   * @throws TypeError `ERR_INVALID_ARGUMENT` when the path or `OCI_METADATA_BASE_URL` cannot be used
   * @throws {@link InstanceMetadataUnavailableError} `ERR_INSTANCE_METADATA_UNAVAILABLE` when nothing answers in time, or
   * what answers is an error or a web page
   */
  async text(path: string, { signal }: MetadataCallOptions = {}): Promise<string> {
    const { timeoutMs = SEARCH_MS, now, sleep, random } = this.#options
    const retryOn = OF_THE_INSTANCE.test(path) ? RETRY_ON_STARTING : RETRY_ON
    const strategy = this.#options.retryStrategy ?? { ...RETRY, retryOn, now, sleep, random }
    const search: Search = { leftMs: timeoutMs, tried: [] }
    try {
      return await retry(() => this.#ask(path, search, signal), strategy, { signal })
    } catch (error) {
      if (signal?.aborted || !isUnreachable(error)) throw error
      const tried = this.#answered === undefined ? search.tried : [attempted(this.#answered, error)]
      throw new InstanceMetadataUnavailableError(path, tried, {}, { cause: error })
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
    const tried = [{ baseUrl: String(this.#answered), problem: 'answered without a region' }]
    throw new InstanceMetadataUnavailableError('/instance/region', tried)
  }

  /** One attempt. */
  async #ask(path: string, search: Search, signal: AbortSignal | undefined): Promise<string> {
    if (this.#answered === undefined) return this.#search(path, search, signal)
    return this.#read(this.#answered, path, { connectTimeoutMs: ATTEMPT_MS, deadlineMs: ATTEMPT_MS, signal })
  }

  /** Asks one address after the other, within the time for all of them. A broken connection is worth another attempt. */
  async #search(path: string, search: Search, signal: AbortSignal | undefined): Promise<string> {
    const { baseUrl, apiVersion = 'v2', now = Date.now, env = processEnvironment() } = this.#options
    const addresses = metadataAddresses({ baseUrl, apiVersion, env })
    const until = now() + search.leftMs
    const left = (): number => Math.min(search.leftMs, until - now())
    const failures: (readonly [address: string, error: unknown])[] = []
    for (const [index, address] of addresses.entries()) {
      const leftMs = left()
      if (leftMs <= 0) break
      const connectTimeoutMs = leftMs / (addresses.length - index)
      try {
        return await this.#read(address, path, { connectTimeoutMs, deadlineMs: leftMs, signal })
      } catch (error) {
        if (signal?.aborted || !isUnreachable(error)) throw error
        failures.push([address, error])
      }
    }
    search.leftMs = left()
    search.tried = failures.map(([address, error]) => attempted(address, error))
    const brokenOff = failures.find(([, error]) => isBrokenOff(error))
    if (brokenOff && search.leftMs > 0) throw brokenOff[1]
    throw new InstanceMetadataUnavailableError(path, search.tried, {}, { cause: failures.at(-1)?.[1] })
  }

  async #read(address: string, path: string, limits: MetadataLimits): Promise<string> {
    // Instance credentials never go through a proxy, wherever the base address leads.
    const http = this.#options.httpClient ?? (this.#http ??= createHttpClient({ proxy: false, env: this.#options.env }))
    const url = questionUrl(address, path, this.#options.apiVersion ?? 'v2')
    const text = await readMetadata(http, { address, path, url }, limits)
    this.#answered = address
    return text
  }
}

const attempted = (baseUrl: string, error: unknown): MetadataAttempt => ({ baseUrl, problem: problemOf(error) })

/** A missing text is an empty one. */
function unlessMissing(error: unknown): string {
  if (error instanceof InstanceMetadataUnavailableError && error.status === 404) return ''
  throw error
}
