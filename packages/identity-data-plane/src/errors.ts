// What can go wrong beside the call itself, each as something a caller can branch on.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/** The configuration names a principal whose signer comes from another package. @public */
export class FederationRequiredError extends Error {
  override readonly name = 'FederationRequiredError'
  readonly code = 'ERR_FEDERATION_REQUIRED'
  /** The `authentication_type`, e.g. `instance_principal`. */
  readonly authenticationType: string

  constructor(authenticationType: string) {
    super(
      `The configuration has the authentication_type "${authenticationType}", which needs a federation principal. ` +
        'Pass one: new DataplaneClient({ config, signer: await signerFromConfig(config) }), with signerFromConfig of @x/auth-federation.',
    )
    this.authenticationType = authenticationType
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Why a session's files cannot be used. @public */
export type SessionFilesReason = 'missing-token' | 'unreadable-token' | 'key-mismatch'

/** The files of a token session do not make a credential. @public */
export class SessionFilesError extends Error {
  override readonly name = 'SessionFilesError'
  readonly code = 'ERR_SESSION_FILES'
  /** `missing-token`, `unreadable-token`, or `key-mismatch`: the key is not the one that the token is bound to. */
  readonly reason: SessionFilesReason
  /** Of the token. */
  readonly path: string

  constructor(reason: SessionFilesReason, path: string, options?: ErrorOptions) {
    super(
      `${FILE_PROBLEMS[reason].replace('%s', () => JSON.stringify(path))} Log in again, or correct the profile.`,
      options,
    )
    this.reason = reason
    this.path = path
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const FILE_PROBLEMS: Readonly<Record<SessionFilesReason, string>> = {
  'missing-token': 'There is no session token at %s.',
  'unreadable-token': 'The session token at %s cannot be read.',
  'key-mismatch': 'The session token at %s is bound to another key than the profile names.',
}

/** Why a token that the service issued cannot be used. @public */
export type UnusableTokenReason = 'not-a-jwt' | 'no-expiry' | 'expired' | 'key-mismatch'

/** The service answered with a token that cannot be used. It is not installed; one at hand stays. @public */
export class UnusableTokenError extends Error {
  override readonly name = 'UnusableTokenError'
  readonly code = 'ERR_UNUSABLE_TOKEN'
  readonly reason: UnusableTokenReason

  constructor(reason: UnusableTokenReason, options?: ErrorOptions) {
    super(`${TOKEN_PROBLEMS[reason]} Try again, and check that the endpoint is that of the service.`, options)
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const TOKEN_PROBLEMS: Readonly<Record<UnusableTokenReason, string>> = {
  'not-a-jwt': 'The token that came is not a JSON Web Token, or only a part of one.',
  'no-expiry': 'The token that came does not say when it expires.',
  expired: 'The token that came had expired already.',
  'key-mismatch': 'The token that came is bound to another key than the one it was asked for.',
}

/** The session is over: its token has expired or was refused, and only a new session gives another. @public */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError'
  readonly code = 'ERR_SESSION_ENDED'
  /** When the last token expires or expired by this machine's clock, epoch milliseconds. */
  readonly expiresAt: number

  constructor(problem: 'expired' | 'refused', expiresAt: number, options?: ErrorOptions) {
    const what =
      problem === 'expired'
        ? `its last token expired at ${new Date(expiresAt).toISOString()}`
        : 'the service refuses its token'
    super(
      `The user session is over: ${what}. Make a new UserSecurityTokenSigner, which opens a session with the user's own key.`,
      options,
    )
    this.expiresAt = expiresAt
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type DataplaneError = FederationRequiredError | SessionFilesError | UnusableTokenError | SessionEndedError

const codes: CodesOf<DataplaneError> = {
  FederationRequiredError: 'ERR_FEDERATION_REQUIRED',
  SessionFilesError: 'ERR_SESSION_FILES',
  UnusableTokenError: 'ERR_UNUSABLE_TOKEN',
  SessionEndedError: 'ERR_SESSION_ENDED',
}

/**
 * Whether `error` is one of this package's own, by class name and code: it also holds across two copies of the package. What the service
 * answered is a `ServiceError`, a failed call one of `@x/http`.
 *
 * @example
 * ```ts
 * import { DataplaneClient, isDataplaneError } from '@x/identity-data-plane'
 * try {
 *   new DataplaneClient({ config: { authenticationType: 'instance_principal' } })
 * } catch (error) {
 *   isDataplaneError(error) && error.code // 'ERR_FEDERATION_REQUIRED'
 * }
 * ```
 * @public
 */
export function isDataplaneError(error: unknown): error is DataplaneError {
  return hasCode<DataplaneError>(error, codes)
}
