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

/** A configuration names a kind of principal that there is no signer for here. @public */
export class UnsupportedPrincipalError extends Error {
  override readonly name = 'UnsupportedPrincipalError'
  readonly code = 'ERR_UNSUPPORTED_PRINCIPAL'
  /** The `authentication_type`, e.g. `resource_principal`. */
  readonly authenticationType: string
  constructor(authenticationType: string) {
    super(
      `The configuration has the authentication_type "${authenticationType}", which this version has no signer for. ` +
        'Take the signer of another principal, or write one over createSigner of @x/signer.',
    )
    this.authenticationType = authenticationType
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
  MissingInputError | TenancyChangedError | UnsupportedPrincipalError | InvalidDelegationTokenError

const codes: CodesOf<PrincipalError> = {
  MissingInputError: 'ERR_MISSING_INPUT',
  TenancyChangedError: 'ERR_TENANCY_CHANGED',
  UnsupportedPrincipalError: 'ERR_UNSUPPORTED_PRINCIPAL',
  InvalidDelegationTokenError: 'ERR_INVALID_DELEGATION_TOKEN',
}

/**
 * Whether `error` is one of this package's own, by class name and code: it also holds across two copies of the package. What is wrong
 * with a token, or a signer that was closed, `isSignerError` of `@x/signer` recognises.
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
