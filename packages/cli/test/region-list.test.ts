// `ocix iam region list`: what the documentation has people try after an import.
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

afterEach(() => oci().faults.clear())

test('the line of the documentation prints what OCI’s command line prints', async () => {
  const { configFile } = home()
  const line = `iam region list --config-file ${configFile} --profile SESSION --auth security_token`
  const { code, stdout, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([0, ''])
  const { data, ...rest } = JSON.parse(stdout) as { readonly data: readonly object[] }
  expect([data, rest]).toEqual([expect.arrayContaining([{ key: 'PHX', name: 'us-phoenix-1' }]), {}])
  expect(data.map((each) => Object.keys(each).join())).toEqual(data.map(() => 'key,name'))
})

test('a query and a table of it', async () => {
  const { stdout } = await home().run('iam region list --query "data[0].name" --raw-output')
  expect(stdout).toMatch(/^[a-z]+-[a-z]+-\d\n$/)
  expect((await home().run('iam region list --output table')).stdout).toMatch(/^KEY +NAME\n([A-Z]{3} +[-a-z]+\d\n)+$/)
})

test('without an endpoint it is that of the region, and a region that nobody knows is refused', async () => {
  const env = { OCI_CLI_ENDPOINT: undefined }
  const unknown = await home().run('iam region list --region xx-nowhere-1', { env })
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('xx-nowhere-1')])
  await home().editConfig((text) => text.replaceAll(/^region.*\n/gm, ''))
  const none = await home().run('iam region list', { env })
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('Give --region REGION, or --endpoint URL.')])
})

test('a refused request shows what was seen of the cause', async () => {
  await home().editConfig((text) => text.replace(/fingerprint=.*/, `fingerprint=${'aa:'.repeat(15)}aa`))
  const { code, stdout, stderr } = await home().run('iam region list')
  expect([code, stdout]).toEqual([4, ''])
  expect(stderr).toMatch(/^Error: .*fingerprint/)
})

test('a service that is not well is 6, and asked again by --max-retries', async () => {
  oci().faults.add({ times: 1, effect: { status: 503 } })
  expect((await home().run('iam region list --no-retry')).code).toBe(6)
  oci().faults.add({ times: 1, effect: { status: 503 } })
  expect((await home().run('iam region list --max-retries 1')).code).toBe(0)
})
