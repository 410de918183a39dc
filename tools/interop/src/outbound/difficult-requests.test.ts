import { startEmulator } from '@x/emulator'
import { expect, test } from 'vitest'
import { difficultRequests, REQUESTS } from './difficult-requests.ts'

test('are the same in each run, at the address that is given, and hardly two are alike', async () => {
  const oci = await startEmulator()
  const cases = oci.conformance.cases()
  await oci.close()
  const [first, second] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'].map((origin) => difficultRequests(cases, origin))
  expect(first).toHaveLength(REQUESTS)
  expect(second).toEqual(first!.map((one) => ({ ...one, url: one.url.replace(':1/', ':2/') })))
  expect(new Set(first!.map(({ url }) => url)).size).toBeGreaterThan(REQUESTS * 0.9)
})
