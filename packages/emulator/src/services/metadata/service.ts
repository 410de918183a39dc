// The instance metadata service, which tells a machine who it is and gives it its certificate and key.
import type { Environment, ServiceRow } from '../../frame/service/service.ts'
import { flag, identifier, integer, knownOptions } from '../../options/check-option.ts'
import { namesOf } from '../../options/unknown-name.ts'
import type {
  InstanceAuthority,
  InstanceCertificates,
  RotationOptions,
} from '../../tenancy/certificates/instance-authority.ts'
import { metadataEndpoint } from './endpoint.ts'
import { examineMetadata } from './examine-metadata.ts'
import { instanceDocument } from './instance-document.ts'

/** What of the metadata service can be chosen. */
export interface MetadataOptions {
  /** Answer version 1 of the metadata service too, which asks for no header. @defaultValue false */
  readonly metadataV1?: boolean | undefined
}

/** The metadata service of a running emulator, and the instance that it speaks of. */
export interface MetadataFace {
  /**
   * The base address of the metadata service, e.g. `"http://127.0.0.1:43123/opc/v2/"`. Over plain HTTP also with `tls`, on a
   * port of its own, as OCI's SDKs expect it.
   */
  readonly metadataUrl: string
  /** Yields the instance's present certificates, which the metadata service serves; they are made at the first call. */
  certificates(): Promise<InstanceCertificates>
  /**
   * Gives the instance a new leaf certificate and key, and resolves when the metadata service has them.
   *
   * @param options - how the new leaf takes the place of the old one. Default: at once, and the old one stays valid to its end
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when an option cannot be used or is unknown
   */
  rotateCertificates(options?: RotationOptions): Promise<void>
}

/** It ends with a slash because OCI's SDK for Java needs that. OCI's SDK for Go then sends two slashes, which the service accepts. */
const metadataUrl = (plainUrl: string): string => `${plainUrl}/opc/v2/`

export const metadata: ServiceRow<MetadataOptions, MetadataFace> = {
  optionNames: namesOf<MetadataOptions>({ metadataV1: true }),
  start: ({ tenancy: { names, certificates }, now, allowedHosts }, { metadataV1 = false }) => {
    const parts = {
      document: instanceDocument(names, now()),
      certificates,
      allowedHosts,
      metadataV1: flag('metadataV1', metadataV1),
    }
    const variables: Environment = async ({ plainUrl }) => {
      // The certificates are made before a client asks for them: three RSA keys take longer than its time limit for metadata.
      await certificates.certificates()
      return { OCI_METADATA_BASE_URL: metadataUrl(plainUrl) }
    }
    return {
      examine: (request) => examineMetadata(parts, request),
      localEndpoint: metadataEndpoint,
      environment: {
        instance: variables,
        // A resource of this version proves itself as the instance that it runs on.
        'resource-1.1': variables,
      },
      face: ({ plainUrl }) => ({
        metadataUrl: metadataUrl(plainUrl),
        certificates: () => certificates.certificates(),
        rotateCertificates: (options = {}) => rotate(certificates, options),
      }),
    }
  },
}

const MOST_STALE_READS = 1_000_000

const ROTATION_OPTIONS = namesOf<RotationOptions>({
  revokeOld: true,
  staleKeyReads: true,
  staleCertificateReads: true,
  tenancy: true,
})

async function rotate(certificates: InstanceAuthority, options: RotationOptions): Promise<void> {
  knownOptions('rotateCertificates', options, ROTATION_OPTIONS)
  const { tenancy, revokeOld = false, staleKeyReads = 0, staleCertificateReads = 0 } = options
  flag('revokeOld', revokeOld)
  if (tenancy !== undefined) identifier('tenancy', tenancy)
  integer('staleKeyReads', staleKeyReads, MOST_STALE_READS)
  integer('staleCertificateReads', staleCertificateReads, MOST_STALE_READS)
  await certificates.rotate(options)
}
