// Loading a private key. The code that reads PEM comes with the first key, not with the signer.
import type { PrivateKey } from './private-key.ts'

/**
 * The private key in a PEM text, ready to sign.
 *
 * Opens PKCS#1 and PKCS#8, clear or encrypted, whichever of them the label names, and forgives what keys pick up or lose on
 * their way: a label after the end, bag attributes before the beginning, CRLF, UTF-16, invisible characters, quotes, literal
 * `\n` (once or more often escaped), HTML and percent escapes, base64 around it, dashes, the END line, the whole frame; a
 * passphrase that is not needed. A key counts as found where its DER is whole; anything else is named for what it is.
 *
 * No file can ask for more than 10,000,000 iterations of PBKDF2, a million where the runtime opens the scheme itself (triple
 * DES, PBES1), or 2^20 as scrypt's N × r × p.
 *
 * @param pem - text or bytes of a PEM file
 * @param passphrase - an empty one counts as none
 * @throws {@link InvalidPrivateKeyError} `ERR_INVALID_PRIVATE_KEY` with the `reason` when it is anything else than an RSA private key
 * @throws {@link MissingPassphraseError} `ERR_MISSING_PASSPHRASE` when the key is encrypted and no passphrase was given
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `pem` is neither text nor bytes
 * @example
 * ```ts
 * import { loadPrivateKey } from '@x/signer'
 * const key = await loadPrivateKey(process.env['OCI_KEY'] ?? '', process.env['OCI_KEY_PASSPHRASE'])
 * key.bits // 2048
 * ```
 * @see docs/sources.md#private-keys
 * @public
 */
export async function loadPrivateKey(pem: string | Uint8Array, passphrase?: string | null): Promise<PrivateKey> {
  const { readPrivateKey } = await import('./read-private-key.ts')
  return readPrivateKey(pem, passphrase)
}

/**
 * The private key in a PEM file, ready to sign; see {@link loadPrivateKey}. A leading `~` is the home folder.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `path` cannot be one, such as the text of a key; no error repeats it
 * @throws {@link KeyFileUnreadableError} `ERR_KEY_FILE_UNREADABLE` when the file is missing or may not be read
 * @throws {@link InvalidPrivateKeyError} `ERR_INVALID_PRIVATE_KEY` when the file holds no RSA private key
 * @throws {@link MissingPassphraseError} `ERR_MISSING_PASSPHRASE` when the key is encrypted and no passphrase was given
 * @example
 * ```ts
 * import { loadPrivateKeyFromFile } from '@x/signer'
 * const key = await loadPrivateKeyFromFile('~/.oci/oci_api_key.pem')
 * ```
 * @public
 */
export async function loadPrivateKeyFromFile(path: string, passphrase?: string | null): Promise<PrivateKey> {
  const { readPrivateKeyFile } = await import('./read-key-file.ts')
  return readPrivateKeyFile(path, passphrase)
}
