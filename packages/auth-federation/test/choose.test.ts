// Which signer a configuration means, and that making it asks nobody.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, type OciConfigInput } from '@x/config'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { authenticateWithCredentials } from '@x/session'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { KINDS } from '../src/choose/kinds.ts'
import { signerFromConfig } from '../src/index.ts'

describe('signerFromConfig', () => {
  let oci: Emulator
  let folder: string
  let file: string
  beforeAll(async () => void (oci = await startEmulator()))
  afterAll(() => oci.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'choose-'))
    file = await oci.configFile(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const profile = (name: string) => loadConfig({ file, profile: name, env: {}, onWarning: () => {} })
  const add = async (text: string): Promise<void> => writeFile(file, `${await readFile(file, 'utf8')}\n${text}\n`)
  const statusFrom = async (config: OciConfigInput): Promise<number> => {
    const signer = await signerFromConfig(config, { env: {} })
    return (await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status
  }

  test.each([
    ['DEFAULT', 'user', 'API key'],
    ['SESSION', 'session', 'session files'],
  ])('finds the signer of the profile %s, with its region', async (name, principal, source) => {
    const config = await profile(name)
    const signer = await signerFromConfig(config)
    expect(await signer.whoami()).toMatchObject({ principal, source, region: config.region, tenancy: oci.tenancy })
    expect(await statusFrom(config)).toBe(200)
  })

  test('finds the pod of a cluster, with the region of the profile', async () => {
    const env = await oci.environment('oke', folder)
    const signer = await signerFromConfig({ authenticationType: 'oke_workload_identity', region: 'fra' }, { env })
    expect(await signer.whoami()).toMatchObject({ principal: 'oke-workload', region: 'eu-frankfurt-1' })
  })

  test('finds an instance principal, and asks nobody for it', async () => {
    const signer = await signerFromConfig({ authenticationType: 'instance_principal', region: 'phx' }, { env: {} })
    expect(signer.status()).toMatchObject({ principal: 'instance', source: 'instance metadata', renewing: false })
  })

  test.each(['instance_principal', 'instance_obo_user'])(
    'finds in %s with the file of a delegation token an instance that acts for a user',
    async (authenticationType) => {
      const delegationTokenFile = join(folder, 'delegation_token')
      await writeFile(delegationTokenFile, 'eyJ.e30.x\n', { mode: 0o600 })
      const env = await oci.environment('instance')
      const signer = await signerFromConfig({ authenticationType, delegationTokenFile }, { env })
      const { headers } = await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
      expect(headers['opc-obo-token']).toBe('eyJ.e30.x')
    },
  )

  test('an API key below a session in [DEFAULT] signs with its own key', async () => {
    const session = await profile('SESSION')
    const key = await profile('DEFAULT')
    await writeFile(
      file,
      `[DEFAULT]\ntenancy=${oci.tenancy}\nregion=${key.region}\nsecurity_token_file=${session.securityTokenFile}\nkey_file=${session.keyFile}\n` +
        `[MINE]\nuser=${key.user}\nfingerprint=${key.fingerprint}\nkey_file=${key.keyFile}\n`,
    )
    const config = await profile('MINE')
    expect((await signerFromConfig(config)).status().principal).toBe('user')
    expect(await statusFrom(config)).toBe(200)
  })

  test('a session of its own below an API key in [DEFAULT] signs with its token', async () => {
    const session = await profile('SESSION')
    await add(`[MINE]\nsecurity_token_file=${session.securityTokenFile}\nkey_file=${session.keyFile}`)
    const config = await profile('MINE')
    expect((await signerFromConfig(config)).status().principal).toBe('session')
    expect(await statusFrom(config)).toBe(200)
  })

  test('the session of a profile renews itself and writes the token back; one that is told otherwise is signed with as it is', async () => {
    const config = await profile('SESSION')
    const token = await readFile(String(config.securityTokenFile), 'utf8')
    const env = { OCI_SESSION_AUTH_ENDPOINT: oci.url }
    const signer = await signerFromConfig(config, { env })
    expect(await signer.whoami()).toMatchObject({ principal: 'session', region: config.region, atCeiling: false })
    await signer.refresh()
    expect(await readFile(String(config.securityTokenFile), 'utf8')).not.toBe(token)

    const { tenancy, region, keyFile, securityTokenFile } = config
    const asked = oci.count('POST', '/v1/authentication/refresh')
    for (const told of [{ tenancy, region, keyFile, securityTokenFile }, config.with({ securityTokenFile })]) {
      const other = await signerFromConfig(told, { env })
      await other.refresh()
      expect(other.status()).toMatchObject({ principal: 'session', source: 'session files' })
    }
    expect(oci.count('POST', '/v1/authentication/refresh')).toBe(asked)
  })

  test('the session of a profile lies where `~` led as the profile was loaded', async () => {
    const session = await profile('SESSION')
    const inHome = (path: string | undefined): string => String(path).replace(folder, '~')
    await add(
      `[HOME]\nsecurity_token_file=${inHome(session.securityTokenFile)}\nkey_file=${inHome(session.keyFile)}\nregion=phx`,
    )
    const loaded = [
      await loadConfig({ file, profile: 'HOME', env: {}, homeDirectory: folder }),
      await loadConfig({ file, profile: 'HOME', env: { HOME: `${folder}/` } }),
    ]
    for (const config of loaded) expect(await statusFrom(config)).toBe(200)
  })

  test('a session that is opened anew in place of the one of a profile is signed with, also by another passphrase and in another region', async () => {
    const open = (passphrase: string, region: string) =>
      authenticateWithCredentials({
        config,
        region,
        profile: 'AGAIN',
        passphrase,
        storePassphrase: true,
        overwrite: true,
        configFile: file,
        homeDirectory: folder,
        env: { OCI_SESSION_AUTH_ENDPOINT: oci.url },
      })
    const config = await profile('DEFAULT')
    await open('hunter2', 'phx')
    const signer = await signerFromConfig(await profile('AGAIN'), { env: {} })
    expect((await signer.whoami()).region).toBe('us-phoenix-1')
    await open('hunter3', 'iad')
    expect((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status).toBe(200)
    expect([await signer.region(), signer.status().lastError]).toEqual(['us-ashburn-1', undefined])
  })

  test('a profile of an exchange in CI needs no user and no fingerprint', async () => {
    const { tenancy, region, keyFile, securityTokenFile } = await profile('SESSION')
    expect(await statusFrom({ tenancy, region, keyFile, securityTokenFile })).toBe(200)
  })

  test('what is written wins over a token', async () => {
    const { securityTokenFile } = await profile('SESSION')
    const config = (await profile('DEFAULT')).with({ securityTokenFile, authenticationType: 'api_key' })
    expect((await signerFromConfig(config)).status().principal).toBe('user')
  })

  test('finds a resource principal (B15), and one that acts for a user', async () => {
    const env = await oci.environment('resource-2.2', folder)
    const config = { authenticationType: 'resource_principal' }
    const signer = await signerFromConfig(config, { env })
    expect(await signer.whoami()).toMatchObject({ principal: 'resource', region: 'us-phoenix-1' })
    const delegationTokenFile = join(folder, 'delegation_token')
    await writeFile(delegationTokenFile, 'eyJ.e30.x\n', { mode: 0o600 })
    const acting = await signerFromConfig({ ...config, delegationTokenFile }, { env })
    const { headers } = await acting.sign({ method: 'GET', url: `${oci.url}/echo` })
    expect(headers['opc-obo-token']).toBe('eyJ.e30.x')
    expect(await rejectionOf(signerFromConfig(config, { env: {} }))).toMatchObject({
      code: 'ERR_CREDENTIAL_UNAVAILABLE',
    })
  })

  test.each<[string, object, object]>([
    [
      'every faulty field',
      { user: 'me' },
      { errors: { tenancy: 'missing', user: 'malformed', fingerprint: 'missing' } },
    ],
    ['an unknown kind', { authenticationType: 'magic' }, { errors: { authenticationType: 'unsupported' } }],
    [
      'a kind that every object has',
      { authenticationType: 'toString' },
      { errors: { authenticationType: 'unsupported' } },
    ],
  ])('refuses %s', async (_, config, expected) => {
    expect(await rejectionOf(signerFromConfig(config, { env: {} }))).toMatchObject(expected)
  })

  test('refuses what is no configuration', async () => {
    expect(await rejectionOf(signerFromConfig('DEFAULT' as never))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('has a row for each kind that there is a signer for', () => {
    const kinds = [
      'api_key',
      'security_token',
      'instance_principal',
      'instance_obo_user',
      'resource_principal',
      'oke_workload_identity',
    ]
    expect(Object.keys(KINDS)).toEqual(kinds)
  })
})
