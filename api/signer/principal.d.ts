// The public contract of @x/signer/principal, written by `npm run generate`: a change here is a change for its users.

export interface BoundKey {
  readonly n: string
  readonly e: string
}

export interface Claims {
  readonly expiresAt: number | undefined
  readonly issuedAt: number | undefined
  readonly sessionEndsAt: number | undefined
  readonly jwk: BoundKey | 'unreadable' | undefined
  readonly texts: Readonly<Record<string, string>>
}

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

export declare class RefreshEngine<S extends Snapshot> {
  #private
  readonly listeners: Listeners
  constructor(options: RefreshEngineOptions<S>)
  now(): number
  get current(): S | undefined
  credential({ signal, rejected }?: CredentialContext): Promise<S>
  refresh({ signal }?: Pick<CredentialContext, 'signal'>): Promise<S>
  close(reason?: unknown): void
}

export interface RefreshEngineOptions<S extends Snapshot> {
  readonly load: (context: LoadContext, previous: S | undefined) => Promise<Loaded<S>>
  readonly expiredError: () => Error
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

export interface Snapshot {
  readonly credential: Credential
  readonly issuedAt: number
  readonly expiresAt: number
}

export declare function bindsKey(key: BoundKey, publicKey: Uint8Array): boolean

export declare function lifetimeOf({ issuedAt, expiresAt }: Snapshot, random: number): Lifetime

export declare function parseTokenClaims(token: string): Claims | undefined

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

interface SigningKey {
  sign(data: Uint8Array): Promise<Uint8Array>
}
