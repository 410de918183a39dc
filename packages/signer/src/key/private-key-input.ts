// The forms in which a caller may hold a private key.
import type { PrivateKey } from './private-key.ts'
import type { SigningKey } from '../signing-key.ts'

/** A `KeyObject` of node:crypto, by its shape: these types do not depend on Node's. @public */
export interface KeyObjectLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly asymmetricKeyType?: string | undefined
}

/** A `CryptoKey` of any runtime, by its shape: these types depend neither on the DOM's nor on Node's. @public */
export interface CryptoKeyLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly algorithm: { readonly name: string }
  readonly extractable: boolean
  readonly usages: readonly string[]
}

/** A `KeyObject` of node:crypto, by its shape, that can be exported. @public */
export interface ExportableKey {
  readonly type: string
  export(options: { format: 'der'; type: 'spki' | 'pkcs8' }): Uint8Array
}

/**
 * A private key: PEM text or bytes, a loaded {@link PrivateKey}, a `CryptoKey`, a `KeyObject`, or a {@link SigningKey} of your own.
 *
 * @public
 */
export type PrivateKeyInput = string | Uint8Array | PrivateKey | CryptoKeyLike | KeyObjectLike | SigningKey
