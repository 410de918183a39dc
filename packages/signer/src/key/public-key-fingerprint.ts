// The fingerprint that names an API key. What computes it is loaded when one is asked for.
import type { PrivateKey } from './private-key.ts'
import type { CryptoKeyLike, ExportableKey } from './private-key-input.ts'

/**
 * The fingerprint of a key in the form of an API-key id: the MD5 of its public half (SubjectPublicKeyInfo), as lower-case hex
 * pairs with colons.
 *
 * @param key - a loaded private key, a PEM text (clear private key, or `PUBLIC KEY`), an extractable `CryptoKey`, or a `KeyObject`
 * @throws {@link InvalidPrivateKeyError} `ERR_INVALID_PRIVATE_KEY` when a PEM text is no such key
 * @throws {@link MissingPassphraseError} `ERR_MISSING_PASSPHRASE` when a PEM text is encrypted: load it first
 * @throws TypeError `ERR_INVALID_ARGUMENT` for anything else
 * @example
 * ```ts
 * import { loadPrivateKeyFromFile, publicKeyFingerprint } from '@x/signer'
 * await publicKeyFingerprint(await loadPrivateKeyFromFile('~/.oci/oci_api_key.pem')) // '73:61:a2:…'
 * ```
 * @see docs/sources.md#key-fingerprint
 * @public
 */
export async function publicKeyFingerprint(key: PrivateKey | string | CryptoKeyLike | ExportableKey): Promise<string> {
  const { fingerprintOf } = await import('./fingerprint.ts')
  return fingerprintOf(key)
}
