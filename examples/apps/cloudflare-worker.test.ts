// The Worker in workerd itself, bundled as wrangler bundles it.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importKey } from './cloudflare-worker/worker.ts'
import { bundleWorker } from './test/bundle-worker.ts'

const here = new URL('./cloudflare-worker/', import.meta.url)
let oci: Emulator
let workerd: Miniflare
beforeAll(async () => {
  oci = await startEmulator()
  workerd = await startWorker(oci.apiKey.pem)
}, 60_000)
afterAll(async () => {
  await workerd.dispose()
  await oci.close()
})

test('the Worker answers with what the service told its requests, signed by one signer for all of them', async () => {
  const asking = Array.from({ length: 5 }, () => workerd.dispatchFetch('http://worker/regions'))
  for (const response of await Promise.all(asking)) {
    expect(response.status).toBe(200)
    expect(await response.json()).toContainEqual({ key: 'PHX', name: 'us-phoenix-1' })
  }
  expect(oci.requests.map(({ caller }) => caller)).toEqual(
    Array.from({ length: 5 }, () => ({ kind: 'api-key', tenancy: oci.tenancy, user: oci.user })),
  )
})

test('the Worker shows nothing of a refusal but its status', async () => {
  oci.faults.add({ match: { path: '/20160918/regions' }, effect: { status: 403 } })
  const response = await workerd.dispatchFetch('http://worker/regions')
  expect([response.status, await response.json()]).toEqual([502, { code: 'ServiceFailed', status: 403 }])
})

test('the Worker asks for nothing else', async () => {
  const response = await workerd.dispatchFetch('http://worker/users')
  expect(response.status).toBe(404)
})

test('the key of the Worker signs, and cannot be read again', async () => {
  const key = await importKey(oci.apiKey.pem)
  expect(key.usages).toEqual(['sign'])
  await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow('not extractable')
})

test('a key of another form is refused with the command that converts it, and is not shown', async () => {
  const error = await importKey(oci.apiKey.pem.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')).catch((thrown) => thrown)
  expect(error.message).toBe(
    'OCI_PRIVATE_KEY is no unencrypted PKCS#8 key in PEM. Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem',
  )
})

async function startWorker(pem: string): Promise<Miniflare> {
  const settings = JSON.parse(await readFile(new URL('wrangler.json', here), 'utf8')) as {
    readonly main: string
    readonly compatibility_date: string
    readonly vars: Readonly<Record<string, string>>
  }
  const bindings = {
    ...settings.vars,
    OCI_TENANCY: oci.tenancy,
    OCI_USER: oci.user,
    OCI_FINGERPRINT: oci.apiKey.fingerprint,
    OCI_ENDPOINT: oci.url,
    OCI_PRIVATE_KEY: pem,
  }
  const modules = await bundleWorker(fileURLToPath(new URL(settings.main, here)))
  return new Miniflare({ modules, compatibilityDate: settings.compatibility_date, bindings })
}
