// The public contract of @x/cert-retrievers, written by `npm run generate`: a change here is a change for its users.

import type { HttpClient } from '@x/http'

import type { RetryStrategyOptions, Sleep } from '@x/retry'

import type { PrivateKey } from '@x/signer'

export interface CertificateBundle {
  readonly certificatePem: string
  readonly certificateDer: Uint8Array
  readonly chain: readonly Uint8Array[]
  readonly privateKey: PrivateKey | undefined
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: Uint8Array
  readonly loadedAt: number
  tenancy(): string
  fingerprint(algorithm?: FingerprintAlgorithm): string
}

export type CertificateError =
  | InvalidCertificateError
  | TenancyNotInCertificateError
  | CertificateFileUnreadableError
  | CertificateFetchError
  | InstanceMetadataUnavailableError

export declare class CertificateFetchError extends Error {
  readonly name = 'CertificateFetchError'
  readonly code = 'ERR_CERTIFICATE_FETCH'
  readonly status: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  constructor(url: string, status: number, headers?: Readonly<Record<string, string>>, retries?: boolean)
  toJSON(): object
}

export interface CertificateFilePorts {
  readonly readFile?:
    | ((
        path: string,
        options: {
          signal: AbortSignal
        },
      ) => Promise<Uint8Array>)
    | undefined
}

export declare class CertificateFileUnreadableError extends Error {
  readonly name = 'CertificateFileUnreadableError'
  readonly code = 'ERR_CERTIFICATE_FILE_UNREADABLE'
  readonly reason: 'missing' | 'unreadable'
  readonly holds: FileContent
  readonly path: string
  constructor(
    reason: 'missing' | 'unreadable',
    file: {
      holds: FileContent
      path: string
    },
    options?: ErrorOptions,
  )
  toJSON(): object
}

export interface CertificateRetriever {
  current(): CertificateBundle | undefined
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}

export interface CertificateWarning {
  readonly code: 'kept-last-certificate'
  readonly message: string
  readonly cause: unknown
}

export declare class FileBasedCertificateRetriever implements CertificateRetriever {
  #private
  constructor(options: FileBasedCertificateRetrieverOptions)
  current(): CertificateBundle | undefined
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}

export interface FileBasedCertificateRetrieverOptions extends LoadOptions, CertificateFilePorts {
  readonly certificateFilePath: string
  readonly privateKeyPemFilePath?: string | undefined
  readonly passphrase?: Passphrase | undefined
  readonly onWarning?: ((warning: CertificateWarning) => void) | undefined
}

export type FileContent = 'certificate' | 'private key' | 'passphrase'

export type FingerprintAlgorithm = 'SHA256' | 'SHA1'

export type InstanceCertificateKind = 'leaf' | 'intermediate'

export declare class InstanceMetadata {
  #private
  constructor(options?: InstanceMetadataOptions)
  get baseUrl(): string | undefined
  text(path: string, { signal }?: MetadataCallOptions): Promise<string>
  regionInfo(options?: MetadataCallOptions): Promise<InstanceRegion>
}

export declare class InstanceMetadataCertificateRetriever implements CertificateRetriever {
  #private
  constructor(options: InstanceMetadataCertificateRetrieverOptions)
  current(): CertificateBundle | undefined
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}

export interface InstanceMetadataCertificateRetrieverOptions extends LoadOptions {
  readonly metadata: Pick<InstanceMetadata, 'text'>
  readonly kind?: InstanceCertificateKind | undefined
}

export interface InstanceMetadataOptions {
  readonly baseUrl?: string | URL | undefined
  readonly apiVersion?: MetadataVersion | undefined
  readonly timeoutMs?: number | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  readonly httpClient?: HttpClient | undefined
  readonly now?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
  readonly random?: (() => number) | undefined
}

export declare class InstanceMetadataUnavailableError extends Error {
  readonly name = 'InstanceMetadataUnavailableError'
  readonly code = 'ERR_INSTANCE_METADATA_UNAVAILABLE'
  readonly tried: readonly MetadataAttempt[]
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(
    path: string,
    tried: readonly MetadataAttempt[],
    answer?: {
      status?: number | undefined
      headers?: Readonly<Record<string, string>> | undefined
    },
    options?: ErrorOptions,
  )
  toJSON(): object
}

export interface InstanceRegion {
  readonly regionId: string
  readonly realmDomain: string | undefined
  readonly realmKey: string | undefined
  readonly regionKey: string | undefined
}

export declare class InvalidCertificateError extends Error {
  readonly name = 'InvalidCertificateError'
  readonly code = 'ERR_INVALID_CERTIFICATE'
  readonly reason: InvalidCertificateReason
  readonly source: string
  constructor(reason: InvalidCertificateReason, source: string, options?: ErrorOptions)
  toJSON(): object
}

export type InvalidCertificateReason =
  | 'der'
  | 'empty'
  | 'expired'
  | 'key-mismatch'
  | 'malformed'
  | 'not-pem'
  | 'not-yet-valid'
  | 'private-key'
  | 'truncated'
  | 'web-page'

export interface LoadOptions {
  readonly clockToleranceMs?: number | undefined
  readonly now?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
}

export interface MetadataAttempt {
  readonly baseUrl: string
  readonly problem: string
}

export interface MetadataCallOptions {
  readonly signal?: AbortSignal | undefined
}

export type MetadataVersion = 'v2' | 'v1'

export declare class PEMStringCertificateRetriever implements CertificateRetriever {
  #private
  constructor(options: PEMStringCertificateRetrieverOptions)
  current(): CertificateBundle | undefined
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}

export interface PEMStringCertificateRetrieverOptions extends Omit<LoadOptions, 'sleep'>, CertificateFilePorts {
  readonly certificatePem: string | Uint8Array
  readonly privateKeyPem?: string | Uint8Array | undefined
  readonly passphrase?: Passphrase | undefined
}

export type Passphrase =
  | string
  | (() => string | undefined | Promise<string | undefined>)
  | {
      readonly file: string
    }

export interface RefreshOptions {
  readonly signal?: AbortSignal | undefined
}

export declare class TenancyNotInCertificateError extends Error {
  readonly name = 'TenancyNotInCertificateError'
  readonly code = 'ERR_TENANCY_NOT_IN_CERTIFICATE'
  readonly source: string
  constructor(source: string)
  toJSON(): object
}

export declare class UrlBasedCertificateRetriever implements CertificateRetriever {
  #private
  constructor(options: UrlBasedCertificateRetrieverOptions)
  current(): CertificateBundle | undefined
  refresh(options?: RefreshOptions): Promise<CertificateBundle>
}

export interface UrlBasedCertificateRetrieverOptions extends LoadOptions, CertificateFilePorts {
  readonly certificateUrl: string | URL
  readonly privateKeyUrl?: string | URL | undefined
  readonly passphrase?: Passphrase | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly timeoutMs?: number | undefined
  readonly httpClient?: HttpClient | undefined
}

export declare function isCertificateError(error: unknown): error is CertificateError
