// The public contract of @x/signer/verify, written by `npm run generate`: a change here is a change for its users.

export type AuthorizationFault =
  'not-signature-scheme' | 'malformed-authorization' | 'duplicate-parameter' | 'missing-parameter'

export interface CryptoKeyLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly algorithm: {
    readonly name: string
  }
  readonly extractable: boolean
  readonly usages: readonly string[]
}

export interface ExportablePublicKey {
  export(options: { format: 'der'; type: 'spki' }): Uint8Array
}

export type IssuerKeys =
  | string
  | {
      readonly keys: readonly JsonWebKeyLike[]
    }
  | ((kid: string | undefined) => VerificationKey | undefined | Promise<VerificationKey | undefined>)

export interface JsonWebKeyLike {
  readonly kty?: string | undefined
  readonly n?: string | undefined
  readonly e?: string | undefined
  readonly alg?: string | undefined
  readonly use?: string | undefined
  readonly kid?: string | undefined
  readonly key_ops?: readonly string[] | undefined
  readonly ext?: boolean | undefined
}

export interface PrincipalKey {
  readonly key: VerificationKey
  readonly principal: VerifiedPrincipal
}

export type ReceivedBody = string | Uint8Array | ArrayBuffer | ArrayBufferView | null | undefined

export interface ReceivedRequest {
  readonly method: string
  readonly url: string | URL
  readonly headers: HeadersLike
  readonly body?: ReceivedBody
}

export interface RefusedKey {
  readonly refused: 'invalid-token' | 'expired-token'
  readonly message: string
}

export interface Rejected {
  readonly verified: false
  readonly reason: RejectionReason
  readonly message: string
  readonly signingString?: string
}

export type RejectionReason =
  | AuthorizationFault
  | 'missing-authorization'
  | 'unsupported-algorithm'
  | 'unsupported-version'
  | 'unsupported-method'
  | 'missing-signed-header'
  | 'duplicate-signed-header'
  | 'missing-header'
  | 'duplicate-header'
  | 'invalid-header'
  | 'invalid-target'
  | 'invalid-date'
  | 'clock-skew'
  | 'wrong-host'
  | 'unknown-key'
  | 'invalid-token'
  | 'expired-token'
  | 'malformed-signature'
  | 'invalid-signature'
  | 'missing-body'
  | 'body-hash-mismatch'
  | 'content-length-mismatch'
  | 'unsigned-body'
  | 'replayed'

export interface ReplayStoreOptions {
  readonly maxEntries?: number | undefined
  readonly onForgotten?: ((untilMs: number) => unknown) | undefined
}

export type ResolveKey = (keyId: string) => Promise<VerificationKey | PrincipalKey | RefusedKey | undefined>

export type Seen = (id: string, untilMs: number, nowMs: number) => boolean | Promise<boolean>

export interface TokenKeysOptions {
  readonly issuer?: string | undefined
  readonly now?: (() => number) | undefined
}

export type VerificationKey =
  | string
  | JsonWebKeyLike
  | CryptoKeyLike
  | ExportablePublicKey
  | {
      verify(data: Uint8Array, signature: Uint8Array): Promise<boolean>
    }

export interface Verified {
  readonly verified: true
  readonly keyId: string
  readonly principal: VerifiedPrincipal
  readonly method: string
  readonly target: string
  readonly host: string
  readonly date: number
  readonly signedHeaders: readonly string[]
  readonly signingString: string
}

export type VerifiedPrincipal =
  | {
      readonly kind: 'api-key'
      readonly tenancy: string
      readonly user: string
      readonly fingerprint: string
    }
  | {
      readonly kind: 'token'
      readonly type?: string
      readonly tenancy?: string
      readonly user?: string
      readonly instance?: string
      readonly resource?: string
    }
  | {
      readonly kind: 'other'
    }

export interface VerifyOptions {
  readonly host?: string | readonly string[] | undefined
  readonly now?: (() => number) | undefined
  readonly clockSkewSeconds?: number | undefined
  readonly allowUnsignedBody?: boolean | undefined
  readonly seen?: Seen | undefined
  readonly presigned?: boolean | undefined
}

export declare function memoryReplayStore(options?: ReplayStoreOptions): (...given: Parameters<Seen>) => boolean

export declare function resolveKeys(...lookups: readonly ResolveKey[]): ResolveKey

export declare function tokenKeys(issuerKeys: IssuerKeys, options?: TokenKeysOptions): ResolveKey

export declare function verifyRequest(
  request: ReceivedRequest,
  resolveKey: ResolveKey,
  options?: VerifyOptions,
): Promise<Verified | Rejected>

type HeadersLike =
  | Headers
  | Iterable<readonly [string, string]>
  | {
      readonly [name: string]: string | number | boolean | readonly string[] | null | undefined
    }
