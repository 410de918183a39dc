// Which failures pass by themselves, because somebody was replacing certificate and key at that moment.
import { InvalidCertificateError, type InvalidCertificateReason } from '../errors.ts'

const HALF_A_CERTIFICATE: ReadonlySet<InvalidCertificateReason> = new Set([
  'empty',
  'key-mismatch',
  'malformed',
  'not-pem',
  'truncated',
])
const HALF_A_KEY: ReadonlySet<unknown> = new Set(['empty', 'malformed', 'not-pem', 'truncated'])

/** A file may be read while it is being written, an answer be cut off, a pair be read while it is being replaced. */
export function isHalfWritten(error: unknown): boolean {
  if (error instanceof InvalidCertificateError) return HALF_A_CERTIFICATE.has(error.reason)
  // The signer's own error, whichever copy of the package made it.
  if (!(error instanceof Error) || !('code' in error) || !('reason' in error)) return false
  return error.code === 'ERR_INVALID_PRIVATE_KEY' && HALF_A_KEY.has(error.reason)
}
