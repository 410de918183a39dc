// The services that the emulator plays. A new service is a folder here and a row in this list.
import { compartments } from './compartments/service.ts'
import { compute } from './compute/service.ts'
import { conformance, type ConformanceFace } from './conformance/service.ts'
import { dataPlane, type DataPlaneFace, type DataPlaneServiceOptions } from './data-plane/service.ts'
import { echo } from './echo/service.ts'
import { federation, type FederationFace, type FederationServiceOptions } from './federation/service.ts'
import { identityDomain, type IdentityDomainFace } from './identity-domain/service.ts'
import { login, type LoginFace } from './login/service.ts'
import { metadata, type MetadataFace, type MetadataOptions } from './metadata/service.ts'
import { objectStorage, type ObjectStorageOptions } from './object-storage/service.ts'
import { clusterRequest } from './cluster-request/service.ts'
import { proxymux, type ProxymuxFace, type ProxymuxOptions } from './proxymux/service.ts'
import { oauth, type OauthFace } from './oauth/service.ts'
import { resourcePrincipals, type ResourceFace, type ResourceServiceOptions } from './resource-principals/service.ts'
import { regions } from './regions/service.ts'
import { sessions, type SessionsFace } from './sessions/service.ts'
import { users } from './users/service.ts'

/** In the order in which they are asked whether a request is theirs. */
export const SERVICES = [
  metadata,
  federation,
  oauth,
  identityDomain,
  login,
  sessions,
  dataPlane,
  resourcePrincipals,
  regions,
  compartments,
  users,
  compute,
  clusterRequest,
  objectStorage,
  conformance,
  echo,
  proxymux,
] as const

/** What of the services can be chosen when the emulator starts. */
export interface ServiceOptions
  extends
    MetadataOptions,
    FederationServiceOptions,
    DataPlaneServiceOptions,
    ResourceServiceOptions,
    ObjectStorageOptions,
    ProxymuxOptions {}

/** What the services add to the handle. When a row of the list above adds a member, its type has to be named here; the compiler refuses a list that adds less. */
export interface ServiceFaces
  extends
    MetadataFace,
    FederationFace,
    OauthFace,
    IdentityDomainFace,
    LoginFace,
    SessionsFace,
    DataPlaneFace,
    ResourceFace,
    ProxymuxFace,
    ConformanceFace {}

/**
 * A place where a client can run and the emulator pretends to be what surrounds it: a compute instance, a function or another
 * resource by the version of its resource principal, a pod of an OKE cluster, a CI job that exchanges tokens, or the machine of a
 * user, with (`session`) or without what leads a login here.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatedPlace } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const place: EmulatedPlace = 'instance'
 * console.log(await oci.environment(place)) // { OCI_METADATA_BASE_URL: …, OCI_SDK_AUTH_CLIENT_REGION_URL: … }
 * await oci.close()
 * ```
 */
export type EmulatedPlace =
  | 'instance'
  | 'resource-1.1'
  | 'resource-2.1'
  | 'resource-2.1.1'
  | 'resource-2.1.2'
  | 'resource-2.2'
  | 'resource-3.0'
  | 'oke'
  | 'token-exchange'
  | 'session'
  | 'user'
