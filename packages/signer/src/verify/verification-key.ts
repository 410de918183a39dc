// The public key of a caller, in the forms that servers keep.
import { tagOf } from '../bytes.ts'
import { argumentError } from '../errors.ts'
import { findPemBlock } from '../key/pem.ts'
import type { CryptoKeyLike } from '../private-key-input.ts'

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** A public RSA key as JWK, by its shape: these types depend neither on the DOM's nor on Node's. @public */
export interface JsonWebKeyLike {
  readonly kty?: string | undefined
  /** Modulus, base64url. */
  readonly n?: string | undefined
  /** Exponent, base64url. */
  readonly e?: string | undefined
  readonly alg?: string | undefined
  readonly use?: string | undefined
  readonly kid?: string | undefined
  readonly key_ops?: readonly string[] | undefined
  readonly ext?: boolean | undefined
}

/**
 * A caller's public key: PEM text (`PUBLIC KEY`), a JWK, a `CryptoKey`, a `KeyObject`, or something that verifies elsewhere.
 * A `CryptoKey` is the quickest: the others are imported for each request.
 *
 * @public
 */
export type VerificationKey =
  | string
  | JsonWebKeyLike
  | CryptoKeyLike
  | { export(options: { format: 'der'; type: 'spki' }): Uint8Array }
  | { verify(data: Uint8Array, signature: Uint8Array): Promise<boolean> }

/** @throws TypeError `ERR_INVALID_ARGUMENT` when `key` is no RSA public key: that is the server's mistake, not the caller's */
export async function verifySignature(key: VerificationKey, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (typeof key === 'object' && 'verify' in key) return key.verify(data, signature)
  const bytes = (view: Uint8Array): Uint8Array<ArrayBuffer> => view as Uint8Array<ArrayBuffer>
  try {
    return await crypto.subtle.verify(RSA.name, await importKey(key), bytes(signature), bytes(data))
  } catch (cause) {
    throw Object.assign(
      argumentError(
        'resolveKey yielded no RSA public key. Yield PEM text (PUBLIC KEY), a JWK, a CryptoKey for verifying RSASSA-PKCS1-v1_5 with SHA-256, or a KeyObject.',
      ),
      { cause },
    )
  }
}

async function importKey(key: Exclude<VerificationKey, { verify: unknown }>): Promise<CryptoKey> {
  if (tagOf(key) === 'CryptoKey') return key as CryptoKey
  if (typeof key === 'object' && 'kty' in key) {
    const { kty, n, e } = key // without "alg" and "use", which may name another purpose
    return crypto.subtle.importKey('jwk', { kty, n, e } as JsonWebKey, RSA, false, ['verify'])
  }
  return crypto.subtle.importKey('spki', spkiOf(key as string) as Uint8Array<ArrayBuffer>, RSA, false, ['verify'])
}

function spkiOf(key: string | { export(options: { format: 'der'; type: 'spki' }): Uint8Array }): Uint8Array {
  if (typeof key !== 'string') return key.export({ format: 'der', type: 'spki' })
  const block = findPemBlock(key)
  if (typeof block !== 'object' || block.label !== 'PUBLIC KEY' || !block.der)
    throw new RangeError('no PUBLIC KEY block')
  return block.der
}
