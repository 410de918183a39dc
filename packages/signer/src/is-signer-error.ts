// Recognises this package's errors across copies of it.
import type { SignerError } from './errors.ts'

const CODES: ReadonlySet<unknown> = new Set<SignerError['code']>([
  'ERR_SIGNING',
  'ERR_BODY_TOO_LARGE',
  'ERR_INVALID_PRIVATE_KEY',
  'ERR_MISSING_PASSPHRASE',
  'ERR_KEY_FILE_UNREADABLE',
  'ERR_FINGERPRINT_MISMATCH',
  'ERR_INVALID_TOKEN',
  'ERR_INVALID_AUTHORIZATION',
  'ERR_INVALID_CREDENTIAL',
])

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
  return error instanceof Error && 'code' in error && CODES.has(error.code)
}
