// A loaded private key that signs and shows nothing.
import type { SigningKey } from '../signing-key.ts'

/**
 * An RSA private key, ready to sign. It cannot be exported, printed or cloned; only its size and public half are told.
 *
 * Made by {@link loadPrivateKey} and {@link loadPrivateKeyFromFile}.
 *
 * @public
 */
export class PrivateKey implements SigningKey {
  /** Length of the modulus. OCI asks for at least 2048. */
  readonly bits: number
  readonly #key: SigningKey
  readonly #spki: Uint8Array

  /** @internal */
  constructor(key: SigningKey, bits: number, spki: Uint8Array) {
    this.#key = key
    this.bits = bits
    this.#spki = spki
  }

  /** The RSA PKCS#1 v1.5 signature over the SHA-256 of `data`. */
  sign(data: Uint8Array): Promise<Uint8Array> {
    return this.#key.sign(data)
  }

  /** A copy of the public half as SubjectPublicKeyInfo DER. */
  publicKey(): Uint8Array {
    return this.#spki.slice()
  }

  toJSON(): string {
    return `[PrivateKey RSA ${this.bits}]`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toJSON()
  }
}
