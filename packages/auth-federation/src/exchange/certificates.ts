// The certificates of one exchange, fetched together and used once.
import type { CertificateBundle, CertificateRetriever } from '@x/cert-retrievers'

export interface FetchedCertificates {
  readonly leaf: CertificateBundle
  readonly intermediates: readonly CertificateBundle[]
}

/** What was fetched to look at it is not fetched again for the exchange that follows. */
const FRESH_MS = 60_000

export class Certificates {
  readonly #leaf: CertificateRetriever
  readonly #intermediates: readonly CertificateRetriever[]
  #unused: FetchedCertificates | undefined

  constructor(leaf: CertificateRetriever, intermediates: readonly CertificateRetriever[]) {
    this.#leaf = leaf
    this.#intermediates = intermediates
  }

  /** Fetches without using up. */
  async look(signal: AbortSignal): Promise<FetchedCertificates> {
    this.#unused = await this.#fetch(signal)
    return this.#unused
  }

  /** What was looked at a moment ago, or else newly fetched. */
  async take(signal: AbortSignal, nowMs: number): Promise<FetchedCertificates> {
    const unused = this.#unused
    this.#unused = undefined
    return unused && nowMs - unused.leaf.loadedAt < FRESH_MS ? unused : this.#fetch(signal)
  }

  async #fetch(signal: AbortSignal): Promise<FetchedCertificates> {
    const [leaf, ...intermediates] = await Promise.all(
      [this.#leaf, ...this.#intermediates].map((retriever) => retriever.refresh({ signal })),
    )
    return { leaf: leaf as CertificateBundle, intermediates }
  }
}
