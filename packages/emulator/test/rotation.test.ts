// Certificates that change while clients hold the old ones.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey } from './hand-signer.ts'
import { exchange, readText, type Exchange } from './instance.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.clock.offset(0))
afterAll(() => oci.close())

const readPair = async (): Promise<Pick<Exchange, 'certificate' | 'key'>> => ({
  certificate: new X509Certificate(await readText(oci, 'identity/cert.pem')),
  key: await readText(oci, 'identity/key.pem'),
})

const fits = ({ certificate, key }: Pick<Exchange, 'certificate' | 'key'>): boolean =>
  certificate.checkPrivateKey(createPrivateKey(String(key)))

test('a new leaf and key of the same chain, while the old leaf stays good', async () => {
  const old = await readPair()
  await oci.rotateCertificates()
  const next = await readPair()
  expect(next.certificate.fingerprint256).not.toBe(old.certificate.fingerprint256)
  expect(next.certificate.subject).toBe(old.certificate.subject)
  expect([fits(old), fits(next)]).toEqual([true, true])
  expect([(await exchange(oci, old)).status, (await exchange(oci, next)).status]).toEqual([200, 200])
})

test('an old leaf that is revoked is refused', async () => {
  const old = await readPair()
  await oci.rotateCertificates({ revokeOld: true })
  expect((await exchange(oci, old)).json).toMatchObject({ emulator: { reason: 'certificate-revoked' } })
  expect((await exchange(oci)).status).toBe(200)
})

test('a new certificate goes with the old key as often as asked', async () => {
  const old = await readPair()
  await oci.rotateCertificates({ staleKeyReads: 1 })
  const [torn, whole] = [await readPair(), await readPair()]
  expect(torn.certificate.fingerprint256).not.toBe(old.certificate.fingerprint256)
  expect(torn.key).toBe(old.key)
  expect([fits(torn), fits(whole)]).toEqual([false, true])
  const { reason, explanation } = (await exchange(oci, torn)).json.emulator
  expect(reason).toBe('wrong-key')
  expect(explanation).toContain(`the key of the instance’s certificate ${old.certificate.fingerprint256}`)
})

test('an old certificate goes with the new key as often as asked', async () => {
  const old = await readPair()
  await oci.rotateCertificates({ staleCertificateReads: 1 })
  const [torn, whole] = [await readPair(), await readPair()]
  expect(torn.certificate.fingerprint256).toBe(old.certificate.fingerprint256)
  expect([fits(torn), fits(whole)]).toEqual([false, true])
  expect((await exchange(oci, torn)).json.emulator.explanation).toContain(whole.certificate.fingerprint256)
})

test('an instance that is moved gets tokens of its new tenancy, and keeps it at the next rotation', async () => {
  const tenancy = 'ocid1.tenancy.oc1..moved'
  onTestFinished(() => oci.rotateCertificates({ tenancy: oci.tenancy }))
  await oci.rotateCertificates({ tenancy })
  await oci.rotateCertificates()
  const { certificate, key } = await readPair()
  expect(certificate.subject).toContain(`OU=opc-tenant:${tenancy}`)
  expect((await exchange(oci)).json.emulator.reason).toBe('tenancy-mismatch')
  const keyId = `${tenancy}/fed-x509-sha256/${certificate.fingerprint256}`
  const answer = await exchange(oci, { certificate, key, keyId })
  const [, claims = ''] = String((JSON.parse(answer.body.toString()) as { token: string }).token).split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ tenant: tenancy })
})

test('a leaf lives for two hours', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 28, 12, 0, 0, 900))
  await oci.rotateCertificates()
  const { validFrom, validTo } = (await readPair()).certificate
  expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([
    Date.UTC(2026, 10, 28, 11, 59),
    Date.UTC(2026, 10, 28, 13, 59),
  ])
})

test('the metadata service keeps a leaf until an hour before its end', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 29, 12))
  await oci.rotateCertificates()
  const { certificate } = await readPair()
  oci.clock.set(Date.parse(certificate.validTo) - 3_600_001)
  expect((await readPair()).certificate.fingerprint256).toBe(certificate.fingerprint256)
  oci.clock.advance(1)
  expect((await readPair()).certificate.fingerprint256).not.toBe(certificate.fingerprint256)
})

test('the metadata service has a new leaf as soon as the clock is before the old one', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 30, 12))
  await oci.rotateCertificates()
  const { certificate } = await readPair()
  oci.clock.set(Date.parse(certificate.validFrom))
  expect((await readPair()).certificate.fingerprint256).toBe(certificate.fingerprint256)
  oci.clock.advance(-1)
  expect((await readPair()).certificate.fingerprint256).not.toBe(certificate.fingerprint256)
})

test('the metadata service renews a leaf long before it expires, once for all who ask', async () => {
  const old = await readPair()
  oci.clock.advance(Date.parse(old.certificate.validTo) - oci.clock.now() - 3_600_000)
  const [one, other] = await Promise.all([readPair(), readPair()])
  expect(one.certificate.fingerprint256).toBe(other.certificate.fingerprint256)
  expect(one.certificate.fingerprint256).not.toBe(old.certificate.fingerprint256)
  expect([fits(one), fits(other)]).toEqual([true, true])
  expect((await exchange(oci, old)).status).toBe(200)
})

test('the metadata service has a valid leaf wherever the clock is set', async () => {
  for (const nowMs of [Date.UTC(2001, 1, 1), Date.UTC(2098, 1, 1)]) {
    oci.clock.freeze(nowMs)
    const { certificate } = await readPair()
    expect(Date.parse(certificate.validFrom)).toBeLessThan(nowMs)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(nowMs)
    expect((await exchange(oci)).status).toBe(200)
  }
})

test('rotations at the same time end in one pair', async () => {
  await Promise.all([oci.rotateCertificates(), oci.rotateCertificates(), readPair()])
  expect(fits(await readPair())).toBe(true)
})

test.each([{ staleKeyReads: -1 }, { staleCertificateReads: 0.5 }, { tenancy: 'a/b' }])(
  'refuses to rotate with %j',
  async (options) => {
    const old = await readPair()
    const [option] = Object.keys(options)
    await expect(oci.rotateCertificates(options)).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option })
    expect((await readPair()).key).toBe(old.key)
  },
)
