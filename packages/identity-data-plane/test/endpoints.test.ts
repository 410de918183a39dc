// Where calls go. A proxy on this machine takes OCI's hosts for the emulator, which verifies the signature over each of them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { createHttpClient } from '@x/http'
import { createSigner } from '@x/signer'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { DataplaneClient, type DataplaneClientOptions } from '../src/index.ts'
import { clientOf, configOf, keys, SCOPE, thrownBy } from './support.ts'
import { forwardTo } from './forward-to.ts'

const servers = useServers()
let oci: Emulator
let home: string
beforeAll(async () => {
  oci = await startEmulator()
  home = await mkdtemp(join(tmpdir(), 'dataplane-'))
})
afterAll(async () => {
  await oci.close()
  await rm(home, { recursive: true, force: true })
})

const call = (client: DataplaneClient): Promise<{ status: number }> =>
  client.generateScopedAccessToken({ scope: SCOPE, publicKey: keys.publicKeyPem })

/** No `https`, so that the proxy sees the call itself. */
const TEMPLATE = 'http://auth.{region}.{secondLevelDomain}'
const DUAL = 'http://{dualStack?ds.:}auth.{region}.{secondLevelDomain}'
const none = { regionSources: { readFile: async () => undefined } }

/** The host that a verified call of this client went to. */
async function hostOf(options: DataplaneClientOptions): Promise<string | undefined> {
  const hosts: string[] = []
  const env = { HTTP_PROXY: await servers.http(forwardTo(oci.url, hosts)), ...options.env }
  const client = clientOf(oci, {
    serviceEndpoint: undefined,
    endpointTemplate: TEMPLATE,
    ...none,
    ...options,
    env,
    httpClient: createHttpClient({ env }),
  })
  expect((await call(client)).status).toBe(200)
  expect(oci.requests.at(-1)?.headers['host']).toBe(hosts[0])
  return hosts[0]
}

const REALM_FLAG = 'OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED'
const DUAL_FLAG = 'OCI_DUAL_STACK_ENDPOINT_ENABLED'
const realms = {
  realmSpecificEndpointTemplates: { oc19: 'http://auth.{region}.eu.{secondLevelDomain}' },
  region: 'str',
}

test.each<[string, DataplaneClientOptions, string]>([
  ['the configuration’s region', {}, 'auth.us-phoenix-1.oraclecloud.com'],
  ['a region before the configuration’s', { region: 'eu-paris-1' }, 'auth.eu-paris-1.oraclecloud.com'],
  ['a code in any case', { region: 'FRA' }, 'auth.eu-frankfurt-1.oraclecloud.com'],
  ['a region of another realm', { region: 'str' }, 'auth.eu-frankfurt-2.oraclecloud.eu'],
  ['a government’s region', { region: 'us-gov-ashburn-1' }, 'auth.us-gov-ashburn-1.oraclegovcloud.com'],
  ['the configuration’s before OCI_REGION', { env: { OCI_REGION: 'fra' } }, 'auth.us-phoenix-1.oraclecloud.com'],
  ['dual stack off', { endpointTemplate: DUAL }, 'auth.us-phoenix-1.oraclecloud.com'],
  [
    'dual stack on',
    { endpointTemplate: DUAL, dualStackEndpointsEnabled: true },
    'ds.auth.us-phoenix-1.oraclecloud.com',
  ],
  [
    'dual stack by the environment',
    { endpointTemplate: DUAL, env: { [DUAL_FLAG]: 'TRUE' } },
    'ds.auth.us-phoenix-1.oraclecloud.com',
  ],
  [
    'dual stack off by the client, before the environment',
    { endpointTemplate: DUAL, dualStackEndpointsEnabled: false, env: { [DUAL_FLAG]: 'true' } },
    'auth.us-phoenix-1.oraclecloud.com',
  ],
  ['a realm’s template, unless it is on', realms, 'auth.eu-frankfurt-2.oraclecloud.eu'],
  [
    'a realm’s template',
    { ...realms, realmSpecificEndpointTemplateEnabled: true },
    'auth.eu-frankfurt-2.eu.oraclecloud.eu',
  ],
  [
    'a realm’s template by the environment',
    { ...realms, env: { [REALM_FLAG]: 'true' } },
    'auth.eu-frankfurt-2.eu.oraclecloud.eu',
  ],
  [
    'no realm’s template by the client, before the environment',
    { ...realms, realmSpecificEndpointTemplateEnabled: false, env: { [REALM_FLAG]: 'true' } },
    'auth.eu-frankfurt-2.oraclecloud.eu',
  ],
])('calls go to %s', async (_, options, host) => {
  expect(await hostOf(options)).toBe(host)
})

describe('the region', () => {
  const signer = (region: string | undefined) => ({
    ...createSigner(async () => ({ keyId: 'a/b/c', key: { sign: async (data: Uint8Array) => data } })),
    region: async () => region,
  })

  test('is the signer’s where the configuration has none, before OCI_REGION', async () => {
    const env = { OCI_REGION: 'lhr' }
    expect(await new DataplaneClient({ config: {}, signer: signer('fra'), env, ...none }).endpoint()).toBe(
      'https://auth.eu-frankfurt-1.oraclecloud.com',
    )
    expect(await new DataplaneClient({ signer: signer(undefined), env, ...none }).endpoint()).toBe(
      'https://auth.uk-london-1.oraclecloud.com',
    )
  })

  test('is missing when the signer, asked with the first call, knows none either', async () => {
    const client = new DataplaneClient({ signer: signer(undefined), env: {}, ...none })
    expect(await rejectionOf(client.endpoint())).toMatchObject({ errors: { region: 'missing' } })
  })

  test.each<[string, DataplaneClientOptions, string]>([
    ['an endpoint', { serviceEndpoint: 'https://host' }, 'https://host'],
    [
      'an endpoint beside a configuration',
      { config: { region: null as never }, serviceEndpoint: 'https://host' },
      'https://host',
    ],
    ['a region', { region: 'fra' }, 'https://auth.eu-frankfurt-1.oraclecloud.com'],
    ['the region of a configuration', { config: { region: 'fra' } }, 'https://auth.eu-frankfurt-1.oraclecloud.com'],
    ['the region of the signer', { signer: signer('fra') }, 'https://auth.eu-frankfurt-1.oraclecloud.com'],
    ['OCI_REGION', { env: { OCI_REGION: ' fra ' } }, 'https://auth.eu-frankfurt-1.oraclecloud.com'],
  ])('need not be known otherwise beside %s', async (_, options, endpoint) => {
    const { sign } = signer(undefined)
    const client = new DataplaneClient({ signer: { sign }, env: {}, ...none, ...options })
    expect(await client.endpoint()).toBe(endpoint)
  })

  test.each(['', ' '])('is not OCI_REGION when that is %j', (OCI_REGION) => {
    const { sign } = signer(undefined)
    expect(thrownBy(() => new DataplaneClient({ signer: { sign }, env: { OCI_REGION } }))).toMatchObject({
      errors: { region: 'missing' },
    })
  })

  test('is the one of the process’s environment where no other is given', async () => {
    vi.stubEnv('OCI_REGION', 'fra')
    const { sign } = signer(undefined)
    expect(await new DataplaneClient({ signer: { sign }, ...none }).endpoint()).toBe(
      'https://auth.eu-frankfurt-1.oraclecloud.com',
    )
    vi.unstubAllEnvs()
  })

  test.each(['', ' ', 7])('is not %j', (region) => {
    expect(thrownBy(() => clientOf(oci, { region: region as string }))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining('The region is empty.'),
    })
  })

  test('may be one that only the operator’s developer-tool configuration knows', async () => {
    const region = {
      regionKey: 'XYZ',
      regionIdentifier: 'my-cloud-1',
      realmKey: 'OC77',
      realmDomainComponent: 'operator.example',
    }
    const text = JSON.stringify({ regions: [region], services: ['identitydataplane'] })
    const options = { regionSources: { readFile: async () => text }, region: 'xyz' }
    const client = clientOf(oci, { ...options, serviceEndpoint: undefined })
    expect(await client.endpoint()).toBe('https://auth.my-cloud-1.operator.example')
  })

  test('is missed at once where nobody could know it', () => {
    const { sign } = signer('fra')
    expect(thrownBy(() => new DataplaneClient({ signer: { sign }, env: {} }))).toMatchObject({
      errors: { region: 'missing' },
    })
  })

  test('can be changed, and takes the place of an endpoint', async () => {
    const client = clientOf(oci, none)
    expect(await client.endpoint()).toBe(oci.url)
    client.setRegion('lhr')
    expect(await client.endpoint()).toBe('https://auth.uk-london-1.oraclecloud.com')
    expect(thrownBy(() => client.setRegion(' '))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('that cannot stand in a host is refused with the first call', async () => {
    const client = clientOf(oci, { serviceEndpoint: undefined, region: 'evil.example/', ...none })
    expect(await rejectionOf(call(client))).toMatchObject({ code: 'ERR_INVALID_REGION' })
  })

  test('may be a whole domain', async () => {
    const client = clientOf(oci, { serviceEndpoint: undefined, region: 'region1.example.com', ...none })
    expect(await client.endpoint()).toBe('https://auth.region1.example.com')
  })

  test('is found once for all calls, and again after a failure', async () => {
    let reads = 0
    const readFile = async (): Promise<undefined> => {
      reads += 1
      if (reads === 1) throw Object.assign(new Error('busy'), { code: 'EBUSY' })
    }
    const client = clientOf(oci, { serviceEndpoint: undefined, regionSources: { readFile } })
    expect(await rejectionOf(client.endpoint())).toMatchObject({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' })
    await Promise.all([client.endpoint(), client.endpoint(), client.endpoint()])
    expect(reads).toBe(2)
  })
})

test('a search that fails after the region was changed does not undo the new one', async () => {
  const fail: ((error: Error) => void)[] = []
  let reads = 0
  const readFile = (): Promise<undefined> => {
    reads += 1
    return reads === 1 ? new Promise((_, reject) => fail.push(reject)) : Promise.resolve(undefined)
  }
  const client = clientOf(oci, { serviceEndpoint: undefined, regionSources: { readFile } })
  const old = rejectionOf(client.endpoint())
  client.setRegion('fra')
  expect(await client.endpoint()).toBe('https://auth.eu-frankfurt-1.oraclecloud.com')
  fail[0]?.(new Error('busy'))
  expect(await old).toMatchObject({ code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION' })
  expect(await client.endpoint()).toBe('https://auth.eu-frankfurt-1.oraclecloud.com')
  expect(reads).toBe(2)
})

describe('an endpoint', () => {
  test.each(['', '/', '/v1', '/v1/'])('may end with %j', async (end) => {
    expect((await call(clientOf(oci, { serviceEndpoint: oci.url + end }))).status).toBe(200)
  })

  test('may be asked for before each call', async () => {
    const asked: string[] = []
    const serviceEndpoint = async (): Promise<URL> => {
      asked.push('asked')
      return new URL(oci.url)
    }
    const client = clientOf(oci, { serviceEndpoint })
    await call(client)
    await call(client)
    expect(asked).toHaveLength(2)
  })

  test('that is asked for is given a signal: the caller’s, or one that never fires', async () => {
    const signals: AbortSignal[] = []
    const client = clientOf(oci, {
      serviceEndpoint: async ({ signal }) => {
        signals.push(signal)
        return oci.url
      },
    })
    const { signal } = new AbortController()
    expect([await client.endpoint({ signal }), await client.endpoint()]).toEqual([oci.url, oci.url])
    expect(signals).toEqual([signal, expect.any(AbortSignal)])
    expect(signals[0]).toBe(signal)
    expect(signals[1]?.aborted).toBe(false)
  })

  test('is neither asked for nor looked up under a signal that has fired', async () => {
    const [serviceEndpoint, readFile] = [vi.fn(), vi.fn()]
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    for (const options of [{ serviceEndpoint }, { regionSources: { readFile } }])
      expect(await rejectionOf(clientOf(oci, options).endpoint({ signal }))).toBe(reason)
    expect([serviceEndpoint, readFile].map(({ mock }) => mock.calls.length)).toEqual([0, 0])
  })

  test('whose search takes its time can be left', async () => {
    const readFile = (): Promise<never> => new Promise(() => {})
    const controller = new AbortController()
    const leaving = clientOf(oci, { regionSources: { readFile } }).endpoint({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(leaving).rejects.toThrow('enough')
  })

  test.each(['auth.us-phoenix-1.oraclecloud.com', 'https://user@host', 'ftp://host', 'https://host?x', ''])(
    'like %j is refused at once',
    (serviceEndpoint) => {
      expect(thrownBy(() => clientOf(oci, { serviceEndpoint }))).toMatchObject({ code: 'ERR_INVALID_ENDPOINT' })
    },
  )
})

test('a service that the operator’s developer-tool configuration does not enable is not called', async () => {
  const path = join(home, 'developer-tool.json')
  const services = (...names: string[]): Promise<void> =>
    writeFile(path, JSON.stringify({ regions: [], services: names }))
  const env = { OCI_DEVELOPER_TOOL_CONFIGURATION_FILE_PATH: path }
  await services('identity')
  expect(await rejectionOf(call(clientOf(oci, { env })))).toMatchObject({
    code: 'ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION',
  })
  await services('identity', 'identitydataplane')
  expect((await call(clientOf(oci, { env }))).status).toBe(200)
})

test('a client for another signer goes to the same place, also when that changes', async () => {
  const client = new DataplaneClient({ config: configOf(oci), env: {}, ...none })
  const other = client.withSigner({ sign: () => Promise.reject(new Error('unused')) })
  expect(await other.endpoint()).toBe('https://auth.us-phoenix-1.oraclecloud.com')
  client.setRegion('fra')
  expect(await other.endpoint()).toBe('https://auth.eu-frankfurt-1.oraclecloud.com')
})
