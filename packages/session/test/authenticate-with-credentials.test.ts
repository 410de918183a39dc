// A session opened without a browser, over real HTTP, and the files that come of it.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { inspect } from 'node:util'
import { loadConfig, updateConfigFile } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { SecurityTokenSigner, Signer } from '@x/signer'
import { localSigner } from '@x/signer/principal'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticateWithCredentials, type CredentialsOptions } from '../src/index.ts'
import { makeHome, type Home } from './home.ts'

const PATH = '/v1/token/upst/actions/GenerateUpst'

let oci: Emulator
let home: Home
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
let before = 0
beforeEach(async () => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  before = oci.count('POST', PATH)
})
afterEach(() => home.remove())

const now = (): number => oci.clock.now()
const asked = (): number => oci.count('POST', PATH) - before
const user = (): Signer =>
  new Signer({
    tenancy: oci.tenancy,
    user: oci.user,
    fingerprint: oci.apiKey.fingerprint,
    privateKey: oci.apiKey.pem,
    region: 'phx',
    now,
  })

const open = (options: Partial<CredentialsOptions> = {}) =>
  authenticateWithCredentials({
    profile: 'SHORT',
    ...(options.config ? {} : { signer: user() }),
    retryStrategy: NONE_RETRY_STRATEGY,
    now,
    ...home.options,
    ...options,
  })

const folder = (profile = 'SHORT'): string => join(home.path, '.oci', 'sessions', profile)
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

describe('a session without a browser', () => {
  test('is named by absolute paths, also where it was given others: who reads them may stand in another folder', async () => {
    await open({ tokenLocation: '~/keys' })
    const here = (path: string): string => relative(process.cwd(), path)
    const pair = join(home.path, 'keys', 'SHORT', 'oci_api_key')
    const { tokenFile, keyFile, configFile } = await open({
      profile: 'OTHER',
      configFile: here(home.configFile),
      tokenLocation: here(join(home.path, 'elsewhere')),
      publicKeyFilePath: here(`${pair}_public.pem`),
    })
    const expected = [join(home.path, 'elsewhere', 'OTHER', 'token'), `${pair}.pem`, home.configFile]
    expect([tokenFile, keyFile, configFile]).toEqual(expected)
    const written = await loadConfig({ file: home.configFile, profile: 'OTHER' })
    expect([written.raw['security_token_file'], written.raw['key_file']]).toEqual(expected.slice(0, 2))
  })

  test('lies where OCI’s clients look for it, and signs', async () => {
    const session = await open()
    expect(session).toEqual({
      profile: 'SHORT',
      configFile: home.configFile,
      tokenFile: join(folder(), 'token'),
      keyFile: join(folder(), 'oci_api_key.pem'),
      region: 'us-phoenix-1',
      tenancy: oci.tenancy,
      user: oci.user,
      expiresAt: now() + 3_600_000,
      sessionEndsAt: now() + 3_600_000,
      warnings: [],
    })
    const config = await loadConfig({ profile: 'SHORT', ...home.options })
    const signer = localSigner('security_token', config, { now })
    expect((await createSignedFetch(signer as SecurityTokenSigner)(`${oci.url}/20160918/regions`)).status).toBe(200)
  })

  test('has the files, the modes and the keys of OCI’s command line', async () => {
    await open()
    expect((await readdir(folder())).sort()).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
    for (const name of await readdir(folder())) expect(await modeOf(join(folder(), name))).toBe('600')
    expect([await modeOf(folder()), await modeOf(join(home.path, '.oci', 'sessions'))]).toEqual(['700', '700'])
    const key = await readFile(join(folder(), 'oci_api_key.pem'), 'utf8')
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\nOCI_API_KEY$/)
    expect(await readFile(join(folder(), 'token'), 'utf8')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    const profile = (await readFile(home.configFile, 'utf8')).split('[SHORT]\n')[1]
    expect(profile?.split('\n').map((line) => line.split('=')[0])).toEqual([
      'fingerprint',
      'key_file',
      'tenancy',
      'region',
      'security_token_file',
      '',
    ])
  })

  test('is opened by a configuration, by another session, and lasts as long as was asked', async () => {
    const config = await loadConfig({ ...home.options })
    const first = await open({ config, sessionExpirationInMinutes: 5 })
    expect(first.expiresAt).toBe(now() + 300_000)
    const { tokenFile, keyFile } = first
    const session = new SecurityTokenSigner({ tokenFile, privateKeyFile: keyFile, now })
    const second = await open({ signer: session, profile: 'SECOND', region: 'PHX' })
    expect([second.region, second.sessionEndsAt]).toEqual(['us-phoenix-1', first.sessionEndsAt])
  })

  test('lies beside others, each with its own key', async () => {
    const [one, two] = [await open({ profile: 'ONE' }), await open({ profile: 'TWO' })]
    const keys = await Promise.all([one, two].map(({ keyFile }) => readFile(String(keyFile), 'utf8')))
    expect(keys[0]).not.toBe(keys[1])
    expect((await readFile(home.configFile, 'utf8')).match(/^\[.*\]$/gm)).toEqual(
      expect.arrayContaining(['[DEFAULT]', '[ONE]', '[TWO]']),
    )
  })

  test('has an encrypted key where a passphrase is given, which is stored only on request', async () => {
    const passphrase = 'hunter2 é'
    const { keyFile } = await open({ passphrase })
    const pem = await readFile(String(keyFile), 'utf8')
    expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    expect(createPrivateKey({ key: pem, passphrase }).asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(await readFile(home.configFile, 'utf8')).not.toContain('hunter2')
    await open({ passphrase, storePassphrase: true, overwrite: true })
    const config = await loadConfig({ profile: 'SHORT', ...home.options })
    expect(config.passphrase).toBe(passphrase)
  })
})

describe('a session for a key of the caller’s', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  const at = (name: string): string => join(home.path, name)

  test('names the private key beside it, or the one that was given, and copies neither', async () => {
    await writeFile(at('mine.pem'), privatePem)
    await writeFile(at('mine_public.pem'), publicPem)
    const beside = await open({ publicKeyFilePath: '~/mine_public.pem' })
    expect([beside.keyFile, beside.warnings]).toEqual([at('mine.pem'), []])
    expect(await readdir(folder())).toEqual(['oci_api_key_public.pem', 'token'])
    await writeFile(at('public.pem'), publicPem)
    const given = { publicKeyFilePath: at('public.pem'), privateKeyFilePath: at('mine.pem') }
    expect((await open({ ...given, profile: 'GIVEN' })).keyFile).toBe(at('mine.pem'))
  })

  test('has the placeholder of OCI’s command line and a warning where there is none', async () => {
    await writeFile(at('public.pem'), publicPem)
    const { keyFile, warnings } = await open({ publicKeyFilePath: at('public.pem') })
    expect([keyFile, warnings]).toEqual([undefined, ['private-key-missing']])
    expect(await readFile(home.configFile, 'utf8')).toContain('key_file=Update_private_key_path\n')
  })

  test('is not taken for that of another key that lies beside it', async () => {
    await writeFile(at('other.pem'), oci.apiKey.pem)
    await writeFile(at('other_public.pem'), publicPem)
    expect((await open({ publicKeyFilePath: at('other_public.pem') })).warnings).toEqual(['private-key-missing'])
  })

  test.each<[string, object, RegExp]>([
    ['a private key in its place', { publicKeyFilePath: '~/mine.pem' }, /holds a private key/],
    ['no key', { publicKeyFilePath: '~/none.pem' }, /no RSA public key/],
    [
      'halves of two pairs',
      { publicKeyFilePath: '~/mine_public.pem', privateKeyFilePath: '~/other.pem' },
      /not the other half/,
    ],
    ['a private half alone', { privateKeyFilePath: '~/mine.pem' }, /without a publicKeyFilePath/],
  ])('is refused for %s, before anything is asked for', async (_, options, message) => {
    await writeFile(at('mine.pem'), privatePem)
    await writeFile(at('mine_public.pem'), publicPem)
    await writeFile(at('other.pem'), oci.apiKey.pem)
    await writeFile(at('none.pem'), 'no key')
    expect(await rejectionOf(open(options))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    })
    expect([asked(), await rejectionOf(stat(folder()))]).toMatchObject([0, { code: 'ENOENT' }])
  })
})

describe('nothing is asked for and nothing is written', () => {
  test.each<[string, () => Promise<Partial<CredentialsOptions>>, object]>([
    [
      'over a session of the same name',
      async () => (await open(), {}),
      { code: 'ERR_SESSION_PROFILE', reason: 'exists' },
    ],
    [
      'over an API key',
      async () => ({ profile: 'DEFAULT', overwrite: true }),
      { code: 'ERR_SESSION_PROFILE', reason: 'exists' },
    ],
    [
      'for a name with a path',
      async () => ({ profile: '../x' }),
      { code: 'ERR_SESSION_PROFILE', reason: 'invalid-name' },
    ],
    ['for no name', async () => ({ profile: '' }), { reason: 'invalid-name' }],
    ['for the name of a folder', async () => ({ profile: '..' }), { reason: 'invalid-name' }],
    ['for four minutes', async () => ({ sessionExpirationInMinutes: 4 }), { code: 'ERR_INVALID_ARGUMENT' }],
    ['for an hour and a minute', async () => ({ sessionExpirationInMinutes: 61 }), { code: 'ERR_INVALID_ARGUMENT' }],
    [
      'by two',
      async () => ({ config: {}, signer: user() }),
      { message: expect.stringContaining('twice or not at all') },
    ],
    ['by nobody', async () => ({ signer: undefined }), { message: expect.stringContaining('twice or not at all') }],
    [
      'with an option misspelt',
      async () => ({ profileName: 'x' }) as object,
      { message: expect.stringContaining('Did you mean `profile`') },
    ],
    [
      'in a region that nobody knows',
      async () => ({ region: 'mars-1', env: { HOME: home.path } }),
      { code: 'ERR_UNKNOWN_REGION' },
    ],
    ['over plain http', async () => ({ authEndpoint: 'http://auth.example.com' }), { code: 'ERR_INVALID_ARGUMENT' }],
  ])('%s', async (_, optionsOf, expected) => {
    const options = await optionsOf()
    const askedBefore = asked()
    const configBefore = await readFile(home.configFile, 'utf8')
    expect(await rejectionOf(open(options))).toMatchObject(expected)
    expect([asked(), await readFile(home.configFile, 'utf8')]).toEqual([askedBefore, configBefore])
  })
})

describe('a session that does not come about', () => {
  test.each([
    [{ status: 401 } as const, { name: 'ServiceError', status: 401 }],
    [{ token: 'wrong-key' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'key-mismatch' }],
    [{ token: 'truncated' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'not-a-jwt' }],
  ])('leaves everything as it was: %o', async (effect, expected) => {
    await open()
    const untouched = await snapshot()
    oci.faults.add({ match: { path: PATH }, effect })
    const error = await rejectionOf(open({ overwrite: true }))
    expect(error).toMatchObject(expected)
    expect(await snapshot()).toEqual(untouched)
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toMatch(/eyJ|PRIVATE KEY-----\n/)
  })

  const snapshot = async (): Promise<readonly string[]> => {
    const files = (await readdir(folder())).sort().map((name) => join(folder(), name))
    return Promise.all([home.configFile, ...files].map((path) => readFile(path, 'utf8')))
  }
})

test('what others wrote into the configuration stays as it is, and so do further keys of the session', async () => {
  const text = '# mine\r\n[OTHER]\r\nregion = fra ; home\r\npass_phrase=50%off\r\n'
  await writeFile(home.configFile, text)
  await open({ region: 'iad' })
  await updateConfigFile({ file: home.configFile, profile: 'SHORT', set: { 'compartment-id': 'ocid1.c' } })
  await open({ overwrite: true })
  const after = await readFile(home.configFile, 'utf8')
  expect(after.startsWith(text)).toBe(true)
  expect(after).toContain('compartment-id=ocid1.c')
  expect((await readFile(`${home.configFile}.bak`, 'utf8')).startsWith(text)).toBe(true)
})

test('a token is bound to the key in the file', async () => {
  const { tokenFile, keyFile } = await open()
  const claims = JSON.parse(
    Buffer.from(String((await readFile(tokenFile, 'utf8')).split('.')[1]), 'base64url').toString(),
  ) as { jwk: string }
  const own = createPublicKey(createPrivateKey(await readFile(String(keyFile), 'utf8'))).export({ format: 'jwk' })
  expect(JSON.parse(claims.jwk)).toMatchObject({ n: own.n, e: own.e })
})
