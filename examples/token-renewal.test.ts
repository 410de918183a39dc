// How to test that a program outlives its tokens, with vitest: the emulator's clock and the program's go forward together, and nobody waits.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { createSignedFetch } from '@x/fetch'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const START = Date.UTC(2026, 10, 20, 8)
const MINUTE = 60_000
let oci: Emulator
beforeEach(async () => {
  // Before a signer is made, which keeps the Date.now that it finds; and only Date, since the network needs real timers.
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  oci = await startEmulator({ clock: { frozenAt: START } })
  for (const [name, value] of Object.entries(await oci.environment('instance'))) vi.stubEnv(name, value)
})
afterEach(async () => {
  await oci.close()
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

function pass(ms: number): void {
  oci.clock.advance(ms)
  vi.setSystemTime(oci.clock.now())
}
const tokensAsked = (): number => oci.count('POST', '/v1/x509')

test('a token serves until shortly before its end, and the next request has a new one', async () => {
  oci.federation.lifetimeSeconds = 1200
  const signedFetch = createSignedFetch(new InstancePrincipalsSecurityTokenSigner())
  const regions = async (): Promise<number> => (await signedFetch(`${oci.url}/20160918/regions`)).status

  expect(await regions()).toBe(200)
  pass(5 * MINUTE)
  expect(await regions()).toBe(200)
  expect(tokensAsked()).toBe(1)

  pass(20 * MINUTE)
  expect(await regions()).toBe(200)
  expect(tokensAsked()).toBe(2)
  expect(oci.requests.filter(({ status }) => status === 401)).toEqual([])
})

test('a token that the service refuses is replaced at once, and the caller sees no refusal', async () => {
  const signer = new InstancePrincipalsSecurityTokenSigner()
  const signedFetch = createSignedFetch(signer)
  await signedFetch(`${oci.url}/20160918/regions`)
  oci.faults.add({ times: 1, match: { path: '/20160918/regions' }, effect: { status: 401 } })
  expect((await signedFetch(`${oci.url}/20160918/regions`)).status).toBe(200)
  expect(tokensAsked()).toBe(2)
})
