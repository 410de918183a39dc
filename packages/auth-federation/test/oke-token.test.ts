// A token for kubectl, taken apart as the cluster does, and shown to the cluster's own endpoint.
import { request } from 'node:http'
import { startEmulator, type Emulator } from '@x/emulator'
import { Signer, type RequestSigner } from '@x/signer'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  InstancePrincipalsDelegationTokenSigner,
  okeToken,
  type ExecCredential,
  type OkeTokenOptions,
} from '../src/index.ts'

let oci: Emulator
let signer: RequestSigner
beforeAll(async () => {
  oci = await startEmulator()
  const { tenancy, user, apiKey } = oci
  const now = (): number => oci.clock.now()
  signer = new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, now })
})
afterAll(() => oci.close())
beforeEach(() => {
  oci.clock.offset(0)
  oci.clock.freeze()
})

const make = (options: Partial<OkeTokenOptions> = {}): Promise<ExecCredential> =>
  okeToken({ clusterId: oci.cluster.id, signer, env: {}, now: () => oci.clock.now(), ...options })

const addressIn = ({ status }: ExecCredential): URL => new URL(Buffer.from(status.token, 'base64url').toString())

/** What a cluster does with a token: it asks at the address in it. */
function ask({ host, pathname, search }: URL): Promise<{ status: number | undefined; text: string }> {
  const { hostname, port } = new URL(oci.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: pathname + search, headers: { host }, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    sent.on('error', reject).end()
  })
}

describe('a token for kubectl', () => {
  test.each([undefined, null, {}])('is not made without a signer: %o', async (none) => {
    await expect(make({ signer: none as never })).rejects.toMatchObject({
      code: 'ERR_MISSING_INPUT',
      names: ['signer'],
    })
  })

  test('is a credential that lasts four minutes', async () => {
    const credential = await make()
    expect(credential).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      kind: 'ExecCredential',
      status: { token: expect.stringMatching(/^[\w-]+={0,2}$/), expirationTimestamp: expect.any(String) },
    })
    expect(credential.status.expirationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    const endsAt = Date.parse(credential.status.expirationTimestamp)
    expect(endsAt).toBe(Math.floor((oci.clock.now() + 240_000) / 1000) * 1000)
  })

  test('is an address that the Container Engine takes, to the end and a minute longer', async () => {
    const address = addressIn(await make())
    expect(`${address.origin}${address.pathname}`).toBe(
      `https://containerengine.us-phoenix-1.oraclecloud.com/cluster_request/${oci.cluster.id}`,
    )
    for (const elapsed of [0, 240_000, 58_000]) {
      oci.clock.advance(elapsed)
      const { status, text } = await ask(address)
      expect([status, JSON.parse(text)]).toEqual([
        200,
        { caller: { kind: 'api-key', tenancy: oci.tenancy, user: oci.user } },
      ])
    }
    oci.clock.advance(4_000)
    expect((await ask(address)).status).toBe(401)
  })

  const OCID = 'ocid1.cluster.oc1'
  test.each<[Partial<OkeTokenOptions>, string]>([
    [{ clusterId: `${OCID}.iad.aaaa` }, 'containerengine.us-ashburn-1.oraclecloud.com'],
    [{ clusterId: `${OCID}.us-chicago-1.aaaa` }, 'containerengine.us-chicago-1.oraclecloud.com'],
    [{ clusterId: `${OCID}.iad.aaaa`, region: ' FRA' }, 'containerengine.eu-frankfurt-1.oraclecloud.com'],
    [{ clusterId: `${OCID}..aaaa`, region: 'us-gov-ashburn-1' }, 'containerengine.us-gov-ashburn-1.oraclegovcloud.com'],
    [{ clusterId: `${OCID}.iad.aaaa`, dualStack: true }, 'containerengine.us-ashburn-1.ds.oci.oraclecloud.com'],
    [
      { clusterId: `${OCID}.iad.aaaa`, env: { OCI_DUAL_STACK_ENDPOINT_ENABLED: 'true' } },
      'containerengine.us-ashburn-1.oraclecloud.com',
    ],
    [
      { clusterId: `${OCID}..aaaa`, region: 'a-b-1', env: { OCI_DEFAULT_REALM: 'oracle.example' } },
      'containerengine.a-b-1.oracle.example',
    ],
  ])('with %j is for %s', async (options, host) => {
    expect(addressIn(await make(options)).host).toBe(host)
  })

  test('is made anew when less than a minute is left, and not before', async () => {
    const previous = await make()
    oci.clock.advance(179_000)
    expect(await make({ previous })).toBe(previous)
    oci.clock.advance(60_000)
    const next = await make({ previous })
    expect(next).not.toEqual(previous)
    expect((await ask(addressIn(next))).status).toBe(200)
  })

  test('is not taken for that of another cluster, nor for one that cannot be', async () => {
    const other = await make({ clusterId: `${oci.cluster.id}b` })
    const mine = await make()
    const endless = { ...mine, status: { ...mine.status, expirationTimestamp: '9999-01-01T00:00:00Z' } }
    const undated = { ...mine, status: { ...mine.status, expirationTimestamp: 'soon' } }
    for (const previous of [other, endless, undated, null, 'text', {}, { status: null }, { status: { token: 5 } }])
      expect(await make({ previous: previous as never })).toEqual(mine)
  })

  test.each([
    '',
    'mine',
    'ocid1.instance.oc1.iad.aaaa',
    'ocid1.cluster.oc1.iad.a/../b',
    'ocid1.cluster.oc1.iad.a?b',
    5,
  ])('is for no cluster called %j', async (clusterId) => {
    await expect(make({ clusterId: clusterId as never })).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })

  test('needs a region where the OCID names none', async () => {
    const missing = { code: 'ERR_MISSING_INPUT', names: ['region'] }
    await expect(make({ clusterId: `${OCID}..aaaa` })).rejects.toMatchObject(missing)
    await expect(make({ clusterId: `${OCID}.xyz.aaaa` })).rejects.toMatchObject(missing)
  })

  test('is nobody’s who acts for another, since the address could not say so', async () => {
    const acting = new InstancePrincipalsDelegationTokenSigner({
      delegationToken: 'eyJ.e30.x',
      env: await oci.environment('instance'),
      now: () => oci.clock.now(),
    })
    await expect(make({ signer: acting })).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    await acting.close()
  })

  test('is not made for a caller who has left', async () => {
    await expect(make({ signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left')
  })
})
