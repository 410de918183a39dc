// The public contract of @x/signer, written by `npm run generate`: a change here is a change for its users.

export interface ApiKeyOptions extends SignerOptions {
  readonly tenancy: string
  readonly user: string
  readonly fingerprint: string
  readonly privateKey?: PrivateKeyInput | undefined
  readonly privateKeyFile?: string | undefined
  readonly passphrase?: string | undefined
  readonly checkFingerprint?: boolean | undefined
  readonly region?: string | undefined
}

export interface AuthorizationParts {
  readonly algorithm: string
  readonly headers: readonly string[]
  readonly keyId: string
  readonly signature: string
  readonly version: string | undefined
}

export declare class BodyTooLargeError extends Error {
  readonly name = 'BodyTooLargeError'
  readonly code = 'ERR_BODY_TOO_LARGE'
  toJSON(): object
}

export interface Credential {
  readonly keyId: string
  readonly key: SigningKey
  readonly expiresAt?: number | undefined
  readonly delegationToken?: string | undefined
}

export interface CredentialContext {
  readonly signal?: AbortSignal | undefined
  readonly rejected?: Credential | undefined
}

export type CredentialProvider = (context?: CredentialContext) => Promise<Credential>

export interface CryptoKeyLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly algorithm: {
    readonly name: string
  }
  readonly extractable: boolean
  readonly usages: readonly string[]
}

export interface DiagnoseOptions {
  readonly text?: string | undefined
  readonly now?: (() => number) | undefined
}

export interface Diagnosis {
  readonly findings: readonly Finding[]
  readonly code?: string
  readonly message?: string
  readonly text: string
}

export interface ExportableKey {
  readonly type: string
  export(options: { format: 'der'; type: 'spki' | 'pkcs8' }): Uint8Array
}

export type FetchBody = NonNullable<ConstructorParameters<typeof Response>[0]>

export interface Finding {
  readonly code: FindingCode
  readonly message: string
}

export type FindingCode =
  | 'clock-skew'
  | 'expired-token'
  | 'token-not-yet-valid'
  | 'malformed-fingerprint'
  | 'fingerprint-mismatch'
  | 'token-key-mismatch'
  | 'short-key'
  | 'request-changed'
  | 'body-changed'
  | 'proxy-between'
  | 'foreign-realm'

export declare class FingerprintMismatchError extends Error {
  readonly name = 'FingerprintMismatchError'
  readonly code = 'ERR_FINGERPRINT_MISMATCH'
  toJSON(): object
}

export interface HeaderListOptions {
  readonly genericHeaders?: readonly string[] | undefined
  readonly bodyHeaders?: readonly string[] | undefined
  readonly requireHost?: boolean | undefined
}

export type HeadersLike =
  | Headers
  | Iterable<readonly [string, string]>
  | {
      readonly [name: string]: string | number | boolean | readonly string[] | null | undefined
    }

export declare class InvalidAuthorizationError extends Error {
  readonly name = 'InvalidAuthorizationError'
  readonly code = 'ERR_INVALID_AUTHORIZATION'
  toJSON(): object
}

export declare class InvalidCredentialError extends Error {
  readonly name = 'InvalidCredentialError'
  readonly code = 'ERR_INVALID_CREDENTIAL'
  readonly reason: InvalidCredentialReason
  constructor(reason: InvalidCredentialReason, message: string)
  toJSON(): object
}

export type InvalidCredentialReason = 'no-credential' | 'no-signature'

export declare class InvalidPrivateKeyError extends Error {
  readonly name = 'InvalidPrivateKeyError'
  readonly code = 'ERR_INVALID_PRIVATE_KEY'
  readonly reason: InvalidPrivateKeyReason
  constructor(reason: InvalidPrivateKeyReason, message: string, options?: ErrorOptions)
  toJSON(): object
}

export type InvalidPrivateKeyReason =
  | 'bad-passphrase'
  | 'certificate'
  | 'der-private'
  | 'empty'
  | 'escaped-newlines'
  | 'jwk'
  | 'malformed'
  | 'not-pem'
  | 'not-rsa'
  | 'openssh'
  | 'pkcs12'
  | 'public-key'
  | 'putty'
  | 'too-costly'
  | 'truncated'
  | 'unsupported-encryption'
  | 'wrong-algorithm'

export declare class InvalidTokenError extends Error {
  readonly name = 'InvalidTokenError'
  readonly code = 'ERR_INVALID_TOKEN'
  toJSON(): object
}

export declare class KeyFileUnreadableError extends Error {
  readonly name = 'KeyFileUnreadableError'
  readonly code = 'ERR_KEY_FILE_UNREADABLE'
  toJSON(): object
}

export interface KeyObjectLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly asymmetricKeyType?: string | undefined
}

export declare class MissingPassphraseError extends Error {
  readonly name = 'MissingPassphraseError'
  readonly code = 'ERR_MISSING_PASSPHRASE'
  toJSON(): object
}

export interface PresignOptions {
  readonly expiresInSeconds?: number | undefined
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

export declare class PrivateKey implements SigningKey {
  #private
  readonly bits: number
  constructor(key: SigningKey, bits: number, spki: Uint8Array)
  sign(data: Uint8Array): Promise<Uint8Array>
  publicKey(): Uint8Array
  toJSON(): string
}

export type PrivateKeyInput = string | Uint8Array | PrivateKey | CryptoKeyLike | KeyObjectLike | SigningKey

export interface RefusedRequest<R extends ResponseLike = ResponseLike> {
  readonly request: SignedRequest
  readonly response: R
  readonly diagnosis: Diagnosis
}

export type RequestBody =
  | string
  | Uint8Array
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | URLSearchParams
  | FormData
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | (() => RequestBody)
  | null

export interface RequestSigner {
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest>
  refresh?(
    rejected?: SignedRequest,
    options?: {
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<void>
  region?(): Promise<string | undefined>
}

export interface ResponseLike {
  readonly status: number
  readonly headers: HeadersLike
}

export interface SecurityTokenOptions extends SignerOptions {
  readonly token?: string | undefined
  readonly tokenFile?: string | undefined
  readonly privateKey?: PrivateKeyInput | undefined
  readonly privateKeyFile?: string | undefined
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
}

export declare class SecurityTokenSigner extends PrincipalSignerBase {
  constructor(options: SecurityTokenOptions)
}

export interface SendSignedOptions<R extends ResponseLike = ResponseLike> {
  readonly refreshOn401?: boolean | undefined
  readonly clockSkew?: boolean | undefined
  readonly clock?: SiteClocks | undefined
  readonly bodySigning?: SignOptions['bodySigning']
  readonly signal?: AbortSignal | undefined
  readonly errorText?: ((response: R, signal: AbortSignal) => Promise<string | undefined>) | undefined
  readonly discard?: ((response: R) => void) | undefined
  readonly onRefused?: ((refused: RefusedRequest<R>) => unknown) | undefined
  readonly now?: (() => number) | undefined
}

export interface SignOptions {
  readonly bodySigning?: 'sign' | 'exclude' | 'headers' | undefined
  readonly clockOffsetMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SignableRequest {
  readonly method: string
  readonly url: string | URL
  readonly headers?: HeadersLike | undefined
  readonly body?: RequestBody | undefined
}

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Record<string, string>
  readonly body: FetchBody | null
  readonly keyId: string
  readonly signingString: string
  readonly replayable: boolean
  readonly redirect: 'manual'
  readonly duplex?: 'half'
}

export declare class Signer extends PrincipalSignerBase {
  constructor(options: ApiKeyOptions)
  static fromConfig(config: SignerConfig, overrides?: Partial<ApiKeyOptions>): Signer
}

export interface SignerConfig {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly fingerprint?: string | undefined
  readonly keyFile?: string | undefined
  readonly keyContent?: string | undefined
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
  readonly authenticationType?: string | undefined
  readonly securityTokenFile?: string | undefined
  readonly profile?: string | undefined
  origin?(name: string): unknown
}

export type SignerError =
  | SigningError
  | BodyTooLargeError
  | InvalidPrivateKeyError
  | MissingPassphraseError
  | KeyFileUnreadableError
  | FingerprintMismatchError
  | InvalidTokenError
  | InvalidAuthorizationError
  | InvalidCredentialError
  | PrincipalClosedError
  | RenewalError
  | SessionEndedError
  | SessionFilesError
  | UnusableTokenError

export interface SignerOptions extends HeaderListOptions {
  readonly maxBufferBytes?: number | undefined
  readonly now?: (() => number) | undefined
  readonly onlyHosts?: readonly string[] | undefined
}

export declare class SigningError extends Error {
  readonly name = 'SigningError'
  readonly code = 'ERR_SIGNING'
  readonly kind: SigningErrorKind
  constructor(kind: SigningErrorKind, message: string, options?: ErrorOptions)
  toJSON(): object
}

export type SigningErrorKind =
  | 'unsupported-method'
  | 'invalid-url'
  | 'invalid-header'
  | 'missing-header'
  | 'duplicate-header'
  | 'host-mismatch'
  | 'content-length-mismatch'
  | 'unsupported-body'
  | 'unusable-clock'
  | 'invalid-key-id'
  | 'foreign-host'

export interface SigningKey {
  sign(data: Uint8Array): Promise<Uint8Array>
}

export interface SiteClocks {
  offsetFor?: (url: string | URL) => number
}

export declare function createCredential(fields: Credential): Credential

export declare function createSigner(
  provider: CredentialProvider,
  options?: SignerOptions,
): RequestSigner & Required<Pick<RequestSigner, 'refresh'>>

export declare function diagnose401(
  signed: SignedRequest,
  response: ResponseLike,
  options?: DiagnoseOptions,
): Promise<Diagnosis>

export declare function isSignerError(error: unknown): error is SignerError

export declare function loadPrivateKey(pem: string | Uint8Array, passphrase?: string | null): Promise<PrivateKey>

export declare function loadPrivateKeyFromFile(path: string, passphrase?: string | null): Promise<PrivateKey>

export declare function parseAuthorization(header: string): AuthorizationParts

export declare function presign(request: SignableRequest, signer: RequestSigner, options?: PresignOptions): Promise<URL>

export declare function publicKeyFingerprint(key: PrivateKey | string | CryptoKeyLike | ExportableKey): Promise<string>

export declare function sendSigned<R extends ResponseLike>(
  request: SignableRequest,
  signer: RequestSigner,
  send: (signed: SignedRequest) => Promise<R>,
  options?: SendSignedOptions<R>,
): Promise<R>

export declare function signingString(request: SignableRequest, names: readonly string[]): string

interface Identity extends Standing {
  readonly principal: string
  readonly source: string
  readonly region?: string | undefined
  readonly link?: string | undefined
}

interface Keeper {
  readonly listeners: Listeners
  credential(context?: CredentialContext): Promise<Credential>
  renew(options?: Pick<CredentialContext, 'signal'>): Promise<unknown>
  standing(): Standing
  close(reason: unknown): void
}

declare class Listeners {
  #private
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  emit<Name extends keyof RefreshEvents>(name: Name, event: RefreshEvents[Name]): void
}

declare class PrincipalClosedError extends Error {
  readonly name = 'PrincipalClosedError'
  readonly code = 'ERR_PRINCIPAL_CLOSED'
  constructor()
  toJSON(): object
}

interface PrincipalParts {
  readonly principal: string
  readonly source: string
  readonly region?: (() => Promise<string | undefined>) | undefined
}

interface PrincipalSigner extends RequestSigner, AsyncDisposable {
  refresh(rejected?: SignedRequest, options?: WaitOptions): Promise<void>
  region(): Promise<string | undefined>
  ready(options?: WaitOptions): Promise<void>
  whoami(options?: WaitOptions): Promise<Identity>
  status(): Identity
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  close(): Promise<void>
}

declare class PrincipalSignerBase implements PrincipalSigner {
  #private
  constructor(parts: PrincipalParts, keeper: Keeper, options?: SignerOptions)
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest>
  refresh(rejected?: SignedRequest, { signal }?: WaitOptions): Promise<void>
  region(): Promise<string | undefined>
  ready({ signal }?: WaitOptions): Promise<void>
  whoami(options?: WaitOptions): Promise<Identity>
  status(): Identity
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

interface RefreshEvents {
  refresh: {
    readonly expiresAt: number
  }
  refreshFailed: {
    readonly error: unknown
    readonly usable: boolean
  }
}

declare class RenewalError extends Error {
  readonly name = 'RenewalError'
  readonly code = 'ERR_RENEWAL'
  readonly reason: RenewalErrorReason
  constructor(reason: RenewalErrorReason)
  toJSON(): object
}

type RenewalErrorReason = 'timeout' | 'no-credential' | 'invalid-times'

declare class SessionEndedError extends Error {
  readonly name = 'SessionEndedError'
  readonly code = 'ERR_SESSION_ENDED'
  readonly expiresAt: number
  constructor(problem: 'expired' | 'refused', expiresAt: number, options?: ErrorOptions)
  toJSON(): object
}

declare class SessionFilesError extends Error {
  readonly name = 'SessionFilesError'
  readonly code = 'ERR_SESSION_FILES'
  readonly reason: SessionFilesReason
  readonly path: string
  constructor(reason: SessionFilesReason, path: string, options?: ErrorOptions)
  toJSON(): object
}

type SessionFilesReason = 'missing-token' | 'unreadable-token' | 'key-mismatch'

interface Standing {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly expiresAt?: number | undefined
  readonly renewing: boolean
  readonly lastError?: unknown
}

declare class UnusableTokenError extends Error {
  readonly name = 'UnusableTokenError'
  readonly code = 'ERR_UNUSABLE_TOKEN'
  readonly reason: UnusableTokenReason
  constructor(reason: UnusableTokenReason)
  toJSON(): object
}

type UnusableTokenReason =
  | 'unreadable-answer'
  | 'no-token'
  | 'not-a-jwt'
  | 'no-expiry'
  | 'expired'
  | 'key-mismatch'
  | 'foreign-tenancy'
  | 'foreign-user'

interface WaitOptions {
  readonly signal?: AbortSignal | undefined
}
