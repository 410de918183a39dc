// Whether a certificate is for the host that was asked, by Node's own check, and by OpenSSL's where that cannot be right.
import type { X509Certificate } from 'node:crypto'
import type { PeerCertificate } from 'node:tls'

type IdentityCheck = (host: string, certificate: PeerCertificate) => Error | undefined

/**
 * Node 22.23 takes no IPv6 address for one, and so refuses every certificate that has it. What Node refuses for such an address,
 * OpenSSL judges once more.
 */
export const identityCheck =
  (
    { checkServerIdentity }: { readonly checkServerIdentity: IdentityCheck },
    { X509Certificate: Certificate }: { readonly X509Certificate: typeof X509Certificate },
  ): IdentityCheck =>
  (host, certificate) => {
    const problem = checkServerIdentity(host, certificate)
    const isFor = problem !== undefined && host.includes(':') && new Certificate(certificate.raw).checkIP(host)
    return isFor ? undefined : problem
  }
