// What can go wrong between a principal and its token, each as something a caller can branch on.
import { type CodesOf, errorJson, hasCode } from '@x/kernel'

/** An option that is needed is not there. @public */
export class MissingInputError extends Error {
  override readonly name = 'MissingInputError'
  readonly code = 'ERR_MISSING_INPUT'
  /** All that is missing. */
  readonly names: readonly string[]
  constructor(what: string, names: readonly string[]) {
    super(`${what} lacks ${names.join(', ')}. Pass ${names.length > 1 ? 'them' : 'it'}.`)
    this.names = names
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The tenancy in the certificate is not the one that the federation client was made for. @public */
export class TenancyChangedError extends Error {
  override readonly name = 'TenancyChangedError'
  readonly code = 'ERR_TENANCY_CHANGED'
  readonly before: string
  readonly after: string
  constructor(before: string, after: string) {
    super(
      `The certificate belongs to the tenancy ${after}, not to ${before}. Check which certificate is used, or give a purpose where the two may differ.`,
    )
    this.before = before
    this.after = after
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Why a token that the service issued cannot be used. @public */
export type MalformedTokenReason = 'no-token' | 'not-a-jwt' | 'no-expiry' | 'expired' | 'key-mismatch'

/** The service answered, but not with a token that can be used. @public */
export class MalformedTokenError extends Error {
  override readonly name = 'MalformedTokenError'
  readonly code = 'ERR_MALFORMED_TOKEN'
  readonly reason: MalformedTokenReason
  constructor(reason: MalformedTokenReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The principal was closed. @public */
export class PrincipalClosedError extends Error {
  override readonly name = 'PrincipalClosedError'
  readonly code = 'ERR_PRINCIPAL_CLOSED'
  constructor() {
    super('The principal was closed. Make a new one to go on signing.')
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** A delegation token that is missing or cannot stand in a header. @public */
export class InvalidDelegationTokenError extends Error {
  override readonly name = 'InvalidDelegationTokenError'
  readonly code = 'ERR_INVALID_DELEGATION_TOKEN'

  toJSON(): object {
    return errorJson(this)
  }
}

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type PrincipalError =
  MissingInputError | TenancyChangedError | MalformedTokenError | PrincipalClosedError | InvalidDelegationTokenError

const codes: CodesOf<PrincipalError> = {
  MissingInputError: 'ERR_MISSING_INPUT',
  TenancyChangedError: 'ERR_TENANCY_CHANGED',
  MalformedTokenError: 'ERR_MALFORMED_TOKEN',
  PrincipalClosedError: 'ERR_PRINCIPAL_CLOSED',
  InvalidDelegationTokenError: 'ERR_INVALID_DELEGATION_TOKEN',
}

/**
 * Whether `error` is one of this package's own, by class name and code: it also holds across two copies of the package.
 *
 * @example
 * ```ts
 * import { InstancePrincipalsSecurityTokenSigner, isPrincipalError } from '@x/auth-federation'
 * const signer = new InstancePrincipalsSecurityTokenSigner()
 * const code = await signer.ready().catch((error: unknown) => (isPrincipalError(error) ? error.code : 'another'))
 * ```
 * @public
 */
export function isPrincipalError(error: unknown): error is PrincipalError {
  return hasCode<PrincipalError>(error, codes)
}
