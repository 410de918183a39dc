// What differs between runtimes, as two shapes: package.json's "#runtime" and "#key-store" pick an implementation of each.
import type { SignedRequest } from '../request.ts'
import type { SigningKey } from '../signing-key.ts'

/** A SHA-256 that takes its input in pieces. */
export interface Digest {
  update(bytes: Uint8Array): unknown
  base64(): string
}

/** What every signature needs. */
export interface Runtime {
  /** Base64 of the SHA-256 of `bytes`. */
  readonly sha256: (bytes: Uint8Array) => string | Promise<string>
  /** Absent where only WebCrypto is there, which hashes in one piece. */
  readonly createDigest: (() => Digest) | undefined
  /** Whether fetch sends the `content-length` of a stream, which is signed: browsers, workers and Deno drop it. */
  readonly keepsStreamLength: () => boolean
  /** Has fetch not see the `content-length` that it adds by itself; where nothing but fetch's own transport is, it may see it. */
  readonly leaveLengthToFetch: (signed: SignedRequest) => void
  readonly base64: (bytes: Uint8Array) => string
  /** Whether a request of this runtime may carry a `date` header: browsers drop it. */
  readonly canSetDate: () => boolean
}

/** An unencrypted RSA private key as PKCS#8 DER, with its modulus length. */
export interface RsaPrivateDer {
  readonly pkcs8: Uint8Array
  readonly bits: number
}

/** A key in a form that is left to the runtime to open. */
export type EncryptedKey =
  | { readonly form: 'pem'; readonly text: string; readonly passphrase: string }
  | { readonly form: 'pkcs8'; readonly der: Uint8Array; readonly passphrase: string }

/** @see RFC 7914 section 2, which calls the first three N, r and p */
export interface ScryptParameters {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  readonly salt: Uint8Array
  /** Of the key. */
  readonly bytes: number
  readonly maxmem: number
}

/** A key pair that was just made. */
export interface GeneratedKey {
  readonly key: SigningKey
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly jwk: { readonly n: string; readonly e: string }
}

/** Where keys come from. */
export interface KeyStore {
  /** Makes an RSA pair with a modulus of `bits`, in another thread. */
  readonly generateRsaKey: (bits: number) => Promise<GeneratedKey>
  readonly importRsaKey: (der: RsaPrivateDer) => Promise<SigningKey>
  /** Takes over a `CryptoKey` or a `KeyObject`; `undefined` when `key` is neither. */
  readonly adoptKey: (key: unknown) => SigningKey | undefined
  /** PKCS#8 DER from an encrypted PEM or DER that our own code does not open. @throws DOMException `NotSupportedError` where the runtime cannot */
  readonly openEncryptedKey: (key: EncryptedKey) => Promise<Uint8Array>
  /** Derives a key in another thread. @throws DOMException `NotSupportedError` where the runtime cannot */
  readonly scrypt: (secret: Uint8Array, parameters: ScryptParameters) => Promise<Uint8Array>
  readonly readKeyFile: (path: string) => Promise<Uint8Array>
  /** The bytes of any file; it fails as the file system does. */
  readonly readAnyFile: (path: string) => Promise<Uint8Array>
  /** A text that changes whenever the file does; the same for every file that cannot be looked at. */
  readonly stampOf: (path: string) => Promise<string>
}
