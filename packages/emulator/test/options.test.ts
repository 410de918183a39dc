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
  ['proxymuxPort', { proxymuxPort: -1 }],
  ['faults', { faults: [{ effect: { status: 99 } }] }],
  ['tls', { tls: 'yes' as never }],
  ['cors', { cors: 1 as never }],
  ['metadataV1', { metadataV1: 'no' as never }],
  ['multiValuedSubject', { multiValuedSubject: 'no' as never }],
  ['jwk', { federation: { jwk: 'false' as never } }],
  ['onRequest', { onRequest: {} as never }],
  ['clock', { clock: 5 as never }],
  ['federation', { federation: [] as never }],
  ['apiKey', { apiKey: 'a PEM' as never }],
  ['startEmulator', 'text' as never],
  ['startEmulator', null as never],
])('startEmulator refuses %s in %j', async (option, options) => {
  await expect(startEmulator(options)).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option })
})

test('an option that is undefined is absent', async () => {
  await using started = await start({ region: undefined, user: undefined, maxStoredBytes: undefined })
  expect(started.oci.region).toBe('us-phoenix-1')
  expect(started.oci.user).toMatch(/^ocid1\.user\./)
})

test.each<[string, object, string]>([
  ['prot', { prot: 8080 }, '"prot" is no option of "startEmulator". Did you mean "port"?'],
  [
    'maxstoredbytes',
    { maxstoredbytes: 1 },
    '"maxstoredbytes" is no option of "startEmulator". Did you mean "maxStoredBytes"?',
  ],
  ['Federation', { Federation: {} }, '"Federation" is no option of "startEmulator". Did you mean "federation"?'],
  ['offset', { clock: { offset: 5 } }, '"offset" is no option of "clock". Did you mean "offsetMs"?'],
  [
    'lifetime',
    { federation: { lifetime: 5 } },
    '"lifetime" is no option of "federation". Did you mean "lifetimeSeconds"?',
  ],
  [
    'seconds',
    { dataPlane: { seconds: 5 } },
    '"seconds" is no option of "dataPlane". There are userTokenSeconds, scopedTokenSeconds.',
  ],
  ['passphrase', { apiKey: { pem: '', passphrase: 'a' } }, '"passphrase" is no option of "apiKey". There are pem.'],
])('the unknown option %s is refused in %j', async (option, options, message) => {
  await expect(startEmulator(options)).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option, message })
})

test('the methods of the handle refuse unknown options too', async () => {
  await using started = await start({})
  const { oci } = started
  const session = { lifetime: 60 } as object
  expect(() => oci.createSession(session)).toThrow('"lifetime" is no option of "createSession".')
  expect(() => oci.createSession(null as never)).toThrow('The options of "createSession" are not an object.')
  await expect(oci.rotateCertificates({ revoke: true } as object)).rejects.toMatchObject({
    option: 'revoke',
    message: '"revoke" is no option of "rotateCertificates". Did you mean "revokeOld"?',
  })
  await expect(oci.rotateCertificates({ revokeOld: 1 as never })).rejects.toMatchObject({ option: 'revokeOld' })
  expect(() => (oci.federation.jwk = 'no' as never)).toThrow(expect.objectContaining({ option: 'jwk' }))
  oci.federation.jwk = false
  expect(oci.federation.jwk).toBe(false)
})

test('members that are inherited, undefined or named by symbols are no options', async () => {
  const options = Object.assign(Object.create({ prot: 1 }), {
    ports: undefined,
    [Symbol('mine')]: 1,
    region: 'us-ashburn-1',
  })
  await using started = await start(options)
  expect(started.oci.region).toBe('us-ashburn-1')
})

async function start(options: EmulatorOptions) {
  const oci = await startEmulator(options)
  return { oci, [Symbol.asyncDispose]: () => oci.close() }
}
