// A certificate that the caller holds as text.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { assertValid, type CertificateBundle } from '../bundle/certificate-bundle.ts'
import { BundleKeeper } from '../retrieving/bundle-keeper.ts'
import type { CertificateRetriever, RefreshOptions } from '../retrieving/certificate-retriever.ts'
import { isAbsent } from '../errors.ts'
import { loadBundle, validityRule, type Loading, type LoadOptions } from '../retrieving/load-bundle.ts'
import { assertPassphrase, readPassphrase, type Passphrase } from '../retrieving/passphrase.ts'
import type { CertificateFilePorts } from '../retrieving/read-file.ts'

/** Options of {@link PEMStringCertificateRetriever}. @public */
export interface PEMStringCertificateRetrieverOptions extends Omit<LoadOptions, 'sleep'>, CertificateFilePorts {
  /** The certificate first, then its chain, if any. Text or bytes. */
  readonly certificatePem: string | Uint8Array
  /** Text or bytes. Intermediate certificates have none. */
  readonly privateKeyPem?: string | Uint8Array | undefined
  readonly passphrase?: Passphrase | undefined
}

const OPTIONS: OptionNames<PEMStringCertificateRetrieverOptions> = {
  certificatePem: true,
  privateKeyPem: true,
  passphrase: true,
  readFile: true,
  clockToleranceMs: true,
  now: true,
}

const SOURCE = 'certificatePem'

/**
 * Yields a certificate that is given as text. It is read at the first `refresh()`; later ones yield the same bundle as
 * long as it is valid.
 *
 * @example
 * ```ts
 * import { PEMStringCertificateRetriever } from '@x/cert-retrievers'
 * const retriever = new PEMStringCertificateRetriever({
 *   certificatePem: process.env['CERTIFICATE'] ?? '',
 *   privateKeyPem: process.env['CERTIFICATE_KEY'],
 * })
 * const { notAfter } = await retriever.refresh()
 * ```
 * @see docs/sources.md#certificate-retrievers
 * @public
 */
export class PEMStringCertificateRetriever implements CertificateRetriever {
  readonly #options: PEMStringCertificateRetrieverOptions
  readonly #keeper: BundleKeeper
  readonly #loading: Loading = {
    read: async (signal) => {
      const { certificatePem, privateKeyPem, passphrase } = this.#options
      return {
        certificate: { content: certificatePem, source: SOURCE },
        privateKey: isAbsent(privateKeyPem) ? undefined : { content: privateKeyPem, source: 'privateKeyPem' },
        passphrase: await readPassphrase(passphrase, this.#options, signal),
      }
    },
    // A text doesn't change.
    isMixed: () => false,
  }

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when there is no certificate, or a member is of the wrong kind
   */
  constructor(options: PEMStringCertificateRetrieverOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { certificatePem, privateKeyPem, passphrase } = options
    if (!isText(certificatePem))
      throw argumentError('The option certificatePem is neither text nor bytes. Give the certificate in PEM form.')
    if (!isAbsent(privateKeyPem) && !isText(privateKeyPem))
      throw argumentError(
        'The option privateKeyPem is neither text nor bytes. Give the key in PEM form, or leave it out.',
      )
    assertPassphrase(passphrase)
    this.#options = options
    this.#keeper = new BundleKeeper((signal, last) => this.#load(signal, last))
  }

  current(): CertificateBundle | undefined {
    return this.#keeper.current()
  }

  /**
   * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
   * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
   * @throws MissingPassphraseError `ERR_MISSING_PASSPHRASE`
   */
  refresh(options?: RefreshOptions): Promise<CertificateBundle> {
    return this.#keeper.refresh(options)
  }

  async #load(signal: AbortSignal, last: CertificateBundle | undefined): Promise<CertificateBundle> {
    if (!last) return loadBundle(this.#loading, this.#options, signal)
    assertValid(last, SOURCE, validityRule(this.#options))
    return last
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' || value instanceof Uint8Array
