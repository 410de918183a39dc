// Recognises this package's errors across copies of it.
import { type CodesOf, hasCode } from '@x/kernel'
import type { SignerError } from './errors.ts'

const codes: CodesOf<SignerError> = {
  SigningError: 'ERR_SIGNING',
  BodyTooLargeError: 'ERR_BODY_TOO_LARGE',
  InvalidPrivateKeyError: 'ERR_INVALID_PRIVATE_KEY',
  MissingPassphraseError: 'ERR_MISSING_PASSPHRASE',
  KeyFileUnreadableError: 'ERR_KEY_FILE_UNREADABLE',
  FingerprintMismatchError: 'ERR_FINGERPRINT_MISMATCH',
  InvalidTokenError: 'ERR_INVALID_TOKEN',
  InvalidAuthorizationError: 'ERR_INVALID_AUTHORIZATION',
  InvalidCredentialError: 'ERR_INVALID_CREDENTIAL',
  PrincipalClosedError: 'ERR_PRINCIPAL_CLOSED',
  RenewalError: 'ERR_RENEWAL',
  SessionEndedError: 'ERR_SESSION_ENDED',
  SessionFilesError: 'ERR_SESSION_FILES',
  UnusableTokenError: 'ERR_UNUSABLE_TOKEN',
}

/**
 * Whether `error` is one of this package's, by class name and code: it also holds across
 * two copies of the package, where `instanceof` does not.
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
  return hasCode<SignerError>(error, codes)
}
