// The public contract of @x/auth-federation, written by `npm run generate`: a change here is a change for its users.

import type { CertificateRetriever, FingerprintAlgorithm, InstanceMetadata } from '@x/cert-retrievers'

import type { OciConfigInput } from '@x/config'

import type { HttpClient } from '@x/http'

import type { RetryStrategy } from '@x/retry'

import type { Credential, CredentialContext, RequestSigner, SignerOptions } from '@x/signer'

import type {
  PrincipalSigner,
  PrincipalSignerBase,
  RefreshEngine,
  SessionKey,
  SessionKeySize,
  Sharing,
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

export type CallerDelegationOptions =
  | ({
      readonly principal: 'instance'
    } & InstancePrincipalOptions &
      Omit<SignerOptions, 'now'>)
  | ({
      readonly principal: 'resource'
    } & ResourcePrincipalOptions &
      Omit<SignerOptions, 'now'>)

export declare class CallerEvictedError extends Error {
  readonly name = 'CallerEvictedError'
  readonly code = 'ERR_CALLER_EVICTED'
  constructor(maxEntries: number)
  toJSON(): object
}

export type CallerExchangeOptions = Omit<TokenExchangeOptions, 'subjectToken'> & Omit<SignerOptions, 'now'>

export interface CallerSigners extends AsyncDisposable {
  readonly size: number
  signerFor(callerToken: string): Promise<PrincipalSigner>
  close(): Promise<void>
}

export interface CallerSignersOptions {
  readonly exchange?: CallerExchangeOptions | undefined
  readonly delegation?: CallerDelegationOptions | undefined
  readonly maxEntries?: number | undefined
}

export declare class CallerTokenError extends Error {
  readonly name = 'CallerTokenError'
  readonly code = 'ERR_CALLER_TOKEN'
  readonly reason: CallerTokenReason
  constructor(reason: CallerTokenReason)
  toJSON(): object
}

export type CallerTokenReason = 'missing' | 'malformed' | 'no-expiry' | 'expired'

export interface ChainReport {
  readonly taken: LinkName | undefined
  readonly links: readonly LinkReport[]
}

export declare class ClusterNotEnhancedError extends Error {
  readonly name = 'ClusterNotEnhancedError'
  readonly code = 'ERR_CLUSTER_NOT_ENHANCED'
  readonly status: number
  readonly address: string
  readonly opcRequestId: string
  constructor({ status, address, opcRequestId }: ClusterRefusal, options?: ErrorOptions)
  toJSON(): object
}

export interface ClusterRefusal {
  readonly status: number
  readonly address: string
  readonly opcRequestId: string
}

export declare class CredentialUnavailableError extends Error {
  readonly name = 'CredentialUnavailableError'
  readonly code = 'ERR_CREDENTIAL_UNAVAILABLE'
  readonly links: readonly LinkReport[] | undefined
  constructor(message: string, links?: readonly LinkReport[])
  toJSON(): object
}

export declare class DefaultRptPathProvider implements RptPathProvider {
  #private
  constructor(options?: DefaultRptPathProviderOptions)
  getPath(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
}

export interface DefaultRptPathProviderOptions extends ImdsRptPathProviderOptions, EnvRptPathProviderOptions {}

export interface DefaultSignerOptions extends SignerOptions {
  readonly config?: OciConfigInput | undefined
  readonly file?: string | undefined
  readonly profile?: string | undefined
  readonly cliEnv?: boolean | undefined
  readonly proxymuxPort?: number | undefined
  readonly metadata?: InstanceMetadata | undefined
  readonly env?: Environment | undefined
  readonly sharing?: Sharing | undefined
  readonly signal?: AbortSignal | undefined
}

export type DelegationTokenSource =
  | string
  | (() => string | Promise<string>)
  | {
      readonly file: string
    }

export declare class EnvRptPathProvider implements RptPathProvider {
  #private
  constructor(options?: EnvRptPathProviderOptions)
  getPath(): Promise<string>
}

export interface EnvRptPathProviderOptions {
  readonly childResource?: boolean | undefined
  readonly env?: Environment | undefined
}

export interface ExchangeOptions extends RenewalOptions {
  readonly purpose?: string | undefined
  readonly fingerprintAlgorithm?: FingerprintAlgorithm | undefined
}

export interface ExecCredential {
  readonly apiVersion: 'client.authentication.k8s.io/v1beta1'
  readonly kind: 'ExecCredential'
  readonly status: {
    readonly token: string
    readonly expirationTimestamp: string
  }
}

export interface IdentityDomainTokenOptions extends AccessTokenRequest, RenewalOptions {
  readonly domainUrl: string | URL
}

export type IdentityDomainTokenProvider = (context?: {
  readonly rejected?: string | undefined
  readonly signal?: AbortSignal | undefined
}) => Promise<string>

export declare class ImdsRptPathProvider implements RptPathProvider {
  #private
  constructor(options?: ImdsRptPathProviderOptions)
  getPath(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
}

export interface ImdsRptPathProviderOptions {
  readonly metadata?: Pick<InstanceMetadata, 'text' | 'baseUrl'> | undefined
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

export type LinkName =
  | 'explicit'
  | 'environment'
  | 'token-exchange'
  | 'resource-principal'
  | 'oke-workload'
  | 'config-profile'
  | 'instance-principal'

export interface LinkReport {
  readonly link: LinkName
  readonly outcome: 'absent' | 'configured' | 'broken'
  readonly lookedFor: string
  readonly where: string
  readonly why: string
  readonly error?: unknown
}

export declare class MissingInputError extends Error {
  readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  readonly names: readonly string[]
  constructor(what: string, names: readonly string[], verb?: 'Pass' | 'Set')
  toJSON(): object
}

export declare class MixedPathAndValueError extends Error {
  readonly name = 'MixedPathAndValueError'
  readonly code = 'ERR_MIXED_PATH_AND_VALUE'
  readonly names: readonly [path: string, value: string]
  constructor(path: string, value: string)
  toJSON(): object
}

export interface OauthExchangeOptions extends RenewalOptions {
  readonly signer: RequestSigner
  readonly scope: string
  readonly targetCompartment: string
  readonly oauthTokenEndpoint?: string | URL | undefined
  readonly region?: string | undefined
  readonly sessionKeySupplier?: SessionKeySource | undefined
}

export interface OauthExchangeSignerOptions extends OauthExchangeOptions, Omit<SignerOptions, 'now'> {}

export declare class OauthExchangeTokenSigner extends PrincipalSignerBase {
  constructor(options: OauthExchangeSignerOptions)
}

export interface OkeTokenOptions {
  readonly clusterId: string
  readonly signer: RequestSigner
  readonly region?: string | undefined
  readonly dualStack?: boolean | undefined
  readonly previous?: ExecCredential | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface OkeWorkloadOptions extends Omit<RenewalOptions, 'certBundleVerify'> {
  readonly serviceAccountToken?: ServiceAccountTokenSource | undefined
  readonly caFile?: string | undefined
  readonly proxymuxPort?: number | undefined
  readonly region?: string | undefined
  readonly serverKeys?: boolean | undefined
  readonly sessionKeySupplier?: SessionKeySource | undefined
  readonly readFile?: ((path: string) => Promise<string>) | undefined
  readonly httpClient?: HttpClient | undefined
  readonly env?: RenewalOptions['env']
}

export interface OkeWorkloadSignerOptions extends OkeWorkloadOptions, Omit<SignerOptions, 'now'> {}

export declare class ParentAddressError extends Error {
  readonly name = 'ParentAddressError'
  readonly code = 'ERR_PARENT_ADDRESS'
  readonly namedBy: string
  constructor(namedBy: string)
  toJSON(): object
}

export declare class ParentCycleError extends Error {
  readonly name = 'ParentCycleError'
  readonly code = 'ERR_PARENT_CYCLE'
  readonly host: string
  constructor(host: string)
  toJSON(): object
}

export declare class ParentDepthError extends Error {
  readonly name = 'ParentDepthError'
  readonly code = 'ERR_PARENT_DEPTH'
  readonly limit: number
  constructor(limit: number)
  toJSON(): object
}

export type PrincipalError =
  | CredentialUnavailableError
  | MissingInputError
  | TenancyChangedError
  | InvalidDelegationTokenError
  | ServiceAccountTokenError
  | ClusterNotEnhancedError
  | SubjectTokenError
  | CallerTokenError
  | CallerEvictedError
  | UnsupportedResourcePrincipalVersionError
  | MixedPathAndValueError
  | ResourceInputError
  | TokenExpiredError
  | ParentCycleError
  | ParentDepthError
  | ParentAddressError

export interface RenewalOptions {
  readonly certBundleVerify?: string | false | undefined
  readonly retryStrategy?: RetryStrategy | undefined
  readonly renewalTimeoutMs?: number | undefined
  readonly httpClient?: HttpClient | undefined
  readonly sharing?: Sharing | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
}

export type RequestedTokenType = 'upst' | 'rpst'

export interface ResourceDelegationSignerOptions extends ResourcePrincipalOptions, Omit<SignerOptions, 'now'> {
  readonly delegationToken: DelegationTokenSource
}

export declare class ResourceInputError extends Error {
  readonly name = 'ResourceInputError'
  readonly code = 'ERR_RESOURCE_INPUT'
  readonly variable: string
  readonly reason: ResourceInputReason
  constructor(variable: string, reason: ResourceInputReason, options?: ErrorOptions)
  toJSON(): object
}

export type ResourceInputReason =
  | 'missing-file'
  | 'unreadable-file'
  | 'empty-file'
  | 'not-a-token'
  | 'not-a-key'
  | 'key-mismatch'
  | 'not-an-address'
  | 'not-a-path'
  | 'not-an-id'
  | 'not-a-header'
  | 'not-a-region'

export interface ResourcePrincipalOptions extends RenewalOptions {
  readonly sessionKeySupplier?: SessionKeySource | undefined
  readonly rptPathProvider?: RptPathProvider | undefined
  readonly metadata?: InstanceMetadata | undefined
  readonly metadataHttpClient?: HttpClient | undefined
  readonly readFile?: ((path: string) => Promise<string>) | undefined
  readonly sleep?: Sleep | undefined
  readonly env?: RenewalOptions['env']
}

export declare class ResourcePrincipalsDelegationTokenSigner extends PrincipalSignerBase {
  constructor(options: ResourceDelegationSignerOptions)
}

export interface ResourcePrincipalsSignerOptions extends ResourcePrincipalOptions, Omit<SignerOptions, 'now'> {}

export interface RptPathProvider {
  getPath(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
}

export declare class ServiceAccountTokenError extends Error {
  readonly name = 'ServiceAccountTokenError'
  readonly code = 'ERR_SERVICE_ACCOUNT_TOKEN'
  readonly reason: ServiceAccountTokenReason
  readonly source: string
  constructor(reason: ServiceAccountTokenReason, source: string, options?: ErrorOptions)
  toJSON(): object
}

export type ServiceAccountTokenReason = 'missing' | 'malformed' | 'no-expiry' | 'expired'

export type ServiceAccountTokenSource =
  | string
  | (() => string | Promise<string>)
  | {
      readonly file: string
    }

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
  readonly sharing?: Sharing | undefined
}

export declare class StringRptPathProvider implements RptPathProvider {
  #private
  constructor(path: string)
  getPath(): Promise<string>
}

export declare class SubjectTokenError extends Error {
  readonly name = 'SubjectTokenError'
  readonly code = 'ERR_SUBJECT_TOKEN'
  readonly reason: SubjectTokenReason
  readonly status: number | undefined
  constructor(
    reason: SubjectTokenReason,
    message: string,
    options?: ErrorOptions & {
      readonly status?: number
    },
  )
  toJSON(): object
}

export type SubjectTokenReason = 'missing' | 'malformed' | 'expired' | 'unreadable' | 'refused' | 'ambiguous'

export type SubjectTokenSource =
  | string
  | ((options: { readonly signal: AbortSignal }) => string | Promise<string>)
  | {
      readonly file: string
    }
  | {
      readonly url: string | URL
      readonly headers?: Readonly<Record<string, string>> | undefined
      readonly member?: string | undefined
    }
  | {
      readonly githubActions: {
        readonly audience: string
      }
    }
  | {
      readonly env: string
    }

export declare class TenancyChangedError extends Error {
  readonly name = 'TenancyChangedError'
  readonly code = 'ERR_TENANCY_CHANGED'
  readonly before: string
  readonly after: string
  constructor(before: string, after: string)
  toJSON(): object
}

export interface TokenExchangeOptions extends TokenExchangeRequest, RenewalOptions {
  readonly subjectToken: SubjectTokenSource
  readonly region?: string | undefined
  readonly sessionKeySupplier?: SessionKeySource | undefined
  readonly readFile?: ((path: string) => Promise<string>) | undefined
}

export interface TokenExchangeRequest {
  readonly domainUrl: string | URL
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  readonly signer?: RequestSigner | undefined
  readonly requestedTokenType?: RequestedTokenType | undefined
  readonly resType?: string | undefined
  readonly rpstExp?: string | number | undefined
  readonly subjectTokenType?: string | undefined
  readonly appId?: string | undefined
}

export declare class TokenExchangeSigner extends PrincipalSignerBase {
  constructor(options: TokenExchangeSignerOptions)
}

export interface TokenExchangeSignerOptions extends TokenExchangeOptions, Omit<SignerOptions, 'now'> {}

export declare class TokenExpiredError extends Error {
  readonly name = 'TokenExpiredError'
  readonly code = 'ERR_TOKEN_EXPIRED'
  readonly variable: string
  readonly expiresAt: number
  constructor(variable: string, expiresAt: number, isFile: boolean)
  toJSON(): object
}

export declare class UnsupportedResourcePrincipalVersionError extends Error {
  readonly name = 'UnsupportedResourcePrincipalVersionError'
  readonly code = 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION'
  readonly variable: string
  readonly version: string
  constructor(variable: string, version: string, supported: readonly string[])
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

export declare function createCallerSigners(options: CallerSignersOptions): CallerSigners

export declare function defaultSigner(options?: DefaultSignerOptions): Promise<PrincipalSigner>

export declare function explainDefaultSigner(options?: DefaultSignerOptions): Promise<ChainReport>

export declare function getOkeWorkloadIdentitySigner(options?: OkeWorkloadSignerOptions): Promise<PrincipalSigner>

export declare function getResourcePrincipalsSigner(options?: ResourcePrincipalsSignerOptions): Promise<PrincipalSigner>

export declare function identityDomainToken(
  signer: RequestSigner,
  options: IdentityDomainTokenOptions,
): IdentityDomainTokenProvider

export declare function isPrincipalError(error: unknown): error is PrincipalError

export declare function okeToken(options: OkeTokenOptions): Promise<ExecCredential>

export declare function signerFromConfig(
  config: OciConfigInput,
  options?: SignerFromConfigOptions,
): Promise<PrincipalSigner>

export declare function tokenExchangeFromEnvironment(env?: Environment): TokenExchangeOptions

interface AccessTokenRequest {
  readonly scope?: string | undefined
  readonly requestedTokenType?: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>
