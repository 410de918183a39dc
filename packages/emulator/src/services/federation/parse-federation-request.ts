// Reads the body with which a certificate is exchanged for a token, trusting nothing in it.
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { parseJsonObject } from '../../lib/json-body.ts'
import { MIN_KEY_BITS } from '../../tenancy/keys/rsa-keys.ts'
import { readBase64 } from '../../lib/base64.ts'
import type { RejectionReason } from '../../proof/verdict/reasons.ts'

export interface FederationRequest {
  readonly leaf: X509Certificate
  readonly intermediates: readonly X509Certificate[]
  /** The session key that the token is to be bound to. */
  readonly publicKey: KeyObject
  readonly fingerprintAlgorithm: 'SHA256' | undefined
  readonly purpose: string
}

/** A long list would make finding a chain expensive; OCI's instances send one certificate. */
const MAX_INTERMEDIATES = 8

/** @returns the reason when the body cannot be used */
export function parseFederationRequest(body: Uint8Array): FederationRequest | RejectionReason {
  const members = parseJsonObject(body)
  if (members === undefined) return 'malformed-body'
  const leaf = readCertificate(members.get('certificate'))
  if (leaf === undefined) return 'malformed-certificate'
  const intermediates = readCertificates(members.get('intermediateCertificates') ?? [])
  if (intermediates === undefined) return 'malformed-intermediate'
  const publicKey = readRsaKey(members.get('publicKey'))
  if (publicKey === undefined) return 'malformed-public-key'
  if ((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS) return 'weak-public-key'
  const fingerprintAlgorithm = members.get('fingerprintAlgorithm')
  if (fingerprintAlgorithm !== undefined && fingerprintAlgorithm !== 'SHA256') return 'unknown-fingerprint-algorithm'
  return { leaf, intermediates, publicKey, fingerprintAlgorithm, purpose: String(members.get('purpose') ?? 'DEFAULT') }
}

function readCertificates(values: unknown): readonly X509Certificate[] | undefined {
  if (!Array.isArray(values) || values.length > MAX_INTERMEDIATES) return undefined
  const certificates = values.map(readCertificate)
  return certificates.every((certificate) => certificate !== undefined) ? certificates : undefined
}

function readCertificate(value: unknown): X509Certificate | undefined {
  const der = typeof value === 'string' ? readBase64(value) : undefined
  if (der === undefined) return undefined
  try {
    const certificate = new X509Certificate(der)
    // Node would also take PEM, and a certificate that other bytes follow.
    return certificate.raw.equals(der) ? certificate : undefined
  } catch {
    return undefined
  }
}

function readRsaKey(value: unknown): KeyObject | undefined {
  const der = typeof value === 'string' ? readBase64(value) : undefined
  if (der === undefined) return undefined
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}
