// The exchange as messages: what is asked, and how it is signed.
import { base64Of } from '@x/kernel'
import type { CertificateBundle, FingerprintAlgorithm } from '@x/cert-retrievers'
import type { SessionKey } from '@x/signer/principal'

export interface TokenRequest {
  readonly leaf: CertificateBundle
  readonly intermediates: readonly CertificateBundle[]
  readonly sessionKey: SessionKey
  readonly purpose: string | undefined
  readonly fingerprintAlgorithm: FingerprintAlgorithm
}

/** The body of the exchange. DER goes out as it came in: re-encoding a certificate would break its signature. */
export function tokenRequestBody(request: TokenRequest): Record<string, unknown> {
  const { leaf, intermediates, sessionKey, purpose, fingerprintAlgorithm } = request
  const chain = intermediates.flatMap((bundle) => bundle.chain)
  return {
    certificate: base64Of(leaf.certificateDer),
    publicKey: base64Of(sessionKey.publicKey),
    ...(chain.length > 0 && { intermediateCertificates: chain.map(base64Of) }),
    ...(purpose !== undefined && { purpose }),
    ...(fingerprintAlgorithm === 'SHA256' && { fingerprintAlgorithm }),
  }
}

/** The key id under which the leaf's key signs the exchange. */
export function federationKeyId(tenancyId: string, leaf: CertificateBundle, algorithm: FingerprintAlgorithm): string {
  const scheme = algorithm === 'SHA256' ? 'fed-x509-sha256' : 'fed-x509'
  return `${tenancyId}/${scheme}/${leaf.fingerprint(algorithm)}`
}
