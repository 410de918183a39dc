// Keeps the last good bundle of a retriever, and lets one refresh at a time replace it.
import type { CertificateBundle } from '../bundle/certificate-bundle.ts'
import type { RefreshOptions } from './certificate-retriever.ts'
import { SharedFlight } from './shared-flight.ts'

export type LoadBundle = (signal: AbortSignal, last: CertificateBundle | undefined) => Promise<CertificateBundle>

export class BundleKeeper {
  readonly #load: LoadBundle
  readonly #flight = new SharedFlight<CertificateBundle>()
  #current: CertificateBundle | undefined

  constructor(load: LoadBundle) {
    this.#load = load
  }

  current(): CertificateBundle | undefined {
    return this.#current
  }

  refresh({ signal }: RefreshOptions = {}): Promise<CertificateBundle> {
    return this.#flight.join((shared) => this.#replace(shared), signal)
  }

  async #replace(signal: AbortSignal): Promise<CertificateBundle> {
    const bundle = await this.#load(signal, this.#current)
    // What nobody waited for may be older than what has been loaded since.
    signal.throwIfAborted()
    this.#current = bundle
    return bundle
  }
}
