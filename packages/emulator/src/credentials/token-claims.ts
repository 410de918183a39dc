// What the tokens of each kind of principal say, and who speaks through one.
import type { InstanceIdentity } from '../certificates/instance-authority.ts'
import type { Claims } from './jwt.ts'
import type { Principal } from './principal.ts'

const ISSUED = { iss: 'authService.oracle.com', aud: 'oci' } as const

export const sessionClaims = (tenancy: string, user: string): Claims => ({
  ...ISSUED,
  sub: user,
  ptype: 'user',
  ttype: 'login',
  tenant: tenancy,
})

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

export function principalOf(claims: Claims): Principal {
  const [tenancy, user] = [String(claims['tenant']), String(claims['sub'])]
  return { kind: claims['ptype'] === 'instance' ? 'instance' : 'session', tenancy, user }
}
