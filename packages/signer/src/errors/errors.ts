// Every failure of signing as something a caller can branch on: a literal code, and a `kind` or `reason` below it.
import { errorJson } from '@x/kernel'
import type {
  PrincipalClosedError,
  SessionEndedError,
  SessionFilesError,
  UnusableTokenError,
} from './principal-errors.ts'
import type { RenewalError } from './renewal-error.ts'

/** What is wrong with a request that cannot be signed. */
export type SigningErrorKind =
  | 'unsupported-method'
  | 'invalid-url'
  | 'invalid-header'
  | 'missing-header'
  | 'duplicate-header'
  | 'host-mismatch'
  | 'content-length-mismatch'
  | 'unsupported-body'
  | 'unusable-clock'
  | 'invalid-key-id'
  | 'foreign-host'

/**
 * A request, or a signer's options, that no correct signature can be made from. Nothing was sent.
 *
 * @example
 * ```ts
 * import { SigningError } from '@x/signer'
 * const error = new SigningError('invalid-url', 'The URL is relative. Give an absolute one.')
 * error.code // 'ERR_SIGNING'
 * ```
 * @public
 */
export class SigningError extends Error {
  override readonly name = 'SigningError'
  readonly code = 'ERR_SIGNING'
  /** What is wrong, as a literal. */
  readonly kind: SigningErrorKind
  constructor(kind: SigningErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * A stream that can be read only once is longer than the signer may buffer to hash it.
 *
 * @public
 */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  readonly code = 'ERR_BODY_TOO_LARGE'

  toJSON(): object {
    return errorJson(this)
  }
}

/** Why a private key could not be used. */
export type InvalidPrivateKeyReason =
  | 'bad-passphrase'
  | 'certificate'
  | 'der-private'
  | 'empty'
  | 'escaped-newlines'
  | 'jwk'
  | 'malformed'
  | 'not-pem'
  | 'not-rsa'
  | 'openssh'
  | 'pkcs12'
  | 'public-key'
  | 'putty'
  | 'too-costly'
  | 'truncated'
  | 'unsupported-encryption'
  | 'wrong-algorithm'

/**
 * The text or object given as a private key is not a usable RSA private key; `reason` says what it is instead.
 *
 * @public
 */
export class InvalidPrivateKeyError extends Error {
  override readonly name = 'InvalidPrivateKeyError'
  readonly code = 'ERR_INVALID_PRIVATE_KEY'
  /** What was found, as a literal. */
  readonly reason: InvalidPrivateKeyReason
  constructor(reason: InvalidPrivateKeyReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The private key is encrypted and no passphrase was given (an empty one counts as none).
 *
 * @public
 */
export class MissingPassphraseError extends Error {
  override readonly name = 'MissingPassphraseError'
  readonly code = 'ERR_MISSING_PASSPHRASE'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The file named as the private key could not be read; the message has its path, `cause` what the file system said.
 *
 * @public
 */
export class KeyFileUnreadableError extends Error {
  override readonly name = 'KeyFileUnreadableError'
  readonly code = 'ERR_KEY_FILE_UNREADABLE'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * The fingerprint given for an API key is not that of the private key; only raised when asked for with `checkFingerprint`.
 *
 * @public
 */
export class FingerprintMismatchError extends Error {
  override readonly name = 'FingerprintMismatchError'
  readonly code = 'ERR_FINGERPRINT_MISMATCH'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * A session token that cannot stand in a header: it is empty, or has a line break or another forbidden character inside.
 *
 * @public
 */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError'
  readonly code = 'ERR_INVALID_TOKEN'

  toJSON(): object {
    return errorJson(this)
  }
}

/**
 * An `Authorization` header that does not follow the form of an OCI signature.
 *
 * @public
 */
export class InvalidAuthorizationError extends Error {
  override readonly name = 'InvalidAuthorizationError'
  readonly code = 'ERR_INVALID_AUTHORIZATION'

  toJSON(): object {
    return errorJson(this)
  }
}

/** What is wrong with a credential. */
export type InvalidCredentialReason = 'no-credential' | 'no-signature'

/**
 * The source of a credential yields none that can sign: no `{ keyId, key }`, or a key whose `sign` yields no bytes. What the
 * source or the key throws itself is passed on as it is.
 *
 * @public
 */
export class InvalidCredentialError extends Error {
  override readonly name = 'InvalidCredentialError'
  readonly code = 'ERR_INVALID_CREDENTIAL'
  /** What is missing, as a literal. */
  readonly reason: InvalidCredentialReason
  constructor(reason: InvalidCredentialReason, message: string) {
    super(message)
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package. */
export type SignerError =
  | SigningError
  | BodyTooLargeError
  | InvalidPrivateKeyError
  | MissingPassphraseError
  | KeyFileUnreadableError
  | FingerprintMismatchError
  | InvalidTokenError
  | InvalidAuthorizationError
  | InvalidCredentialError
  | PrincipalClosedError
  | RenewalError
  | SessionEndedError
  | SessionFilesError
  | UnusableTokenError
