// The public surface of @x/cert-retrievers; every export is listed by hand.
export type { CertificateBundle } from './certificate-bundle.ts'
export type { CertificateRetriever, RefreshOptions } from './certificate-retriever.ts'
export {
  CertificateFetchError,
  CertificateFileUnreadableError,
  InstanceMetadataUnavailableError,
  InvalidCertificateError,
  isCertificateError,
  TenancyNotInCertificateError,
  type CertificateError,
  type FileContent,
  type InvalidCertificateReason,
  type MetadataAttempt,
} from './errors.ts'
export {
  FileBasedCertificateRetriever,
  type CertificateWarning,
  type FileBasedCertificateRetrieverOptions,
} from './file-based-retriever.ts'
export type { FingerprintAlgorithm } from './fingerprints.ts'
export { InstanceMetadata, type InstanceMetadataOptions, type MetadataCallOptions } from './instance-metadata.ts'
export {
  InstanceMetadataCertificateRetriever,
  type InstanceCertificateKind,
  type InstanceMetadataCertificateRetrieverOptions,
} from './instance-metadata-retriever.ts'
export type { LoadOptions } from './load-bundle.ts'
export type { MetadataVersion } from './metadata-addresses.ts'
export type { Passphrase } from './passphrase.ts'
export { PEMStringCertificateRetriever, type PEMStringCertificateRetrieverOptions } from './pem-string-retriever.ts'
export type { FilePorts } from './read-file.ts'
export type { InstanceRegion } from './region-info.ts'
export { UrlBasedCertificateRetriever, type UrlBasedCertificateRetrieverOptions } from './url-based-retriever.ts'
