// Finds the key of a federation request: that of the certificate in its body, when the certificate is trusted and belongs to the key id.
import type { X509Certificate } from 'node:crypto'
import type { InstanceAuthority } from '../../tenancy/certificates/instance-authority.ts'
import type { PrincipalKey } from '../../proof/principal.ts'
import { pass, refuse, type Outcome, type Refusal } from '../../proof/verdict/outcome.ts'
import { readIdentity, type InstanceIdentity } from '../../tenancy/certificates/certificate-identity.ts'
import { checkChain } from './check-chain.ts'
import type { FederationRequest } from './parse-federation-request.ts'

export interface CertificateTrust {
  readonly certificates: InstanceAuthority
  readonly root: X509Certificate
  readonly nowMs: number
}

const KEY_ID = /^([^/]+)\/(fed-x509|fed-x509-sha256)\/([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})+)$/

export function findCertificateKey(
  keyId: string,
  asked: FederationRequest,
  { certificates, root, nowMs }: CertificateTrust,
): Outcome<PrincipalKey> {
  const [, tenancy, scheme, fingerprint = ''] = KEY_ID.exec(keyId) ?? []
  if (tenancy === undefined || scheme === undefined) return refuse('malformed-certificate-key-id')
  const { leaf, intermediates } = asked
  const refusal =
    checkFingerprint(asked, scheme, fingerprint) ??
    checkChain({ leaf, intermediates, root, nowMs }) ??
    (certificates.isRevoked(leaf) ? refuse('certificate-revoked') : undefined)
  if (refusal !== undefined) return refusal
  const identity = readIdentity(leaf)
  if (identity.tenancy === '' || identity.instance === '') return refuse('certificate-not-of-instance')
  return checkTenancy(tenancy, identity, asked) ?? pass(leafKey(leaf, identity))
}

function checkFingerprint(asked: FederationRequest, scheme: string, fingerprint: string): Refusal | undefined {
  const { leaf, fingerprintAlgorithm } = asked
  const isSha256 = scheme === 'fed-x509-sha256'
  if (isSha256 !== (fingerprintAlgorithm === 'SHA256')) {
    const detail = '"fed-x509-sha256" goes with "fingerprintAlgorithm": "SHA256" in the body, "fed-x509" with none.'
    return refuse('certificate-fingerprint-mismatch', detail)
  }
  const expected = isSha256 ? leaf.fingerprint256 : leaf.fingerprint
  if (fingerprint.toUpperCase() === expected) return undefined
  return refuse('certificate-fingerprint-mismatch', `That of the certificate is ${expected}.`)
}

/** With the purpose `DEFAULT` the key id has to name the tenancy of the certificate; with other purposes it may name another. */
function checkTenancy(tenancy: string, identity: InstanceIdentity, asked: FederationRequest): Refusal | undefined {
  if (tenancy === identity.tenancy || asked.purpose !== 'DEFAULT') return undefined
  return refuse('tenancy-mismatch', `The certificate names ${identity.tenancy}.`)
}

const leafKey = (leaf: X509Certificate, { tenancy, instance }: InstanceIdentity): PrincipalKey => ({
  principal: { kind: 'instance', tenancy, user: instance },
  publicKey: leaf.publicKey,
  label: 'the key of the certificate',
})
