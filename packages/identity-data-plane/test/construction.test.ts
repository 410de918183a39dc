// What a client is made of: which signer, which options are refused, and that nothing happens before the first call.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, type OciConfig } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { isSignerError } from '@x/signer'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { DataplaneClient } from '../src/index.ts'
import { clientOf, configOf, keys, SCOPE, thrownBy } from './support.ts'

let oci: Emulator
let home: string
let file: string
beforeAll(async () => {
  oci = await startEmulator()
  home = await mkdtemp(join(tmpdir(), 'dataplane-'))
  file = await oci.configFile(join(home, '.oci'))
})
afterAll(async () => {
  await oci.close()
  await rm(home, { recursive: true, force: true })
})

const call = (client: DataplaneClient): Promise<{ status: number }> =>
  client.generateScopedAccessToken({ scope: SCOPE, publicKey: keys.publicKeyPem })
const profile = (name: string): Promise<OciConfig> => loadConfig({ file, profile: name, env: {} })

describe('the signer', () => {
  test('is the API key of a loaded configuration, or of a plain object', async () => {
    await call(clientOf(oci, { config: await profile('DEFAULT') }))
    expect(oci.requests.at(-1)?.keyId).toBe(`${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`)
    await call(clientOf(oci))
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', user: oci.user })
  })

  test('takes the key’s content before its file', async () => {
    await call(clientOf(oci, { config: { ...configOf(oci), keyFile: join(home, 'none.pem') } }))
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', user: oci.user })
  })

  test('reads a passphrase that the configuration does not show', async () => {
    const { createPrivateKey } = await import('node:crypto')
    const pem = createPrivateKey(oci.apiKey.pem).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'hunter2',
    })
    const config = (await profile('DEFAULT')).with({ keyContent: String(pem), passphrase: 'hunter2' })
    expect((await call(clientOf(oci, { config }))).status).toBe(200)
  })

  test('is the session of a profile that has one, as its files stand at each call', async () => {
    const config = await profile('SESSION')
    const client = clientOf(oci, { config })
    await call(client)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', keyId: 'ST$<redacted>' })
    const { token, privateKeyPem } = oci.createSession()
    oci.revoke(await readFile(config.require('securityTokenFile'), 'utf8'))
    await writeFile(config.require('keyFile'), privateKeyPem)
    await writeFile(config.require('securityTokenFile'), `${token}\n`)
    expect((await call(client)).status).toBe(200)
  })

  test('never pairs a session’s token with another key', async () => {
    const config = (await profile('SESSION')).with({ keyContent: keys.privateKeyPem })
    expect(await rejectionOf(call(clientOf(oci, { config })))).toMatchObject({
      code: 'ERR_SESSION_FILES',
      reason: 'key-mismatch',
    })
  })

  test.each([
    ['missing-token', 'none'],
    ['unreadable-token', '.'],
  ])('says %s when that is so', async (reason, name) => {
    const config = (await profile('SESSION')).with({ securityTokenFile: join(home, name) })
    const error = await rejectionOf(call(clientOf(oci, { config })))
    expect(error).toMatchObject({ code: 'ERR_SESSION_FILES', reason, path: join(home, name) })
    expect(isSignerError(error)).toBe(true)
  })

  test('that is given wins, and needs no configuration', async () => {
    const { keyId, privateKeyPem } = oci.createSession()
    const { SecurityTokenSigner } = await import('@x/signer')
    const signer = new SecurityTokenSigner({ token: keyId.slice(3), privateKey: privateKeyPem })
    for (const config of [undefined, {}, configOf(oci), { authenticationType: 'instance_principal' }]) {
      await call(clientOf(oci, { config, signer }))
      expect(oci.requests.at(-1)?.keyId).toBe('ST$<redacted>')
    }
  })

  test.each(['instance_principal', 'resource_principal', 'oke_workload_identity'])(
    'of %s has to be given, and the error says how',
    (authenticationType) => {
      const error = thrownBy(() => clientOf(oci, { config: { ...configOf(oci), authenticationType } }))
      expect(error).toMatchObject({ code: 'ERR_FEDERATION_REQUIRED', authenticationType })
      expect(String(error)).toContain('signerFromConfig(config)')
    },
  )
})

describe('what cannot work is refused at once', () => {
  test.each<[string, object, object]>([
    ['nothing to sign with', { config: undefined }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['a signer that signs nothing', { signer: {} }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['an environment that is none', { env: 'PATH=' }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['an empty configuration', { config: {} }, { errors: { tenancy: 'missing', user: 'missing', keyFile: 'missing' } }],
    ['an unknown way', { config: { authenticationType: 'magic' } }, { errors: { authenticationType: 'unsupported' } }],
    [
      'a retry variable',
      { env: { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'maybe' } },
      { code: 'ERR_INVALID_RETRY_VARIABLE' },
    ],
    ['a strategy', { circuitBreakerStrategy: { minimumCalls: 0 } }, { code: 'ERR_INVALID_RETRY_OPTION' }],
    ['a breaker by name', { circuitBreakerStrategy: 'default' }, { code: 'ERR_INVALID_RETRY_OPTION' }],
    ['no breaker', { circuitBreakerStrategy: null }, { code: 'ERR_INVALID_RETRY_OPTION' }],
    ['a retry strategy', { retryStrategy: { maxAttempts: 0 } }, { code: 'ERR_INVALID_RETRY_OPTION' }],
    ['a retry switch', { env: { OCI_SDK_DEFAULT_RETRY_ENABLED: 'maybe' } }, { code: 'ERR_INVALID_RETRY_VARIABLE' }],
    ['an empty configuration file', { config: null }, { code: 'ERR_INVALID_ARGUMENT' }],
    ['the name of a profile', { config: 'DEFAULT' }, { code: 'ERR_INVALID_ARGUMENT' }],
  ])('%s', (_, options, expected) => {
    expect(thrownBy(() => clientOf(oci, options))).toMatchObject(expected)
  })

  test.each(['circuitBreakerCallback', 'httpClient', 'now', 'setTimer'])('%s that is no function', (name) => {
    const sentence = `The option ${name} is not a function. Pass one, or leave it out.`
    expect(thrownBy(() => clientOf(oci, { [name]: 'name' }))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: sentence,
    })
  })

  test.each(['allowControlChars', 'dualStackEndpointsEnabled', 'realmSpecificEndpointTemplateEnabled'])(
    '%s that is neither true nor false',
    (name) => {
      const message = `The option ${name} is neither true nor false, or leave it out.`
      expect(thrownBy(() => clientOf(oci, { [name]: 'false' }))).toMatchObject({
        code: 'ERR_INVALID_ARGUMENT',
        message,
      })
    },
  )

  test.each([0, -1, NaN, '10', null, [], [1000], [1, 2, 3], [1000, 0], [0, 1000], ['10', 1000]])(
    '%j in the place of time limits',
    (timeoutMs) => {
      expect(thrownBy(() => clientOf(oci, { timeoutMs: timeoutMs as never }))).toMatchObject({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringContaining('The option timeoutMs is neither a positive number nor a pair of them.'),
      })
    },
  )

  test.each([undefined, null])('%s in the place of a configuration', (config) => {
    const message = 'There is nothing to sign with. Pass config, e.g. await loadConfig(), or a signer.'
    expect(thrownBy(() => clientOf(oci, { config: config as never }))).toMatchObject({ message })
  })

  test.each([undefined, null, 'DEFAULT'])('%j in the place of options', (options) => {
    expect(thrownBy(() => new DataplaneClient(options as never))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining('DataplaneClient needs options.'),
    })
  })

  test('a configuration without a region, unless it comes from elsewhere', () => {
    const config = { ...configOf(oci), region: undefined }
    const make = (options: object) => () => new DataplaneClient({ config, env: {}, ...options })
    expect(thrownBy(make({}))).toMatchObject({ errors: { region: 'missing' } })
    for (const options of [{ region: 'phx' }, { serviceEndpoint: oci.url }, { env: { OCI_REGION: 'phx' } }])
      expect(make(options)()).toBeInstanceOf(DataplaneClient)
  })

  test('every fault of a configuration at once, of its region only what has to be right', () => {
    const make = (config: object, options: object) => () =>
      new DataplaneClient({ config: { ...configOf(oci), ...config }, env: {}, ...options })
    const place = { serviceEndpoint: oci.url }
    const errorsOf = (config: object, options: object): unknown =>
      (thrownBy(make(config, options)) as { readonly errors: unknown }).errors
    const nothing = { region: undefined, user: undefined }
    expect(errorsOf(nothing, {})).toEqual({ region: 'missing', user: 'missing' })
    expect(errorsOf(nothing, place)).toEqual({ user: 'missing' })
    expect(errorsOf({ region: 'us phoenix' }, place)).toEqual({ region: 'malformed' })
  })
})

test.each([1, 0.5, [1, 0.5], Infinity])('a time limit may be %j', (timeoutMs) => {
  expect(clientOf(oci, { timeoutMs: timeoutMs as never })).toBeInstanceOf(DataplaneClient)
})

test('making a client reads nothing and calls nobody', async () => {
  const [httpClient, readFilePort, sign] = [vi.fn(), vi.fn(), vi.fn()]
  const config = { ...configOf(oci), keyContent: undefined, keyFile: join(home, 'none.pem') }
  const client = clientOf(oci, { config, httpClient, regionSources: { readFile: readFilePort } })
  client.withSigner({ sign, region: sign })
  await new Promise(setImmediate)
  expect([httpClient, readFilePort, sign].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0])
  expect(await rejectionOf(call(client))).toMatchObject({ code: 'ERR_KEY_FILE_UNREADABLE' })
})

test('the user agent has what the configuration and the environment add', async () => {
  const config = { ...configOf(oci), additionalUserAgent: 'mine/1' }
  await call(clientOf(oci, { config, env: { OCI_SDK_APPEND_USER_AGENT: 'theirs/2' } }))
  expect(oci.requests.at(-1)?.headers['user-agent']).toMatch(/mine\/1.*theirs\/2/)
})
