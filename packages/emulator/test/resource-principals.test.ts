// The tokens of resources, over real HTTP: what the services of each version hand out, to whom, and what they refuse.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyLike, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startEmulator, type Emulator, type RefusalReason, type RejectionReason } from '../src/index.ts'
import { apiKey, send, signAndSend, signHeaders, type Received, type Signing } from './hand-signer.ts'
import { call, sessionKeys, tokenOf } from './instance.ts'

const SESSION = '/v1/resourcePrincipalSessionToken'
const P = 'OCI_RESOURCE_PRINCIPAL_'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  Object.assign(oci.resourcePrincipals, { lifetimeSeconds: 1200, parents: 1, lastParentUrl: undefined })
})
afterAll(() => oci.close())

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>
const json = ({ body }: Received): Record<string, string> => JSON.parse(body.toString()) as Record<string, string>

/** The key of the resource, as its environment has it. */
const keyOfResource = async (): Promise<string> => String((await oci.environment('resource-2.1'))[`${P}PRIVATE_PEM`])
const asResource = async (version = 'v2.1'): Promise<Signing> => {
  const { resource } = oci.resourcePrincipals
  const tenancy = version === 'v2.1' ? '' : `${oci.tenancy}/`
  return { keyId: `resource/${version}/${tenancy}${resource}`, key: await keyOfResource() }
}

const rptOf = (path: string, signing: Signing, headers: Record<string, string> = {}): Promise<Received> =>
  signAndSend(oci, { target: `/20180711/${path}`, headers }, signing)

const der = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')

async function exchange(
  pair: Record<string, unknown>,
  signing: Signing,
  key = sessionKeys.publicKey,
): Promise<Received> {
  const body = JSON.stringify({ sessionPublicKey: der(key), ...pair })
  return signAndSend(oci, { method: 'POST', target: SESSION, body }, signing)
}

/** From the tokens of a path to a session token. */
async function rpstOf(path: string, signing: Signing, headers?: Record<string, string>): Promise<string> {
  const pair = json(await rptOf(path, signing, headers))
  return String(json(await exchange(pair, signing))['token'])
}

const refusedWith = (answer: Received): [number, RefusalReason | RejectionReason] => [
  answer.status,
  answer.json.emulator.reason as RejectionReason,
]

describe('a session token of a resource', () => {
  const v212 = async (): Promise<Record<string, string>> => ({
    'security-context': String((await oci.environment('resource-2.1.2'))[`${P}SECURITY_CONTEXT`]),
  })

  test.each<[string, () => Promise<string>]>([
    [
      '1.1, for its instance',
      async () => {
        const signing = { keyId: `ST$${await tokenOf(oci)}`, key: sessionKeys.privateKey }
        return rpstOf(`resourcePrincipalToken/${oci.instance}`, signing)
      },
    ],
    ['2.1', async () => rpstOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, await asResource())],
    [
      '2.1.1',
      async () => rpstOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, await asResource('v2.1.1')),
    ],
    [
      '2.1.2',
      async () => {
        const { resource } = oci.resourcePrincipals
        return rpstOf(`resourcePrincipalTokenV212/${resource}`, await asResource('v2.1.2'), await v212())
      },
    ],
  ])('is given in version %s, and signs as the resource', async (_, get) => {
    const token = await get()
    const { resource } = oci.resourcePrincipals
    const { iat, exp, jwk, jti: __, ...claims } = claimsOf(token)
    expect(claims).toEqual({
      iss: 'authService.oracle.com',
      aud: 'oci',
      sub: resource,
      ptype: 'resource',
      ttype: 'res',
      tenant: oci.tenancy,
      res_tenant: oci.tenancy,
      res_compartment: oci.compartment,
      res_id: resource,
      res_type: 'fnfunc',
    })
    expect(Number(exp) - Number(iat)).toBe(1200)
    const bound = createPublicKey({ key: JSON.parse(String(jwk)), format: 'jwk' })
    expect(bound.equals(sessionKeys.publicKey)).toBe(true)
    const answer = await call(oci, token)
    expect(answer.status).toBe(200)
    expect(answer.json.caller).toMatchObject({ kind: 'resource', tenancy: oci.tenancy, user: resource })
  })

  test('lives as long as is set', async () => {
    oci.resourcePrincipals.lifetimeSeconds = 60
    const token = await rpstOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, await asResource())
    oci.clock.advance(60_000)
    expect(refusedWith(await call(oci, token))).toEqual([401, 'token-expired'])
    expect(() => (oci.resourcePrincipals.lifetimeSeconds = 0)).toThrow(/lifetimeSeconds/)
    await expect(startEmulator({ resourcePrincipals: { seconds: 1 } as object })).rejects.toMatchObject({
      code: 'ERR_EMULATOR_OPTION',
    })
  })

  test.each([
    ['wrong-key', 401],
    ['truncated', 401],
    ['missing', 401],
  ] as const)('is spoilt by the fault %s', async (fault, status) => {
    const signing = await asResource()
    const pair = json(await rptOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, signing))
    oci.faults.add({ effect: { token: fault } })
    const answer = await exchange(pair, signing)
    oci.faults.clear()
    expect(answer.status).toBe(200)
    expect((await call(oci, String(json(answer)['token'] ?? 'none'))).status).toBe(status)
  })
})

describe('the tokens of a service', () => {
  const V2 = (): string => `resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`
  const instance = async (): Promise<Signing> => ({ keyId: `ST$${await tokenOf(oci)}`, key: sessionKeys.privateKey })

  test.each<[string, number, string, () => Promise<Received>]>([
    [
      'without a signature',
      401,
      'no-authorization',
      () => send(oci, { target: `/20180711/${V2()}`, headers: { host: 'h' } }),
    ],
    ['signed by a user', 404, 'unknown-resource', () => rptOf(V2(), {})],
    [
      'signed by a user as an instance',
      404,
      'unknown-resource',
      () => rptOf(`resourcePrincipalToken/${oci.instance}`, {}),
    ],
    ['of another instance', 404, 'unknown-resource', async () => rptOf('resourcePrincipalToken/x', await instance())],
    [
      'of another resource',
      404,
      'unknown-resource',
      async () => rptOf('resourcePrincipalTokenV2/x', await asResource()),
    ],
    [
      'of a parent that is not there',
      404,
      'unknown-resource',
      async () => rptOf('resourcePrincipalToken/parents/x', {}),
    ],
    [
      'with another key',
      401,
      'signature-mismatch',
      async () =>
        rptOf(V2(), { ...(await asResource()), key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
    ],
    ['with the key of a user', 401, 'wrong-key', async () => rptOf(V2(), { ...(await asResource()), key: apiKey.pem })],
    ['under the key id of another version', 401, 'unknown-key', async () => rptOf(V2(), await asResource('v2.1.2'))],
    [
      'under a key id without its tenancy',
      401,
      'malformed-key-id',
      async () => rptOf(V2(), { ...(await asResource()), keyId: 'resource/v2.1.1/x' }),
    ],
    [
      'under a key id with a tenancy too many',
      401,
      'malformed-key-id',
      async () => rptOf(V2(), { ...(await asResource()), keyId: 'resource/v2.1/t/x' }),
    ],
    [
      'under the key id of another tenancy',
      401,
      'unknown-key',
      async () =>
        rptOf(V2(), { ...(await asResource()), keyId: `resource/v2.1.1/t/${oci.resourcePrincipals.resource}` }),
    ],
    [
      'under the key id of another resource',
      401,
      'unknown-key',
      async () => rptOf(V2(), { ...(await asResource()), keyId: 'resource/v2.1/x' }),
    ],
    [
      'without a security context',
      403,
      'wrong-security-context',
      async () => rptOf(`resourcePrincipalTokenV212/${oci.resourcePrincipals.resource}`, await asResource('v2.1.2')),
    ],
    [
      'with another security context',
      403,
      'wrong-security-context',
      async () =>
        rptOf(`resourcePrincipalTokenV212/${oci.resourcePrincipals.resource}`, await asResource('v2.1.2'), {
          'security-context': 'x',
        }),
    ],
  ])('are not given %s', async (_, status, reason, ask) => {
    expect(refusedWith(await ask())).toEqual([status, reason])
  })

  test('sign nothing themselves', async () => {
    const { resourcePrincipalToken } = json(await rptOf(V2(), await asResource()))
    expect(refusedWith(await call(oci, String(resourcePrincipalToken)))).toEqual([401, 'token-foreign'])
  })

  test('are exchanged for nothing when something is wrong with them', async () => {
    const signing = await asResource()
    const pair = json(await rptOf(V2(), signing))
    const { resourcePrincipalToken: rpt = '', servicePrincipalSessionToken: spst = '' } = pair
    const altered = `${rpt.slice(0, -8)}AAAAAAAA`
    const swapped = { resourcePrincipalToken: spst, servicePrincipalSessionToken: rpt }
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    const answers: [Received, number, string][] = [
      [await exchange({}, signing), 400, 'malformed-resource-token'],
      [await exchange({ ...pair, resourcePrincipalToken: 7 }, signing), 400, 'malformed-resource-token'],
      [await exchange({ ...pair, resourcePrincipalToken: 'x' }, signing), 400, 'malformed-resource-token'],
      [await exchange({ ...pair, resourcePrincipalToken: altered }, signing), 400, 'malformed-resource-token'],
      [await exchange(swapped, signing), 400, 'malformed-resource-token'],
      [await exchange({ ...pair, sessionPublicKey: 'x' }, signing), 400, 'malformed-resource-key'],
      [await exchange({ ...pair, sessionPublicKey: undefined }, signing), 400, 'malformed-resource-key'],
      [await exchange({ ...pair, sessionPublicKey: 'AAAA' }, signing), 400, 'malformed-resource-key'],
      [await exchange(pair, signing, ec), 400, 'malformed-resource-key'],
      [await exchange(pair, signing, weak), 400, 'weak-resource-key'],
      [await exchange(pair, {}), 400, 'resource-token-foreign'],
      [await exchange(pair, await instance()), 400, 'resource-token-foreign'],
      [await exchange(pair, { ...signing, key: apiKey.pem }), 401, 'wrong-key'],
      [await signAndSend(oci, { method: 'POST', target: SESSION, body: '[]' }, signing), 400, 'malformed-body'],
    ]
    for (const [answer, status, reason] of answers) expect(refusedWith(answer)).toEqual([status, reason])
    oci.clock.advance(300_000)
    expect(refusedWith(await exchange(pair, signing))).toEqual([400, 'resource-token-expired'])
  })

  test('that are of two resources are exchanged for nothing', async () => {
    const token = await rpstOf(V2(), await asResource())
    const signing = { keyId: `ST$${token}`, key: sessionKeys.privateKey }
    const parent = json(
      await rptOf(`resourcePrincipalToken/parents/${oci.resourcePrincipals.parentResources[0]}`, signing),
    )
    const own = json(await rptOf(V2(), signing))
    const { servicePrincipalSessionToken } = own
    expect(refusedWith(await exchange({ ...parent, servicePrincipalSessionToken }, signing))).toEqual([
      400,
      'resource-token-foreign',
    ])
  })

  test('and the security context are not recorded', async () => {
    const { [`${P}SECURITY_CONTEXT`]: context = '' } = await oci.environment('resource-2.1.2')
    const path = `resourcePrincipalTokenV212/${oci.resourcePrincipals.resource}`
    expect((await rptOf(path, await asResource('v2.1.2'), { 'security-context': context })).status).toBe(200)
    expect(oci.requests.at(-1)?.headers['security-context']).toBe('<redacted>')
  })
})

describe('a chain of parents', () => {
  const leaf = async (): Promise<Signing> => {
    const token = await rpstOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, await asResource())
    return { keyId: `ST$${token}`, key: sessionKeys.privateKey }
  }
  const next = 'opc-parent-rpt-url'

  test('leads from each resource to what it is a part of, and ends', async () => {
    oci.resourcePrincipals.parents = 2
    const [first, second] = oci.resourcePrincipals.parentResources
    const child = await leaf()
    const answer = await rptOf(`resourcePrincipalToken/parents/${first}`, child)
    expect(answer.headers[next]).toBe(`${oci.url}/20180711/resourcePrincipalToken/parents/${second}`)
    const token = String(json(await exchange(json(answer), child))['token'])
    expect(claimsOf(token)).toMatchObject({ res_id: first, res_type: 'fnapp', res_tenant: oci.tenancy })
    const parent = { keyId: `ST$${token}`, key: sessionKeys.privateKey }
    const last = await rptOf(`resourcePrincipalToken/parents/${second}`, parent)
    expect([last.status, last.headers[next]]).toEqual([200, undefined])
  })

  test('gives nothing to who is not the child, and nothing above its end', async () => {
    oci.resourcePrincipals.parents = 2
    const [first, second] = oci.resourcePrincipals.parentResources
    const child = await leaf()
    expect(refusedWith(await rptOf(`resourcePrincipalToken/parents/${second}`, child))).toEqual([
      404,
      'unknown-resource',
    ])
    oci.resourcePrincipals.parents = 1
    expect(oci.resourcePrincipals.parentResources).toEqual([first])
    expect(refusedWith(await rptOf(`resourcePrincipalToken/parents/${second}`, child))).toEqual([
      404,
      'unknown-resource',
    ])
  })

  test('ends with the address that is set', async () => {
    oci.resourcePrincipals.lastParentUrl = 'https://example.com/x'
    const answer = await rptOf(
      `resourcePrincipalToken/parents/${oci.resourcePrincipals.parentResources[0]}`,
      await leaf(),
    )
    expect(answer.headers[next]).toBe('https://example.com/x')
    expect(oci.resourcePrincipals).toMatchObject({
      lastParentUrl: 'https://example.com/x',
      parents: 1,
      lifetimeSeconds: 1200,
    })
  })

  test.each([0, 21, 1.5])('has not %d members', (parents) => {
    expect(() => (oci.resourcePrincipals.parents = parents)).toThrow(
      expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'parents' }),
    )
  })
})

describe('the environment of a resource', () => {
  const KEY = ['PRIVATE_PEM', 'REGION', 'RESOURCE_ID', 'RPST_ENDPOINT', 'RPT_ENDPOINT', 'VERSION']
  const TABLE: [version: string, names: string[], others?: string[]][] = [
    [
      '1.1',
      ['RPST_ENDPOINT', 'RPT_ENDPOINT', 'RPT_ID', 'RPT_PATH', 'VERSION'],
      ['OCI_METADATA_BASE_URL', 'OCI_SDK_AUTH_CLIENT_REGION_URL'],
    ],
    ['2.1', KEY],
    ['2.1.1', [...KEY, 'TENANCY_ID']],
    ['2.1.2', [...KEY, 'TENANCY_ID', 'SECURITY_CONTEXT', 'RPT_PATH']],
    ['2.2', ['PRIVATE_PEM', 'REGION', 'RPST', 'VERSION']],
    [
      '3.0',
      [
        'VERSION',
        ...['VERSION', 'PRIVATE_PEM', 'REGION', 'RPST'].map((name) => `${name}_FOR_LEAF_RESOURCE`),
        'RPST_ENDPOINT_FOR_PARENT_RESOURCE',
        'RPT_URL_FOR_PARENT_RESOURCE',
      ],
    ],
  ]

  test.each(TABLE)('of version %s has all its variables', async (version, names, others = []) => {
    const env = await oci.environment(`resource-${version}` as 'resource-2.2')
    expect(Object.keys(env).sort()).toEqual([...names.map((name) => P + name), ...others].sort())
    expect(env[`${P}VERSION`]).toBe(version)
    for (const value of Object.values(env)) expect(value).not.toBe('')
  })

  test.each(['2.1', '2.2', '3.0'])('of version %s names files where there is a folder', async (version) => {
    const folder = await mkdtemp(join(tmpdir(), 'resource-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const env = await oci.environment(`resource-${version}` as 'resource-2.2', folder)
    const suffix = version === '3.0' ? '_FOR_LEAF_RESOURCE' : ''
    const keyFile = String(env[`${P}PRIVATE_PEM${suffix}`])
    expect(keyFile.startsWith(folder)).toBe(true)
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
    const before = createPrivateKey(await readFile(keyFile, 'utf8'))
    await oci.resourcePrincipals.renewFiles()
    const after = createPrivateKey(await readFile(keyFile, 'utf8'))
    expect(after.equals(before)).toBe(false)
    const answer = (key: KeyLike): Promise<Received> =>
      rptOf(`resourcePrincipalTokenV2/${oci.resourcePrincipals.resource}`, {
        keyId: `resource/v2.1/${oci.resourcePrincipals.resource}`,
        key,
      })
    expect(refusedWith(await answer(before))).toEqual([401, 'wrong-key'])
    expect((await answer(after)).status).toBe(200)
    if (version === '2.1') return
    const token = await readFile(String(env[`${P}RPST${suffix}`]), 'utf8')
    expect((await call(oci, token, after)).status).toBe(200)
  })
})

test('the root certificates of instances are told to every verified caller', async () => {
  const target = '/v1/instancePrincipalRootCACertificates'
  const { certificates } = JSON.parse((await signAndSend(oci, { target })).body.toString()) as {
    certificates: string[]
  }
  const { rootPem } = await oci.certificates()
  expect(certificates.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
    new X509Certificate(rootPem).fingerprint256,
  ])
  expect(refusedWith(await send(oci, { target, headers: { host: 'h' } }))).toEqual([401, 'no-authorization'])
  const post = { method: 'POST', target, body: '{}' }
  expect((await send(oci, { ...post, headers: signHeaders(oci, post) })).status).toBe(404)
})
