// The public contract of @x/session, written by `npm run generate`: a change here is a change for its users.

import type { OciConfigInput } from '@x/config'

import type { HttpClient } from '@x/http'

import type { RetryStrategyOptions } from '@x/retry'

import type { RequestSigner, SignerOptions } from '@x/signer'

import type { Identity, PrincipalSignerBase } from '@x/signer/principal'

export interface AuthenticateOptions
  extends SessionPlaceOptions, Pick<SessionEndpoints, 'loginEndpoint' | 'identityEndpoint'>, CallPorts {
  readonly region?: string | undefined
  readonly tenancyName?: string | undefined
  readonly identityProviderName?: string | undefined
  readonly expectedTenancy?: string | undefined
  readonly passphrase?: string | undefined
  readonly storePassphrase?: boolean | undefined
  readonly overwrite?: boolean | undefined
  readonly openBrowser?: ((url: string) => unknown) | undefined
  readonly onPending?: ((login: PendingLogin) => unknown) | undefined
  readonly onDiscarded?: ((error: LoginError) => unknown) | undefined
  readonly listen?: ListenAddress | false | undefined
  readonly timeoutMs?: number | undefined
  readonly lockTimeoutMs?: number | undefined
}

export interface CredentialsOptions extends SessionPlaceOptions, Pick<SessionEndpoints, 'authEndpoint'> {
  readonly signer?: RequestSigner | undefined
  readonly config?: OciConfigInput | undefined
  readonly sessionExpirationInMinutes?: number | undefined
  readonly region?: string | undefined
  readonly publicKeyFilePath?: string | undefined
  readonly privateKeyFilePath?: string | undefined
  readonly passphrase?: string | undefined
  readonly storePassphrase?: boolean | undefined
  readonly overwrite?: boolean | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly httpClient?: HttpClient | undefined
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
}

export type DiscardReason =
  'no-answer' | 'not-a-token' | 'expired' | 'foreign-token' | 'wrong-nonce' | 'unexpected-tenancy'

export interface ExportSessionOptions extends Omit<SessionPlaceOptions, 'tokenLocation'> {
  readonly outputFile: string
  readonly overwrite?: boolean | undefined
  readonly encrypt?:
    | {
        readonly passphrase: string
      }
    | undefined
  readonly includePassphrase?: boolean | undefined
  readonly allowExpired?: boolean | undefined
  readonly region?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
}

export interface ExportedSession {
  readonly profile: string
  readonly file: string
  readonly isEncrypted: boolean
  readonly expiresAt: number
  readonly sessionEndsAt: number | undefined
}

export interface ImportSessionOptions extends Omit<SessionPlaceOptions, 'profile'> {
  readonly sessionArchive: string
  readonly profile?: string | undefined
  readonly passphrase?: string | undefined
  readonly keyPassphrase?: string | undefined
  readonly region?: string | undefined
  readonly overwrite?: boolean | undefined
  readonly allowExpired?: boolean | undefined
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly now?: (() => number) | undefined
}

export interface ListSessionsOptions extends Omit<SessionPlaceOptions, 'profile' | 'tokenLocation'> {
  readonly now?: (() => number) | undefined
}

export interface ListenAddress {
  readonly host?: string | undefined
  readonly port?: number | undefined
}

export declare class LoginError extends Error {
  readonly name = 'LoginError'
  readonly code = 'ERR_LOGIN'
  readonly reason: LoginReason
  constructor(
    reason: LoginReason,
    details?: ErrorOptions & {
      readonly about?: string
    },
  )
  toJSON(): object
}

export type LoginReason =
  | 'denied'
  | 'refused-by-service'
  | 'timeout'
  | 'port-in-use'
  | 'cannot-listen'
  | 'browser-failed'
  | 'no-region'
  | 'over'
  | DiscardReason

export interface OpenedSession extends Session {
  readonly warnings: readonly 'private-key-missing'[]
}

export interface PendingLogin {
  readonly url: string
  readonly endsAt: number
  readonly sshCommand: string | undefined
  readonly paste: (address: string) => Promise<void>
}

export interface RefreshSessionOptions extends RenewOptions {
  readonly ifNeeded?: boolean | undefined
}

export interface RefreshedSession {
  readonly profile: string
  readonly tokenFile: string
  readonly outcome: 'renewed' | 'renewed-elsewhere' | 'not-needed'
  readonly expiresAt: number
  readonly previousExpiresAt: number
  readonly sessionEndsAt: number | undefined
  readonly atCeiling: boolean
}

export interface Session {
  readonly profile: string
  readonly configFile: string
  readonly tokenFile: string
  readonly keyFile: string | undefined
  readonly region: string
  readonly tenancy: string
  readonly user: string
  readonly expiresAt: number
  readonly sessionEndsAt: number | undefined
}

export declare class SessionArchiveError extends Error {
  readonly name = 'SessionArchiveError'
  readonly code = 'ERR_SESSION_ARCHIVE'
  readonly reason: SessionArchiveReason
  readonly path: string
  constructor(reason: SessionArchiveReason, path: string, options?: ErrorOptions)
  toJSON(): object
}

export type SessionArchiveReason =
  | 'exists'
  | 'unwritable'
  | 'expired'
  | 'unreadable'
  | 'not-an-archive'
  | 'too-large'
  | 'unsafe-entry'
  | 'duplicate-entry'
  | 'unexpected-entry'
  | 'missing-entry'
  | 'malformed-config'
  | 'passphrase-missing'
  | 'cannot-decrypt'
  | 'unreadable-key'
  | 'key-passphrase-missing'
  | 'unreadable-token'
  | 'key-mismatch'
  | 'tenancy-mismatch'

export interface SessionEndpoints {
  readonly loginEndpoint?: string | URL | undefined
  readonly authEndpoint?: string | URL | undefined
  readonly identityEndpoint?: string | URL | undefined
}

export interface SessionIdentity extends Identity {
  readonly sessionEndsAt: number | undefined
  readonly atCeiling: boolean
}

export interface SessionPlaceOptions {
  readonly profile: string
  readonly configFile?: string | undefined
  readonly tokenLocation?: string | undefined
  readonly env?: Environment | undefined
  readonly homeDirectory?: string | undefined
}

export type SessionProblem =
  'expired' | 'missing-token' | 'unreadable-token' | 'missing-key' | 'unreadable-key' | 'key-mismatch' | 'refused'

export declare class SessionProfileError extends Error {
  readonly name = 'SessionProfileError'
  readonly code = 'ERR_SESSION_PROFILE'
  readonly reason: SessionProfileReason
  readonly profile: string
  constructor(reason: SessionProfileReason, profile: string, options?: ErrorOptions)
  toJSON(): object
}

export type SessionProfileReason = 'invalid-name' | 'no-file' | 'not-found' | 'no-session' | 'exists' | 'no-key'

export declare class SessionRegionError extends Error {
  readonly name = 'SessionRegionError'
  readonly code = 'ERR_SESSION_REGION'
  constructor()
  toJSON(): object
}

export interface SessionSignerOptions extends Omit<RenewOptions, 'profile' | 'signal' | 'now'>, SignerOptions {
  readonly profile?: string | undefined
}

export interface SessionStatus {
  readonly profile: string
  readonly valid: boolean
  readonly problem: SessionProblem | undefined
  readonly source: 'local' | 'service'
  readonly tokenFile: string
  readonly keyFile: string | undefined
  readonly region: string | undefined
  readonly tenancy: string | undefined
  readonly user: string | undefined
  readonly expiresAt: number | undefined
  readonly sessionEndsAt: number | undefined
  readonly secondsLeft: number
}

export declare class SessionTokenSigner extends PrincipalSignerBase {
  #private
  static fromProfile(options?: SessionSignerOptions): SessionTokenSigner
  private constructor()
  status(): SessionIdentity
}

export declare class SessionWriteError extends Error {
  readonly name = 'SessionWriteError'
  readonly code = 'ERR_SESSION_WRITE'
  readonly path: string
  constructor(path: string, options: ErrorOptions)
  toJSON(): object
}

export interface TerminateSessionOptions extends Omit<SessionPlaceOptions, 'tokenLocation'> {
  readonly keepProfile?: boolean | undefined
  readonly lockTimeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface TerminatedSession {
  readonly profile: string
  readonly removed: readonly string[]
  readonly left: readonly string[]
  readonly tokenValidUntil: number | undefined
}

export interface ValidateSessionOptions
  extends Omit<SessionPlaceOptions, 'tokenLocation'>, Pick<SessionEndpoints, 'identityEndpoint'>, CallPorts {
  readonly local?: boolean | undefined
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
}

export declare function authenticate(options: AuthenticateOptions): Promise<Session>

export declare function authenticateWithCredentials(options: CredentialsOptions): Promise<OpenedSession>

export declare function exportSession(options: ExportSessionOptions): Promise<ExportedSession>

export declare function importSession(options: ImportSessionOptions): Promise<Session>

export declare function listSessions(options?: ListSessionsOptions): Promise<readonly SessionStatus[]>

export declare function refreshSession(options: RefreshSessionOptions): Promise<RefreshedSession>

export declare function terminateSession(options: TerminateSessionOptions): Promise<TerminatedSession>

export declare function validateSession(options: ValidateSessionOptions): Promise<SessionStatus>

interface CallPorts {
  readonly httpClient?: HttpClient | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly signal?: AbortSignal | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

interface RenewOptions
  extends Omit<SessionPlaceOptions, 'tokenLocation'>, Pick<SessionEndpoints, 'authEndpoint'>, CallPorts {
  readonly passphrase?: string | undefined
  readonly region?: string | undefined
  readonly lockTimeoutMs?: number | undefined
}
