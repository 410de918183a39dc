// A key in SoftHSM, which is a token in software, signs for the emulator. Where SoftHSM is not installed, that is said.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { publicKeyFingerprint, Signer } from '@x/signer'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPkcs11Key, settingsFrom, type Pkcs11Key, type Pkcs11Settings } from './pkcs11-key.ts'
import { listRegions } from './signed-by-hsm.ts'

/** Where Debian, Fedora, Homebrew and the sources put it. */
const PLACES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
]
const modulePath = process.env['OCI_PKCS11_LIB'] ?? PLACES.find((path) => existsSync(path)) ?? ''
const PIN = '1234'

if (modulePath === '')
  console.log('SoftHSM is not installed, so the key in a token is not tried (Debian: apt-get install softhsm2).')

describe.skipIf(modulePath === '')('a key in a token', () => {
  let oci: Emulator
  let folder: string
  let settings: Pkcs11Settings
  const open: Pkcs11Key[] = []

  beforeAll(async () => {
    oci = await startEmulator()
    folder = await mkdtemp(join(tmpdir(), 'softhsm-'))
    await mkdir(join(folder, 'tokens'), { mode: 0o700 })
    await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`)
    await writeFile(join(folder, 'key.pem'), oci.apiKey.pem, { mode: 0o600 })
    // The module reads it in this process as well.
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf')
    softhsm('--init-token', '--free', '--label', 'oci', '--so-pin', PIN, '--pin', PIN)
    softhsm('--import', join(folder, 'key.pem'), '--token', 'oci', '--label', 'api-key', '--id', '01', '--pin', PIN)
    settings = { modulePath, pin: PIN, tokenLabel: 'oci' }
  })
  afterEach(() => Promise.all(open.splice(0).map((key) => key.close())))
  afterAll(async () => {
    await oci.close()
    await rm(folder, { recursive: true })
  })

  const softhsm = (...args: string[]): void => void execFileSync('softhsm2-util', args, { stdio: 'pipe' })
  function opened(changes: Partial<Pkcs11Settings> = {}): Pkcs11Key {
    const key = openPkcs11Key({ ...settings, ...changes })
    open.push(key)
    return key
  }
  async function signer(key: Pkcs11Key): Promise<Signer> {
    const { tenancy, user } = oci
    return new Signer({ tenancy, user, fingerprint: await publicKeyFingerprint(key.publicKeyPem), privateKey: key })
  }

  test('has the fingerprint of the API key', async () => {
    expect(await publicKeyFingerprint(opened().publicKeyPem)).toBe(oci.apiKey.fingerprint)
  })

  test.each<[string, Partial<Pkcs11Settings>]>([
    ['its id', { keyId: '01' }],
    ['its label', { keyLabel: 'api-key' }],
  ])('signs what the service takes, found by %s', async (_, named) => {
    const signedFetch = createSignedFetch(await signer(opened(named)))
    expect((await signedFetch(`${oci.url}/20160918/regions`)).status).toBe(200)
    expect((await signedFetch(`${oci.url}/echo`, { method: 'POST', body: '{"é":1}' })).status).toBe(200)
  })

  test('signs for many at once', async () => {
    const signedFetch = createSignedFetch(await signer(opened()))
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await signedFetch(`${oci.url}/20160918/regions`)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  test('is closed when what is being signed is signed, and signs nothing afterwards', async () => {
    const key = opened()
    const bytes = new Uint8Array(300_000)
    const signatures = Promise.all(Array.from({ length: 20 }, () => key.sign(bytes)))
    const closings = [key.close(), key.close()]
    await expect(key.sign(bytes)).rejects.toThrow('The key is closed')
    expect(new Set((await signatures).map(({ length }) => length))).toEqual(new Set([256]))
    await Promise.all(closings)
    opened()
    await expect(key.sign(bytes)).rejects.toThrow('The key is closed')
  })

  test('is not taken away by somebody else who opens the module', async () => {
    const key = opened()
    expect(() => openPkcs11Key(settings)).toThrow('The module is in use')
    expect((await key.sign(new Uint8Array(3))).length).toBe(256)
  })

  test('is found by the variables of OCI’s clients', async () => {
    const env = { OCI_PKCS11_LIB: modulePath, OCI_CLI_PKCS11_PIN: PIN, OCI_CLI_PKCS11_TOKEN_LABEL: 'oci' }
    const { tenancy, user, url: endpoint } = oci
    expect(await listRegions({ tenancy, user, endpoint }, env)).toContainEqual(expect.objectContaining({ key: 'PHX' }))
  })

  test.each<[string, Partial<Pkcs11Settings>, RegExp]>([
    ['another token', { tokenLabel: 'other' }, /no such token/],
    ['another serial number', { tokenSerial: '0' }, /no such token/],
    ['an id that no key has', { keyId: '04' }, /has 0 private keys/],
    ['a label that no key has', { keyLabel: 'other' }, /has 0 private keys/],
    ['a wrong PIN', { pin: '9999' }, /CKR_PIN_INCORRECT/],
  ])('is not opened with %s, and the PIN does not show', (_, changes, message) => {
    expect(() => openPkcs11Key({ ...settings, ...changes })).toThrow(message)
    expect(() => openPkcs11Key({ ...settings, ...changes })).not.toThrow(/1234|9999/)
    // What failed leaves the module as it was.
    expect(opened().publicKeyPem).toContain('BEGIN PUBLIC KEY')
  })
})

describe('the settings of a token', () => {
  test('are those of the SDKs before those of the CLI', () => {
    const env = { OCI_PKCS11_LIB: '/sdk.so', OCI_CLI_PKCS11_MODULE_PATH: '/cli.so', OCI_CLI_PKCS11_PIN: '1' }
    expect(settingsFrom(env)).toMatchObject({ modulePath: '/sdk.so', pin: '1' })
  })

  test('are none where a variable is empty', () => {
    const env = { OCI_PKCS11_LIB: '', PKCS11_MODULE_PATH: '/a.so', OCI_CLI_PKCS11_PIN: '1', OCI_CLI_PKCS11_KEY_ID: '' }
    expect(settingsFrom(env)).toEqual({ modulePath: '/a.so', pin: '1' })
  })

  test.each([{}, { OCI_PKCS11_LIB: '/sdk.so' }, { OCI_CLI_PKCS11_PIN: '1' }])('lack something in %o', (env) => {
    expect(() => settingsFrom(env)).toThrow(/OCI_PKCS11_LIB or OCI_CLI_PKCS11_PIN is not set/)
  })
})
