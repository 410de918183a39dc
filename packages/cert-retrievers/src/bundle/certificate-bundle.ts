// A certificate with its chain and key: checked once, never changed.
import { argumentError, decodeText } from '@x/kernel'
import { loadPrivateKey, type PrivateKey } from '@x/signer'
import { InvalidCertificateError, TenancyNotInCertificateError } from '../errors.ts'
import { fingerprintsOf, type FingerprintAlgorithm } from './fingerprints.ts'
import { certificateBlocks, isWebPage, toPem } from './pem.ts'
import { subjectAttributes, type SubjectAttribute } from './subject.ts'
import { tenancyOf } from './tenancy.ts'
import { isSameKey, parseX509, type X509 } from './x509.ts'

/**
 * A certificate that was valid and fitted its key when it was loaded. It never changes: a refresh makes a new one.
 *
 * @public
 */
export interface CertificateBundle {
  /** The certificate alone, as PEM. */
  readonly certificatePem: string
  /** The certificate's bytes as they came. */
  readonly certificateDer: Uint8Array
  /** Every certificate of the source in order, the certificate itself first; bytes as they came. */
  readonly chain: readonly Uint8Array[]
  /** `undefined` where the retriever was given none. */
  readonly privateKey: PrivateKey | undefined
  /** Epoch milliseconds. */
  readonly notBefore: number
  /** Epoch milliseconds. */
  readonly notAfter: number
  /** The certificate's public key as SubjectPublicKeyInfo DER. */
  readonly publicKey: Uint8Array
  /** When it was loaded, epoch milliseconds. */
  readonly loadedAt: number
  /**
   * OCID of the tenancy that the subject names.
   *
   * @throws {@link TenancyNotInCertificateError} `ERR_TENANCY_NOT_IN_CERTIFICATE` when it names none
   */
  tenancy(): string
  /**
   * Upper-case hex pairs joined by `:`, over the bytes of the certificate.
   *
   * @param algorithm - `SHA256` when absent
   * @throws TypeError `ERR_INVALID_ARGUMENT` for any other algorithm
   */
  fingerprint(algorithm?: FingerprintAlgorithm): string
}

/** Where something came from: the words for it in errors. */
export interface Sourced {
  readonly content: string | Uint8Array
  readonly source: string
}

/** What a bundle is made of. */
export interface CertificateMaterial {
  readonly certificate: Sourced
  readonly privateKey: Sourced | undefined
  readonly passphrase: string | undefined
}

/** When a certificate counts as valid. */
export interface ValidityRule {
  readonly now: () => number
  readonly clockToleranceMs: number
}

/**
 * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE`
 * @throws InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY`
 * @throws MissingPassphraseError `ERR_MISSING_PASSPHRASE`
 */
export async function readBundle(material: CertificateMaterial, rule: ValidityRule): Promise<CertificateBundle> {
  const { content, source } = material.certificate
  const chain = certificateBlocks(content, source)
  const [x509] = chain.map((der) => parsed(der, source)) as [X509, ...X509[]]
  const [privateKey, fingerprints, attributes] = await Promise.all([
    readKey(material),
    fingerprintsOf(chain[0]),
    attributesOf(x509, source),
  ])
  if (privateKey && !isSameKey(privateKey.publicKey(), x509.publicKey))
    throw new InvalidCertificateError('key-mismatch', source)
  assertValid(x509, source, rule)
  return Object.freeze({
    certificatePem: toPem(chain[0]),
    certificateDer: chain[0],
    chain: Object.freeze(chain),
    privateKey,
    notBefore: x509.notBefore,
    notAfter: x509.notAfter,
    publicKey: x509.publicKey,
    loadedAt: rule.now(),
    tenancy: () => tenancyFrom(attributes, source),
    fingerprint: (algorithm: FingerprintAlgorithm = 'SHA256') => {
      if (!Object.hasOwn(fingerprints, algorithm))
        throw argumentError('There is no such fingerprint. Ask for SHA256 or SHA1.')
      return fingerprints[algorithm]
    },
  })
}

/** Why a certificate may not be used at this time, if so. */
export function validityProblem(
  { notBefore, notAfter }: Pick<CertificateBundle, 'notBefore' | 'notAfter'>,
  { now, clockToleranceMs }: ValidityRule,
): 'expired' | 'not-yet-valid' | undefined {
  const at = now()
  if (at > notAfter + clockToleranceMs) return 'expired'
  return at < notBefore - clockToleranceMs ? 'not-yet-valid' : undefined
}

/**
 * @throws {@link InvalidCertificateError} `ERR_INVALID_CERTIFICATE` with the reason `expired` or `not-yet-valid`
 */
export function assertValid(
  validity: Pick<CertificateBundle, 'notBefore' | 'notAfter'>,
  source: string,
  rule: ValidityRule,
): void {
  const problem = validityProblem(validity, rule)
  if (problem) throw new InvalidCertificateError(problem, source)
}

function parsed(der: Uint8Array, source: string): X509 {
  try {
    return parseX509(der)
  } catch (cause) {
    throw new InvalidCertificateError('malformed', source, { cause })
  }
}

async function attributesOf({ subject }: X509, source: string): Promise<readonly SubjectAttribute[]> {
  try {
    return await subjectAttributes(subject)
  } catch (cause) {
    throw new InvalidCertificateError('malformed', source, { cause })
  }
}

async function readKey({ privateKey, passphrase }: CertificateMaterial): Promise<PrivateKey | undefined> {
  if (!privateKey) return undefined
  const { content, source } = privateKey
  if (isWebPage(typeof content === 'string' ? content : decodeText(content)))
    throw new InvalidCertificateError('web-page', source)
  return loadPrivateKey(content, passphrase)
}

function tenancyFrom(attributes: readonly SubjectAttribute[], source: string): string {
  const tenancy = tenancyOf(attributes)
  if (tenancy === undefined) throw new TenancyNotInCertificateError(source)
  return tenancy
}
