// What every source of certificates has in common.
import type { CertificateBundle } from '../bundle/certificate-bundle.ts'

/** @public */
export interface RefreshOptions {
  /** Ends this caller's wait; the work itself ends when nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A source of a certificate. Where one is asked for, an object of your own with these two methods will do, too.
 *
 * @example
 * ```ts
 * import { FileBasedCertificateRetriever, type CertificateRetriever } from '@x/cert-retrievers'
 * const retriever: CertificateRetriever = new FileBasedCertificateRetriever({ certificateFilePath: '~/cert.pem' })
 * retriever.current() // undefined: nothing has been loaded yet
 * ```
 * @public
 */
export interface CertificateRetriever {
  /** What the last successful refresh loaded; `undefined` before the first. A refresh that fails changes nothing. */
  current(): CertificateBundle | undefined
  /** Loads the certificate anew. Calls at the same time share one load. */
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}
