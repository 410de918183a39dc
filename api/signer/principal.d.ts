// The public contract of @x/signer/principal, written by `npm run generate`: a change here is a change for its users.

export interface BoundKey {
  readonly n: string
  readonly e: string
}

export interface ClaimedSnapshot extends Snapshot {
  readonly claims?: Pick<Claims, 'texts'>
}

export interface Claims {
  readonly expiresAt: number | undefined
  readonly issuedAt: number | undefined
  readonly notBefore: number | undefined
  readonly sessionEndsAt: number | undefined
  readonly jwk: BoundKey | 'unreadable' | undefined
  readonly texts: Readonly<Record<string, string>>
}

export declare class EngineKeeper implements Keeper {
  #private
  constructor(engine: KeptEngine)
  get listeners(): Listeners
  credential(context?: CredentialContext): Promise<Credential>
  renew(options?: Pick<CredentialContext, 'signal'>): Promise<unknown>
  standing(): Standing
  close(reason: unknown): void
}

export interface Identity extends Standing {
  readonly principal: string
  readonly source: string
  readonly region?: string | undefined
  readonly link?: string | undefined
}

export interface Keeper {
  readonly listeners: Listeners
  credential(context?: CredentialContext): Promise<Credential>
  renew(options?: Pick<CredentialContext, 'signal'>): Promise<unknown>
  standing(): Standing
  close(reason: unknown): void
}

export type KeptEngine = Pick<
  RefreshEngine<ClaimedSnapshot>,
  'listeners' | 'current' | 'renewing' | 'lastError' | 'credential' | 'refresh' | 'close'
>

export interface Lifetime {
  readonly softAt: number
  readonly urgentAt?: number | undefined
  readonly hardAt: number
}

export declare class Listeners {
  #private
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  emit<Name extends keyof RefreshEvents>(name: Name, event: RefreshEvents[Name]): void
}

export interface LoadContext {
  readonly signal: AbortSignal
  readonly now: () => number
}

export interface Loaded<S extends Snapshot> {
  readonly snapshot: S
  readonly serverTimeMs?: number | undefined
}

export declare class PrincipalClosedError extends Error {
  readonly name = 'PrincipalClosedError'
  readonly code = 'ERR_PRINCIPAL_CLOSED'
  constructor()
  toJSON(): object
}

export interface PrincipalParts {
  readonly principal: string
  readonly source: string
  readonly region?: (() => Promise<string | undefined>) | undefined
}

export interface PrincipalSigner extends RequestSigner, AsyncDisposable {
  refresh(rejected?: SignedRequest, options?: WaitOptions): Promise<void>
  region(): Promise<string | undefined>
  ready(options?: WaitOptions): Promise<void>
  whoami(options?: WaitOptions): Promise<Identity>
  status(): Identity
  on<Name extends keyof RefreshEvents>(name: Name, listener: (event: RefreshEvents[Name]) => void): () => void
  close(): Promise<void>
}

export declare class PrincipalSignerBase implements PrincipalSigner {
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

export declare class RefreshEngine<S extends Snapshot> {
  #private
  readonly listeners: Listeners
  constructor(options: RefreshEngineOptions<S>)
  now(): number
  get current(): S | undefined
  get renewing(): boolean
  get lastError(): unknown
  credential({ signal, rejected }?: CredentialContext): Promise<S>
  refresh({ signal }?: Pick<CredentialContext, 'signal'>): Promise<S>
  close(reason?: unknown): void
}

export interface RefreshEngineOptions<S extends Snapshot> {
  readonly load: (context: LoadContext, previous: S | undefined) => Promise<Loaded<S>>
  readonly sharedLoad?: SharedLoad<S> | undefined
  readonly lifetime?: ((snapshot: S, random: number) => Lifetime) | undefined
  readonly minRefreshIntervalMs?: number | undefined
  readonly renewalTimeoutMs?: number | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly setTimer?: ((callback: () => void, ms: number) => () => void) | undefined
}

export interface RefreshEvents {
  refresh: {
    readonly expiresAt: number
  }
  refreshFailed: {
    readonly error: unknown
    readonly usable: boolean
  }
}

export declare class RenewalError extends Error {
  readonly name = 'RenewalError'
  readonly code = 'ERR_RENEWAL'
  readonly reason: RenewalErrorReason
  constructor(reason: RenewalErrorReason)
  toJSON(): object
}

export type RenewalErrorReason = 'timeout' | 'no-credential' | 'invalid-times'

export declare class SessionEndedError extends Error {
  readonly name = 'SessionEndedError'
  readonly code = 'ERR_SESSION_ENDED'
  readonly expiresAt: number
  constructor(problem: 'expired' | 'refused', expiresAt: number, options?: ErrorOptions)
  toJSON(): object
}

export declare class SessionFilesError extends Error {
  readonly name = 'SessionFilesError'
  readonly code = 'ERR_SESSION_FILES'
  readonly reason: SessionFilesReason
  readonly path: string
  constructor(reason: SessionFilesReason, path: string, options?: ErrorOptions)
  toJSON(): object
}

export type SessionFilesReason = 'missing-token' | 'unreadable-token' | 'key-mismatch'

export interface SessionKey {
  readonly privateKey: PrivateKey
  readonly publicKey: Uint8Array
  readonly jwk: {
    readonly n: string
    readonly e: string
  }
}

export type SessionKeySize = 2048 | 3072 | 4096

export type SharedLoad<S extends Snapshot> = (
  load: () => Promise<Loaded<S>>,
  context: LoadContext,
  previous: S | undefined,
) => Promise<Loaded<S>>

export interface Sharing {
  readonly handsOver: boolean
  join<S extends Snapshot>(member: SharingMember<S>): SharedLoad<S>
}

export interface SharingMember<S extends Snapshot> {
  readonly principal: string
  readonly source: string
  readonly copies?: SnapshotCopies<S> | undefined
}

export interface Snapshot {
  readonly credential: Credential
  readonly issuedAt: number
  readonly expiresAt: number
}

export interface SnapshotCopies<S extends Snapshot> {
  readonly userOf: (snapshot: S) => string | undefined
  readonly pack: (snapshot: S) => Uint8Array
  readonly unpack: (bytes: Uint8Array) => Promise<S>
}

export interface Standing {
  readonly tenancy?: string | undefined
  readonly user?: string | undefined
  readonly expiresAt?: number | undefined
  readonly renewing: boolean
  readonly lastError?: unknown
}

export interface TokenSnapshot extends Snapshot, UsableToken {
  readonly sessionKey: SessionKey
}

export declare class UnusableTokenError extends Error {
  readonly name = 'UnusableTokenError'
  readonly code = 'ERR_UNUSABLE_TOKEN'
  readonly reason: UnusableTokenReason
  constructor(reason: UnusableTokenReason)
  toJSON(): object
}

export type UnusableTokenReason =
  | 'unreadable-answer'
  | 'no-token'
  | 'not-a-jwt'
  | 'no-expiry'
  | 'expired'
  | 'key-mismatch'
  | 'foreign-tenancy'
  | 'foreign-user'

export interface UsableToken {
  readonly token: string
  readonly claims: Claims & {
    readonly expiresAt: number
    readonly jwk: BoundKey | undefined
  }
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined
}

export declare function assertKeySize(keySize: number): void

export declare function bindsKey(key: BoundKey, publicKey: Uint8Array): boolean

export declare function checkIssuedToken(token: unknown, publicKey: Uint8Array): UsableToken

export declare function checkToken(token: unknown): UsableToken

export declare function generateSessionKey(keySize?: SessionKeySize): Promise<SessionKey>

export declare function joinSharing<S extends Snapshot>(
  sharing: Sharing | undefined,
  member: SharingMember<S>,
): SharedLoad<S> | undefined

export declare function lifetimeOf({ issuedAt, expiresAt }: Snapshot, random: number): Lifetime

export declare function localSigner(
  type: 'api_key' | 'security_token',
  config: SignerConfig,
  options?: SignerOptions,
): PrincipalSigner
export declare function localSigner(
  type: string,
  config: SignerConfig,
  options?: SignerOptions,
): PrincipalSigner | undefined

export declare function parseTokenClaims(token: string): Claims | undefined

export declare function tokenSnapshot(
  { token, claims }: UsableToken,
  sessionKey: SessionKey,
  askedAt: number,
): TokenSnapshot

interface Credential {
  readonly keyId: string
  readonly key: SigningKey
  readonly expiresAt?: number | undefined
  readonly delegationToken?: string | undefined
}

interface CredentialContext {
  readonly signal?: AbortSignal | undefined
  readonly rejected?: Credential | undefined
}

type FetchBody = NonNullable<ConstructorParameters<typeof Response>[0]>

interface HeaderListOptions {
  readonly genericHeaders?: readonly string[] | undefined
  readonly bodyHeaders?: readonly string[] | undefined
  readonly requireHost?: boolean | undefined
}

type HeadersLike =
  | Headers
  | Iterable<readonly [string, string]>
  | {
      readonly [name: string]: string | number | boolean | readonly string[] | null | undefined
    }

declare class PrivateKey implements SigningKey {
  #private
  readonly bits: number
  constructor(key: SigningKey, bits: number, spki: Uint8Array)
  sign(data: Uint8Array): Promise<Uint8Array>
  publicKey(): Uint8Array
  toJSON(): string
}

type RequestBody =
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

interface RequestSigner {
  sign(request: SignableRequest, options?: SignOptions): Promise<SignedRequest>
  refresh?(
    rejected?: SignedRequest,
    options?: {
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<void>
  region?(): Promise<string | undefined>
}

interface SignOptions {
  readonly bodySigning?: 'sign' | 'exclude' | 'headers' | undefined
  readonly clockOffsetMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

interface SignableRequest {
  readonly method: string
  readonly url: string | URL
  readonly headers?: HeadersLike | undefined
  readonly body?: RequestBody | undefined
}

interface SignedRequest {
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

interface SignerConfig {
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

interface SignerOptions extends HeaderListOptions {
  readonly maxBufferBytes?: number | undefined
  readonly now?: (() => number) | undefined
  readonly onlyHosts?: readonly string[] | undefined
}

interface SigningKey {
  sign(data: Uint8Array): Promise<Uint8Array>
}
