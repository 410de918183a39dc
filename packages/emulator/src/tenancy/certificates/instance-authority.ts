// Issues the certificates of the instance. CA and certificates are made when one of them is asked for the first time.
import type { KeyObject, X509Certificate } from 'node:crypto'
import { BoundedMap } from '../../lib/bounded-map.ts'
import type { PrincipalKey } from '../../proof/principal.ts'
import type { KeySource } from '../keys/key-source.ts'
import { toPkcs8Pem } from '../keys/rsa-keys.ts'
import { createIssuers, type Issuers } from './issuers.ts'
import { subjectOf, type InstanceIdentity } from './certificate-identity.ts'
import { issueCertificate } from './issue-certificate.ts'

/**
 * What the metadata service serves, in PEM, and the root that ends the chain.
 *
 * @example
 * ```ts
 * import { X509Certificate } from 'node:crypto'
 * import { startEmulator, type InstanceCertificates } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const { certificatePem, intermediatePem }: InstanceCertificates = await oci.certificates()
 * console.log(new X509Certificate(certificatePem).checkIssued(new X509Certificate(intermediatePem))) // true
 * await oci.close()
 * ```
 */
export interface InstanceCertificates {
  /** The leaf, which is valid for two hours and renewed an hour before its end. */
  readonly certificatePem: string
  /** The key of the leaf: PKCS#8, not encrypted. */
  readonly privateKeyPem: string
  /** The certificate that issued the leaf. */
  readonly intermediatePem: string
  /** The certificate that issued the intermediate one; the auth service trusts no other. */
  readonly rootPem: string
}

/**
 * How the next leaf takes the place of the present one.
 *
 * @example
 * ```ts
 * import { startEmulator, type RotationOptions } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const inTheMiddle: RotationOptions = { revokeOld: true, staleKeyReads: 1 }
 * await oci.rotateCertificates(inTheMiddle)
 * await oci.close()
 * ```
 */
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

export interface Leaf {
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
  readonly notBefore: number
  readonly notAfter: number
}

const HOUR_MS = 3_600_000
const LEAF_LIFETIME_MS = 2 * HOUR_MS
/** A leaf begins so long before it is issued, for clients whose clock is a little behind. */
const LEAF_BACKDATED_MS = 60_000
/** The metadata service serves a new leaf when the old one has less time left than this, as OCI's does. */
const RENEW_BEFORE_MS = HOUR_MS
/** How many leaf keys are remembered to explain a request that was signed with one in place of another. */
const REMEMBERED_KEYS = 16

const LEAF_EXTENSIONS = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', clientAuth: true },
]

export interface AuthoritySettings {
  readonly source: KeySource
  readonly now: () => number
  /** Whether the units of a leaf's subject share one part of the name. */
  readonly multiValuedSubject: boolean
}

export class InstanceAuthority {
  #identity: InstanceIdentity
  readonly #now: () => number
  readonly #multiValuedSubject: boolean
  readonly #source: KeySource
  readonly #leafKeys = new BoundedMap<string, PrincipalKey>(REMEMBERED_KEYS)
  readonly #revoked = new Set<string>()
  #issuers: Promise<Issuers> | undefined
  #leaf: Promise<Leaf> | undefined
  /** What there was before the first rotation since the start or the last reset. */
  #unrotated: { readonly identity: InstanceIdentity; readonly leaf: Promise<Leaf> } | undefined
  #stale: { readonly leaf: Leaf; keyReads: number; certificateReads: number } | undefined

  constructor(identity: InstanceIdentity, { source, now, multiValuedSubject }: AuthoritySettings) {
    this.#identity = identity
    this.#now = now
    this.#source = source
    this.#multiValuedSubject = multiValuedSubject
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
    this.#unrotated ??= { identity: this.#identity, leaf: Promise.resolve(old) }
    this.#identity = identity
    this.#leaf = Promise.resolve(next)
    this.#stale = { leaf: old, keyReads: staleKeyReads, certificateReads: staleCertificateReads }
    if (revokeOld) this.#revoked.add(old.certificate.fingerprint256)
  }

  /** Takes back every rotation. */
  reset(): void {
    if (this.#unrotated !== undefined) {
      this.#identity = this.#unrotated.identity
      this.#leaf = this.#unrotated.leaf
    }
    this.#unrotated = undefined
    this.#stale = undefined
    this.#revoked.clear()
  }

  isRevoked(certificate: X509Certificate): boolean {
    return this.#revoked.has(certificate.fingerprint256)
  }

  /** The keys of the present leaf and of earlier ones. */
  leafKeys(): Iterable<PrincipalKey> {
    return this.#leafKeys.values()
  }

  async #current(): Promise<Leaf> {
    this.#leaf ??= this.#issueLeaf(this.#identity)
    const asked = this.#leaf
    const leaf = await asked
    if (this.#isFresh(leaf)) return leaf
    // The first caller that finds the leaf stale has the next one issued; the others wait for that one.
    if (this.#leaf === asked) this.#leaf = this.#issueLeaf(this.#identity)
    return this.#leaf
  }

  #isFresh({ notBefore, notAfter }: Leaf): boolean {
    const now = this.#now()
    return now >= notBefore && now < notAfter - RENEW_BEFORE_MS
  }

  #chain(): Promise<Issuers> {
    this.#issuers ??= createIssuers(this.#source)
    return this.#issuers
  }

  async #issueLeaf(identity: InstanceIdentity): Promise<Leaf> {
    const [{ intermediate }, { privateKey, publicKey }] = await Promise.all([this.#chain(), this.#source.next()])
    const second = Math.floor(this.#now() / 1000) * 1000
    const notBefore = second - LEAF_BACKDATED_MS
    const validity = { notBefore, notAfter: notBefore + LEAF_LIFETIME_MS }
    const certificate = await issueCertificate({
      ...validity,
      subject: subjectOf(identity, this.#multiValuedSubject),
      publicKey,
      issuer: intermediate.name,
      issuerKey: intermediate.privateKey,
      extensions: LEAF_EXTENSIONS,
    })
    this.#leafKeys.set(certificate.fingerprint256, leafKey(certificate, identity))
    return { ...validity, certificate, privateKey }
  }
}

const leafKey = (certificate: X509Certificate, { tenancy, instance }: InstanceIdentity): PrincipalKey => ({
  principal: { kind: 'instance', tenancy, user: instance },
  publicKey: certificate.publicKey,
  label: `the key of the instance’s certificate ${certificate.fingerprint256}, valid from ${certificate.validFrom}`,
})

const toPem = (certificate: X509Certificate): string => certificate.toString()
