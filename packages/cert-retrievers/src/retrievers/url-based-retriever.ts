// A certificate behind an address.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { createHttpClient, type HttpClient } from '@x/http'
import { NONE_RETRY_STRATEGY, retry, type RetryStrategyOptions } from '@x/retry'
import type { CertificateBundle, CertificateMaterial } from '../bundle/certificate-bundle.ts'
import { BundleKeeper } from '../retrieving/bundle-keeper.ts'
import type { CertificateRetriever, RefreshOptions } from '../retrieving/certificate-retriever.ts'
import { isAbsent } from '../errors.ts'
import { fetchPem, type PemFetch } from '../retrieving/fetch-pem.ts'
import { loadBundle, type LoadOptions } from '../retrieving/load-bundle.ts'
import { isHalfWritten } from '../retrieving/mixed-pair.ts'
import { assertPassphrase, readPassphrase, type Passphrase } from '../retrieving/passphrase.ts'
import type { CertificateFilePorts } from '../retrieving/read-file.ts'
import { readPair, type ReadPart } from '../retrieving/read-pair.ts'

/** Options of {@link UrlBasedCertificateRetriever}. @public */
export interface UrlBasedCertificateRetrieverOptions extends LoadOptions, CertificateFilePorts {
  /** Answers with PEM, the certificate first, then its chain, if any. */
  readonly certificateUrl: string | URL
  /** Answers with PEM. Intermediate certificates have none. */
  readonly privateKeyUrl?: string | URL | undefined
  readonly passphrase?: Passphrase | undefined
  /** For certificate and key together: an attempt fetches both. @defaultValue one attempt */
  readonly retryStrategy?: RetryStrategyOptions | undefined
  /** Sent with both requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** For each request, in milliseconds. @defaultValue 10_000 */
  readonly timeoutMs?: number | undefined
  /** Makes the requests. @defaultValue a client of `@x/http`, made at the first request */
  readonly httpClient?: HttpClient | undefined
}

const OPTIONS: OptionNames<UrlBasedCertificateRetrieverOptions> = {
  certificateUrl: true,
  privateKeyUrl: true,
  passphrase: true,
  retryStrategy: true,
  headers: true,
  timeoutMs: true,
  httpClient: true,
  readFile: true,
  clockToleranceMs: true,
  now: true,
  sleep: true,
}

/**
 * Yields a certificate from an address and fetches it anew at every `refresh()`.
 *
 * Certificate and key are fetched at the same time. When they don't fit, because they were replaced between the two
 * requests, both are fetched again, up to three times in all, 100 ms apart.
 *
 * @example
 * ```ts
 * import { UrlBasedCertificateRetriever } from '@x/cert-retrievers'
 * const retriever = new UrlBasedCertificateRetriever({
 *   certificateUrl: 'https://pki.example.com/leaf.pem',
 *   privateKeyUrl: 'https://pki.example.com/leaf.key',
 *   retryStrategy: { maxAttempts: 3 },
 * })
 * ```
 * @see docs/sources.md#certificate-retrievers
 * @public
 */
export class UrlBasedCertificateRetriever implements CertificateRetriever {
  readonly #options: UrlBasedCertificateRetrieverOptions
  readonly #certificateUrl: URL
  readonly #privateKeyUrl: URL | undefined
  readonly #keeper: BundleKeeper
  #http: HttpClient | undefined

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when an address is no http or https URL
   */
  constructor(options: UrlBasedCertificateRetrieverOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { certificateUrl, privateKeyUrl, passphrase } = options
    this.#certificateUrl = parseUrl('certificateUrl', certificateUrl)
    this.#privateKeyUrl = isAbsent(privateKeyUrl) ? undefined : parseUrl('privateKeyUrl', privateKeyUrl)
    assertPassphrase(passphrase)
    this.#options = options
    const loading = { read: (signal: AbortSignal) => this.#read(signal), isMixed: isHalfWritten }
    this.#keeper = new BundleKeeper((signal) => loadBundle(loading, this.#options, signal))
  }

  current(): CertificateBundle | undefined {
    return this.#keeper.current()
  }

  /**
   * @throws {@link CertificateFetchError} `ERR_CERTIFICATE_FETCH` when the server answers with an error
   * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
   * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
   * @throws MissingPassphraseError `ERR_MISSING_PASSPHRASE`
   * @throws NetworkError, TimeoutError, RedirectError, ResponseTooLargeError and the like of `@x/http`
   */
  refresh(options?: RefreshOptions): Promise<CertificateBundle> {
    return this.#keeper.refresh(options)
  }

  async #read(signal: AbortSignal): Promise<CertificateMaterial> {
    const { retryStrategy = NONE_RETRY_STRATEGY, passphrase } = this.#options
    const keyUrl = this.#privateKeyUrl
    const pair = await retry(
      () => readPair(signal, this.#part(this.#certificateUrl), keyUrl && this.#part(keyUrl)),
      retryStrategy,
      { signal },
    )
    return { ...pair, passphrase: await readPassphrase(passphrase, this.#options, signal) }
  }

  #part(url: URL): ReadPart {
    const { headers = {}, timeoutMs = 10_000, httpClient, retryStrategy = NONE_RETRY_STRATEGY } = this.#options
    const http = httpClient ?? (this.#http ??= createHttpClient())
    const fetch: PemFetch = { http, headers, timeoutMs, retries: retryStrategy.maxAttempts !== 1 }
    return (signal) => fetchPem(url, fetch, signal)
  }
}

function parseUrl(option: string, input: string | URL): URL {
  const url = URL.canParse(input) ? new URL(input) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw argumentError(`The option ${option} is no http or https address. Give an absolute one.`)
  if (url.username || url.password)
    throw argumentError(`The option ${option} carries user info. Send credentials in headers.`)
  return url
}
