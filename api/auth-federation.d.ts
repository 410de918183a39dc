// The public contract of @x/auth-federation, written by `npm run generate`: a change here is a change for its users.

import type { CertificateRetriever, FingerprintAlgorithm, InstanceMetadata } from '@x/cert-retrievers'

import type { OciConfigInput } from '@x/config'

import type { HttpClient } from '@x/http'

import type { RetryStrategy } from '@x/retry'

import type { Credential, CredentialContext, SignerOptions } from '@x/signer'

import type {
  PrincipalSigner,
  PrincipalSignerBase,
  RefreshEngine,
  SessionKey,
  SessionKeySize,
  TokenSnapshot,
} from '@x/signer/principal'

export {
  Identity,
  PrincipalClosedError,
  PrincipalSigner,
  RefreshEvents,
  SessionKey,
  UnusableTokenError,
} from '@x/signer/principal'

export type DelegationTokenSource =
  | string
  | (() => string | Promise<string>)
  | {
      readonly file: string
    }

export interface ExchangeOptions {
  readonly certBundleVerify?: string | false | undefined
  readonly purpose?: string | undefined
  readonly retryStrategy?: RetryStrategy | undefined
  readonly fingerprintAlgorithm?: FingerprintAlgorithm | undefined
  readonly renewalTimeoutMs?: number | undefined
  readonly httpClient?: HttpClient | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
}

export interface InstanceDelegationSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {
  readonly delegationToken: DelegationTokenSource
  readonly readFile?: ((path: string) => Promise<string>) | undefined
}

export interface InstancePrincipalOptions extends Omit<ExchangeOptions, 'certBundleVerify' | 'retryStrategy'> {
  readonly federationEndpoint?: string | URL | undefined
  readonly federationClientCertBundleVerify?: string | false | undefined
  readonly federationClientRetryStrategy?: ExchangeOptions['retryStrategy']
  readonly sessionKeySupplier?: SessionKeySource | undefined
  readonly leafCertificateRetriever?: CertificateRetriever | undefined
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
  readonly region?: string | undefined
  readonly metadata?: InstanceMetadata | undefined
  readonly metadataHttpClient?: HttpClient | undefined
  readonly env?: ExchangeOptions['env']
}

export declare class InstancePrincipalsDelegationTokenSigner extends PrincipalSignerBase {
  constructor(options: InstanceDelegationSignerOptions)
}

export declare class InstancePrincipalsSecurityTokenSigner extends PrincipalSignerBase {
  constructor(options?: InstancePrincipalsSignerOptions)
}

export interface InstancePrincipalsSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {}

export declare class InvalidDelegationTokenError extends Error {
  readonly name = 'InvalidDelegationTokenError'
  readonly code = 'ERR_INVALID_DELEGATION_TOKEN'
  toJSON(): object
}

export declare class MissingInputError extends Error {
  readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  readonly names: readonly string[]
  constructor(what: string, names: readonly string[])
  toJSON(): object
}

export type PrincipalError =
  MissingInputError | TenancyChangedError | UnsupportedPrincipalError | InvalidDelegationTokenError

export interface SessionKeySource {
  refresh(): Promise<SessionKey>
  install?(key: SessionKey): void
}

export declare class SessionKeySupplier implements SessionKeySource {
  #private
  constructor(options?: SessionKeySupplierOptions)
  current(): SessionKey | undefined
  refresh(): Promise<SessionKey>
  install(key: SessionKey): void
}

export interface SessionKeySupplierOptions {
  readonly keySize?: SessionKeySize | undefined
  readonly prepareNext?: boolean | undefined
}

export interface SignerFromConfigOptions extends SignerOptions {
  readonly env?: Environment | undefined
}

export declare class TenancyChangedError extends Error {
  readonly name = 'TenancyChangedError'
  readonly code = 'ERR_TENANCY_CHANGED'
  readonly before: string
  readonly after: string
  constructor(before: string, after: string)
  toJSON(): object
}

export declare class UnsupportedPrincipalError extends Error {
  readonly name = 'UnsupportedPrincipalError'
  readonly code = 'ERR_UNSUPPORTED_PRINCIPAL'
  readonly authenticationType: string
  constructor(authenticationType: string)
  toJSON(): object
}

export declare class X509FederationClient {
  #private
  constructor(options: X509FederationClientOptions)
  getSecurityToken(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
  credential(context?: CredentialContext): Promise<Credential>
  engine(): RefreshEngine<TokenSnapshot>
  close(): Promise<void>
}

export declare class X509FederationClientBasedSecurityTokenSigner extends PrincipalSignerBase {
  constructor(options: X509SignerOptions)
}

export interface X509FederationClientOptions extends ExchangeOptions {
  readonly federationEndpoint: string | URL
  readonly tenancyId: string
  readonly sessionKeySupplier: SessionKeySource
  readonly leafCertificateRetriever: CertificateRetriever
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
}

export interface X509SignerOptions extends Omit<SignerOptions, 'now'> {
  readonly federationClient: X509FederationClient
  readonly region?: string | undefined
}

export declare function isPrincipalError(error: unknown): error is PrincipalError

export declare function signerFromConfig(
  config: OciConfigInput,
  options?: SignerFromConfigOptions,
): Promise<PrincipalSigner>

type Environment = Readonly<Record<string, string | undefined>>
