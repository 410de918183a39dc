// Who signed, as far as the key id says it.

/** Who a key id names. @public */
export type VerifiedPrincipal =
  | {
      readonly kind: 'api-key'
      /** OCID. */
      readonly tenancy: string
      /** OCID. */
      readonly user: string
      readonly fingerprint: string
    }
  /**
   * A session or principal token. Whom it is for, its claims say: those members are there if {@link tokenKeys}, or another lookup
   * that checks the token, has put them there.
   */
  | {
      readonly kind: 'token'
      /** The claim `ptype`: `user`, `instance`, `resource`. */
      readonly type?: string
      /** OCID; of a resource principal that which the resource is in. */
      readonly tenancy?: string
      /** OCID, for tokens of users. */
      readonly user?: string
      /** OCID, for tokens of instances. */
      readonly instance?: string
      /** OCID, for tokens of resources such as functions. */
      readonly resource?: string
    }
  /** A key id of another form, such as the certificate of an instance: read `keyId`. */
  | { readonly kind: 'other' }

/** In the place of a user where a certificate signs for an instance. */
const CERTIFICATE = /^fed-x509/

export function principalOf(keyId: string): VerifiedPrincipal {
  if (keyId.startsWith('ST$')) return { kind: 'token' }
  const [tenancy, user, fingerprint, ...more] = keyId.split('/')
  if (!tenancy || !user || !fingerprint || more.length > 0 || CERTIFICATE.test(user)) return { kind: 'other' }
  return { kind: 'api-key', tenancy, user, fingerprint }
}
