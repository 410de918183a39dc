// Models about compartments; no operation of the client takes them.
import type { AuthorizationRequest } from './authorization.ts'
import type { OpenEnum } from './open-enum.ts'

/** What a principal may see of a compartment; other values may come. @public */
export type AccessLevel = OpenEnum<'accessible' | 'visible' | 'inaccessible'>

/** The state of an entity. @public */
export interface EntityStatus {
  /** Its name. */
  readonly status: string
  /** Bits: 0 active, 1 suspended, 2 disabled, 3 blocked, 4 locked. */
  readonly inactiveBitMask: number
}

/** A compartment. @public */
export interface Compartment {
  /** OCID. */
  readonly id: string
  /** Its name. */
  readonly name: string
  /** The name to show. */
  readonly displayName: string
  /** Its name with those above it. */
  readonly fullName: string
  /** OCID of the one above. */
  readonly parentCompartmentId: string
  /** Its state. */
  readonly status: EntityStatus
  /** Further properties. */
  readonly propertyMap: Readonly<Record<string, string>>
}

/** A compartment as a principal may see it. @public */
export interface CompartmentMetadata {
  /** OCID. */
  readonly compartmentId: string
  /** What may be seen. */
  readonly accessLevel: AccessLevel
}

/** Asks which compartments a principal may see. @public */
export interface AccessibleCompartmentRequest {
  /** Who and what for. */
  readonly authorizationRequest: AuthorizationRequest
  /** OCIDs of those that are meant. */
  readonly compartmentIds: readonly string[]
}

/** The compartments that a principal may see. @public */
export interface AccessibleCompartmentResponse {
  /** One for each. */
  readonly compartmentsMetadata: readonly CompartmentMetadata[]
}

/** A tag that costs are tracked by. @public */
export interface CostTrackingTag {
  /** OCID of the namespace. */
  readonly Tag_Namespace_Id: string
  /** Its name. */
  readonly Tag_Namespace_Name: string
  /** OCID of the definition. */
  readonly Tag_Definition_Id: string
  /** Its name. */
  readonly Tag_Definition_Name: string
}
