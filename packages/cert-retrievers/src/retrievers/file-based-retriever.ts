// A certificate in files that somebody else renews.
import { notify, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { validityProblem, type CertificateBundle, type CertificateMaterial } from '../bundle/certificate-bundle.ts'
import { BundleKeeper } from '../retrieving/bundle-keeper.ts'
import type { CertificateRetriever, RefreshOptions } from '../retrieving/certificate-retriever.ts'
import { isAbsent, type FileContent } from '../errors.ts'
import { loadBundle, validityRule, type LoadOptions } from '../retrieving/load-bundle.ts'
import { isHalfWritten } from '../retrieving/mixed-pair.ts'
import { assertPassphrase, readPassphrase, type Passphrase } from '../retrieving/passphrase.ts'
import { assertPath, readFileAs, type CertificateFilePorts } from '../retrieving/read-file.ts'
import { readPair, type ReadPart } from '../retrieving/read-pair.ts'

/** Options of {@link FileBasedCertificateRetriever}. @public */
export interface FileBasedCertificateRetrieverOptions extends LoadOptions, CertificateFilePorts {
  /** PEM, the certificate first, then its chain, if any. A leading `~` is the home folder. */
  readonly certificateFilePath: string
  /** PEM. Intermediate certificates have none. */
  readonly privateKeyPemFilePath?: string | undefined
  readonly passphrase?: Passphrase | undefined
  /** Told when a refresh kept the last certificate, since the files could not be used. What it throws is ignored. */
  readonly onWarning?: ((warning: CertificateWarning) => void) | undefined
}

const OPTIONS: OptionNames<FileBasedCertificateRetrieverOptions> = {
  certificateFilePath: true,
  privateKeyPemFilePath: true,
  passphrase: true,
  onWarning: true,
  readFile: true,
  clockToleranceMs: true,
  now: true,
  sleep: true,
}

/** @public */
export interface CertificateWarning {
  readonly code: 'kept-last-certificate'
  readonly message: string
  /** Why the files could not be used. */
  readonly cause: unknown
}

/**
 * Yields a certificate from files and reads them anew at every `refresh()`.
 *
 * Files that are caught half written or half replaced are read up to three times, 100 ms apart. When they still cannot be
 * used and the last certificate is still valid, `refresh()` yields that one and tells `onWarning`; without a valid one it rejects.
 *
 * @example
 * ```ts
 * import { FileBasedCertificateRetriever } from '@x/cert-retrievers'
 * const retriever = new FileBasedCertificateRetriever({
 *   certificateFilePath: '/etc/pki/leaf.pem',
 *   privateKeyPemFilePath: '/etc/pki/leaf.key',
 *   passphrase: { file: '/run/secrets/leaf-passphrase' },
 *   onWarning: ({ message }) => process.emitWarning(message),
 * })
 * ```
 * @see docs/sources.md#certificate-retrievers
 * @public
 */
export class FileBasedCertificateRetriever implements CertificateRetriever {
  readonly #options: FileBasedCertificateRetrieverOptions
  readonly #keeper: BundleKeeper

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when there is no path, or a path is a text
   */
  constructor(options: FileBasedCertificateRetrieverOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { certificateFilePath, privateKeyPemFilePath, passphrase } = options
    assertPath('certificateFilePath', certificateFilePath)
    if (!isAbsent(privateKeyPemFilePath)) assertPath('privateKeyPemFilePath', privateKeyPemFilePath)
    assertPassphrase(passphrase)
    this.#options = options
    this.#keeper = new BundleKeeper((signal, last) => this.#load(signal, last))
  }

  current(): CertificateBundle | undefined {
    return this.#keeper.current()
  }

  /**
   * @throws {@link CertificateFileUnreadableError} `ERR_CERTIFICATE_FILE_UNREADABLE`
   * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
   * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
   * @throws MissingPassphraseError `ERR_MISSING_PASSPHRASE`
   */
  refresh(options?: RefreshOptions): Promise<CertificateBundle> {
    return this.#keeper.refresh(options)
  }

  async #load(signal: AbortSignal, last: CertificateBundle | undefined): Promise<CertificateBundle> {
    const loading = { read: (shared: AbortSignal) => this.#read(shared), isMixed: isHalfWritten }
    try {
      return await loadBundle(loading, this.#options, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!last || validityProblem(last, validityRule(this.#options))) throw error
      this.#warn(error)
      return last
    }
  }

  async #read(signal: AbortSignal): Promise<CertificateMaterial> {
    const { certificateFilePath, privateKeyPemFilePath, passphrase } = this.#options
    const part =
      (holds: FileContent, path: string): ReadPart =>
      async (shared) => ({
        content: await readFileAs(holds, path, { ports: this.#options, signal: shared }),
        source: path,
      })
    const pair = await readPair(
      signal,
      part('certificate', certificateFilePath),
      isAbsent(privateKeyPemFilePath) ? undefined : part('private key', privateKeyPemFilePath),
    )
    return { ...pair, passphrase: await readPassphrase(passphrase, this.#options, signal) }
  }

  #warn(cause: unknown): void {
    const { certificateFilePath, onWarning } = this.#options
    const why = cause instanceof Error ? cause.message : 'The files could not be read.'
    const message = `The last certificate from ${certificateFilePath} stays in use. ${why}`
    notify(onWarning, { code: 'kept-last-certificate', message, cause })
  }
}
