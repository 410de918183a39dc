// Makes the emulator's CA and server certificate; node-forge is loaded only when this is asked for.
import type { pki } from 'node-forge'
import { createOcid } from './ids.ts'
import { generateKeys, toPkcs8Pem, type KeyPair } from './credentials/rsa-keys.ts'

/** PEM texts. */
export interface TlsMaterial {
  readonly ca: string
  readonly key: string
  readonly certificate: string
}

const DAY_MS = 86_400_000
/** Real time, not the emulator's clock: it is the client's TLS library that judges. */
const VALID_BEFORE_MS = DAY_MS
const VALID_AFTER_MS = 30 * DAY_MS

const CA_EXTENSIONS = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  { name: 'subjectKeyIdentifier' },
]

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

export async function createTlsMaterial(): Promise<TlsMaterial> {
  const [{ default: forge }, caKeys, serverKeys] = await Promise.all([
    import('node-forge'),
    generateKeys(),
    generateKeys(),
  ])
  const read = ({ privateKey, publicKey }: KeyPair): pki.rsa.KeyPair => ({
    privateKey: forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()),
    publicKey: forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  })
  const ca = read(caKeys)
  const caName = [{ name: 'commonName', value: `OCI emulator CA ${createOcid('ca').slice(-8)}` }]
  const issue = (publicKey: pki.PublicKey, subject: pki.CertificateField[], extensions: object[]): string => {
    const certificate = forge.pki.createCertificate()
    certificate.publicKey = publicKey
    certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`
    certificate.validity.notBefore = new Date(Date.now() - VALID_BEFORE_MS)
    certificate.validity.notAfter = new Date(Date.now() + VALID_AFTER_MS)
    certificate.setSubject(subject)
    certificate.setIssuer(caName)
    certificate.setExtensions(extensions)
    certificate.sign(ca.privateKey, forge.md.sha256.create())
    return forge.pki.certificateToPem(certificate)
  }
  return {
    ca: issue(ca.publicKey, caName, CA_EXTENSIONS),
    key: toPkcs8Pem(serverKeys.privateKey),
    certificate: issue(read(serverKeys).publicKey, [{ name: 'commonName', value: 'localhost' }], SERVER_EXTENSIONS),
  }
}
