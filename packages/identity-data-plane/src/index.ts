// The public surface of @x/identity-data-plane; every export is listed by hand.
export type {
  DataplaneCallOptions,
  DataplaneClientOptions,
  GenerateUserSecurityTokenOptions,
} from './client/client-options.ts'
export { DataplaneClient } from './client/dataplane-client.ts'
export { writeDatabaseToken, type DatabaseToken, type DatabaseTokenOptions } from './tokens/database-token.ts'
export { FederationRequiredError, isDataplaneError, type DataplaneError } from './errors.ts'
export { SessionEndedError, SessionFilesError, UnusableTokenError } from '@x/signer/principal'
export type {
  AuthenticateClientDetails,
  AuthenticateClientResult,
  AuthenticateUserResult,
  AuthenticationPolicy,
  AuthenticationRequest,
  BadUserStateAuthenticateUserResult,
  CredentialAuthenticatorInfo,
  IdentityProvider,
  IdentityProviderProtocol,
  PasswordPolicy,
  PasswordResetAuthenticationRequest,
  TenantNotFoundAuthenticateUserResult,
  UserNotFoundAuthenticateUserResult,
  UserState,
  ValidAuthenticateUserResult,
} from './models/authentication.ts'
export type {
  AssociationAuthorizationRequest,
  AssociationResult,
  AuthorizationRequest,
  ContextVariable,
  ContextVariableType,
  FilterGroupMembershipDetails,
  FilterGroupMembershipResult,
  Permission,
  PermissionContext,
  ThickAuthorizationResponse,
  ThinAssociationAuthorizationResponse,
  ThinAuthorizationResponse,
} from './models/authorization.ts'
export type {
  AccessLevel,
  AccessibleCompartmentRequest,
  AccessibleCompartmentResponse,
  Compartment,
  CompartmentMetadata,
  CostTrackingTag,
  EntityStatus,
} from './models/compartments.ts'
export type {
  GenerateScopedAccessTokenDetails,
  GenerateUserSecurityTokenDetails,
  SecurityToken,
} from './models/security-tokens.ts'
export type {
  AuthServiceUser,
  AuthenticationPrincipal,
  Claim,
  CommonPrincipal,
  Principal,
  Tenant,
  User,
} from './models/tenants-and-users.ts'
export type {
  ClientCredentialsResponse,
  DerivedKeyResponse,
  JWK,
  OnBehalfOfRequest,
  RefreshRequest,
  ResourcePrincipalSessionTokenRequest,
  X509FederationRequest,
} from './models/token-requests.ts'
export { createScopedToken, ScopedToken, type ScopedTokenOptions } from './tokens/scoped-token.ts'
export {
  UserSecurityTokenSigner,
  type UserSecurityTokenSignerOptions,
  type UserSession,
} from './tokens/user-security-token-signer.ts'
export type { OpenEnum } from './models/open-enum.ts'
export type { ServiceResponse } from '@x/http'
