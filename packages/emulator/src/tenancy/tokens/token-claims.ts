// The claims of the tokens of each kind of principal, and the principal that claims name.
import { randomUUID } from 'node:crypto'
import type { InstanceIdentity } from '../certificates/certificate-identity.ts'
import type { Claims } from './jwt.ts'
import type { Principal } from '../../proof/principal.ts'

const ISSUED = { iss: 'authService.oracle.com', aud: 'oci' } as const

export const sessionClaims = (tenancy: string, user: string): Claims => ({
  ...ISSUED,
  sub: user,
  ptype: 'user',
  ttype: 'login',
  tenant: tenancy,
})

/** Whose session a token is of; without `sessionId` it is a new session. */
export type SessionOwner = Pick<Principal, 'tenancy' | 'user' | 'sessionId'>

/**
 * The claims of a user security token within a session. The service writes the end of the session as text, with `UTC` for the zone.
 *
 * @param endsAt - epoch milliseconds
 */
export const userTokenClaims = ({ tenancy, user, sessionId = randomUUID() }: SessionOwner, endsAt: number): Claims => ({
  ...sessionClaims(tenancy, user),
  sess_exp: new Date(endsAt).toUTCString().replace('GMT', 'UTC'),
  sid: sessionId,
})

/** The claims of a scoped access token, which gives access to one resource; no request can be signed with it. */
export const scopedClaims = (principal: Principal, scope: string): Claims => ({
  iss: ISSUED.iss,
  aud: `urn:oracle:db:${principal.tenancy}`,
  sub: principal.user,
  ptype: ['instance', 'resource'].includes(principal.kind) ? principal.kind : 'user',
  ttype: SCOPED,
  tenant: principal.tenancy,
  scope,
})

const SCOPED = 'scoped_access'

export const isScoped = (claims: Claims): boolean => claims['ttype'] === SCOPED

/** @param fingerprint - of the certificate that the token was given for */
export const instanceClaims = (identity: InstanceIdentity, fingerprint: string): Claims => ({
  ...ISSUED,
  sub: identity.instance,
  ptype: 'instance',
  ttype: 'x509',
  tenant: identity.tenancy,
  fprint: fingerprint,
  'opc-certtype': 'instance',
  'opc-compartment': identity.compartment,
  'opc-instance': identity.instance,
  'opc-tenant': identity.tenancy,
})

/** A pod of an OKE cluster: OCIDs of where it runs, and the names of its namespace and service account. */
export interface Workload {
  readonly tenancy: string
  readonly compartment: string
  readonly cluster: string
  readonly namespace: string
  readonly serviceAccount: string
}

/** The claims of a pod's token, which is a resource's with two names more. */
export const workloadClaims = ({ tenancy, compartment, cluster, namespace, serviceAccount }: Workload): Claims => ({
  ...ISSUED,
  sub: cluster,
  ptype: 'resource',
  ttype: 'res',
  res_type: 'workload',
  res_id: cluster,
  res_tenant: tenancy,
  res_compartment: compartment,
  var_namespace: namespace,
  var_service_account: serviceAccount,
})

/** The claims of a token for one scope: it signs as the principal that asked for it. */
export const oauthClaims = (principal: Principal, scope: string, targetCompartment: string): Claims => ({
  ...ISSUED,
  sub: principal.user,
  ptype: principal.kind === 'api-key' || principal.kind === 'session' ? 'user' : principal.kind,
  ttype: 'oauth_scoped',
  tenant: principal.tenancy,
  scope,
  target_compartment: targetCompartment,
})

/** The claims of the token of a resource that another issuer vouches for. */
export const federatedResourceClaims = (tenancy: string, { id, type }: Record<'id' | 'type', string>): Claims => ({
  ...ISSUED,
  sub: id,
  ptype: 'resource',
  ttype: 'res',
  tenant: tenancy,
  res_tenant: tenancy,
  res_type: type,
  res_id: id,
})

/** What a resource is called, and to whom it belongs. */
export interface ResourceIdentity {
  readonly id: string
  /** The kind of resource, as in its OCID. */
  readonly type: string
  readonly tenancy: string
  readonly compartment: string
}

/** The claims of a resource principal session token. */
export const resourceClaims = ({ id, type, tenancy, compartment }: ResourceIdentity): Claims => ({
  ...ISSUED,
  sub: id,
  ptype: 'resource',
  ttype: 'res',
  tenant: tenancy,
  res_tenant: tenancy,
  res_compartment: compartment,
  res_id: id,
  res_type: type,
})

/** What a token says of its kind; any other is a user's session. */
const KINDS: ReadonlyMap<unknown, Principal['kind']> = new Map([
  ['instance', 'instance'],
  ['resource', 'resource'],
  ['workload', 'workload'],
])

export function principalOf(claims: Claims): Principal {
  const { var_namespace: namespace, var_service_account: account } = claims
  if (typeof account === 'string') {
    const user = `system:serviceaccount:${String(namespace)}:${account}`
    return { kind: 'workload', tenancy: String(claims['res_tenant']), user }
  }
  const [tenancy, user] = [String(claims['tenant']), String(claims['sub'])]
  const endsAt = Date.parse(String(claims['sess_exp']))
  const session = Number.isNaN(endsAt) ? {} : { sessionEndsAt: endsAt, sessionId: String(claims['sid']) }
  return { kind: KINDS.get(claims['ptype']) ?? 'session', tenancy, user, ...session }
}
