// The exchange as messages: what is asked, and what may be made of the answer.
import type { CertificateBundle, FingerprintAlgorithm } from '@x/cert-retrievers'
import { createCredential } from '@x/signer'
import { bindsKey } from '@x/signer/principal'
import { MalformedTokenError } from '../errors.ts'
import type { SessionKey } from '../session-key-supplier.ts'
import type { TokenSnapshot } from '../token/token-snapshot.ts'
import { readClaims } from '../token/claims.ts'

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
    certificate: base64(leaf.certificateDer),
    publicKey: base64(sessionKey.publicKey),
    ...(chain.length > 0 && { intermediateCertificates: chain.map(base64) }),
    ...(purpose !== undefined && { purpose }),
    ...(fingerprintAlgorithm === 'SHA256' && { fingerprintAlgorithm }),
  }
}

/** The key id under which the leaf's key signs the exchange. */
export function federationKeyId(tenancyId: string, leaf: CertificateBundle, algorithm: FingerprintAlgorithm): string {
  const scheme = algorithm === 'SHA256' ? 'fed-x509-sha256' : 'fed-x509'
  return `${tenancyId}/${scheme}/${leaf.fingerprint(algorithm)}`
}

/**
 * @throws {@link MalformedTokenError} `no-token` when the answer holds none, `key-mismatch` when the token is bound to another key
 */
export function readTokenResponse(json: unknown, sessionKey: SessionKey, nowMs: number): TokenSnapshot {
  const token = typeof json === 'object' && json !== null && 'token' in json ? json.token : undefined
  if (typeof token !== 'string' || token === '') {
    throw new MalformedTokenError(
      'no-token',
      'The auth service answered without a token. Check that the federation endpoint is right.',
    )
  }
  const claims = readClaims(token)
  if (claims.jwk && !bindsKey(claims.jwk, sessionKey.publicKey)) {
    throw new MalformedTokenError(
      'key-mismatch',
      'The token is bound to another key than the one it was asked for. It is not used; try again.',
    )
  }
  const { expiresAt, issuedAt = Math.min(nowMs, expiresAt) } = claims
  const credential = createCredential({ keyId: `ST$${token}`, key: sessionKey.privateKey, expiresAt })
  return { credential, token, issuedAt, expiresAt, claims }
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

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
