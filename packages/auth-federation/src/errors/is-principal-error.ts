// Whether an error is one of this package's own.
import { type CodesOf, hasCode } from '@x/kernel'
import type { CredentialUnavailableError } from './credential-unavailable-error.ts'
import type {
  InvalidDelegationTokenError,
  MissingInputError,
  TenancyChangedError,
  UnsupportedPrincipalError,
} from './errors.ts'
import type { ClusterNotEnhancedError, ServiceAccountTokenError } from './oke-errors.ts'
import type { SubjectTokenError } from './subject-token-errors.ts'

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type PrincipalError =
  | CredentialUnavailableError
  | MissingInputError
  | TenancyChangedError
  | UnsupportedPrincipalError
  | InvalidDelegationTokenError
  | ServiceAccountTokenError
  | ClusterNotEnhancedError
  | SubjectTokenError

const codes: CodesOf<PrincipalError> = {
  CredentialUnavailableError: 'ERR_CREDENTIAL_UNAVAILABLE',
  MissingInputError: 'ERR_MISSING_INPUT',
  TenancyChangedError: 'ERR_TENANCY_CHANGED',
  UnsupportedPrincipalError: 'ERR_UNSUPPORTED_PRINCIPAL',
  InvalidDelegationTokenError: 'ERR_INVALID_DELEGATION_TOKEN',
  ServiceAccountTokenError: 'ERR_SERVICE_ACCOUNT_TOKEN',
  ClusterNotEnhancedError: 'ERR_CLUSTER_NOT_ENHANCED',
  SubjectTokenError: 'ERR_SUBJECT_TOKEN',
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
