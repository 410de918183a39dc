// Whether an error is one of this package's own.
import { type CodesOf, hasCode } from '@x/kernel'
import type { CallerEvictedError, CallerTokenError } from './caller-errors.ts'
import type { CredentialUnavailableError } from './credential-unavailable-error.ts'
import type { InvalidDelegationTokenError, MissingInputError, TenancyChangedError } from './errors.ts'
import type { ClusterNotEnhancedError, ServiceAccountTokenError } from './oke-errors.ts'
import type { SubjectTokenError } from './subject-token-errors.ts'
import type {
  MixedPathAndValueError,
  ParentAddressError,
  ParentCycleError,
  ParentDepthError,
  ResourceInputError,
  TokenExpiredError,
  UnsupportedResourcePrincipalVersionError,
} from './resource-errors.ts'

/** Every error class of this package; `switch (error.code)` narrows it. @public */
export type PrincipalError =
  | CredentialUnavailableError
  | MissingInputError
  | TenancyChangedError
  | InvalidDelegationTokenError
  | ServiceAccountTokenError
  | ClusterNotEnhancedError
  | SubjectTokenError
  | CallerTokenError
  | CallerEvictedError
  | UnsupportedResourcePrincipalVersionError
  | MixedPathAndValueError
  | ResourceInputError
  | TokenExpiredError
  | ParentCycleError
  | ParentDepthError
  | ParentAddressError

const codes: CodesOf<PrincipalError> = {
  CredentialUnavailableError: 'ERR_CREDENTIAL_UNAVAILABLE',
  MissingInputError: 'ERR_MISSING_INPUT',
  TenancyChangedError: 'ERR_TENANCY_CHANGED',
  InvalidDelegationTokenError: 'ERR_INVALID_DELEGATION_TOKEN',
  ServiceAccountTokenError: 'ERR_SERVICE_ACCOUNT_TOKEN',
  ClusterNotEnhancedError: 'ERR_CLUSTER_NOT_ENHANCED',
  SubjectTokenError: 'ERR_SUBJECT_TOKEN',
  CallerTokenError: 'ERR_CALLER_TOKEN',
  CallerEvictedError: 'ERR_CALLER_EVICTED',
  UnsupportedResourcePrincipalVersionError: 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION',
  MixedPathAndValueError: 'ERR_MIXED_PATH_AND_VALUE',
  ResourceInputError: 'ERR_RESOURCE_INPUT',
  TokenExpiredError: 'ERR_TOKEN_EXPIRED',
  ParentCycleError: 'ERR_PARENT_CYCLE',
  ParentDepthError: 'ERR_PARENT_DEPTH',
  ParentAddressError: 'ERR_PARENT_ADDRESS',
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
