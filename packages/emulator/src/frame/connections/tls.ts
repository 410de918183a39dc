// Makes the CA and the server certificate for `tls`; node-forge is loaded only when this is asked for.
import {
  CA_EXTENSIONS,
  issueCertificate,
  type DistinguishedName,
} from '../../tenancy/certificates/issue-certificate.ts'
import type { KeySource } from '../../tenancy/keys/key-source.ts'
import { toPkcs8Pem } from '../../tenancy/keys/rsa-keys.ts'
import { createOcid } from '../../lib/ids.ts'

/** PEM texts. */
export interface TlsMaterial {
  readonly ca: string
  readonly key: string
  readonly certificate: string
}

const DAY_MS = 86_400_000
/** Counted in real time, not by the emulator's clock, because the client's TLS library judges the certificate. */
const VALID_BEFORE_MS = DAY_MS
const VALID_AFTER_MS = 30 * DAY_MS

const [DNS_NAME, IP_ADDRESS] = [2, 7]

const SERVER_EXTENSIONS = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true },
  {
    name: 'subjectAltName',
    altNames: [
      { type: DNS_NAME, value: 'localhost' },
      { type: IP_ADDRESS, ip: '127.0.0.1' },
      { type: IP_ADDRESS, ip: '::1' },
    ],
  },
]

export async function createTlsMaterial(source: KeySource): Promise<TlsMaterial> {
  const [caKeys, serverKeys] = await Promise.all([source.next(), source.next()])
  const caName: DistinguishedName = [[['commonName', `OCI emulator CA ${createOcid('ca').slice(-8)}`]]]
  const signed = {
    issuer: caName,
    issuerKey: caKeys.privateKey,
    notBefore: Date.now() - VALID_BEFORE_MS,
    notAfter: Date.now() + VALID_AFTER_MS,
  }
  const [ca, certificate] = await Promise.all([
    issueCertificate({ ...signed, subject: caName, publicKey: caKeys.publicKey, extensions: CA_EXTENSIONS }),
    issueCertificate({
      ...signed,
      subject: [[['commonName', 'localhost']]],
      publicKey: serverKeys.publicKey,
      extensions: SERVER_EXTENSIONS,
    }),
  ])
  return { ca: ca.toString(), key: toPkcs8Pem(serverKeys.privateKey), certificate: certificate.toString() }
}
