// The public contract of @x/identity-data-plane, written by `npm run generate`: a change here is a change for its users.

import type { OciConfigInput } from '@x/config'

import type { RegionSources } from '@x/config/regions'

import type { HttpClient, Logger, ServiceCallOptions, ServiceClientOptions, ServiceResponse } from '@x/http'

import type { CircuitBreaker, CircuitBreakerStrategyOptions, CircuitOpenError, RetryStrategyOptions } from '@x/retry'

import type { RequestSigner, SignerOptions } from '@x/signer'

import type { PrincipalSignerBase, Sharing } from '@x/signer/principal'

export { ServiceResponse } from '@x/http'

export { SessionEndedError, SessionFilesError, UnusableTokenError } from '@x/signer/principal'

export type AccessLevel = OpenEnum<'accessible' | 'visible' | 'inaccessible'>

export interface AccessibleCompartmentRequest {
  readonly authorizationRequest: AuthorizationRequest
  readonly compartmentIds: readonly string[]
}

export interface AccessibleCompartmentResponse {
  readonly compartmentsMetadata: readonly CompartmentMetadata[]
}

export interface AssociationAuthorizationRequest {
  readonly requests: readonly AuthorizationRequest[]
}

export type AssociationResult = OpenEnum<
  'FAIL_UNKNOWN' | 'FAIL_BAD_REQUEST' | 'FAIL_MISSING_ENDORSE' | 'FAIL_MISSING_ADMIT' | 'SUCCESS'
>

export interface AuthServiceUser {
  readonly compartmentId: string
  readonly tenantId: string
  readonly id: string
  readonly name: string
  readonly displayName: string
}

export interface AuthenticateClientDetails {
  readonly requestHeaders: Readonly<Record<string, readonly string[]>>
}

export interface AuthenticateClientResult {
  readonly principal?: Principal | undefined
  readonly errorMessage?: string | undefined
}

export interface AuthenticateUserResult {
  readonly tenantInput: string
  readonly userInput: string
}

export interface AuthenticationPolicy {
  readonly passwordPolicy?: PasswordPolicy | undefined
  readonly compartmentId?: string | undefined
}

export interface AuthenticationPrincipal {
  readonly tenant: Tenant
  readonly user: User
}

export interface AuthenticationRequest {
  readonly userName: string
  readonly password: string
  readonly tenantName: string
}

export interface AuthorizationRequest {
  readonly requestId: string
  readonly userPrincipal: Principal
  readonly svcPrincipal: Principal
  readonly serviceName: string
  readonly context: readonly PermissionContext[]
  readonly policyHash: string
}

export interface BadUserStateAuthenticateUserResult extends AuthenticateUserResult {
  readonly resolvedTenantId: string
  readonly resolvedUserId: string
  readonly userState: UserState
}

export interface Claim {
  readonly key: string
  readonly value: string
  readonly issuer?: string | undefined
}

export interface ClientCredentialsResponse {
  readonly access_token: string
  readonly token_type: string
  readonly expires_in: string
}

export interface CommonPrincipal {
  readonly tenant: Tenant
  readonly user: User
}

export interface Compartment {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly fullName: string
  readonly parentCompartmentId: string
  readonly status: EntityStatus
  readonly propertyMap: Readonly<Record<string, string>>
}

export interface CompartmentMetadata {
  readonly compartmentId: string
  readonly accessLevel: AccessLevel
}

export interface ContextVariable {
  readonly name: string
  readonly value: string
  readonly type: ContextVariableType
}

export type ContextVariableType = OpenEnum<'STRING' | 'NUMBER' | 'ENTITY' | 'BOOLEAN' | 'LIST'>

export interface CostTrackingTag {
  readonly Tag_Namespace_Id: string
  readonly Tag_Namespace_Name: string
  readonly Tag_Definition_Id: string
  readonly Tag_Definition_Name: string
}

export interface CredentialAuthenticatorInfo {
  readonly rawCredential: string
  readonly userId: string
  readonly tenantId: string
  readonly userName: string
  readonly tenantName: string
  readonly credentialIdentifier: string
  readonly credentialList: readonly string[]
  readonly service: string
  readonly clientId: string
}

export interface DatabaseToken {
  readonly privateKeyFile: string
  readonly publicKeyFile: string
  readonly tokenFile: string
  readonly scope: string
  readonly expiresAt: number
  readonly requestId: string
}

export interface DatabaseTokenOptions extends ScopedTokenOptions {
  readonly folder?: string | undefined
  readonly lockTimeoutMs?: number | undefined
  readonly env?: Environment | undefined
  readonly homeDirectory?: string | undefined
}

export interface DataplaneCallOptions extends ServiceCallOptions {}

export declare class DataplaneClient {
  #private
  constructor(options: DataplaneClientOptions)
  generateScopedAccessToken(
    details: GenerateScopedAccessTokenDetails,
    options?: DataplaneCallOptions,
  ): Promise<ServiceResponse<SecurityToken>>
  generateUserSecurityToken(
    details: GenerateUserSecurityTokenDetails,
    options?: GenerateUserSecurityTokenOptions,
  ): Promise<ServiceResponse<SecurityToken>>
  setRegion(region: string): void
  endpoint(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
  withSigner(signer: RequestSigner): DataplaneClient
}

export interface DataplaneClientOptions {
  readonly config?: OciConfigInput | undefined
  readonly signer?: RequestSigner | undefined
  readonly region?: string | undefined
  readonly serviceEndpoint?: ServiceClientOptions['endpoint'] | undefined
  readonly timeoutMs?: number | readonly [connectMs: number, readMs: number] | undefined
  readonly retryStrategy?: RetryStrategyOptions | undefined
  readonly circuitBreakerStrategy?: CircuitBreaker | CircuitBreakerStrategyOptions | undefined
  readonly circuitBreakerCallback?: ((error: CircuitOpenError) => unknown) | undefined
  readonly realmSpecificEndpointTemplateEnabled?: boolean | undefined
  readonly realmSpecificEndpointTemplates?: Readonly<Record<string, string>> | undefined
  readonly dualStackEndpointsEnabled?: boolean | undefined
  readonly endpointTemplate?: string | undefined
  readonly allowControlChars?: boolean | undefined
  readonly httpClient?: HttpClient | undefined
  readonly logger?: Logger | undefined
  readonly regionSources?: RegionSources | undefined
  readonly env?: Environment | undefined
  readonly now?: (() => number) | undefined
  readonly setTimer?: ServiceClientOptions['setTimer']
}

export type DataplaneError = FederationRequiredError

export interface DerivedKeyResponse {
  readonly signingKey: string
  readonly principal: CommonPrincipal
}

export interface EntityStatus {
  readonly status: string
  readonly inactiveBitMask: number
}

export declare class FederationRequiredError extends Error {
  readonly name = 'FederationRequiredError'
  readonly code = 'ERR_FEDERATION_REQUIRED'
  readonly authenticationType: string
  constructor(authenticationType: string)
  toJSON(): object
}

export interface FilterGroupMembershipDetails {
  readonly principal: Principal
  readonly groupIds: readonly string[]
}

export interface FilterGroupMembershipResult {
  readonly principal: Principal
  readonly groupIds: readonly string[]
}

export interface GenerateScopedAccessTokenDetails {
  readonly scope: string
  readonly publicKey: string
}

export interface GenerateUserSecurityTokenDetails {
  readonly publicKey: string
  readonly sessionExpirationInMinutes?: number | undefined
}

export interface GenerateUserSecurityTokenOptions extends DataplaneCallOptions {
  readonly checkSessionExpiration?: boolean | undefined
}

export interface IdentityProvider {
  readonly id: string
  readonly name: string
  readonly tenantName: string
  readonly tenantId: string
  readonly redirectUri: string
  readonly signingCertificate: string
  readonly protocol: IdentityProviderProtocol
  readonly serviceProviderEntityId: string
  readonly forceAuthentication: boolean
  readonly authnContextClassRefs: readonly string[]
}

export type IdentityProviderProtocol = OpenEnum<'SAML2'>

export interface JWK {
  readonly n: string
  readonly e: string
  readonly kid: string
  readonly use: string
  readonly alg: string
  readonly kty: string
}

export interface OnBehalfOfRequest {
  readonly requestHeaders: Readonly<Record<string, readonly string[]>>
  readonly targetServiceName: string
  readonly oboToken?: string | undefined
  readonly expiration?: string | undefined
}

export type OpenEnum<Known extends string> = Known | (string & Record<never, never>)

export interface PasswordPolicy {
  readonly minimumPasswordLength?: number | undefined
  readonly isUppercaseCharactersRequired?: boolean | undefined
  readonly isLowercaseCharactersRequired?: boolean | undefined
  readonly isNumericCharactersRequired?: boolean | undefined
  readonly isSpecialCharactersRequired?: boolean | undefined
  readonly isUsernameContainmentAllowed?: boolean | undefined
}

export interface PasswordResetAuthenticationRequest {
  readonly userId: string
  readonly passwordResetToken: string
}

export interface Permission {
  readonly p: string
}

export interface PermissionContext {
  readonly permission: Permission
  readonly variables: readonly ContextVariable[]
}

export interface Principal {
  readonly subjectId: string
  readonly tenantId: string
  readonly claims: readonly Claim[]
}

export interface RefreshRequest {
  readonly currentToken: string
  readonly newPublicKey?: string | undefined
}

export interface ResourcePrincipalSessionTokenRequest {
  readonly resourcePrincipalToken: string
  readonly servicePrincipalSessionToken: string
  readonly sessionPublicKey: string
}

export declare class ScopedToken {
  #private
  readonly scope: string
  readonly expiresAt: number
  readonly publicKeyPem: string
  readonly requestId: string
  constructor(fields: ScopedTokenFields)
  get token(): string
  get privateKeyPem(): string
}

export interface ScopedTokenOptions extends DataplaneCallOptions {
  readonly scope?: string | undefined
}

export interface SecurityToken {
  readonly token: string
}

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly serviceNamespace?: string | undefined
}

export interface TenantNotFoundAuthenticateUserResult extends AuthenticateUserResult {}

export interface ThickAuthorizationResponse {
  readonly policy: string
  readonly policyCacheDuration: string
  readonly groups: readonly string[]
  readonly groupMembershipCacheDuration: string
  readonly flushAllCaches?: boolean | undefined
}

export interface ThinAssociationAuthorizationResponse {
  readonly responses: readonly ThinAuthorizationResponse[]
  readonly associationResult: AssociationResult
  readonly decisionCacheDuration?: string | undefined
}

export interface ThinAuthorizationResponse {
  readonly authorizationRequest: AuthorizationRequest
  readonly decisionCacheDuration: string
}

export interface User {
  readonly id: string
  readonly name: string
  readonly isOTP: boolean
  readonly isMfaActivated: boolean
  readonly isMfaVerified: boolean
}

export interface UserNotFoundAuthenticateUserResult extends AuthenticateUserResult {
  readonly resolvedTenantId: string
}

export declare class UserSecurityTokenSigner extends PrincipalSignerBase {
  #private
  constructor(options: UserSecurityTokenSignerOptions)
  get session(): UserSession | undefined
}

export interface UserSecurityTokenSignerOptions extends SignerOptions {
  readonly client: DataplaneClient
  readonly sessionExpirationInMinutes?: number | undefined
  readonly sharing?: Sharing | undefined
  readonly onRenewalFailed?: ((error: unknown) => unknown) | undefined
}

export interface UserSession {
  readonly expiresAt: number
  readonly endsAt: number | undefined
}

export type UserState = OpenEnum<'USER_BLOCKED' | 'USER_DISABLED' | 'ONE_TIME_PASSWORD_EXPIRED' | 'PASSWORD_INVALID'>

export interface ValidAuthenticateUserResult extends AuthenticateUserResult {
  readonly resolvedPrincipal: AuthenticationPrincipal
}

export interface X509FederationRequest {
  readonly certificate: string
  readonly publicKey: string
  readonly intermediateCertificates?: readonly string[] | undefined
}

export declare function createScopedToken(client: DataplaneClient, options?: ScopedTokenOptions): Promise<ScopedToken>

export declare function isDataplaneError(error: unknown): error is DataplaneError

export declare function writeDatabaseToken(
  client: DataplaneClient,
  options?: DatabaseTokenOptions,
): Promise<DatabaseToken>

type Environment = Readonly<Record<string, string | undefined>>

interface ScopedTokenFields {
  readonly token: string
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  readonly scope: string
  readonly expiresAt: number
  readonly requestId: string
}
