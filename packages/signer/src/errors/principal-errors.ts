// The errors of principals: what is wrong with a token, a session or its files, and with a signer that was closed.
import { errorJson } from '@x/kernel'

/** Why a token that the service issued cannot be used. @public */
export type UnusableTokenReason =
  | 'unreadable-answer'
  | 'no-token'
  | 'not-a-jwt'
  | 'no-expiry'
  | 'expired'
  | 'key-mismatch'
  | 'foreign-tenancy'
  | 'foreign-user'

/** The service answered, but not with a token that can be used. It is not installed; one at hand stays. @public */
export class UnusableTokenError extends Error {
  override readonly name = 'UnusableTokenError'
  readonly code = 'ERR_UNUSABLE_TOKEN'
  /** `unreadable-answer`: what came is not in the form in which the service wraps a token; `expired`: it was over as it came; `key-mismatch`: it is bound to another key, or to one that cannot be read; `foreign-tenancy`, `foreign-user`: it is of another tenancy, or another user, than what was given for it. */
  readonly reason: UnusableTokenReason

  constructor(reason: UnusableTokenReason) {
    super(`${TOKEN_PROBLEMS[reason]} Try again, and check the address of the service and the clock of this machine.`)
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

const TOKEN_PROBLEMS: Readonly<Record<UnusableTokenReason, string>> = {
  'unreadable-answer': 'The answer is not of the form in which the service gives out tokens.',
  'no-token': 'The service answered without a token.',
  'not-a-jwt': 'The token that came is not a JSON Web Token, or only a part of one.',
  'no-expiry': 'The token that came does not say when it expires.',
  expired: 'The token that came had expired already.',
  'key-mismatch': 'The token that came is bound to another key than the one it was asked for.',
  'foreign-tenancy': 'The token that came is of another tenancy than what was given for it.',
  'foreign-user': 'The token that came is of another user than the one that was given for it.',
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
  'key-mismatch': 'The session token at %s is bound to another key than the one given with it.',
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
        ? `its last token expired at ${new Date(expiresAt).toISOString()} by the clock of this machine`
        : 'the service refuses its token'
    super(
      `The session is over: ${what}. Open a new one: with \`oci session authenticate\`, or with a new UserSecurityTokenSigner.`,
      options,
    )
    this.expiresAt = expiresAt
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The signer was closed. @public */
export class PrincipalClosedError extends Error {
  override readonly name = 'PrincipalClosedError'
  readonly code = 'ERR_PRINCIPAL_CLOSED'

  constructor() {
    super('The signer was closed. Make a new one to go on signing.')
  }

  toJSON(): object {
    return errorJson(this)
  }
}
