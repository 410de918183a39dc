// The public contract of @x/auth-federation/token-exchange, written by `npm run generate`: a change here is a change for its users.

import type { HttpClient } from '@x/http'

import type { RetryStrategy } from '@x/retry'

import type { RequestSigner, SignerOptions } from '@x/signer'

import type { PrincipalSignerBase, SessionKey, SessionKeySize, Sharing } from '@x/signer/principal'

export declare class CredentialUnavailableError extends Error {
  readonly name = 'CredentialUnavailableError'
  readonly code = 'ERR_CREDENTIAL_UNAVAILABLE'
  readonly links: readonly LinkReport[] | undefined
  constructor(message: string, links?: readonly LinkReport[])
  toJSON(): object
}

export interface IdentityDomainTokenOptions extends AccessTokenRequest, RenewalOptions {
  readonly domainUrl: string | URL
}

export type IdentityDomainTokenProvider = (context?: {
  readonly rejected?: string | undefined
  readonly signal?: AbortSignal | undefined
}) => Promise<string>

export declare class MissingInputError extends Error {
  readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  readonly names: readonly string[]
  constructor(what: string, names: readonly string[], verb?: 'Pass' | 'Set')
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

export declare function identityDomainToken(
  signer: RequestSigner,
  options: IdentityDomainTokenOptions,
): IdentityDomainTokenProvider

export declare function tokenExchangeFromEnvironment(env?: Environment): TokenExchangeOptions

interface AccessTokenRequest {
  readonly scope?: string | undefined
  readonly requestedTokenType?: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

type LinkName =
  | 'explicit'
  | 'environment'
  | 'token-exchange'
  | 'resource-principal'
  | 'oke-workload'
  | 'config-profile'
  | 'instance-principal'

interface LinkReport {
  readonly link: LinkName
  readonly outcome: 'absent' | 'configured' | 'broken'
  readonly lookedFor: string
  readonly where: string
  readonly why: string
  readonly error?: unknown
}
