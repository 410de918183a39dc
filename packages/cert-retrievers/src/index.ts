// The public surface of @x/cert-retrievers; every export is listed by hand.
export type { CertificateBundle } from './bundle/certificate-bundle.ts'
export type { CertificateRetriever, RefreshOptions } from './retrieving/certificate-retriever.ts'
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
} from './retrievers/file-based-retriever.ts'
export type { FingerprintAlgorithm } from './bundle/fingerprints.ts'
export {
  InstanceMetadata,
  type InstanceMetadataOptions,
  type MetadataCallOptions,
} from './metadata/instance-metadata.ts'
export {
  InstanceMetadataCertificateRetriever,
  type InstanceCertificateKind,
  type InstanceMetadataCertificateRetrieverOptions,
} from './retrievers/instance-metadata-retriever.ts'
export type { LoadOptions } from './retrieving/load-bundle.ts'
export type { MetadataVersion } from './metadata/metadata-addresses.ts'
export type { Passphrase } from './retrieving/passphrase.ts'
export {
  PEMStringCertificateRetriever,
  type PEMStringCertificateRetrieverOptions,
} from './retrievers/pem-string-retriever.ts'
export type { CertificateFilePorts } from './retrieving/read-file.ts'
export type { InstanceRegion } from './metadata/region-info.ts'
export {
  UrlBasedCertificateRetriever,
  type UrlBasedCertificateRetrieverOptions,
} from './retrievers/url-based-retriever.ts'
