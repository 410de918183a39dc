// Tests under Playwright that share an emulator. Where Playwright starts your server (webServer), start `oci-emulator --port` there too:
// a server in another process sees none of the variables that are set here.
import { expect, test } from '@playwright/test'
import { useEmulator } from '@x/emulator'

const oci = useEmulator(test, { environment: 'user' })

for (const run of [1, 2]) {
  test(`each test begins with no records: ${run}`, async ({ request }) => {
    expect(oci.requests).toEqual([])
    expect(process.env.OCI_CONFIG_FILE).toContain('.oci')
    const response = await request.get(`${oci.url}/20160918/regions`)
    expect([response.status(), oci.requests.at(-1)?.reason]).toEqual([401, 'no-authorization'])
  })
}
