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
  /** A session or principal token: whom it is for, the token says, which `resolveKey` has checked. */
  | { readonly kind: 'token' }
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
