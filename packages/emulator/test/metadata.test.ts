// The instance metadata service: what it says, to whom, and what it refuses.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REJECTION_REASONS, startEmulator, type Emulator, type RejectionReason } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'
import { call, metadata, readText, tokenOf } from './instance.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterAll(() => oci.close())

test('the region is the short code that the oldest regions have', async () => {
  const answer = await metadata(oci, 'instance/region')
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain' } })
  expect(answer.body.toString()).toBe('phx')
  expect(JSON.parse(await readText(oci, 'instance/regionInfo'))).toEqual({
    realmKey: 'oc1',
    realmDomainComponent: 'oraclecloud.com',
    regionKey: 'PHX',
    regionIdentifier: 'us-phoenix-1',
  })
})

test('the region is the identifier in every other region, known or not', async () => {
  for (const [region, regionKey] of [
    ['eu-frankfurt-1', 'FRA'],
    ['xx-nowhere-9', 'XX-NOWHERE-9'],
  ] as const) {
    const other = await startEmulator({ apiKey, region })
    expect(await readText(other, 'instance/region')).toBe(region)
    expect(await readText(other, 'instance/regionInfo/regionIdentifier')).toBe(region)
    expect(await readText(other, 'instance/regionInfo/regionKey')).toBe(regionKey)
    await other.close()
  }
})

test('the instance is the one of the compute API', async () => {
  expect(await readText(oci, 'instance/id')).toBe(oci.instance)
  const { id, displayName, tenantId, compartmentId } = JSON.parse(await readText(oci, 'instance/'))
  expect({ id, tenantId, compartmentId }).toEqual({
    id: oci.instance,
    tenantId: oci.tenancy,
    compartmentId: oci.compartment,
  })
  const target = `/20160918/instances/${oci.instance}`
  expect(JSON.parse((await signAndSend(oci, { target })).body.toString())).toMatchObject({ id, displayName })
})

test('the certificates belong together and name the instance in separate parts of the subject', async () => {
  const [leaf, intermediate] = [
    new X509Certificate(await readText(oci, 'identity/cert.pem')),
    new X509Certificate(await readText(oci, 'identity/intermediate.pem')),
  ]
  const { certificatePem, intermediatePem, rootPem } = await oci.certificates()
  const root = new X509Certificate(rootPem)
  expect(leaf.checkPrivateKey(createPrivateKey(await readText(oci, 'identity/key.pem')))).toBe(true)
  expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true)
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true)
  expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true])
  expect(leaf.subject.split('\n')).toEqual([
    `CN=${oci.instance}`,
    'OU=opc-certtype:instance',
    `OU=opc-compartment:${oci.compartment}`,
    `OU=opc-instance:${oci.instance}`,
    `OU=opc-tenant:${oci.tenancy}`,
  ])
  expect([certificatePem, intermediatePem]).toEqual([leaf.toString(), intermediate.toString()])
})

test.each(['//instance/id', '/instance//id', '///instance///id//', '/instance/id/'])(
  'slashes may be doubled, as OCI’s SDK for Go doubles them: %s',
  async (path) => {
    const before = oci.count('GET', '/opc/v2/instance/id')
    oci.faults.add({ match: { path: '/opc/v2/instance/id' }, times: 1, effect: { status: 503 } })
    const target = `/opc/v2${path}`
    expect((await metadata(oci, '', { target })).status).toBe(503)
    expect((await metadata(oci, '', { target })).body.toString()).toBe(oci.instance)
    expect(oci.count('GET', '/opc/v2/instance/id')).toBe(before + 2)
    expect(oci.count('GET', target)).toBe(before + 2)
    expect(oci.requests.at(-1)).toMatchObject({ path: target, target })
  },
)

test('doubled slashes lead to the keys, too, and name nothing that is not there', async () => {
  expect(await readText(oci, '/identity//key.pem')).toBe((await oci.certificates()).privateKeyPem)
  expect((await metadata(oci, '', { target: '/opc/v2//' })).status).toBe(404)
  expect((await metadata(oci, '', { target: '/opc/v2/inst//ance/id' })).status).toBe(404)
})

test('the certificate names the instance in one multi-valued part when asked to', async () => {
  const old = await startEmulator({ apiKey, multiValuedSubject: true })
  const leaf = new X509Certificate(await readText(old, 'identity/cert.pem'))
  const [name, units = '', ...more] = leaf.subject.split('\n')
  expect([name, more]).toEqual([`CN=${old.instance}`, []])
  expect(units.split(' + ').sort()).toEqual([
    'OU=opc-certtype:instance',
    `OU=opc-compartment:${old.compartment}`,
    `OU=opc-instance:${old.instance}`,
    `OU=opc-tenant:${old.tenancy}`,
  ])
  const token = await tokenOf(old)
  expect((await call(old, token)).json.caller).toMatchObject({ kind: 'instance', user: old.instance })
  await old.close()
})

test('HEAD is answered as GET is, without a body', async () => {
  const answer = await metadata(oci, 'instance/id', { method: 'HEAD' })
  expect(answer).toMatchObject({ status: 200, headers: { 'content-length': String(oci.instance.length) } })
  expect(answer.body).toHaveLength(0)
})

const REFUSED: [reason: RejectionReason, status: number, path: string, sent: Parameters<typeof metadata>[2]][] = [
  ['metadata-unauthorized', 403, 'instance/id', { headers: { authorization: undefined } }],
  ['metadata-unauthorized', 403, 'instance/id', { headers: { authorization: 'Bearer oracle' } }],
  ['metadata-unauthorized', 403, 'identity/key.pem', { headers: { authorization: ['Bearer Oracle', 'x'] } }],
  ['metadata-forwarded', 403, 'instance/id', { headers: { forwarded: 'for=192.0.2.1' } }],
  ['metadata-forwarded', 403, 'instance/id', { headers: { 'x-forwarded-for': '192.0.2.1' } }],
  ['metadata-forwarded', 403, 'identity/key.pem', { headers: { 'X-Forwarded-Host': 'h' } }],
  ['metadata-v1-disabled', 404, '', { target: '/opc/v1/instance/id' }],
  ['metadata-not-found', 404, '', { target: '/opc/v3/instance/id' }],
  ['metadata-not-found', 404, '', {}],
  ['metadata-not-found', 404, 'instance/nothing', {}],
  ['metadata-not-found', 404, 'instance/id/more', {}],
  ['metadata-not-found', 404, 'instance/constructor', {}],
  ['metadata-not-found', 404, 'instance/__proto__', {}],
  ['metadata-not-found', 404, 'identity/root.pem', {}],
  ['metadata-read-only', 405, 'instance/id', { method: 'POST' }],
]

test.each(REFUSED)('%s (%i) for %j %j', async (reason, status, path, sent) => {
  const answer = await metadata(oci, path, sent)
  expect(answer).toMatchObject({ status, json: { message: REJECTION_REASONS[reason], emulator: { reason } } })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status })
})

test('version 1 is answered without a header once it is switched on', async () => {
  const old = await startEmulator({ apiKey, metadataV1: true })
  const v1 = await send(old, {
    target: '/opc/v1/instance/id',
    headers: { host: 'localhost', 'x-forwarded-for': '192.0.2.1' },
  })
  expect(v1.body.toString()).toBe(old.instance)
  expect((await metadata(old, 'instance/id', { headers: { authorization: undefined } })).status).toBe(403)
  await old.close()
})

test('a request is recorded as accepted, with the header that is no secret', async () => {
  await metadata(oci, 'instance/id')
  expect(oci.requests.at(-1)).toMatchObject({
    path: '/opc/v2/instance/id',
    verdict: 'accepted',
    reason: undefined,
    headers: { authorization: 'Bearer Oracle' },
  })
})

test('faults come before the answer', async () => {
  const path = '/opc/v2/instance/regionInfo'
  oci.faults.add({ match: { path }, times: 1, effect: { status: 429, headers: { 'retry-after': '1' } } })
  oci.faults.add({ match: { path }, times: 1, effect: { status: 404 } })
  oci.faults.add({ match: { path }, times: 1, effect: { delayMs: 10 } })
  const statuses = [1, 2, 3].map(async () => (await metadata(oci, 'instance/regionInfo')).status)
  expect((await Promise.all(statuses)).sort()).toEqual([200, 404, 429])
})

test('requests are counted by endpoint, also when none is recorded', async () => {
  const silent = await startEmulator({ apiKey, maxRecordedRequests: 0 })
  await metadata(silent, 'instance/id')
  await metadata(silent, 'instance/id?x=1')
  await metadata(silent, 'instance/id', { headers: { authorization: undefined } })
  expect(silent.requests).toEqual([])
  expect(silent.count('get', '/opc/v2/instance/id')).toBe(3)
  expect(silent.count('POST', '/v1/x509')).toBe(0)
  await silent.close()
})

test('no page of another origin reads metadata, whatever cors says', async () => {
  const open = await startEmulator({ apiKey, cors: true })
  const answer = await metadata(open, 'instance/id', { headers: { origin: 'http://example.com' } })
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  const preflight = await metadata(open, 'instance/id', {
    method: 'OPTIONS',
    headers: { origin: 'http://example.com', 'access-control-request-method': 'GET' },
  })
  expect(preflight).toMatchObject({ status: 405 })
  await open.close()
})

test('the environment of an instance leads here', async () => {
  expect(await oci.environment('instance')).toEqual({
    OCI_METADATA_BASE_URL: `${oci.url}/opc/v2/`,
    OCI_SDK_AUTH_CLIENT_REGION_URL: oci.url,
  })
  await expect(oci.environment('moon' as 'instance')).rejects.toMatchObject({
    code: 'ERR_EMULATOR_OPTION',
    option: 'place',
  })
})
