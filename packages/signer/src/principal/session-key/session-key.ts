// The key pair that a token is bound to: one shape, made by the runtime's key store.
import { argumentError } from '@x/kernel'
import { PrivateKey } from '../../key/private-key.ts'
import { generateRsaKey } from '#key-store'

/** A key pair made for one token. @public */
export interface SessionKey {
  readonly privateKey: PrivateKey
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** The public half as a JSON Web Key has it, base64url. */
  readonly jwk: { readonly n: string; readonly e: string }
}

/** The lengths of a modulus that OCI takes, in bits. @public */
export type SessionKeySize = 2048 | 3072 | 4096

/**
 * A new RSA key pair, made off the caller's thread. Its private half signs and cannot be exported.
 *
 * @param keySize - length of the modulus, 2048 unless told otherwise
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a size that is not 2048, 3072 or 4096
 * @example
 * ```ts
 * import { generateSessionKey } from '@x/signer/principal'
 * const { privateKey } = await generateSessionKey()
 * privateKey.bits // 2048
 * ```
 * @see docs/sources.md#session-key
 * @public
 */
export async function generateSessionKey(keySize: SessionKeySize = 2048): Promise<SessionKey> {
  assertKeySize(keySize)
  const { key, publicKey, jwk } = await generateRsaKey(keySize)
  return { privateKey: new PrivateKey(key, keySize, publicKey), publicKey, jwk }
}

/**
 * Refuses a length that OCI does not take.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 * @example
 * ```ts
 * import { assertKeySize } from '@x/signer/principal'
 * assertKeySize(2048)
 * ```
 * @public
 */
export function assertKeySize(keySize: number): void {
  if (![2048, 3072, 4096].includes(keySize)) throw argumentError('keySize is not 2048, 3072 or 4096. Use one of these.')
}
