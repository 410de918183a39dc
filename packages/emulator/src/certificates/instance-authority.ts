// The CA of the emulated region and the certificates it gives the instance; made when the first of them is asked for.
import type { KeyObject, X509Certificate } from 'node:crypto'
import { generateKeys, toPkcs8Pem } from '../credentials/rsa-keys.ts'
import { CA_EXTENSIONS, issueCertificate, type DistinguishedName } from './issue-certificate.ts'

/** Whom a leaf certificate speaks for. */
export interface InstanceIdentity {
  readonly tenancy: string
  readonly compartment: string
  readonly instance: string
}

/** What the metadata service serves, in PEM, and the root that ends the chain. */
export interface InstanceCertificates {
  readonly certificatePem: string
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string
  readonly intermediatePem: string
  readonly rootPem: string
}

/** How the next leaf takes the place of the present one. */
export interface RotationOptions {
  /** Refuse the old leaf at the auth service from now on. @defaultValue false: it stays valid to its end */
  readonly revokeOld?: boolean | undefined
  /** How many requests for `key.pem` still get the old key, as when a client asks in the middle of a rotation. @defaultValue 0 */
  readonly staleKeyReads?: number | undefined
  /** The same for `cert.pem`. @defaultValue 0 */
  readonly staleCertificateReads?: number | undefined
  /** OCID of the tenancy that the new leaf and its successors name. @defaultValue that of the old leaf */
  readonly tenancy?: string | undefined
}

interface Issuer {
  readonly name: DistinguishedName
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
}

export interface Leaf {
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
  readonly notBefore: number
  readonly notAfter: number
}

/** The CA outlives every clock a test sets. */
const CA_VALIDITY = { notBefore: Date.UTC(2000, 0, 1), notAfter: Date.UTC(2099, 11, 31) } as const

const HOUR_MS = 3_600_000
const LEAF_VALID_BEFORE_MS = HOUR_MS
const LEAF_VALID_AFTER_MS = 24 * HOUR_MS
/** With so little time left the metadata service has a new leaf, as OCI's has. */
const RENEW_BEFORE_MS = 8 * HOUR_MS

const LEAF_EXTENSIONS = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', clientAuth: true },
]

const ROOT_NAME: DistinguishedName = [
  [['organizationName', 'OCI emulator']],
  [['commonName', 'PKISVC Identity Root (emulator)']],
]
const INTERMEDIATE_NAME: DistinguishedName = [
  [['organizationName', 'OCI emulator']],
  [['commonName', 'PKISVC Identity Intermediate (emulator)']],
]

export class InstanceAuthority {
  #identity: InstanceIdentity
  readonly #now: () => number
  readonly #revoked = new Set<string>()
  #issuers: Promise<{ readonly root: Issuer; readonly intermediate: Issuer }> | undefined
  #leaf: Promise<Leaf> | undefined
  #stale: { readonly leaf: Leaf; keyReads: number; certificateReads: number } | undefined

  constructor(identity: InstanceIdentity, now: () => number) {
    this.#identity = identity
    this.#now = now
  }

  async rootCertificate(): Promise<X509Certificate> {
    return (await this.#chain()).root.certificate
  }

  async intermediatePem(): Promise<string> {
    return toPem((await this.#chain()).intermediate.certificate)
  }

  /** What `cert.pem` holds at this request. */
  async readCertificatePem(): Promise<string> {
    const leaf = await this.#current()
    if (this.#stale === undefined || this.#stale.certificateReads === 0) return toPem(leaf.certificate)
    this.#stale.certificateReads -= 1
    return toPem(this.#stale.leaf.certificate)
  }

  /** What `key.pem` holds at this request. */
  async readKeyPem(): Promise<string> {
    const leaf = await this.#current()
    if (this.#stale === undefined || this.#stale.keyReads === 0) return toPkcs8Pem(leaf.privateKey)
    this.#stale.keyReads -= 1
    return toPkcs8Pem(this.#stale.leaf.privateKey)
  }

  /** The present set, whatever a rotation makes the metadata service say. */
  async certificates(): Promise<InstanceCertificates> {
    const [leaf, { root, intermediate }] = await Promise.all([this.#current(), this.#chain()])
    return {
      certificatePem: toPem(leaf.certificate),
      privateKeyPem: toPkcs8Pem(leaf.privateKey),
      intermediatePem: toPem(intermediate.certificate),
      rootPem: toPem(root.certificate),
    }
  }

  /** A rotation that fails leaves the old leaf in its place. */
  async rotate(options: RotationOptions): Promise<void> {
    const { revokeOld = false, staleKeyReads = 0, staleCertificateReads = 0, tenancy } = options
    const identity = tenancy === undefined ? this.#identity : { ...this.#identity, tenancy }
    const [old, next] = await Promise.all([this.#current(), this.#issueLeaf(identity)])
    this.#identity = identity
    this.#leaf = Promise.resolve(next)
    this.#stale = { leaf: old, keyReads: staleKeyReads, certificateReads: staleCertificateReads }
    if (revokeOld) this.#revoked.add(old.certificate.fingerprint256)
  }

  isRevoked(certificate: X509Certificate): boolean {
    return this.#revoked.has(certificate.fingerprint256)
  }

  async #current(): Promise<Leaf> {
    this.#leaf ??= this.#issueLeaf(this.#identity)
    const asked = this.#leaf
    const leaf = await asked
    if (this.#isFresh(leaf)) return leaf
    // Whoever finds it stale first asks for the next one; the others wait for the same.
    if (this.#leaf === asked) this.#leaf = this.#issueLeaf(this.#identity)
    return this.#leaf
  }

  #isFresh({ notBefore, notAfter }: Leaf): boolean {
    const now = this.#now()
    return now >= notBefore && now < notAfter - RENEW_BEFORE_MS
  }

  #chain(): Promise<{ readonly root: Issuer; readonly intermediate: Issuer }> {
    this.#issuers ??= createIssuers()
    return this.#issuers
  }

  async #issueLeaf(identity: InstanceIdentity): Promise<Leaf> {
    const [{ intermediate }, { privateKey, publicKey }] = await Promise.all([this.#chain(), generateKeys()])
    const second = Math.floor(this.#now() / 1000) * 1000
    const validity = { notBefore: second - LEAF_VALID_BEFORE_MS, notAfter: second + LEAF_VALID_AFTER_MS }
    const certificate = await issueCertificate({
      ...validity,
      subject: subjectOf(identity),
      publicKey,
      issuer: intermediate.name,
      issuerKey: intermediate.privateKey,
      extensions: LEAF_EXTENSIONS,
    })
    return { ...validity, certificate, privateKey }
  }
}

/** As on OCI's instances: everything but the common name in one part with several attributes. */
const subjectOf = ({ tenancy, compartment, instance }: InstanceIdentity): DistinguishedName => [
  [['commonName', instance]],
  [
    ['organizationalUnitName', 'opc-certtype:instance'],
    ['organizationalUnitName', `opc-compartment:${compartment}`],
    ['organizationalUnitName', `opc-instance:${instance}`],
    ['organizationalUnitName', `opc-tenant:${tenancy}`],
  ],
]

async function createIssuers(): Promise<{ readonly root: Issuer; readonly intermediate: Issuer }> {
  const [rootKeys, intermediateKeys] = await Promise.all([generateKeys(), generateKeys()])
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

const toPem = (certificate: X509Certificate): string => certificate.toString()
