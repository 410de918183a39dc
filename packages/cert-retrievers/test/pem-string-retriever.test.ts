import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { PEMStringCertificateRetriever, type Passphrase } from '../src/index.ts'
import { encrypted, HOUR_MS, makeCertificate, NOW } from './certificates.ts'

const made = makeCertificate()
const now = (): number => NOW

describe('a PEM string', () => {
  test('is read at the first refresh and kept', async () => {
    const retriever = new PEMStringCertificateRetriever({ certificatePem: made.pem, privateKeyPem: made.keyPem, now })
    expect(retriever.current()).toBeUndefined()
    const bundle = await retriever.refresh()
    expect(bundle.fingerprint()).toBe(made.x509.fingerprint256)
    expect(retriever.current()).toBe(bundle)
    expect(await retriever.refresh()).toBe(bundle)
  })

  test('may be bytes', async () => {
    const [certificatePem, privateKeyPem] = [made.pem, made.keyPem].map((text) => new TextEncoder().encode(text))
    const retriever = new PEMStringCertificateRetriever({ certificatePem: certificatePem ?? '', privateKeyPem, now })
    expect((await retriever.refresh()).privateKey?.bits).toBe(2048)
  })

  test('that has expired since is refused, and stays current', async () => {
    let time = NOW
    const retriever = new PEMStringCertificateRetriever({ certificatePem: made.pem, now: () => time })
    const bundle = await retriever.refresh()
    time += 48 * HOUR_MS
    await expect(retriever.refresh()).rejects.toMatchObject({ reason: 'expired', source: 'certificatePem' })
    expect(retriever.current()).toBe(bundle)
  })

  test('that cannot be read can be given as an argument, but not loaded', async () => {
    const retriever = new PEMStringCertificateRetriever({ certificatePem: made.keyPem })
    await expect(retriever.refresh()).rejects.toMatchObject({ reason: 'private-key' })
    expect(retriever.current()).toBeUndefined()
  })

  test('with an empty key is refused rather than taken as one without a key', async () => {
    const retriever = new PEMStringCertificateRetriever({ certificatePem: made.pem, privateKeyPem: '', now })
    await expect(retriever.refresh()).rejects.toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY', reason: 'empty' })
  })
})

test('a key that does not fit is not tried again: a text stays as it is', async () => {
  let asked = 0
  const other = encrypted(makeCertificate().keyPem, 'pkcs8', 'open')
  const passphrase = (): string => {
    asked++
    return 'open'
  }
  const options = { certificatePem: made.pem, privateKeyPem: other, passphrase, now }
  expect(await rejectionOf(new PEMStringCertificateRetriever(options).refresh())).toMatchObject({
    reason: 'key-mismatch',
  })
  expect(asked).toBe(1)
})

describe('a passphrase is', () => {
  const privateKeyPem = encrypted(made.keyPem, 'pkcs1', 'open sesame')
  const load = (passphrase: Passphrase | undefined): Promise<unknown> =>
    new PEMStringCertificateRetriever({ certificatePem: made.pem, privateKeyPem, passphrase, now }).refresh()

  test.each<[string, Passphrase]>([
    ['a value', 'open sesame'],
    ['a function', () => 'open sesame'],
    ['an asynchronous function', async () => 'open sesame'],
  ])('%s', async (_, passphrase) => {
    expect(await load(passphrase)).toHaveProperty('privateKey.bits', 2048)
  })

  test.each(['open sesame', 'open sesame\n', '\uFEFFopen sesame\r\n'])('the file with %j', async (content) => {
    const folder = await mkdtemp(join(tmpdir(), 'passphrase-'))
    try {
      await writeFile(join(folder, 'it'), content)
      expect(await load({ file: join(folder, 'it') })).toHaveProperty('privateKey.bits', 2048)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('the file that Windows PowerShell wrote, in UTF-16', async () => {
    const content = Buffer.from('\uFEFFopen sesame\r\n', 'utf16le')
    const readFile = async (): Promise<Uint8Array> => content
    const passphrase = { file: '/passphrase' }
    const options = { certificatePem: made.pem, privateKeyPem, passphrase, now, readFile }
    expect(await new PEMStringCertificateRetriever(options).refresh()).toHaveProperty('privateKey.bits', 2048)
  })

  test('missed where it is missing', async () => {
    expect(await rejectionOf(load(undefined))).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    expect(await rejectionOf(load(() => undefined))).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    expect(await rejectionOf(load(''))).toMatchObject({ code: 'ERR_MISSING_PASSPHRASE' })
    expect(await rejectionOf(load({ file: '/nowhere/at/all' }))).toMatchObject({
      code: 'ERR_CERTIFICATE_FILE_UNREADABLE',
      reason: 'missing',
      holds: 'passphrase',
    })
  })

  test('whatever its function throws', async () => {
    const failure = new Error('the vault is closed')
    expect(await rejectionOf(load(() => Promise.reject(failure)))).toBe(failure)
  })
})

test.each([[5], [[]], [{}], [true]])('a passphrase that is %j is refused, with what it may be', (passphrase) => {
  expect(
    () => new PEMStringCertificateRetriever({ certificatePem: made.pem, passphrase: passphrase as never }),
  ).toThrow('The option passphrase is neither a text, a function nor { file }. Give one of these.')
})

test.each([
  ['no certificate', {}],
  ['a number', { certificatePem: 5 }],
  ['a key that is an object', { certificatePem: made.pem, privateKeyPem: {} }],
  ['a passphrase that is a number', { certificatePem: made.pem, passphrase: 5 }],
  ['a passphrase file without a path', { certificatePem: made.pem, passphrase: { file: '' } }],
])('%s is a wrong argument', (_, options) => {
  const make = (): unknown => new PEMStringCertificateRetriever(options as never)
  expect(make).toThrow(TypeError)
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
})

test('null counts as absent', async () => {
  const options = { certificatePem: made.pem, privateKeyPem: null, passphrase: null, now }
  const retriever = new PEMStringCertificateRetriever(options as never)
  expect((await retriever.refresh()).privateKey).toBeUndefined()
})
