// The root and the intermediate of the emulated region.
import type { KeyObject, X509Certificate } from 'node:crypto'
import type { KeySource } from '../keys/key-source.ts'
import { CA_EXTENSIONS, issueCertificate, type DistinguishedName } from './issue-certificate.ts'

export interface Issuer {
  readonly name: DistinguishedName
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
}

export interface Issuers {
  readonly root: Issuer
  readonly intermediate: Issuer
}

/** The CA is valid at every time to which a test sets the clock. */
const CA_VALIDITY = { notBefore: Date.UTC(2000, 0, 1), notAfter: Date.UTC(2099, 11, 31) } as const

const ROOT_NAME: DistinguishedName = [
  [['organizationName', 'OCI emulator']],
  [['commonName', 'PKISVC Identity Root (emulator)']],
]
const INTERMEDIATE_NAME: DistinguishedName = [
  [['organizationName', 'OCI emulator']],
  [['commonName', 'PKISVC Identity Intermediate (emulator)']],
]

export async function createIssuers(source: KeySource): Promise<Issuers> {
  const [rootKeys, intermediateKeys] = await Promise.all([source.next(), source.next()])
  const signed = { issuer: ROOT_NAME, issuerKey: rootKeys.privateKey, extensions: CA_EXTENSIONS, ...CA_VALIDITY }
  const [root, intermediate] = await Promise.all([
    issueCertificate({ ...signed, subject: ROOT_NAME, publicKey: rootKeys.publicKey }),
    issueCertificate({ ...signed, subject: INTERMEDIATE_NAME, publicKey: intermediateKeys.publicKey }),
  ])
  return {
    root: { name: ROOT_NAME, certificate: root, privateKey: rootKeys.privateKey },
    intermediate: { name: INTERMEDIATE_NAME, certificate: intermediate, privateKey: intermediateKeys.privateKey },
  }
}
