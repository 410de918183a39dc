// Makes certificates as OCI's look: node-forge lays them out, so that node:crypto can be the judge of what we read.
import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import forge from 'node-forge'

const { asn1, pki, util } = forge

/** `[type, value]`, and the ASN.1 type of the value where it isn't UTF-8. */
export type Attribute = readonly [type: string, value: string, encoding?: 'printable' | 'bmp']

export interface Recipe {
  /** Its parts in order, each with one attribute or several. */
  readonly subject?: readonly (readonly Attribute[])[]
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly keys?: Keys
}

export interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface MadeCertificate {
  readonly pem: string
  readonly der: Uint8Array
  /** PKCS#8. */
  readonly keyPem: string
  readonly privateKey: KeyObject
  /** The second implementation. */
  readonly x509: X509Certificate
}

export const TENANCY = 'ocid1.tenancy.oc1..aaaaexample'

/** As on OCI's instances: several units in one part. */
export const INSTANCE_SUBJECT: readonly (readonly Attribute[])[] = [
  [['2.5.4.3', 'ocid1.instance.oc1.phx.bbbb']],
  [
    ['2.5.4.11', 'opc-certtype:instance'],
    ['2.5.4.11', 'opc-compartment:ocid1.compartment.oc1..cccc'],
    ['2.5.4.11', 'opc-instance:ocid1.instance.oc1.phx.bbbb'],
    ['2.5.4.11', `opc-tenant:${TENANCY}`],
  ],
]

export const makeKeys = (): Keys => generateKeyPairSync('rsa', { modulusLength: 2048 })

export const NOW = Date.UTC(2030, 5, 15, 12)
export const HOUR_MS = 3_600_000

export function makeCertificate(recipe: Recipe = {}): MadeCertificate {
  const { subject = INSTANCE_SUBJECT, keys = makeKeys() } = recipe
  const { notBefore = new Date(NOW - HOUR_MS), notAfter = new Date(NOW + 24 * HOUR_MS) } = recipe
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.publicKeyFromPem(keys.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = '01a2b3'
  certificate.validity = { notBefore, notAfter }
  const signer = pki.privateKeyFromPem(keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
  certificate.sign(signer, forge.md.sha256.create())
  const layout = pki.certificateToAsn1(certificate)
  // node-forge writes names with one attribute a part only. The signature no longer fits; nothing here looks at it.
  const [body] = layout.value as unknown as [{ value: forge.asn1.Asn1[] }]
  body.value[5] = encodeName(subject)
  const der = Buffer.from(asn1.toDer(layout).getBytes(), 'latin1')
  const x509 = new X509Certificate(der)
  return { pem: x509.toString(), der, keyPem: pkcs8(keys.privateKey), privateKey: keys.privateKey, x509 }
}

export const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

export const encrypted = (keyPem: string, type: 'pkcs8' | 'pkcs1', passphrase: string): string =>
  createPrivateKey(keyPem).export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()

export function encodeName(parts: readonly (readonly Attribute[])[]): forge.asn1.Asn1 {
  const { Class, Type } = asn1
  const node = (type: forge.asn1.Type, value: string | forge.asn1.Asn1[]): forge.asn1.Asn1 =>
    asn1.create(Class.UNIVERSAL, type, typeof value !== 'string', value)
  const text = (value: string, encoding: Attribute[2]): forge.asn1.Asn1 => {
    if (encoding === 'printable') return node(Type.PRINTABLESTRING, value)
    return encoding === 'bmp' ? node(Type.BMPSTRING, value) : node(Type.UTF8, util.encodeUtf8(value))
  }
  const attribute = ([type, value, encoding]: Attribute): forge.asn1.Asn1 =>
    node(Type.SEQUENCE, [node(Type.OID, asn1.oidToDer(type).getBytes()), text(value, encoding)])
  return node(
    Type.SEQUENCE,
    parts.map((part) => node(Type.SET, part.map(attribute))),
  )
}
