// A signer that a Worker keeps renews its token in one request and uses it in others, in workerd itself.
import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleWorker } from './test/bundle-worker.ts'

let oci: Emulator
let workerd: Miniflare
beforeAll(async () => {
  oci = await startEmulator()
  const bindings = {
    ...(await oci.environment('token-exchange')),
    OCI_ENDPOINT: oci.url,
  }
  const modules = await bundleWorker(fileURLToPath(new URL('test/exchanging-worker.ts', import.meta.url)))
  workerd = new Miniflare({ modules, compatibilityDate: '2026-04-01', bindings })
}, 60_000)
afterAll(async () => {
  await workerd.dispose()
  await oci.close()
})

const exchanges = () => oci.requests.filter(({ path }) => path === '/oauth2/v1/token').length

test('who comes while a renewal waits that another request has left makes the next one, once for all', async () => {
  const left = await workerd.dispatchFetch('http://worker/leave')
  expect(left.status).toBe(200)
  const answers = await Promise.all([1, 2, 3].map(() => workerd.dispatchFetch('http://worker/')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(exchanges()).toBe(1)
})
