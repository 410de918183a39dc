// The exchange as messages: what is asked, and what may be made of the answer.
import { base64Of } from '@x/kernel'
import type { CertificateBundle, FingerprintAlgorithm } from '@x/cert-retrievers'
import { checkIssuedToken, tokenSnapshot, type SessionKey, type TokenSnapshot } from '@x/signer/principal'

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

/** @throws {@link UnusableTokenError} `ERR_UNUSABLE_TOKEN` when the answer holds none that can be used with this key */
export function readTokenResponse(json: unknown, sessionKey: SessionKey, nowMs: number): TokenSnapshot {
  const { token } = Object(json) as { readonly token?: unknown }
  return tokenSnapshot(checkIssuedToken(token, sessionKey.publicKey), sessionKey, nowMs)
}

/** A service takes dates that are off by five minutes: a smaller difference harms nobody. */
const AGREEMENT_MS = 5 * 60_000

/**
 * What the answer tells of the service's clock. A token is made for the key that was sent with the request, so it is as old as its
 * answer: a `Date` that says otherwise is not the issuer's, but that of something in between.
 *
 * @param issuedAt - `iat` of the token, where it has one
 */
export function serverTimeOf(date: string | undefined, issuedAt: number | undefined): number | undefined {
  const timeMs = Date.parse(date ?? '')
  return Math.abs(timeMs - (issuedAt ?? timeMs)) <= AGREEMENT_MS ? timeMs : undefined
}
