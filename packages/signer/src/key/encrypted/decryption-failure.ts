// Why an encrypted key did not open: the passphrase, or a way of encrypting that the runtime lacks.

/**
 * OpenSSL, BoringSSL and Deno, in their own words. OpenSSL's decoder calls nonsense unsupported too, which a wrong passphrase
 * leaves once in 256 times; of that Deno says "invalid encrypted PKCS#8 private key".
 */
const UNSUPPORTED = /(?<!DECODER routines::)unsupported|not supported|^invalid PKCS#8 private key$/i

/** @param cause - what the runtime threw when it was to open a key that is well formed */
export function decryptionFailure(cause: unknown): 'bad-passphrase' | 'unsupported-encryption' {
  const { name, message } = cause as Error
  return name === 'NotSupportedError' || UNSUPPORTED.test(message) ? 'unsupported-encryption' : 'bad-passphrase'
}
