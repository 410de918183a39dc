// Models about proving who one is; no operation of the client takes them.
import type { OpenEnum } from './open-enum.ts'
import type { AuthenticationPrincipal, Principal } from './tenants-and-users.ts'

/** Why a user cannot log in; other values may come. @public */
export type UserState = OpenEnum<'USER_BLOCKED' | 'USER_DISABLED' | 'ONE_TIME_PASSWORD_EXPIRED' | 'PASSWORD_INVALID'>

/** How an identity provider speaks; other values may come. @public */
export type IdentityProviderProtocol = OpenEnum<'SAML2'>

/** A request to be authenticated by its headers. @public */
export interface AuthenticateClientDetails {
  /** As they were received. */
  readonly requestHeaders: Readonly<Record<string, readonly string[]>>
}

/** Who made a request, or why that is not known. @public */
export interface AuthenticateClientResult {
  /** Who made it. */
  readonly principal?: Principal | undefined
  /** Why it is not known. */
  readonly errorMessage?: string | undefined
}

/** What became of a log-in; the results below have more. @public */
export interface AuthenticateUserResult {
  /** The tenancy as it was given. */
  readonly tenantInput: string
  /** The user as it was given. */
  readonly userInput: string
}

/** The user is there, but cannot log in. @public */
export interface BadUserStateAuthenticateUserResult extends AuthenticateUserResult {
  /** OCID of the tenancy. */
  readonly resolvedTenantId: string
  /** OCID of the user. */
  readonly resolvedUserId: string
  /** Why. */
  readonly userState: UserState
}

/** There is no such tenancy. @public */
export interface TenantNotFoundAuthenticateUserResult extends AuthenticateUserResult {}

/** There is no such user in the tenancy. @public */
export interface UserNotFoundAuthenticateUserResult extends AuthenticateUserResult {
  /** OCID of the tenancy. */
  readonly resolvedTenantId: string
}

/** The user logged in. @public */
export interface ValidAuthenticateUserResult extends AuthenticateUserResult {
  /** Who it is. */
  readonly resolvedPrincipal: AuthenticationPrincipal
}

/** A log-in with a password. @public */
export interface AuthenticationRequest {
  /** The user. */
  readonly userName: string
  /** Secret. */
  readonly password: string
  /** The tenancy. */
  readonly tenantName: string
}

/** A log-in with a token that was sent to reset a password. @public */
export interface PasswordResetAuthenticationRequest {
  /** OCID of the user. */
  readonly userId: string
  /** Secret. */
  readonly passwordResetToken: string
}

/** What a password must be. @public */
export interface PasswordPolicy {
  /** In characters. */
  readonly minimumPasswordLength?: number | undefined
  /** Whether it must have capital letters. */
  readonly isUppercaseCharactersRequired?: boolean | undefined
  /** Whether it must have small letters. */
  readonly isLowercaseCharactersRequired?: boolean | undefined
  /** Whether it must have digits. */
  readonly isNumericCharactersRequired?: boolean | undefined
  /** Whether it must have other characters. */
  readonly isSpecialCharactersRequired?: boolean | undefined
  /** Whether the name of the user may stand in it. */
  readonly isUsernameContainmentAllowed?: boolean | undefined
}

/** What a compartment asks of log-ins. @public */
export interface AuthenticationPolicy {
  /** What passwords must be. */
  readonly passwordPolicy?: PasswordPolicy | undefined
  /** OCID of the compartment. */
  readonly compartmentId?: string | undefined
}

/** A credential that was found to be right. @public */
export interface CredentialAuthenticatorInfo {
  /** Secret. */
  readonly rawCredential: string
  /** OCID of the user. */
  readonly userId: string
  /** OCID of the tenancy. */
  readonly tenantId: string
  /** The name of the user. */
  readonly userName: string
  /** The name of the tenancy. */
  readonly tenantName: string
  /** Which credential it is. */
  readonly credentialIdentifier: string
  /** The credentials that were looked at. */
  readonly credentialList: readonly string[]
  /** The service that asked. */
  readonly service: string
  /** The client that asked. */
  readonly clientId: string
}

/** An identity provider that a tenancy trusts. @public */
export interface IdentityProvider {
  /** OCID. */
  readonly id: string
  /** Its name. */
  readonly name: string
  /** The name of the tenancy. */
  readonly tenantName: string
  /** OCID of the tenancy. */
  readonly tenantId: string
  /** Where users are sent to log in. */
  readonly redirectUri: string
  /** Of its answers. */
  readonly signingCertificate: string
  /** How it speaks. */
  readonly protocol: IdentityProviderProtocol
  /** What it knows the tenancy as. */
  readonly serviceProviderEntityId: string
  /** Whether users must log in anew each time. */
  readonly forceAuthentication: boolean
  /** The ways to log in that are asked for. */
  readonly authnContextClassRefs: readonly string[]
}
