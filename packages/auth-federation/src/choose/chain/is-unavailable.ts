// Whether an error says that a credential is not set up, and not that it is broken.
import type { CredentialUnavailableError } from '../../errors/credential-unavailable-error.ts'
import { isPrincipalError } from '../../errors/is-principal-error.ts'

export const isUnavailable = (error: unknown): error is CredentialUnavailableError =>
  isPrincipalError(error) && error.code === 'ERR_CREDENTIAL_UNAVAILABLE'
