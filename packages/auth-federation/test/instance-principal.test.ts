// What an instance principal finds out, how often it asks, and what its options change.
import { InstanceMetadata } from '@x/cert-retrievers'
import { createHttpClient, type HttpClient } from '@x/http'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import type { SessionKey } from '../src/index.ts'
import { CountingKeys, Instance } from './instance.ts'

const DAY = 86_400_000

const REGION_INFO = '/opc/v2/instance/regionInfo'
const KEY = '/opc/v2/identity/key.pem'
const ONCE = { maxAttempts: 1 }

describe('an instance principal', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => {
    instance.reset()
    instance.oci.clock.freeze()
  })

  const asked = (path: string): number => instance.oci.count('GET', path)

  /** What the exchange sent. */
  function recording(): { readonly httpClient: HttpClient; readonly sent: [Record<string, unknown>, string][] } {
    const sent: [Record<string, unknown>, string][] = []
    const perform = createHttpClient()
    const httpClient: HttpClient = (request, options) => {
      sent.push([JSON.parse(String(request.body)), String(request.headers?.['authorization'])])
      return perform(request, options)
    }
    return { httpClient, sent }
  }

  /** Metadata that is asked once for each question. */
  const metadata = (): InstanceMetadata => new InstanceMetadata({ env: instance.env, retryStrategy: ONCE as never })

  test('asks for its region once', async () => {
    const before = asked(REGION_INFO)
    const signer = instance.signer()
    await signer.ready()
    await signer.refresh()
    expect([await signer.region(), await signer.region()]).toEqual(['us-phoenix-1', 'us-phoenix-1'])
    expect([asked(REGION_INFO) - before, instance.exchanges]).toEqual([1, 2])
  })

  test('asks for its region again when that failed', async () => {
    const signer = instance.signer()
    instance.oci.faults.add({ match: { path: REGION_INFO }, times: 1, effect: { status: 403 } })
    await expect(signer.region()).rejects.toMatchObject({ code: 'ERR_INSTANCE_METADATA_UNAVAILABLE' })
    expect(await signer.region()).toBe('us-phoenix-1')
  })

  test('asks for no region where the federation endpoint is given', async () => {
    const before = asked(REGION_INFO)
    const federationEndpoint = instance.oci.url
    await instance.signer({ federationEndpoint }).ready()
    expect([asked(REGION_INFO) - before, instance.exchanges]).toEqual([0, 1])
  })

  test.each(['host', 'ftp://host', ''])('refuses the federation endpoint %j at once', (federationEndpoint) => {
    expect(() => instance.signer({ federationEndpoint })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('federationEndpoint') }),
    )
  })

  test('asks the metadata service that it is given', async () => {
    const given = metadata()
    const signer = instance.signer({ metadata: given })
    await signer.ready()
    expect(given.baseUrl).toBe(instance.env['OCI_METADATA_BASE_URL']?.replace(/\/$/, ''))
  })

  test('keeps the key that was made while the rest of the first exchange failed', async () => {
    const sessionKeySupplier = new CountingKeys()
    const signer = instance.signer({ sessionKeySupplier, metadata: metadata() })
    instance.oci.faults.add({ match: { path: KEY }, times: 1, effect: { status: 403 } })
    await expect(signer.ready()).rejects.toMatchObject({ status: 403 })
    instance.oci.clock.advance(5_000)
    await signer.ready()
    expect(sessionKeySupplier.made).toBe(1)
    await signer.refresh()
    expect(sessionKeySupplier.made).toBe(2)
  })

  test('has its first key made while it asks for the rest', async () => {
    const refresh = vi.fn(() => new Promise<SessionKey>(() => {}))
    const signer = instance.signer({ sessionKeySupplier: { refresh }, metadataHttpClient: () => new Promise(() => {}) })
    const outcome = rejectionOf(signer.ready())
    await settled()
    expect(refresh).toHaveBeenCalledOnce()
    await signer.close()
    await outcome
  })

  test('has a key made again when that failed', async () => {
    const noKey = new Error('no key')
    const refresh = vi.fn<() => Promise<SessionKey>>(() => instance.sessionKeySupplier.refresh())
    refresh.mockRejectedValueOnce(noKey).mockRejectedValueOnce(noKey)
    const signer = instance.signer({ sessionKeySupplier: { refresh }, metadata: metadata() })
    instance.oci.faults.add({ match: { path: KEY }, times: 1, effect: { status: 403 } })
    await expect(signer.ready()).rejects.toMatchObject({ status: 403 })
    instance.oci.clock.advance(5_000)
    await signer.ready()
    expect(refresh).toHaveBeenCalledTimes(3)
  })

  test('tells why when no key can be made', async () => {
    const noKey = new Error('no key')
    const signer = instance.signer({ sessionKeySupplier: { refresh: () => Promise.reject(noKey) } })
    await expect(signer.ready()).rejects.toBe(noKey)
    expect(instance.exchanges).toBe(0)
  })

  test('makes its own keys where no supplier is given', async () => {
    const { httpClient, sent } = recording()
    const signer = instance.signer({ sessionKeySupplier: undefined, httpClient })
    await signer.ready()
    await signer.refresh()
    expect(sent[0]?.[0]['publicKey']).not.toBe(sent[1]?.[0]['publicKey'])
  })

  test('sends its purpose, and names its certificate as it is told', async () => {
    const { httpClient, sent } = recording()
    await instance.signer({ httpClient, purpose: 'SERVICE_PRINCIPAL', fingerprintAlgorithm: 'SHA1' }).ready()
    await instance.signer({ httpClient }).ready()
    expect(sent.map(([{ purpose, fingerprintAlgorithm }]) => [purpose, fingerprintAlgorithm])).toEqual([
      ['SERVICE_PRINCIPAL', undefined],
      [undefined, 'SHA256'],
    ])
    expect(sent[0]?.[1]).toContain('/fed-x509/')
    expect(sent[1]?.[1]).toContain('/fed-x509-sha256/')
  })

  test('reads the variables of the process where none are given', async () => {
    for (const [name, value] of Object.entries(instance.env)) vi.stubEnv(name, value)
    await instance.signer({ env: undefined }).ready()
    expect(instance.exchanges).toBe(1)
  })

  test.each([
    ['a day behind', -DAY],
    ['three months behind', -90 * DAY],
    ['a day ahead', DAY],
    ['three months ahead', 90 * DAY],
  ])('a clock that is %s does not keep it from the auth service, which judges its certificate', async (_, offMs) => {
    const signer = instance.signer({ now: () => instance.oci.clock.now() + offMs })
    const { expiresAt } = await signer.whoami()
    expect(Math.abs(Number(expiresAt) - instance.oci.clock.now() - 6 * 3_600_000)).toBeLessThan(60_000)
  })
})
