// The certificates that the metadata service of an instance hands out.
import { argumentError, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import type { CertificateBundle } from '../bundle/certificate-bundle.ts'
import { BundleKeeper } from '../retrieving/bundle-keeper.ts'
import type { CertificateRetriever, RefreshOptions } from '../retrieving/certificate-retriever.ts'
import type { InstanceMetadata } from '../metadata/instance-metadata.ts'
import { loadBundle, type LoadOptions } from '../retrieving/load-bundle.ts'
import { isHalfWritten } from '../retrieving/mixed-pair.ts'
import { readPair, type ReadPart } from '../retrieving/read-pair.ts'

/** Which of the certificates: the instance's own, which has a key, or the one that signed it. @public */
export type InstanceCertificateKind = 'leaf' | 'intermediate'

/** Options of {@link InstanceMetadataCertificateRetriever}. @public */
export interface InstanceMetadataCertificateRetrieverOptions extends LoadOptions {
  readonly metadata: Pick<InstanceMetadata, 'text'>
  /** @defaultValue 'leaf' */
  readonly kind?: InstanceCertificateKind | undefined
}

const OPTIONS: OptionNames<InstanceMetadataCertificateRetrieverOptions> = {
  metadata: true,
  kind: true,
  clockToleranceMs: true,
  now: true,
  sleep: true,
}

const PATHS: Readonly<Record<InstanceCertificateKind, readonly [certificate: string, privateKey?: string]>> = {
  leaf: ['/identity/cert.pem', '/identity/key.pem'],
  intermediate: ['/identity/intermediate.pem'],
}

/**
 * Yields a certificate of the instance that this process runs on, and fetches it anew at every `refresh()`. A pair that was
 * rotated between the two requests, or cut off on its way, is fetched again, up to three times in all, 100 ms apart.
 *
 * @example
 * ```ts
 * import { InstanceMetadata, InstanceMetadataCertificateRetriever } from '@x/cert-retrievers'
 * const metadata = new InstanceMetadata()
 * const leaf = new InstanceMetadataCertificateRetriever({ metadata })
 * const intermediate = new InstanceMetadataCertificateRetriever({ metadata, kind: 'intermediate' })
 * ```
 * @see docs/sources.md#instance-metadata
 * @public
 */
export class InstanceMetadataCertificateRetriever implements CertificateRetriever {
  readonly #keeper: BundleKeeper

  /**
   * @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, or when there is no `metadata`, or no such `kind`
   */
  constructor(options: InstanceMetadataCertificateRetrieverOptions) {
    refuseUnknownOptions(options, OPTIONS)
    const { metadata, kind = 'leaf' } = options
    if (typeof metadata?.text !== 'function')
      throw argumentError('The option metadata is no InstanceMetadata. Give new InstanceMetadata().')
    if (!Object.hasOwn(PATHS, kind)) throw argumentError('The option kind is neither leaf nor intermediate. Give one.')
    const [certificate, privateKey] = PATHS[kind]
    const part =
      (path: string): ReadPart =>
      async (signal) => ({ content: await metadata.text(path, { signal }), source: `instance metadata ${path}` })
    const read = async (signal: AbortSignal) => ({
      ...(await readPair(signal, part(certificate), privateKey === undefined ? undefined : part(privateKey))),
      passphrase: undefined,
    })
    this.#keeper = new BundleKeeper((signal) => loadBundle({ read, isMixed: isHalfWritten }, options, signal))
  }

  current(): CertificateBundle | undefined {
    return this.#keeper.current()
  }

  /**
   * @throws {@link InstanceMetadataUnavailableError} `ERR_INSTANCE_METADATA_UNAVAILABLE`
   * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
   * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
   */
  refresh(options?: RefreshOptions): Promise<CertificateBundle> {
    return this.#keeper.refresh(options)
  }
}
