// Every failure of this package, each as a decision that a caller can take. None of them ever holds a key or a certificate.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/** Why something is not a certificate that can be used. @public */
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

const SENTENCES: Readonly<Record<InvalidCertificateReason, string>> = {
  der: 'is in DER form, not PEM. Convert it with: openssl x509 -inform DER -in cert.der -out cert.pem',
  empty: 'is empty. Give the text of a PEM certificate.',
  expired: 'is a certificate that has expired. Renew it, and check the clock of this machine.',
  'key-mismatch':
    'is a certificate for another private key. Where both are being replaced try again, otherwise give the key that belongs to it.',
  malformed: 'is a PEM block without an X.509 certificate. Copy the certificate again, or issue a new one.',
  'not-pem': 'is no PEM certificate. It has to have a block that begins with -----BEGIN CERTIFICATE-----.',
  'not-yet-valid': 'is a certificate that is not valid yet. Check the clock of this machine.',
  'private-key': 'is a private key, not a certificate. Give the certificate here; the key has an option of its own.',
  truncated: 'is cut off. Copy the whole certificate, including its END line.',
  'web-page': 'is a web page. Check the address: a proxy or a login page may have answered in its place.',
}

/**
 * What was found is not a certificate that can be used; `reason` says what it is, `source` where it came from.
 *
 * @public
 */
export class InvalidCertificateError extends Error {
  override readonly name = 'InvalidCertificateError'
  readonly code = 'ERR_INVALID_CERTIFICATE'
  /** What was found, as a literal. */
  readonly reason: InvalidCertificateReason
  /** The option, path or address that it came from, secrets replaced. */
  readonly source: string

  constructor(reason: InvalidCertificateReason, source: string, options?: ErrorOptions) {
    super(`The content of ${source} ${SENTENCES[reason]}`, options)
    this.reason = reason
    this.source = source
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * No attribute of the certificate's subject names a tenancy.
 *
 * @public
 */
export class TenancyNotInCertificateError extends Error {
  override readonly name = 'TenancyNotInCertificateError'
  readonly code = 'ERR_TENANCY_NOT_IN_CERTIFICATE'
  /** The option, path or address that the certificate came from. */
  readonly source: string

  constructor(source: string) {
    super(
      `The subject of the certificate from ${source} has neither opc-tenant: nor opc-identity:. Give the certificate of an OCI instance or service, or name the tenancy yourself.`,
    )
    this.source = source
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * A file that a retriever needs is missing or may not be read; `cause` is what the file system said.
 *
 * @public
 */
export class CertificateFileUnreadableError extends Error {
  override readonly name = 'CertificateFileUnreadableError'
  readonly code = 'ERR_CERTIFICATE_FILE_UNREADABLE'
  readonly reason: 'missing' | 'unreadable'
  /** What the file was to hold. */
  readonly holds: FileContent
  /** `<redacted>` where it looks like the text of a key that was given as a path. */
  readonly path: string

  constructor(reason: 'missing' | 'unreadable', file: { holds: FileContent; path: string }, options?: ErrorOptions) {
    const problem =
      reason === 'missing' ? 'does not exist. Check the path' : 'cannot be read. Check that this user may read it'
    super(`The file ${file.path} with the ${file.holds} ${problem}.`, options)
    this.reason = reason
    this.holds = file.holds
    this.path = file.path
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** What a file of a retriever holds. @public */
export type FileContent = 'certificate' | 'private key' | 'passphrase'

/**
 * The server of a certificate or key answered with an error.
 *
 * @public
 */
export class CertificateFetchError extends Error {
  override readonly name = 'CertificateFetchError'
  readonly code = 'ERR_CERTIFICATE_FETCH'
  readonly status: number
  /** Secrets in it are replaced. */
  readonly url: string
  /** `retry-after`, where the server sent it: retry strategies look here. */
  readonly headers: Readonly<Record<string, string>>

  /** @param retries - whether a retry strategy was given: then the message does not recommend one */
  constructor(url: string, status: number, headers: Readonly<Record<string, string>> = {}, retries = false) {
    const advice = retries ? '' : ', or pass a retryStrategy where this passes'
    super(`GET ${url} was answered with HTTP ${status}. Check the address and the headers${advice}.`)
    this.url = url
    this.status = status
    this.headers = headers
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** One address of the metadata service and why it was of no use. @public */
export interface MetadataAttempt {
  readonly baseUrl: string
  readonly problem: string
}

const USAGE =
  'Instance principals work on OCI compute instances only: elsewhere choose another principal, or set OCI_METADATA_BASE_URL. See https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/callingservicesfrominstances.htm'

/**
 * No instance metadata could be had: mostly this machine is no OCI compute instance.
 *
 * @public
 */
export class InstanceMetadataUnavailableError extends Error {
  override readonly name = 'InstanceMetadataUnavailableError'
  readonly code = 'ERR_INSTANCE_METADATA_UNAVAILABLE'
  /** Every address that was tried, in order. */
  readonly tried: readonly MetadataAttempt[]
  /** What the service answered; `undefined` when nothing answered. */
  readonly status: number | undefined
  /** `retry-after`, where the service sent it: retry strategies look here. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    path: string,
    tried: readonly MetadataAttempt[],
    answer: { status?: number | undefined; headers?: Readonly<Record<string, string>> | undefined } = {},
    options?: ErrorOptions,
  ) {
    const list = tried.map(({ baseUrl, problem }) => `${baseUrl}: ${problem}`).join('; ')
    super(`Instance metadata ${path} could not be read (${list}). ${USAGE}`, options)
    this.tried = tried
    this.status = answer.status
    this.headers = answer.headers ?? {}
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type CertificateError =
  | InvalidCertificateError
  | TenancyNotInCertificateError
  | CertificateFileUnreadableError
  | CertificateFetchError
  | InstanceMetadataUnavailableError

const codes: CodesOf<CertificateError> = {
  InvalidCertificateError: 'ERR_INVALID_CERTIFICATE',
  TenancyNotInCertificateError: 'ERR_TENANCY_NOT_IN_CERTIFICATE',
  CertificateFileUnreadableError: 'ERR_CERTIFICATE_FILE_UNREADABLE',
  CertificateFetchError: 'ERR_CERTIFICATE_FETCH',
  InstanceMetadataUnavailableError: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
}

/**
 * Whether `error` is one of this package's own, by class name and code: it also holds across two copies of the package, where
 * `instanceof` does not.
 *
 * @example
 * ```ts
 * import { isCertificateError, PEMStringCertificateRetriever } from '@x/cert-retrievers'
 * const retriever = new PEMStringCertificateRetriever({ certificatePem: 'no certificate' })
 * const code = await retriever.refresh().catch((error: unknown) => (isCertificateError(error) ? error.code : 'unknown'))
 * code // 'ERR_INVALID_CERTIFICATE'
 * ```
 * @public
 */
export function isCertificateError(error: unknown): error is CertificateError {
  return hasCode<CertificateError>(error, codes)
}

/** Callers without types give `null`, too. */
export const isAbsent = (value: unknown): value is undefined => value === undefined || value === null
