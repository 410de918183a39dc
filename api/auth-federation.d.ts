// The public contract of @x/auth-federation, written by `npm run generate`: a change here is a change for its users.

import type { CertificateRetriever, FingerprintAlgorithm, InstanceMetadata } from '@x/cert-retrievers'

import type { HttpClient } from '@x/http'

import type { RetryStrategy } from '@x/retry'

import type {
  Credential,
  CredentialContext,
  CredentialProvider,
  PrivateKey,
  RequestSigner,
  SignOptions,
  SignableRequest,
  SignedRequest,
  SignerOptions,
} from '@x/signer'

import type { BoundKey, Claims, RefreshEngine, RefreshEvents, Snapshot } from '@x/signer/principal'

export { FingerprintAlgorithm } from '@x/cert-retrievers'

export { RefreshEvents } from '@x/signer/principal'

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

export interface Identity {
  readonly principal: string
  readonly tenancy?: string | undefined
  readonly region?: string | undefined
  readonly expiresAt?: number | undefined
  readonly source: string
}

export interface InstanceDelegationSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {
  readonly delegationToken: DelegationTokenSource
  readonly readFile?: ((path: string) => Promise<string>) | undefined
}

export interface InstancePrincipalOptions extends Omit<ExchangeOptions, 'certBundleVerify' | 'retryStrategy'> {
  readonly federationEndpoint?: string | URL | undefined
  readonly federationClientCertBundleVerify?: string | false | undefined
  readonly federationClientRetryStrategy?: ExchangeOptions['retryStrategy']
  readonly sessionKeySupplier?: Pick<SessionKeySupplier, 'refresh'> | undefined
  readonly leafCertificateRetriever?: CertificateRetriever | undefined
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
  readonly region?: string | undefined
  readonly metadata?: InstanceMetadata | undefined
  readonly metadataHttpClient?: HttpClient | undefined
  readonly env?: ExchangeOptions['env']
}

export declare class InstancePrincipalsDelegationTokenSigner extends EnginePrincipalSigner {
  constructor(options: InstanceDelegationSignerOptions)
}

export declare class InstancePrincipalsSecurityTokenSigner extends EnginePrincipalSigner {
  constructor(options?: InstancePrincipalsSignerOptions)
}

export interface InstancePrincipalsSignerOptions extends InstancePrincipalOptions, Omit<SignerOptions, 'now'> {}

export declare class InvalidDelegationTokenError extends Error {
  readonly name = 'InvalidDelegationTokenError'
  readonly code = 'ERR_INVALID_DELEGATION_TOKEN'
  toJSON(): object
}

export declare class MalformedTokenError extends Error {
  readonly name = 'MalformedTokenError'
  readonly code = 'ERR_MALFORMED_TOKEN'
  readonly reason: MalformedTokenReason
  constructor(reason: MalformedTokenReason, message: string, options?: ErrorOptions)
  toJSON(): object
}

export type MalformedTokenReason = 'no-token' | 'not-a-jwt' | 'no-expiry' | 'expired' | 'key-mismatch'

export declare class MissingInputError extends Error {
  readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  readonly names: readonly string[]
  constructor(what: string, names: readonly string[])
  toJSON(): object
}

export declare class PrincipalClosedError extends Error {
  readonly name = 'PrincipalClosedError'
  readonly code = 'ERR_PRINCIPAL_CLOSED'
  constructor()
  toJSON(): object
}

export type PrincipalError =
  MissingInputError | TenancyChangedError | MalformedTokenError | PrincipalClosedError | InvalidDelegationTokenError

export interface PrincipalSigner extends RequestSigner {
  refresh(
    rejected?: SignedRequest,
    options?: {
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<void>
  region(): Promise<string | undefined>
  ready(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  close(): Promise<void>
  whoami(): Promise<Identity>
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
}

export interface SessionKey {
  readonly privateKey: PrivateKey
  readonly publicKey: Uint8Array
  readonly jwk: {
    readonly n: string
    readonly e: string
  }
}

export declare class SessionKeySupplier {
  #private
  constructor({ keySize, prepareNext }?: SessionKeySupplierOptions)
  current(): SessionKey | undefined
  refresh(): Promise<SessionKey>
}

export interface SessionKeySupplierOptions {
  readonly keySize?: 2048 | 3072 | 4096 | undefined
  readonly prepareNext?: boolean | undefined
}

export declare class TenancyChangedError extends Error {
  readonly name = 'TenancyChangedError'
  readonly code = 'ERR_TENANCY_CHANGED'
  readonly before: string
  readonly after: string
  constructor(before: string, after: string)
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

export declare class X509FederationClientBasedSecurityTokenSigner extends EnginePrincipalSigner {
  constructor(options: X509SignerOptions)
}

export interface X509FederationClientOptions extends ExchangeOptions {
  readonly federationEndpoint: string | URL
  readonly tenancyId: string
  readonly sessionKeySupplier: Pick<SessionKeySupplier, 'refresh'>
  readonly leafCertificateRetriever: CertificateRetriever
  readonly intermediateCertificateRetrievers?: readonly CertificateRetriever[] | undefined
}

export interface X509SignerOptions extends Omit<SignerOptions, 'now'> {
  readonly federationClient: X509FederationClient
  readonly region?: string | undefined
}

export declare function isPrincipalError(error: unknown): error is PrincipalError

declare class EnginePrincipalSigner implements PrincipalSigner {
  #private
  constructor(parts: PrincipalParts, options: SignerOptions, decorate?: ProviderDecorator)
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest>
  refresh(
    rejected?: SignedRequest,
    {
      signal,
    }?: {
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<void>
  region(): Promise<string | undefined>
  ready({ signal }?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  close(): Promise<void>
  whoami(): Promise<Identity>
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
}

type Environment = Readonly<Record<string, string | undefined>>

interface PrincipalParts {
  readonly principal: string
  readonly source: string
  readonly engine: RefreshEngine<TokenSnapshot>
  readonly region: () => Promise<string | undefined>
}

type ProviderDecorator = (provider: CredentialProvider) => CredentialProvider

interface TokenSnapshot extends Snapshot {
  readonly token: string
  readonly claims: UsableClaims
}

interface UsableClaims extends Claims {
  readonly expiresAt: number
  readonly jwk: BoundKey | undefined
}
