// Models about what a principal may do; no operation of the client takes them.
import type { OpenEnum } from './open-enum.ts'
import type { Principal } from './tenants-and-users.ts'

/** What a context variable is; other values may come. @public */
export type ContextVariableType = OpenEnum<'STRING' | 'NUMBER' | 'ENTITY' | 'BOOLEAN' | 'LIST'>

/** What became of an association; other values may come. @public */
export type AssociationResult = OpenEnum<
  'FAIL_UNKNOWN' | 'FAIL_BAD_REQUEST' | 'FAIL_MISSING_ENDORSE' | 'FAIL_MISSING_ADMIT' | 'SUCCESS'
>

/** A permission. @public */
export interface Permission {
  /** Its name. */
  readonly p: string
}

/** A fact that policies may ask about. @public */
export interface ContextVariable {
  /** Its name. */
  readonly name: string
  /** Its value, as text. */
  readonly value: string
  /** What it is. */
  readonly type: ContextVariableType
}

/** A permission with the facts about its use. @public */
export interface PermissionContext {
  /** The permission. */
  readonly permission: Permission
  /** The facts. */
  readonly variables: readonly ContextVariable[]
}

/** Asks whether a principal may do something. @public */
export interface AuthorizationRequest {
  /** Id of the request. */
  readonly requestId: string
  /** Who wants to. */
  readonly userPrincipal: Principal
  /** The service that asks. */
  readonly svcPrincipal: Principal
  /** Its name. */
  readonly serviceName: string
  /** What is wanted. */
  readonly context: readonly PermissionContext[]
  /** Of the policy that the service knows. */
  readonly policyHash: string
}

/** Asks about several principals that act together. @public */
export interface AssociationAuthorizationRequest {
  /** One for each. */
  readonly requests: readonly AuthorizationRequest[]
}

/** The policy, for a service that decides itself. @public */
export interface ThickAuthorizationResponse {
  /** The policy. */
  readonly policy: string
  /** How long it may be kept. */
  readonly policyCacheDuration: string
  /** The groups of the principal. */
  readonly groups: readonly string[]
  /** How long these may be kept. */
  readonly groupMembershipCacheDuration: string
  /** Whether everything that is kept must go. */
  readonly flushAllCaches?: boolean | undefined
}

/** A decision. @public */
export interface ThinAuthorizationResponse {
  /** What was asked, with the permissions that were granted. */
  readonly authorizationRequest: AuthorizationRequest
  /** How long it may be kept. */
  readonly decisionCacheDuration: string
}

/** The decisions about principals that act together. @public */
export interface ThinAssociationAuthorizationResponse {
  /** One for each request. */
  readonly responses: readonly ThinAuthorizationResponse[]
  /** What became of the whole. */
  readonly associationResult: AssociationResult
  /** How long it may be kept. */
  readonly decisionCacheDuration?: string | undefined
}

/** Asks to which of some groups a principal belongs. @public */
export interface FilterGroupMembershipDetails {
  /** The principal. */
  readonly principal: Principal
  /** OCIDs of the groups. */
  readonly groupIds: readonly string[]
}

/** To which groups a principal belongs. @public */
export interface FilterGroupMembershipResult {
  /** The principal. */
  readonly principal: Principal
  /** OCIDs of the groups. */
  readonly groupIds: readonly string[]
}
