// Token exchange alone, for edge runtimes too: nothing of it needs Node, but a subject token in a file.
// The public surface of @x/auth-federation/token-exchange; every export is listed by hand.
export { CredentialUnavailableError } from './errors/credential-unavailable-error.ts'
export { MissingInputError } from './errors/errors.ts'
export { SubjectTokenError, type SubjectTokenReason } from './errors/subject-token-errors.ts'
export {
  identityDomainToken,
  type IdentityDomainTokenOptions,
  type IdentityDomainTokenProvider,
} from './identity-domain/identity-domain-token.ts'
export type { RenewalOptions } from './principal/renewal-options.ts'
export {
  SessionKeySupplier,
  type SessionKeySource,
  type SessionKeySupplierOptions,
} from './principal/session-key-supplier.ts'
export { OauthExchangeTokenSigner, type OauthExchangeSignerOptions } from './oauth/signer.ts'
export type { OauthExchangeOptions } from './oauth/principal.ts'
export { tokenExchangeFromEnvironment } from './token-exchange/environment.ts'
export type { RequestedTokenType, TokenExchangeRequest } from './token-exchange/inputs.ts'
export type { TokenExchangeOptions } from './token-exchange/principal.ts'
export { TokenExchangeSigner, type TokenExchangeSignerOptions } from './token-exchange/signer.ts'
export type { SubjectTokenSource } from './token-exchange/subject-token.ts'
