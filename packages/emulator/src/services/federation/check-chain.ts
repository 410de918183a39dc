// Judges certificates: whether they lead to the emulator's own root, and whether each is valid at this time.
import type { X509Certificate } from 'node:crypto'
import { refuse, type Refusal } from '../../proof/verdict/outcome.ts'

export interface ChainRequest {
  readonly leaf: X509Certificate
  /** In any order. */
  readonly intermediates: readonly X509Certificate[]
  readonly root: X509Certificate
  readonly nowMs: number
}

export function checkChain({ leaf, intermediates, root, nowMs }: ChainRequest): Refusal | undefined {
  const chain = findChain(leaf, intermediates, root)
  if (chain === undefined) {
    const detail = intermediates.length === 0 ? 'The body holds no "intermediateCertificates".' : ''
    return refuse('certificate-untrusted', detail)
  }
  for (const certificate of chain) {
    const refusal = checkValidity(certificate, nowMs)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function findChain(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
  root: X509Certificate,
): readonly X509Certificate[] | undefined {
  if (isIssuedBy(certificate, root)) return [certificate, root]
  for (const issuer of candidates) {
    if (!issuer.ca || !isIssuedBy(certificate, issuer)) continue
    const others = candidates.filter((other) => other !== issuer)
    const chain = findChain(issuer, others, root)
    if (chain !== undefined) return [certificate, ...chain]
  }
  return undefined
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

function checkValidity({ validFrom, validTo }: X509Certificate, nowMs: number): Refusal | undefined {
  if (nowMs < Date.parse(validFrom)) return refuse('certificate-not-yet-valid', `It is valid from ${validFrom}.`)
  if (nowMs > Date.parse(validTo)) return refuse('certificate-expired', `It was valid to ${validTo}.`)
  return undefined
}
