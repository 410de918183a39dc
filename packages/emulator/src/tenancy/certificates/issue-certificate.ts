// Issues one X.509 certificate: node-forge encodes it, node:crypto signs it without blocking the event loop.
import { sign, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type nodeForge from 'node-forge'
import type { asn1 as Asn1, pki } from 'node-forge'

/** An attribute of a name, e.g. `['organizationalUnitName', 'opc-certtype:instance']`. */
export type NameAttribute = readonly [type: 'commonName' | 'organizationalUnitName' | 'organizationName', value: string]

/** A distinguished name: its parts in order, each with one attribute or several. */
export type DistinguishedName = readonly (readonly NameAttribute[])[]

export interface CertificateDetails {
  readonly subject: DistinguishedName
  readonly publicKey: KeyObject
  readonly issuer: DistinguishedName
  readonly issuerKey: KeyObject
  /** Epoch milliseconds; a certificate counts whole seconds. */
  readonly notBefore: number
  readonly notAfter: number
  /** In the form node-forge takes. */
  readonly extensions: readonly object[]
}

export const CA_EXTENSIONS: readonly object[] = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  { name: 'subjectKeyIdentifier' },
]

const signAsync: (algorithm: string, data: Uint8Array, key: KeyObject) => Promise<Buffer> = promisify(sign)

/** The places of the two names in the part of a certificate that is signed. */
const [ISSUER, SUBJECT] = [3, 5]

export async function issueCertificate(details: CertificateDetails): Promise<X509Certificate> {
  const { default: forge } = await import('node-forge')
  const { asn1, pki, util } = forge
  const layout = pki.certificateToAsn1(unsigned(forge, details))
  const [content, algorithm] = layout.value as Asn1.Asn1[]
  if (content === undefined || algorithm === undefined) throw new TypeError('node-forge laid out no certificate.')
  // node-forge knows names with one attribute a part only.
  const fields = content.value as Asn1.Asn1[]
  fields[ISSUER] = encodeName(forge, details.issuer)
  fields[SUBJECT] = encodeName(forge, details.subject)
  const bytes = Buffer.from(asn1.toDer(content).getBytes(), 'latin1')
  const signature = await signAsync('sha256', bytes, details.issuerKey)
  const { Class, Type } = asn1
  const bits = asn1.create(
    Class.UNIVERSAL,
    Type.BITSTRING,
    false,
    util.binary.raw.encode(Buffer.from([0, ...signature])),
  )
  const whole = asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [content, algorithm, bits])
  return new X509Certificate(Buffer.from(asn1.toDer(whole).getBytes(), 'latin1'))
}

type Forge = typeof nodeForge

function unsigned(forge: Forge, details: CertificateDetails): pki.Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(
    details.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  )
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`
  certificate.validity.notBefore = new Date(details.notBefore)
  certificate.validity.notAfter = new Date(details.notAfter)
  certificate.setExtensions([...details.extensions])
  const algorithm = forge.pki.oids['sha256WithRSAEncryption'] ?? ''
  certificate.signatureOid = algorithm
  certificate.siginfo.algorithmOid = algorithm
  certificate.signature = ''
  return certificate
}

function encodeName({ asn1, pki, util }: Forge, name: DistinguishedName): Asn1.Asn1 {
  const { Class, Type } = asn1
  const node = (type: Asn1.Type, value: string | Asn1.Asn1[]): Asn1.Asn1 =>
    asn1.create(Class.UNIVERSAL, type, typeof value !== 'string', value)
  const attribute = ([type, value]: NameAttribute): Asn1.Asn1 =>
    node(Type.SEQUENCE, [
      node(Type.OID, asn1.oidToDer(pki.oids[type] ?? '').getBytes()),
      node(Type.UTF8, util.encodeUtf8(value)),
    ])
  const order = (one: Asn1.Asn1, other: Asn1.Asn1): number =>
    asn1.toDer(one).getBytes() < asn1.toDer(other).getBytes() ? -1 : 1
  // DER sorts the members of a set.
  return node(
    Type.SEQUENCE,
    name.map((part) => node(Type.SET, part.map(attribute).sort(order))),
  )
}
