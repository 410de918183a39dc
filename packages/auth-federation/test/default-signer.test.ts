// The chain of credentials: which link is taken, which passes and why, and which stops it.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InstanceMetadata } from '@x/cert-retrievers'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NetworkError } from '@x/http'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultSigner, explainDefaultSigner, type CredentialUnavailableError } from '../src/index.ts'

type Variables = Record<string, string>

/** No metadata service answers, as on a laptop. */
const offOci = new InstanceMetadata({
  env: {},
  retryStrategy: NONE_RETRY_STRATEGY,
  httpClient: async ({ method, url }) => {
    const problem = { reason: 'ENETUNREACH', sentence: 'the network cannot be reached. Check it.' }
    throw new NetworkError({ method, url: String(url) }, problem)
  },
})

describe('the chain of credentials', () => {
  let oci: Emulator
  let folder: string
  let home: Variables
  beforeAll(async () => void (oci = await startEmulator()))
  afterAll(() => oci.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chain-'))
    home = { HOME: folder, USERPROFILE: folder }
  })
  afterEach(() => rm(folder, { recursive: true }))

  const inSession = (): Variables => {
    const { token, privateKeyPem } = oci.createSession()
    return { OCI_SECURITY_TOKEN: token, OCI_SESSION_PRIVATE_KEY: privateKeyPem }
  }
  const ofCli = (): Variables => ({
    OCI_CLI_USER: oci.user,
    OCI_CLI_TENANCY: oci.tenancy,
    OCI_CLI_FINGERPRINT: oci.apiKey.fingerprint,
    OCI_CLI_KEY_CONTENT: oci.apiKey.pem,
    OCI_CLI_REGION: oci.region,
  })

  describe('takes', () => {
    const places: readonly [
      name: string,
      link: string,
      principal: string,
      () => Variables | Promise<Variables>,
      object,
    ][] = [
      ['a session in the environment', 'environment', 'session', inSession, {}],
      ['a whole credential of the CLI, where that counts', 'environment', 'user', ofCli, { cliEnv: true }],
      ['the profile of a user', 'config-profile', 'user', () => oci.environment('user', folder), {}],
      ['a token exchange', 'token-exchange', 'token-exchange', () => oci.environment('token-exchange', folder), {}],
      ...(['1.1', '2.1', '2.1.1', '2.1.2', '2.2', '3.0'] as const).map((version): (typeof places)[number] => [
        `a resource of version ${version}`,
        'resource-principal',
        'resource',
        () => oci.environment(`resource-${version}`, folder),
        {},
      ]),
      ['a pod', 'oke-workload', 'oke-workload', () => oci.environment('oke', folder), {}],
      ['an instance', 'instance-principal', 'instance', () => oci.environment('instance'), { metadata: undefined }],
    ]
    test.each(places)('%s, which signs and tells its link', async (_, link, principal, variables, options) => {
      const env = { ...home, ...(await variables()) }
      const signer = await defaultSigner({ env, metadata: offOci, ...options })
      expect(signer.status()).toMatchObject({ link, principal })
      expect(await signer.whoami()).toMatchObject({ link, principal, tenancy: oci.tenancy })
      expect((await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status).toBe(200)
      expect(await explainDefaultSigner({ env, metadata: offOci, ...options })).toMatchObject({ taken: link })
    })

    test('what the options name before all that is found', async () => {
      const file = await oci.configFile(join(folder, 'named'))
      const env = { ...home, ...inSession() }
      const named = await defaultSigner({ env, file, profile: 'SESSION' })
      expect(named.status()).toMatchObject({ link: 'explicit', source: 'session files' })
      const { tenancy, user, region, apiKey } = oci
      const config = { tenancy, user, region, fingerprint: apiKey.fingerprint, keyContent: apiKey.pem }
      expect((await defaultSigner({ env, config })).status()).toMatchObject({ link: 'explicit', principal: 'user' })
    })

    test('the session of the environment before a profile', async () => {
      const env = { ...(await oci.environment('user', folder)), ...inSession() }
      expect((await defaultSigner({ env })).status().link).toBe('environment')
    })

    test('the pod before the profile, and the profile before the instance, on which the pod runs', async () => {
      const node = await oci.environment('instance')
      const user = await oci.environment('user', folder)
      const pod = await oci.environment('oke', folder)
      expect((await defaultSigner({ env: { ...node, ...user, ...pod } })).status().link).toBe('oke-workload')
    })

    test('the profile before the instance', async () => {
      const env = { ...(await oci.environment('user', folder)), ...(await oci.environment('instance')) }
      expect((await defaultSigner({ env })).status().link).toBe('config-profile')
    })
  })

  describe('with the variables of the CLI', () => {
    test('none of them counts unless it is asked for', async () => {
      const env = { ...home, ...ofCli(), OCI_CLI_AUTH: 'instance_principal', OCI_CLI_PROFILE: 'NONE' }
      const error = (await rejectionOf(defaultSigner({ env, metadata: offOci }))) as CredentialUnavailableError
      expect(error.code).toBe('ERR_CREDENTIAL_UNAVAILABLE')
      expect(error.links?.find(({ link }) => link === 'environment')?.why).toContain('OCI_CLI_* count with cliEnv only')
    })

    test('OCI_CLI_AUTH names the kind, and its profile the rest', async () => {
      const env = await oci.environment('user', folder)
      const options = { env: { ...env, OCI_CLI_AUTH: 'security_token', OCI_CLI_PROFILE: 'SESSION' }, cliEnv: true }
      expect((await defaultSigner(options)).status()).toMatchObject({ link: 'environment', principal: 'session' })
    })

    test('an instance needs no profile', async () => {
      const env = { ...home, ...(await oci.environment('instance')), OCI_CLI_AUTH: 'instance_principal' }
      expect((await defaultSigner({ env, cliEnv: true })).status()).toMatchObject({
        link: 'environment',
        principal: 'instance',
      })
    })

    test('an instance that acts for a user, as in Cloud Shell, sends their token', async () => {
      const file = join(folder, 'delegation_token')
      await writeFile(file, 'eyJ.e30.x', { mode: 0o600 })
      const variables = { OCI_CLI_AUTH: 'instance_obo_user', OCI_CLI_DELEGATION_TOKEN_FILE: file }
      const env = { ...home, ...(await oci.environment('instance')), ...variables }
      const signer = await defaultSigner({ env, cliEnv: true })
      const { headers } = await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
      expect(headers['opc-obo-token']).toBe('eyJ.e30.x')
    })

    test('a part of a credential passes, and counts over the profile', async () => {
      const env = { ...(await oci.environment('user', folder)), OCI_CLI_REGION: 'eu-frankfurt-1' }
      const signer = await defaultSigner({ env, cliEnv: true })
      expect(await signer.whoami()).toMatchObject({ link: 'config-profile', region: 'eu-frankfurt-1' })
    })

    test('an instance needs no profile DEFAULT in the default file either', async () => {
      await mkdir(join(folder, '.oci'))
      await writeFile(join(folder, '.oci', 'config'), '[OTHER]\nregion=phx\n', { mode: 0o600 })
      const env = { ...home, ...(await oci.environment('instance')), OCI_CLI_AUTH: 'instance_principal' }
      expect((await defaultSigner({ env, cliEnv: true })).status()).toMatchObject({ link: 'environment' })
      const named = { ...env, OCI_CONFIG_PROFILE: 'DEFAULT' }
      expect(await rejectionOf(defaultSigner({ env: named, cliEnv: true }))).toMatchObject({
        code: 'ERR_PROFILE_NOT_FOUND',
      })
    })

    test('Cloud Shell has its user’s token in the profile of its region', async () => {
      const [file, token] = [join(folder, 'config'), join(folder, 'token')]
      await writeFile(token, 'eyJ.e30.x', { mode: 0o600 })
      const profile = ['[us-phoenix-1]', `tenancy=${oci.tenancy}`, 'region=phx', `delegation_token_file=${token}`]
      await writeFile(file, profile.join('\n'), { mode: 0o600 })
      const shell = {
        OCI_CLI_AUTH: 'instance_obo_user',
        OCI_CLI_CONFIG_FILE: file,
        OCI_CLI_PROFILE: 'us-phoenix-1',
        OCI_CLI_CLOUD_SHELL: 'True',
      }
      const env = { ...home, ...(await oci.environment('instance')), ...shell }
      const signer = await defaultSigner({ env, cliEnv: true })
      expect(await signer.whoami()).toMatchObject({ link: 'environment', principal: 'instance', region: oci.region })
      const { headers } = await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
      expect(headers['opc-obo-token']).toBe('eyJ.e30.x')
    })

    test('OCI_CLI_PROFILE is a profile that has to be there', async () => {
      const env = { ...(await oci.environment('user', folder)), OCI_CLI_PROFILE: 'NONE' }
      expect(await rejectionOf(defaultSigner({ env, cliEnv: true }))).toMatchObject({ code: 'ERR_PROFILE_NOT_FOUND' })
    })
  })

  describe('stops at', () => {
    const session = (name: string) => (): Variables => ({ [name]: String(inSession()[name]) })
    const profile = (text: string) => async (): Promise<Variables> => {
      const env = await oci.environment('user', folder)
      await writeFile(String(env['OCI_CONFIG_FILE']), text, { mode: 0o600 })
      return env
    }
    const broken: readonly [name: string, link: string, () => Variables | Promise<Variables>, object][] = [
      [
        'a token without its key',
        'environment',
        session('OCI_SECURITY_TOKEN'),
        { code: 'ERR_MISSING_INPUT', names: ['OCI_SESSION_PRIVATE_KEY'] },
      ],
      [
        'a key without its token',
        'environment',
        session('OCI_SESSION_PRIVATE_KEY'),
        { code: 'ERR_MISSING_INPUT', names: ['OCI_SECURITY_TOKEN'] },
      ],
      [
        'a token that is none',
        'environment',
        () => ({ ...inSession(), OCI_SECURITY_TOKEN: '/a/token' }),
        { code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(/^OCI_SECURITY_TOKEN is no session token/) },
      ],
      [
        'a token of another key',
        'environment',
        () => ({ ...inSession(), OCI_SESSION_PRIVATE_KEY: String(inSession()['OCI_SESSION_PRIVATE_KEY']) }),
        { code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(/^OCI_SECURITY_TOKEN is bound to another key/) },
      ],
      [
        'the path of a key in the place of the key',
        'environment',
        () => ({ ...inSession(), OCI_SESSION_PRIVATE_KEY: '~/key.pem' }),
        { code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(/^OCI_SESSION_PRIVATE_KEY is no private key/) },
      ],
      [
        'the region of a session that is none',
        'environment',
        () => ({ ...inSession(), OCI_REGION: 'gar bage' }),
        { code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(/^OCI_REGION is no region/) },
      ],
      [
        'half a token exchange',
        'token-exchange',
        async () => {
          const { OCI_TOKEN_EXCHANGE_CLIENT_SECRET: _, ...rest } = await oci.environment('token-exchange', folder)
          return rest
        },
        { code: 'ERR_MISSING_INPUT', names: ['OCI_TOKEN_EXCHANGE_CLIENT_SECRET'] },
      ],
      [
        'half a resource',
        'resource-principal',
        () => ({ OCI_RESOURCE_PRINCIPAL_VERSION: '2.2', OCI_RESOURCE_PRINCIPAL_REGION: 'phx' }),
        { code: 'ERR_MISSING_INPUT', names: ['OCI_RESOURCE_PRINCIPAL_RPST', 'OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM'] },
      ],
      [
        'half a resource in a pod',
        'resource-principal',
        async () => ({
          ...(await oci.environment('oke', folder)),
          OCI_RESOURCE_PRINCIPAL_VERSION: '2.2',
          OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM: '/key',
        }),
        { code: 'ERR_MISSING_INPUT', names: ['OCI_RESOURCE_PRINCIPAL_RPST'] },
      ],
      [
        'a resource of a version that is not known',
        'resource-principal',
        () => ({ OCI_RESOURCE_PRINCIPAL_VERSION: '9' }),
        { code: 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION' },
      ],
      [
        'a named CA of a cluster that is missing',
        'oke-workload',
        async () => ({
          ...(await oci.environment('oke', folder)),
          OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: join(folder, 'none'),
        }),
        { code: 'ERR_TLS_MATERIAL' },
      ],
      [
        'a named file that is missing',
        'config-profile',
        () => ({ OCI_CONFIG_FILE: join(folder, 'none') }),
        { code: 'ERR_CONFIG_FILE_NOT_FOUND' },
      ],
      [
        'a named profile that is missing',
        'config-profile',
        async () => ({ ...(await oci.environment('user', folder)), OCI_CONFIG_PROFILE: 'NONE' }),
        { code: 'ERR_PROFILE_NOT_FOUND' },
      ],
      ['a file that is none', 'config-profile', profile('what is this'), { code: 'ERR_CONFIG_PARSE' }],
      ['half a profile', 'config-profile', profile('[DEFAULT]\nregion=phx\n'), { code: 'ERR_INVALID_CONFIG' }],
      [
        'a named metadata service that does not answer',
        'instance-principal',
        () => ({ OCI_METADATA_BASE_URL: 'http://127.0.0.1:1/opc/v2' }),
        { code: 'ERR_INSTANCE_METADATA_UNAVAILABLE' },
      ],
    ]
    test.each(broken)('%s', async (_, link, variables, reason) => {
      const env = { ...home, ...(await variables()) }
      const metadata = link === 'instance-principal' ? undefined : offOci
      expect(await rejectionOf(defaultSigner({ env, metadata }))).toMatchObject(reason)
      const { taken, links } = await explainDefaultSigner({ env, metadata })
      expect(taken).toBe(link)
      expect(links.find((each) => each.link === link)).toMatchObject({ outcome: 'broken', error: reason })
    })

    test('a key that cannot be read, and not at another principal behind it', async () => {
      const env = { ...(await oci.environment('user', folder)), ...(await oci.environment('instance')) }
      await writeFile(join(folder, '.oci', 'oci_api_key.pem'), 'no key', { mode: 0o600 })
      expect(await rejectionOf(defaultSigner({ env }))).toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY' })
    })

    test('a cluster that gives its pods no tokens, and not at the instance behind it', async () => {
      oci.cluster.enhanced = false
      const env = { ...home, ...(await oci.environment('oke', folder)), ...(await oci.environment('instance')) }
      expect(await rejectionOf(defaultSigner({ env }))).toMatchObject({ code: 'ERR_CLUSTER_NOT_ENHANCED', status: 403 })
      expect(await explainDefaultSigner({ env })).toMatchObject({ taken: 'oke-workload' })
      oci.cluster.enhanced = true
    })

    test('an instance whose auth service refuses it', async () => {
      oci.faults.add({ match: { path: '/v1/x509' }, effect: { status: 403 } })
      const env = { ...home, ...(await oci.environment('instance')) }
      expect(await rejectionOf(defaultSigner({ env }))).toMatchObject({ name: 'ServiceError', status: 403 })
      oci.faults.clear()
    })

    test('a metadata service that is there and busy', async () => {
      const busy = new InstanceMetadata({
        env: {},
        retryStrategy: NONE_RETRY_STRATEGY,
        httpClient: async () => ({
          status: 503,
          headers: {},
          body: new Uint8Array(),
          text: () => '',
          json: () => ({}),
        }),
      })
      expect(await rejectionOf(defaultSigner({ env: home, metadata: busy }))).toMatchObject({ status: 503 })
    })
  })

  describe('passes', () => {
    test('the metadata service of another cloud', async () => {
      const other = new InstanceMetadata({
        env: {},
        retryStrategy: NONE_RETRY_STRATEGY,
        httpClient: async () => ({
          status: 404,
          headers: {},
          body: new Uint8Array(),
          text: () => '',
          json: () => ({}),
        }),
      })
      const { taken, links } = await explainDefaultSigner({ env: home, metadata: other })
      expect(taken).toBeUndefined()
      expect(links.at(-1)).toMatchObject({ link: 'instance-principal', outcome: 'absent' })
    })

    test.each<[name: string, change: Variables, why: RegExp]>([
      ['no proxymux', { KUBERNETES_SERVICE_PORT_PROXYMUX: '1' }, /Nothing listens there/],
      [
        'a proxymux that its CA does not vouch for',
        { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: '' },
        /CA of a cluster|vouched/,
      ],
    ])('a cluster with %s: the Kubernetes of another cloud', async (_, change, why) => {
      const env = { ...home, ...(await oci.environment('oke', folder)), ...change }
      const { taken, links } = await explainDefaultSigner({ env, metadata: offOci })
      expect(taken).toBeUndefined()
      const pod = links.find(({ link }) => link === 'oke-workload')
      expect(pod).toMatchObject({ outcome: 'absent' })
      expect(pod?.why).toMatch(why)
    })

    test('a resource of which nothing is set but version and region, in a pod', async () => {
      const named = { OCI_RESOURCE_PRINCIPAL_VERSION: '2.2', OCI_RESOURCE_PRINCIPAL_REGION: 'phx' }
      const env = { ...home, ...(await oci.environment('oke', folder)), ...named }
      const { taken, links } = await explainDefaultSigner({ env, metadata: offOci })
      expect(taken).toBe('oke-workload')
      expect(links.find(({ link }) => link === 'resource-principal')).toMatchObject({ outcome: 'absent' })
    })

    test('a default file that has no profile DEFAULT', async () => {
      const { OCI_CONFIG_FILE, ...rest } = await oci.environment('user', folder)
      const text = await readFile(String(OCI_CONFIG_FILE), 'utf8')
      await writeFile(String(OCI_CONFIG_FILE), text.replace('[DEFAULT]', '[MINE]'), { mode: 0o600 })
      const { links } = await explainDefaultSigner({ env: rest, metadata: offOci })
      expect(links.find(({ link }) => link === 'config-profile')).toMatchObject({
        outcome: 'absent',
        why: 'It has no profile DEFAULT.',
      })
    })

    test('an empty variable, as if it were not set', async () => {
      const env = { ...home, OCI_SECURITY_TOKEN: '', OCI_SESSION_PRIVATE_KEY: ' ', OCI_CONFIG_PROFILE: '' }
      expect(await explainDefaultSigner({ env, metadata: offOci })).toMatchObject({ taken: undefined })
    })
  })

  describe('refuses', () => {
    const calls: readonly [what: string, options: unknown, says: string][] = [
      ['null', null, 'The options are null.'],
      ['a name in place of the options', 'DEFAULT', 'The options are a string.'],
      ['a promise', Promise.resolve({}), 'a promise, which has to be awaited'],
      ['a misspelt option', { profileName: 'A' }, 'Did you mean `profile`?'],
      ['a switch that is a text', { cliEnv: 'false' }, '`cliEnv` is a string. It has to be true or false.'],
      ['a port that is a text', { proxymuxPort: '12250' }, '`proxymuxPort` is a string.'],
      ['a signal that is none', { signal: 5 }, '`signal` is a number.'],
      ['an address for the metadata service', { metadata: 'http://x' }, '`metadata` is a string.'],
      ['a configuration beside a profile', { config: {}, profile: 'A' }, 'There is a `config` beside `profile`.'],
    ]
    test.each(calls)('%s, before anything is looked at', async (_, options, says) => {
      for (const call of [defaultSigner, explainDefaultSigner]) {
        const error = await rejectionOf(call(options as never))
        expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' })
        expect((error as Error).message).toContain(says)
      }
    })
  })

  describe('sends nothing to a proxy', () => {
    test('of the questions whether this is an instance, or a pod', async () => {
      const seen: unknown[] = []
      const proxy = createServer((request, response) => {
        seen.push(request.url)
        response.writeHead(502).end()
      }).on('connect', (request, socket) => {
        seen.push(request.url)
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      })
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
      const proxies = { HTTP_PROXY: address, http_proxy: address, HTTPS_PROXY: address, https_proxy: address }
      // TEST-NET-1: nobody is there, and unlike this machine it is not exempt from proxies.
      const pod = { ...(await oci.environment('oke', folder)), KUBERNETES_SERVICE_HOST: '192.0.2.1' }
      const env = { ...home, ...pod, ...proxies }
      expect((await explainDefaultSigner({ env })).links.map(({ outcome }) => outcome)).not.toContain('broken')
      expect(seen).toEqual([])
      await new Promise((resolve) => proxy.close(resolve))
    })
  })

  test('where nothing is set up, the error has a line for each link: what, where and why not', async () => {
    const error = (await rejectionOf(defaultSigner({ env: home, metadata: offOci }))) as CredentialUnavailableError
    expect(error).toMatchObject({ name: 'CredentialUnavailableError', code: 'ERR_CREDENTIAL_UNAVAILABLE' })
    const report = await explainDefaultSigner({ env: home, metadata: offOci })
    expect(report).toEqual({ taken: undefined, links: error.links })
    const [title, ...lines] = error.message.split('\n')
    expect(title).toBe('No credential for OCI was found. Set up one of these:')
    expect(lines).toEqual(
      report.links.map(({ link, lookedFor, where, why }) => `- ${link}: ${lookedFor}, in ${where}. ${why}`),
    )
    expect(report.links.every(({ outcome }) => outcome === 'absent')).toBe(true)
  })

  test('an explanation asks nobody for a token, and shows no secret', async () => {
    const before = oci.requests.length
    const env = { ...(await oci.environment('user', folder)), ...inSession() }
    const report = await explainDefaultSigner({ env, metadata: offOci })
    expect(oci.requests.length).toBe(before)
    const shown = JSON.stringify(report)
    expect(shown).not.toContain(env['OCI_SECURITY_TOKEN'])
    expect(shown).not.toContain('PRIVATE KEY-----')
  })

  test.each(['instance', 'resource-1.1', 'resource-3.0', 'oke', 'token-exchange'] as const)(
    'an explanation in the place %s asks for no token, no certificate and no subject token',
    async (place) => {
      const without = place === 'token-exchange' ? undefined : folder // then the subject token has an address
      const env = { ...home, ...(await oci.environment(place, without)) }
      const before = oci.requests.length
      expect((await explainDefaultSigner({ env })).taken).toBeDefined()
      const asked = oci.requests.slice(before).map(({ target }) => target)
      expect(asked.filter((target) => !target.includes('/opc/v2/instance/region'))).toEqual([])
    },
  )

  test('an aborted search ends with the reason', async () => {
    const reason = new Error('no longer needed')
    const options = { env: home, metadata: offOci, signal: AbortSignal.abort(reason) }
    expect(await rejectionOf(defaultSigner(options))).toBe(reason)
    expect(await rejectionOf(explainDefaultSigner(options))).toBe(reason)
  })

  test('a signer that was found renews, tells and closes as its principal does', async () => {
    const signer = await defaultSigner({ env: { ...home, ...(await oci.environment('instance')) } })
    const renewals: number[] = []
    signer.on('refresh', ({ expiresAt }) => renewals.push(expiresAt))
    await signer.refresh()
    expect(renewals).toHaveLength(1)
    expect(await signer.region()).toBe(oci.region)
    await signer.close()
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })
})
