// How to test that a program outlives its tokens, with vitest: the clock of program and emulator goes forward, and nobody waits.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { createSignedFetch } from '@x/fetch'
import { useEmulator } from '@x/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

const MINUTE = 60_000
/** Its clock is that of Date, and its variables make this process an instance. */
const oci = useEmulator({ beforeAll, beforeEach, afterAll }, { environment: 'instance' })
// Before a signer is made, which keeps the Date.now that it finds; and only Date, since the network needs real timers.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const pass = (ms: number): unknown => vi.setSystemTime(Date.now() + ms)
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
