// Who there is: tenants, users, principals and the claims about them.

/** A tenancy. @public */
export interface Tenant {
  /** OCID. */
  readonly id: string
  /** Its name. */
  readonly name: string
  /** The namespace of services that make one for each tenancy. */
  readonly serviceNamespace?: string | undefined
}

/** A user, as the authentication service sees one. @public */
export interface User {
  /** OCID. */
  readonly id: string
  /** The name to log in with. */
  readonly name: string
  /** Whether the password is one for one time. */
  readonly isOTP: boolean
  /** Whether a second factor is set up. */
  readonly isMfaActivated: boolean
  /** Whether a second factor was shown. */
  readonly isMfaVerified: boolean
}

/** A user, with the place it belongs to. @public */
export interface AuthServiceUser {
  /** OCID of the compartment. */
  readonly compartmentId: string
  /** OCID of the tenancy. */
  readonly tenantId: string
  /** OCID. */
  readonly id: string
  /** The name to log in with. */
  readonly name: string
  /** The name to show. */
  readonly displayName: string
}

/** A statement about a principal. @public */
export interface Claim {
  /** What it is about. */
  readonly key: string
  /** What it says. */
  readonly value: string
  /** Who says so. */
  readonly issuer?: string | undefined
}

/** Who makes a request, with the claims about it. @public */
export interface Principal {
  /** OCID of the user, instance or other resource. */
  readonly subjectId: string
  /** OCID of the tenancy. */
  readonly tenantId: string
  /** Everything that is known. */
  readonly claims: readonly Claim[]
}

/** A user who proved to be one. @public */
export interface AuthenticationPrincipal {
  /** The tenancy. */
  readonly tenant: Tenant
  /** The user. */
  readonly user: User
}

/** A user with the tenancy. @public */
export interface CommonPrincipal {
  /** The tenancy. */
  readonly tenant: Tenant
  /** The user. */
  readonly user: User
}
