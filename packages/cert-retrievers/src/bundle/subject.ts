// The attributes of a certificate's subject. The only file that knows node-forge, which keeps every attribute of a
// multi-valued part, where other readers keep the first; it is loaded when the first certificate is met.
import type { asn1 as Asn1 } from 'node-forge'

export interface SubjectAttribute {
  /** Dotted object identifier. */
  readonly type: string
  readonly value: string
}

/**
 * The attributes of a Name in order, those of multi-valued parts one after the other.
 *
 * @param name - DER
 * @throws Error when `name` is none
 */
export async function subjectAttributes(name: Uint8Array): Promise<readonly SubjectAttribute[]> {
  const { default: asn1 } = await import('node-forge/lib/asn1.js')
  const parts = nodes(asn1.fromDer(String.fromCharCode(...name)))
  return parts.flatMap(nodes).map((attribute) => {
    const [type, value] = nodes(attribute)
    if (type === undefined || typeof type.value !== 'string' || typeof value?.value !== 'string')
      throw new TypeError('no attribute')
    return { type: asn1.derToOid(type.value), value: decoded(value.value, value.type === asn1.Type.UTF8) }
  })
}

function nodes(parent: Asn1.Asn1): readonly Asn1.Asn1[] {
  if (typeof parent.value === 'string') throw new TypeError('no list')
  return parent.value
}

/** node-forge hands out UTF-8 as bytes. */
const decoded = (text: string, isUtf8: boolean): string =>
  isUtf8 ? new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0))) : text
