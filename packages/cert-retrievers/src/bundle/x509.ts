// Reads from a certificate what federation needs; its DER is never written anew.
import { children, readDer, TAG, type DerValue } from './der.ts'

export interface X509 {
  /** Epoch milliseconds. */
  readonly notBefore: number
  /** Epoch milliseconds. */
  readonly notAfter: number
  /** The subject's Name, as DER. */
  readonly subject: Uint8Array
  /** SubjectPublicKeyInfo, as DER. */
  readonly publicKey: Uint8Array
}

/** The optional version stands first. */
const VERSION = 0xa0

/**
 * @throws RangeError when `der` is no certificate
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function parseX509(der: Uint8Array): X509 {
  const [body, , signature] = children(readDer(der))
  if (signature?.tag !== TAG.bitString) throw new RangeError('no signature')
  const fields = children(body)
  const [serial, , , validity, subject, publicKey] = fields[0]?.tag === VERSION ? fields.slice(1) : fields
  if (serial?.tag !== TAG.integer || subject?.tag !== TAG.sequence || !publicKey) throw new RangeError('no certificate')
  keyBits(publicKey.encoded)
  const [notBefore, notAfter] = children(validity)
  return {
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    subject: subject.encoded,
    publicKey: publicKey.encoded,
  }
}

/** Whether two SPKIs hold the same key; how they name its algorithm doesn't matter. */
export function isSameKey(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [keyBits(one), keyBits(other)]
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function keyBits(spki: Uint8Array): Uint8Array {
  const [, key] = children(readDer(spki))
  if (key?.tag !== TAG.bitString) throw new RangeError('no public key')
  return key.content
}

const TIMES: Readonly<Record<number, RegExp>> = {
  [TAG.utcTime]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  [TAG.generalizedTime]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
}

function timeOf(value: DerValue | undefined): number {
  const match = value && TIMES[value.tag]?.exec(String.fromCharCode(...value.content))
  if (!value || !match) throw new RangeError('no time')
  const [year, month, ...rest] = match.slice(1).map(Number) as [number, number, number, number, number, number]
  // Two digits mean 1950 to 2049.
  const century = value.tag === TAG.generalizedTime ? 0 : year < 50 ? 2000 : 1900
  return Date.UTC(century + year, month - 1, ...rest)
}
