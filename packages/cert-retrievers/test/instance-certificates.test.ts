// The retriever against the emulator, which has its own reading of the metadata service.
import { X509Certificate } from 'node:crypto'
import { getEventListeners } from 'node:events'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { InstanceMetadata, InstanceMetadataCertificateRetriever } from '../src/index.ts'
import { makeCertificate, NOW } from './certificates.ts'

let oci: Emulator
let metadata: InstanceMetadata
beforeAll(async () => {
  oci = await startEmulator()
  metadata = new InstanceMetadata({ env: await oci.environment('instance') })
})
afterAll(() => oci.close())

const paths = (since: number): string[] => oci.requests.slice(since).map(({ path }) => path)

describe('on an instance', () => {
  test('the leaf names the tenancy and has its key', async () => {
    const leaf = await new InstanceMetadataCertificateRetriever({ metadata }).refresh()
    expect(leaf.tenancy()).toBe(oci.tenancy)
    expect(leaf.privateKey?.publicKey()).toEqual(leaf.publicKey)
  })

  test('the intermediate signed the leaf and has no key', async () => {
    const leaf = await new InstanceMetadataCertificateRetriever({ metadata, kind: 'leaf' }).refresh()
    const since = oci.requests.length
    const issuer = await new InstanceMetadataCertificateRetriever({ metadata, kind: 'intermediate' }).refresh()
    expect(paths(since)).toEqual(['/opc/v2/identity/intermediate.pem'])
    expect(issuer.privateKey).toBeUndefined()
    expect(new X509Certificate(leaf.certificatePem).verify(new X509Certificate(issuer.certificatePem).publicKey)).toBe(
      true,
    )
  })

  test('the region is told', async () => {
    expect(await metadata.regionInfo()).toMatchObject({ regionId: 'us-phoenix-1', realmDomain: 'oraclecloud.com' })
    expect(metadata.baseUrl).toBe(`${oci.url}/opc/v2`)
  })

  test.each([{ staleKeyReads: 1 }, { staleCertificateReads: 1 }, { staleKeyReads: 2 }])(
    'a rotation between the two requests shows to nobody: %o',
    async (rotation) => {
      const waits: number[] = []
      const retriever = new InstanceMetadataCertificateRetriever({ metadata, sleep: async (ms) => void waits.push(ms) })
      const before = await retriever.refresh()
      await oci.rotateCertificates(rotation)
      const after = await retriever.refresh()
      expect(after.fingerprint()).not.toBe(before.fingerprint())
      expect(after.privateKey?.publicKey()).toEqual(after.publicKey)
      expect(waits.length).toBe(Object.values(rotation)[0])
    },
  )

  test.each(['cert.pem', 'key.pem'])('an answer for %s that is cut off once is asked for again', async (file) => {
    const waits: number[] = []
    const retriever = new InstanceMetadataCertificateRetriever({ metadata, sleep: async (ms) => void waits.push(ms) })
    oci.faults.add({ match: { path: `/opc/v2/identity/${file}` }, times: 1, effect: { truncate: true } })
    const leaf = await retriever.refresh()
    expect(leaf.privateKey?.publicKey()).toEqual(leaf.publicKey)
    expect(waits).toEqual([100])
  })

  test('a thousand callers cause one round', async () => {
    const retriever = new InstanceMetadataCertificateRetriever({ metadata })
    const since = oci.requests.length
    await Promise.all(Array.from({ length: 1000 }, () => retriever.refresh()))
    expect(paths(since).toSorted()).toEqual(['/opc/v2/identity/cert.pem', '/opc/v2/identity/key.pem'])
  })
})

test('a leaf of the older form, with all units in one part of its subject, names the tenancy, too', async () => {
  const old = await startEmulator({ multiValuedSubject: true })
  const { OCI_METADATA_BASE_URL = '' } = await old.environment('instance')
  for (const baseUrl of [OCI_METADATA_BASE_URL, OCI_METADATA_BASE_URL.replace(/\/$/, '')]) {
    const leaf = await new InstanceMetadataCertificateRetriever({
      metadata: new InstanceMetadata({ baseUrl }),
    }).refresh()
    expect(new X509Certificate(leaf.certificatePem).subject).toContain(' + OU=opc-tenant:')
    expect(leaf.tenancy()).toBe(old.tenancy)
  }
  await old.close()
})

test('a failing refresh changes nothing, and errors name the path', async () => {
  const made = makeCertificate()
  let isBroken = false
  const text = async (path: string): Promise<string> => {
    if (isBroken) return 'out of order'
    return path.endsWith('key.pem') ? made.keyPem : made.pem
  }
  const retriever = new InstanceMetadataCertificateRetriever({ metadata: { text }, now: () => NOW })
  const bundle = await retriever.refresh()
  isBroken = true
  expect(await rejectionOf(retriever.refresh())).toMatchObject({
    code: 'ERR_INVALID_CERTIFICATE',
    reason: 'not-pem',
    source: 'instance metadata /identity/cert.pem',
  })
  expect(retriever.current()).toBe(bundle)
})

describe('a caller that leaves', () => {
  const made = makeCertificate()
  const other = makeCertificate()
  /** Waits until the signal is aborted, which it is at once. */
  const waitFor = (leaving: AbortController, signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      leaving.abort(new Error('enough'))
    })

  test.each(['/identity/cert.pem', '/identity/key.pem'])('ends the wait for %s', async (slow) => {
    const leaving = new AbortController()
    const signals: (AbortSignal | undefined)[] = []
    const text = async (path: string, options?: { signal?: AbortSignal | undefined }): Promise<string> => {
      signals.push(options?.signal)
      return path === slow ? waitFor(leaving, options?.signal) : made.pem
    }
    const retriever = new InstanceMetadataCertificateRetriever({ metadata: { text }, now: () => NOW })
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toBe(leaving.signal.reason)
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
    expect(getEventListeners(leaving.signal, 'abort').length).toBe(0)
  })

  test('ends the wait before a mixed pair is read again', async () => {
    const leaving = new AbortController()
    let reads = 0
    const text = async (path: string): Promise<string> => {
      reads++
      return path.endsWith('key.pem') ? other.keyPem : made.pem
    }
    const retriever = new InstanceMetadataCertificateRetriever({
      metadata: { text },
      now: () => NOW,
      sleep: (_, signal) => waitFor(leaving, signal),
    })
    expect(await rejectionOf(retriever.refresh({ signal: leaving.signal }))).toBe(leaving.signal.reason)
    expect(reads).toBe(2)
    expect(retriever.current()).toBeUndefined()
  })
})

test('the clocks may differ by five minutes unless the caller says otherwise', async () => {
  const made = makeCertificate()
  const text = async (path: string): Promise<string> => (path.endsWith('key.pem') ? made.keyPem : made.pem)
  const end = Date.parse(made.x509.validTo)
  const at = (time: number, clockToleranceMs?: number): Promise<unknown> =>
    new InstanceMetadataCertificateRetriever({ metadata: { text }, now: () => time, clockToleranceMs }).refresh().then(
      () => 'loaded',
      ({ reason }: { reason: string }) => reason,
    )
  expect(await Promise.all([at(end + 300_000), at(end + 300_001)])).toEqual(['loaded', 'expired'])
  expect(await Promise.all([at(end + 7, 7), at(end + 8, 7)])).toEqual(['loaded', 'expired'])
})

test.each([
  ['no metadata', {}],
  ['another kind', { metadata: { text: async () => '' }, kind: 'root' }],
])('%s is a wrong argument', (_, options) => {
  expect(() => new InstanceMetadataCertificateRetriever(options as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }),
  )
})
