// Recognises this package's errors across copies of it.
import type { SignerError } from './errors.ts'

const codes: Readonly<Record<SignerError['code'], true>> = {
  ERR_SIGNING: true,
  ERR_BODY_TOO_LARGE: true,
  ERR_INVALID_PRIVATE_KEY: true,
  ERR_MISSING_PASSPHRASE: true,
  ERR_KEY_FILE_UNREADABLE: true,
  ERR_FINGERPRINT_MISMATCH: true,
  ERR_INVALID_TOKEN: true,
  ERR_INVALID_AUTHORIZATION: true,
  ERR_INVALID_CREDENTIAL: true,
}

/**
 * Whether `error` is one of this package's, by its code: it also holds across two copies of the package, where `instanceof` does not.
 *
 * @example
 * ```ts
 * import { isSignerError, loadPrivateKey } from '@x/signer'
 * const why = await loadPrivateKey('').catch((error: unknown) => (isSignerError(error) ? error.code : 'unknown'))
 * why // 'ERR_INVALID_PRIVATE_KEY'
 * ```
 * @public
 */
export function isSignerError(error: unknown): error is SignerError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(codes, error.code)
}
