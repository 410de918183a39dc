// Options that a part of the emulator reads for itself, through the one door: startEmulator.
import { expect, test } from 'vitest'
import { startEmulator, type EmulatorOptions } from '../src/index.ts'

test.each<[string, EmulatorOptions]>([
  ['port', { port: -1 }],
  ['tenancy', { tenancy: 'a/b' }],
  ['user', { user: '' }],
  ['region', { region: 'a\nb' }],
  ['maxStoredBytes', { maxStoredBytes: Number.NaN }],
  ['lifetimeSeconds', { federation: { lifetimeSeconds: 0 } }],
  ['userTokenSeconds', { dataPlane: { userTokenSeconds: 1.5 } }],
  ['clock.offsetMs', { clock: { offsetMs: Number.NaN } }],
  ['faults', { faults: [{ effect: { status: 99 } }] }],
])('startEmulator refuses %s in %j', async (option, options) => {
  await expect(startEmulator(options)).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option })
})

test('an option that is undefined is absent', async () => {
  await using started = await start({ region: undefined, user: undefined, maxStoredBytes: undefined })
  expect(started.oci.region).toBe('us-phoenix-1')
  expect(started.oci.user).toMatch(/^ocid1\.user\./)
})

async function start(options: EmulatorOptions) {
  const oci = await startEmulator(options)
  return { oci, [Symbol.asyncDispose]: () => oci.close() }
}
