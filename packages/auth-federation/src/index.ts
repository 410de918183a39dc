// The public surface of @x/auth-federation; every export is listed by hand.
export { createCallerSigners, type CallerSigners } from './callers/create-caller-signers.ts'
export type { CallerDelegationOptions, CallerExchangeOptions, CallerSignersOptions } from './callers/inputs.ts'
export type { ChainReport } from './choose/chain/chain-report.ts'
export { defaultSigner, explainDefaultSigner } from './choose/chain/default-signer.ts'
export type { DefaultSignerOptions } from './choose/chain/default-signer-options.ts'
export { signerFromConfig, type SignerFromConfigOptions } from './choose/signer-from-config.ts'
export type { DelegationTokenSource } from './delegation/inputs.ts'
export { InstancePrincipalsDelegationTokenSigner, type InstanceDelegationSignerOptions } from './delegation/signer.ts'
export {
  ResourcePrincipalsDelegationTokenSigner,
  type ResourceDelegationSignerOptions,
} from './delegation/resource-signer.ts'
export { CallerEvictedError, CallerTokenError, type CallerTokenReason } from './errors/caller-errors.ts'
export { CredentialUnavailableError } from './errors/credential-unavailable-error.ts'
export { InvalidDelegationTokenError, MissingInputError, TenancyChangedError } from './errors/errors.ts'
export type { LinkName, LinkReport } from './errors/link-report.ts'
export { SubjectTokenError, type SubjectTokenReason } from './errors/subject-token-errors.ts'
export { isPrincipalError, type PrincipalError } from './errors/is-principal-error.ts'
export {
  ClusterNotEnhancedError,
  ServiceAccountTokenError,
  type ClusterRefusal,
  type ServiceAccountTokenReason,
} from './errors/oke-errors.ts'
export {
  MixedPathAndValueError,
  ParentAddressError,
  ParentCycleError,
  ParentDepthError,
  ResourceInputError,
  TokenExpiredError,
  UnsupportedResourcePrincipalVersionError,
  type ResourceInputReason,
} from './errors/resource-errors.ts'
export type { ExchangeOptions } from './exchange/exchange-options.ts'
export type { RenewalOptions } from './principal/renewal-options.ts'
export {
  SessionKeySupplier,
  type SessionKeySource,
  type SessionKeySupplierOptions,
} from './principal/session-key-supplier.ts'
export {
  identityDomainToken,
  type IdentityDomainTokenOptions,
  type IdentityDomainTokenProvider,
} from './identity-domain/identity-domain-token.ts'
export type { InstancePrincipalOptions } from './instance/principal.ts'
export { InstancePrincipalsSecurityTokenSigner, type InstancePrincipalsSignerOptions } from './instance/signer.ts'
export { okeToken, type ExecCredential, type OkeTokenOptions } from './kubectl/oke-token.ts'
export type { OkeWorkloadOptions } from './oke/principal.ts'
export type { ServiceAccountTokenSource } from './oke/service-account-token.ts'
export { getOkeWorkloadIdentitySigner, type OkeWorkloadSignerOptions } from './oke/signer.ts'
export type { OauthExchangeOptions } from './oauth/principal.ts'
export { OauthExchangeTokenSigner, type OauthExchangeSignerOptions } from './oauth/signer.ts'
export { tokenExchangeFromEnvironment } from './token-exchange/environment.ts'
export type { RequestedTokenType, TokenExchangeRequest } from './token-exchange/inputs.ts'
export type { TokenExchangeOptions } from './token-exchange/principal.ts'
export { TokenExchangeSigner, type TokenExchangeSignerOptions } from './token-exchange/signer.ts'
export type { SubjectTokenSource } from './token-exchange/subject-token.ts'
export type { ResourcePrincipalOptions } from './resource/principal.ts'
export {
  DefaultRptPathProvider,
  EnvRptPathProvider,
  ImdsRptPathProvider,
  StringRptPathProvider,
  type DefaultRptPathProviderOptions,
  type EnvRptPathProviderOptions,
  type ImdsRptPathProviderOptions,
  type RptPathProvider,
} from './resource/rpt-path.ts'
export { getResourcePrincipalsSigner, type ResourcePrincipalsSignerOptions } from './resource/signer.ts'
export { X509FederationClientBasedSecurityTokenSigner, type X509SignerOptions } from './x509/signer.ts'
export { X509FederationClient, type X509FederationClientOptions } from './x509/x509-federation-client.ts'
export { PrincipalClosedError, UnusableTokenError } from '@x/signer/principal'
export type { Identity, PrincipalSigner, RefreshEvents, SessionKey } from '@x/signer/principal'
