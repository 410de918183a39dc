import { createPublicKey } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  encrypted,
  HOUR_MS,
  INSTANCE_SUBJECT,
  makeCertificate,
  makeKeys,
  NOW,
  TENANCY,
} from '../../test/certificates.ts'
import { readBundle, type CertificateBundle, type CertificateMaterial } from './certificate-bundle.ts'
import { isCertificateError } from '../errors.ts'
import { toPem } from './pem.ts'
import { parseX509 } from './x509.ts'

const made = makeCertificate()
const other = makeCertificate()

function read(certificate: string, privateKey?: string, options: { passphrase?: string; now?: number } = {}) {
  const { passphrase, now = NOW } = options
  const material: CertificateMaterial = {
    certificate: { content: certificate, source: 'cert.pem' },
    privateKey: privateKey === undefined ? undefined : { content: privateKey, source: 'key.pem' },
    passphrase,
  }
  return readBundle(material, { now: () => now, clockToleranceMs: 300_000 })
}

/** As OCI's certificates that were printed in public. */
const SEPARATE = INSTANCE_SUBJECT.flat().map((attribute) => [attribute])

const codeOf = (work: Promise<CertificateBundle>): Promise<unknown> =>
  work.then(
    () => 'loaded',
    (error: { code?: unknown; reason?: unknown }) => error.reason ?? error.code,
  )

describe('a bundle', () => {
  test('says what node:crypto says', async () => {
    const bundle = await read(made.pem, made.keyPem)
    expect(bundle.fingerprint()).toBe(made.x509.fingerprint256)
    expect(bundle.fingerprint('SHA256')).toBe(made.x509.fingerprint256)
    expect(bundle.fingerprint('SHA1')).toBe(made.x509.fingerprint)
    expect(bundle.certificatePem).toBe(made.x509.toString())
    expect(Buffer.from(bundle.certificateDer)).toEqual(made.x509.raw)
    expect(new Date(bundle.notBefore)).toEqual(new Date(made.x509.validFrom))
    expect(new Date(bundle.notAfter)).toEqual(new Date(made.x509.validTo))
    const spki = made.x509.publicKey.export({ type: 'spki', format: 'der' })
    expect(Buffer.from(bundle.publicKey)).toEqual(spki)
    expect(bundle.privateKey?.publicKey()).toEqual(new Uint8Array(spki))
    expect(bundle.loadedAt).toBe(NOW)
    expect(bundle.tenancy()).toBe(TENANCY)
  })

  test('signs with the key of its certificate', async () => {
    const data = new TextEncoder().encode('data')
    const signature = await (await read(made.pem, made.keyPem)).privateKey?.sign(data)
    const { verify } = await import('node:crypto')
    expect(verify('sha256', data, createPublicKey(made.pem), signature ?? new Uint8Array())).toBe(true)
  })

  test('has the whole chain, its own certificate first, bytes as they came', async () => {
    const { chain, certificateDer } = await read(`${made.pem}${other.pem}`, made.keyPem)
    expect(chain).toEqual([new Uint8Array(made.der), new Uint8Array(other.der)])
    expect(certificateDer).toBe(chain[0])
  })

  test('needs no key', async () => {
    expect((await read(made.pem)).privateKey).toBeUndefined()
  })

  test('cannot be changed', async () => {
    const bundle = await read(made.pem)
    expect(() => Object.assign(bundle, { notAfter: 0 })).toThrow(TypeError)
    expect(() => (bundle.chain as Uint8Array[]).pop()).toThrow(TypeError)
  })

  test('shows no key', async () => {
    const bundle = await read(made.pem, made.keyPem)
    const secret = made.keyPem.split('\n')[3] ?? '?'
    expect(JSON.stringify(bundle)).not.toContain(secret)
    expect(inspect(bundle, { depth: null, showHidden: true })).not.toContain(secret)
    expect(JSON.stringify(bundle)).toContain('[PrivateKey RSA 2048]')
  })

  test('whose subject cannot be read is refused, with the reason', async () => {
    const der = Buffer.from(made.x509.raw)
    const { subject } = parseX509(der)
    // The SET of its first part becomes a number: the certificate is still one, its subject is no name.
    der[der.indexOf(subject) + 2] = 0x02
    const broken = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
    await expect(read(broken)).rejects.toMatchObject({
      code: 'ERR_INVALID_CERTIFICATE',
      reason: 'malformed',
      source: 'cert.pem',
      cause: expect.any(Error),
    })
  })

  test('without a tenancy says so when it is asked for it', async () => {
    const bundle = await read(makeCertificate({ subject: [[['2.5.4.3', 'nobody']]] }).pem)
    expect(() => bundle.tenancy()).toThrow(
      expect.objectContaining({ code: 'ERR_TENANCY_NOT_IN_CERTIFICATE', source: 'cert.pem' }),
    )
  })

  test.each([
    ['each unit in a part of its own, as OCI issues them', SEPARATE],
    ['all units in one part', INSTANCE_SUBJECT],
    ['all units in one part, before the name', INSTANCE_SUBJECT.toReversed()],
  ])('names its tenancy with %s', async (_, subject) => {
    expect((await read(makeCertificate({ subject }).pem)).tenancy()).toBe(TENANCY)
  })

  test('with units, but no opc-tenant among them, says so', async () => {
    const subject = SEPARATE.filter(([attribute]) => !attribute?.[1].startsWith('opc-tenant:'))
    const bundle = await read(makeCertificate({ subject: [...subject, [['2.5.4.11', `tenant:${TENANCY}`]]] }).pem)
    expect(() => bundle.tenancy()).toThrow(
      expect.objectContaining({
        name: 'TenancyNotInCertificateError',
        code: 'ERR_TENANCY_NOT_IN_CERTIFICATE',
        source: 'cert.pem',
        message: expect.stringContaining('neither opc-tenant: nor opc-identity:'),
      }),
    )
  })

  test('with a subject that cannot be read is refused, with the cause', async () => {
    const subject = Buffer.from(parseX509(made.der).subject)
    const der = Buffer.from(made.der)
    // The first part becomes a number; every length stays as it was.
    const first = der.indexOf(subject) + subject.indexOf(0x31)
    der[first] = 0x02
    const failure = await read(toPem(der)).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      name: 'InvalidCertificateError',
      code: 'ERR_INVALID_CERTIFICATE',
      reason: 'malformed',
      source: 'cert.pem',
      cause: expect.any(Error),
    })
  })

  test('has no fingerprint of another kind', async () => {
    const bundle = await read(made.pem)
    expect(() => bundle.fingerprint('MD5' as 'SHA1')).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
  })
})

describe('a key is taken', () => {
  const PASSPHRASE = 'a secret that opens it'
  test.each([
    ['PKCS#1', made.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(), undefined],
    ['PKCS#8', made.keyPem, undefined],
    ['encrypted PKCS#8', encrypted(made.keyPem, 'pkcs8', PASSPHRASE), PASSPHRASE],
    ['encrypted in the traditional form', encrypted(made.keyPem, 'pkcs1', PASSPHRASE), PASSPHRASE],
    ['with a passphrase that it doesn’t need', made.keyPem, PASSPHRASE],
    ['with CRLF and a byte order mark', `\uFEFF${made.keyPem.replaceAll('\n', '\r\n')}`, undefined],
  ])('%s', async (_, key, passphrase) => {
    expect(await codeOf(read(made.pem, key, { ...(passphrase && { passphrase }) }))).toBe('loaded')
  })

  test.each([
    ['without its passphrase', encrypted(made.keyPem, 'pkcs1', PASSPHRASE), undefined, 'ERR_MISSING_PASSPHRASE'],
    ['with another passphrase', encrypted(made.keyPem, 'pkcs1', PASSPHRASE), 'wrong', 'bad-passphrase'],
    ['for another certificate', other.keyPem, undefined, 'key-mismatch'],
    ['that is the certificate', made.pem, undefined, 'certificate'],
    ['that is a web page', '<html>', undefined, 'web-page'],
    ['that is empty', '', undefined, 'empty'],
  ])('but not one %s', async (_, key, passphrase, reason) => {
    expect(await codeOf(read(made.pem, key, { ...(passphrase && { passphrase }) }))).toBe(reason)
  })
})

describe('validity', () => {
  const { notBefore, notAfter } = { notBefore: NOW - HOUR_MS, notAfter: NOW + 24 * HOUR_MS }
  test.each([
    ['at its beginning', notBefore, 'loaded'],
    ['five minutes before it', notBefore - 300_000, 'loaded'],
    ['earlier', notBefore - 300_001, 'not-yet-valid'],
    ['at its end', notAfter, 'loaded'],
    ['five minutes after it', notAfter + 300_000, 'loaded'],
    ['later', notAfter + 300_001, 'expired'],
  ])('%s', async (_, now, outcome) => {
    expect(await codeOf(read(made.pem, made.keyPem, { now }))).toBe(outcome)
  })
})

test.each([
  ['a certificate that is none', '-----BEGIN CERTIFICATE-----\nMAUCAQUCAQU=\n-----END CERTIFICATE-----'],
  ['a chain with something else', `${made.pem}-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----`],
])('%s is malformed', async (_, pem) => {
  expect(await codeOf(read(pem))).toBe('malformed')
})

test('errors show neither key nor certificate', async () => {
  const keys = makeKeys()
  const leaf = makeCertificate({ keys })
  const texts = [`${leaf.pem}${leaf.pem.slice(0, 400)}`, leaf.keyPem, leaf.pem.replace('MII', 'XII')]
  const pieces = [...leaf.pem.split('\n').slice(1, -2), ...leaf.keyPem.split('\n').slice(1, -2)]
  const failures = await Promise.all([
    ...texts.map((text) => read(text, leaf.keyPem).catch((error: unknown) => error)),
    read(leaf.pem, other.keyPem).catch((error: unknown) => error),
    read(leaf.pem, encrypted(leaf.keyPem, 'pkcs8', 'open'), { passphrase: 'a wrong one' }).catch(
      (error: unknown) => error,
    ),
  ])
  expect(failures.filter(isCertificateError).length).toBe(4)
  for (const failure of failures) {
    const shown = `${inspect(failure, { depth: null })} ${JSON.stringify(failure)}`
    for (const piece of [...pieces, 'a wrong one']) expect(shown).not.toContain(piece)
  }
})
