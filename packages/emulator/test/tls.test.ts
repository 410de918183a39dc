// HTTPS with a CA of the emulator's own.
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ tls: true })
})
afterAll(() => oci.close())

const call = (host: string, options: object): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(oci.url)
    const sent = request(
      { hostname: '127.0.0.1', servername: host, port, path: '/echo', agent: false, ...options },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      },
    )
    sent.on('error', reject)
    sent.end()
  })

test('is trusted by who trusts its CA, by address and by name', async () => {
  expect(oci.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
  expect(await call('', { ca: oci.ca })).toBe(401)
  expect(await call('localhost', { ca: oci.ca })).toBe(401)
})

test('is trusted by nobody else, and under no other name', async () => {
  await expect(call('', {})).rejects.toMatchObject({
    code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/),
  })
  await expect(call('example.com', { ca: oci.ca })).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

test('speaks TLS 1.2 at least', async () => {
  await expect(call('localhost', { ca: oci.ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' })).rejects.toThrow(
    /protocol|version|handshake/i,
  )
})

test('the CA is valid from a day ago, for clocks that are behind, to a month ahead', () => {
  const { validFrom, validTo } = new X509Certificate(oci.ca ?? '')
  const days = (text: string): number => Math.round((Date.parse(text) - Date.now()) / 86_400_000)
  expect([days(validFrom), days(validTo)]).toEqual([-1, 30])
})

test('the CA is one, and is valid now', () => {
  const certificate = new X509Certificate(oci.ca ?? '')
  expect(certificate.ca).toBe(true)
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 86_400_000)
})

test('writes its CA beside the config file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-tls-'))
  await oci.configFile(folder)
  expect(await readFile(join(folder, 'ca.pem'), 'utf8')).toBe(oci.ca)
  await rm(folder, { recursive: true })
})

test('metadata is served over plain HTTP besides, and nothing else is', async () => {
  const { OCI_METADATA_BASE_URL, OCI_SDK_AUTH_CLIENT_REGION_URL } = await oci.environment('instance')
  expect(OCI_SDK_AUTH_CLIENT_REGION_URL).toBe(oci.url)
  expect(OCI_METADATA_BASE_URL).toBe(oci.metadataUrl)
  expect(oci.metadataUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/opc\/v2\/$/)
  const headers = { authorization: 'Bearer Oracle' }
  const id = await fetch(`${oci.metadataUrl}instance/id`, { headers })
  expect(await id.text()).toBe(oci.instance)
  for (const path of ['/', '/inspector/requests', '/v1/x509', '/20160918/regions', '/echo']) {
    const response = await fetch(new URL(path, oci.metadataUrl))
    expect([response.status, (await response.json()).emulator.reason]).toEqual([404, 'metadata-not-found'])
    expect(oci.requests.at(-1)).toMatchObject({ target: path, reason: 'metadata-not-found', status: 404 })
  }
})

test('closing ends both ports', async () => {
  const other = await startEmulator({ tls: true })
  await other.close()
  await expect(fetch(`${other.metadataUrl}instance/id`)).rejects.toThrow('fetch failed')
  await expect(fetch(other.url)).rejects.toThrow('fetch failed')
})

test('without TLS metadata is served at the one address', async () => {
  const plain = await startEmulator()
  expect(plain.metadataUrl).toBe(`${plain.url}/opc/v2/`)
  await plain.close()
})

test('without TLS there is no CA', async () => {
  const plain = await startEmulator()
  expect(plain.ca).toBeUndefined()
  await plain.close()
})
