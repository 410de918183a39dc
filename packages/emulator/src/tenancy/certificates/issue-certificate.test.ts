import { generateKeyPairSync, type X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { expect, test } from 'vitest'
import { CA_EXTENSIONS, issueCertificate, type DistinguishedName } from './issue-certificate.ts'

const issuer = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const [notBefore, notAfter] = [Date.UTC(2026, 0, 1), Date.UTC(2060, 0, 1)]

const issue = (subject: DistinguishedName): Promise<X509Certificate> =>
  issueCertificate({
    subject,
    publicKey,
    issuer: [[['commonName', 'The issuer']]],
    issuerKey: issuer.privateKey,
    notBefore,
    notAfter,
    extensions: CA_EXTENSIONS,
  })

test('what it issues is signed by the issuer, for the key, the names and the time given', async () => {
  const certificate = await issue([[['organizationName', 'An Örganization']], [['commonName', 'Ann']]])
  expect(certificate.verify(issuer.publicKey)).toBe(true)
  expect(certificate.publicKey.equals(publicKey)).toBe(true)
  expect([certificate.subject, certificate.issuer]).toEqual(['O=An Örganization\nCN=Ann', 'CN=The issuer'])
  expect([Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]).toEqual([notBefore, notAfter])
  expect(certificate.ca).toBe(true)
})

test('a part of a name with several attributes is one part, its attributes sorted as DER demands', async () => {
  const values = ['opc-tenant:t', 'opc-instance:iiiiiiii', 'opc-certtype:instance']
  const { subject, raw } = await issue([values.map((value) => ['organizationalUnitName', value] as const)])
  expect(subject).toBe('OU=opc-tenant:t + OU=opc-certtype:instance + OU=opc-instance:iiiiiiii')
  const read = forge.pki.certificateFromAsn1(forge.asn1.fromDer(raw.toString('latin1')))
  expect(read.subject.attributes.map(({ value }) => String(value)).sort()).toEqual([...values].sort())
})

test('no two certificates have the same serial number', async () => {
  const [one, other] = [await issue([[['commonName', 'a']]]), await issue([[['commonName', 'a']]])]
  expect(one.serialNumber).not.toBe(other.serialNumber)
})
