// Finds the certificates in a text, or says what stands there instead.
import { bytesOfBase64, decodeText, pemOf } from '@x/kernel'
import { InvalidCertificateError, type InvalidCertificateReason } from '../errors.ts'
import { parseX509 } from './x509.ts'

const BLOCK = /-----BEGIN ((?:X509 )?CERTIFICATE)-----([^-]*)-----END \1-----/g
const BEGIN = /-----BEGIN (?:X509 )?CERTIFICATE-----/g

/**
 * The DER of every certificate in `pem`, in order. Whatever stands between the blocks is skipped: a byte order mark, bag
 * attributes, keys, comments.
 *
 * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
 */
export function certificateBlocks(pem: string | Uint8Array, source: string): readonly [Uint8Array, ...Uint8Array[]] {
  const text = textOf(pem)
  const blocks = [...text.matchAll(BLOCK)].map((match) => bytesOfBase64(match[2] ?? ''))
  const [leaf, ...rest] = blocks
  if (blocks.length < [...text.matchAll(BEGIN)].length) throw new InvalidCertificateError('truncated', source)
  if (blocks.includes(undefined)) throw new InvalidCertificateError('malformed', source)
  if (!leaf) throw new InvalidCertificateError(diagnose(pem, text), source)
  return [leaf, ...(rest as Uint8Array[])]
}

function textOf(pem: string | Uint8Array): string {
  const text = typeof pem === 'string' ? pem : decodeText(pem)
  // Environment variables and JSON often carry the two characters \n in place of line breaks.
  return text.replaceAll(/\\r|\\n/g, '\n')
}

function diagnose(pem: string | Uint8Array, text: string): InvalidCertificateReason {
  if (typeof pem !== 'string' && isX509(pem)) return 'der'
  if (text.trim() === '') return 'empty'
  if (text.includes('PRIVATE KEY-----')) return 'private-key'
  return isWebPage(text) ? 'web-page' : 'not-pem'
}

function isX509(bytes: Uint8Array): boolean {
  try {
    parseX509(bytes)
    return true
  } catch {
    return false
  }
}

export const isWebPage = (text: string): boolean => /^\uFEFF?\s*<(!doctype|html|head|\?xml)/i.test(text)

/** The PEM form of one certificate. */
export const toPem = (der: Uint8Array): string => pemOf('CERTIFICATE', der)
