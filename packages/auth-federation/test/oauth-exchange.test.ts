// A token for one scope, asked for by another signer, over real HTTP.
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { Signer, type RequestSigner } from '@x/signer'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  InstancePrincipalsSecurityTokenSigner,
  OauthExchangeTokenSigner,
  SessionKeySupplier,
  type OauthExchangeSignerOptions,
} from '../src/index.ts'
import { renewalRetryStrategy } from '../src/principal/renewal-options.ts'
import { claimsOf, CountingKeys, isSignedByBoundKey, tokenOf } from './instance.ts'

const PATH = '/v1/oauth2/scoped'
const MINUTE = 60_000

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator()
})
afterAll(() => oci.close())
let before = 0
beforeEach(() => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  oci.oauth.lifetimeSeconds = 3600
  before = oci.count('POST', PATH)
})

const asked = (): number => oci.count('POST', PATH) - before
const now = (): number => oci.clock.now()
const regions = (): string => `${oci.url}/20160918/regions`
const user = (options: object = {}): Signer => {
  const { tenancy, apiKey } = oci
  return new Signer({
    tenancy,
    user: oci.user,
    fingerprint: apiKey.fingerprint,
    privateKey: apiKey.pem,
    now,
    ...options,
  })
}

function scoped(options: Partial<OauthExchangeSignerOptions> = {}): OauthExchangeTokenSigner {
  return new OauthExchangeTokenSigner({
    signer: user(),
    scope: 'monitoring_write',
    targetCompartment: oci.compartment,
    env: { OCI_SDK_AUTH_CLIENT_REGION_URL: oci.url },
    region: 'phx',
    retryStrategy: NONE_RETRY_STRATEGY,
    random: () => 0,
    now,
    ...options,
  })
}

const sign = (signer: RequestSigner) => signer.sign({ method: 'GET', url: regions() })
const tokenFrom = async (signer: RequestSigner): Promise<string> => tokenOf(await sign(signer))

describe('a token for one scope', () => {
  test('says what it was asked for and signs as the wrapped signer', async () => {
    const signer = scoped()
    const signed = await sign(signer)
    expect(claimsOf(tokenOf(signed))).toMatchObject({
      scope: 'monitoring_write',
      target_compartment: oci.compartment,
      sub: oci.user,
    })
    expect(isSignedByBoundKey(signed)).toBe(true)
    expect((await createSignedFetch(signer)(regions())).status).toBe(200)
    expect(await signer.whoami()).toMatchObject({
      principal: 'oauth-exchange',
      tenancy: oci.tenancy,
      region: 'us-phoenix-1',
    })
  })

  test('can be had by an instance, at the auth service of the region that it is in', async () => {
    const env = await oci.environment('instance')
    const wrapped = new InstancePrincipalsSecurityTokenSigner({ env, now })
    const signer = scoped({ signer: wrapped, region: undefined, env })
    expect(claimsOf(await tokenFrom(signer))).toMatchObject({ ptype: 'instance', sub: oci.instance })
    expect(await signer.region()).toBe('us-phoenix-1')
    await signer.close()
    await wrapped.ready() // it stays the caller's
  })

  test('is asked for at the endpoint that is given, whatever the region', async () => {
    const signer = scoped({
      oauthTokenEndpoint: `${oci.url}${PATH}`,
      env: {},
      region: undefined,
      signer: { sign: user().sign.bind(user()) },
    })
    expect((await createSignedFetch(signer)(regions())).status).toBe(200)
    expect(await signer.region()).toBeUndefined()
  })

  test('without an endpoint and a region is refused when it is first needed', async () => {
    const signer = scoped({ region: undefined, signer: { sign: user().sign.bind(user()) } })
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_MISSING_INPUT', names: ['region'] })
    expect(asked()).toBe(0)
  })

  test('has a key of 2048 bits, or as long as its supplier makes it', async () => {
    const bits = async (sessionKeySupplier?: SessionKeySupplier): Promise<number> => {
      const { n } = JSON.parse(String(claimsOf(await tokenFrom(scoped({ sessionKeySupplier })))['jwk'])) as {
        n: string
      }
      return Buffer.from(n, 'base64url').length * 8
    }
    expect(await bits()).toBe(2048)
    expect(await bits(new SessionKeySupplier({ keySize: 3072 }))).toBe(3072)
  })

  test('is one for a thousand callers who come at once: one key, one exchange', async () => {
    const sessionKeySupplier = new CountingKeys()
    const signer = scoped({ sessionKeySupplier })
    await Promise.all(Array.from({ length: 1_000 }, () => signer.ready()))
    expect([sessionKeySupplier.made, asked()]).toEqual([1, 1])
  })
})

describe('renewal', () => {
  test.each([
    [3600, 20 * MINUTE - 1, 1],
    [3600, 20 * MINUTE, 2],
    // What ends earlier is renewed earlier: at half of a life of ten minutes.
    [600, 5 * MINUTE - 1, 1],
    [600, 5 * MINUTE, 2],
  ])('of a token of %i s after %i ms: %i exchanges', async (lifetimeSeconds, ageMs, exchanges) => {
    oci.oauth.lifetimeSeconds = lifetimeSeconds
    const signer = scoped()
    await signer.ready()
    oci.clock.advance(ageMs)
    const renewal = new Promise((resolve) => signer.on('refresh', resolve))
    await signer.ready()
    if (exchanges > 1) await renewal
    expect(asked()).toBe(exchanges)
  })

  test('is spread over a tenth of the time, so that a fleet does not renew at once', async () => {
    const signer = scoped({ random: () => 1 })
    await signer.ready()
    oci.clock.advance(18 * MINUTE)
    const renewal = new Promise((resolve) => signer.on('refresh', resolve))
    await signer.ready()
    await renewal
    expect(asked()).toBe(2)
  })

  test('that fails leaves the token with its key, to its end, and is not tried again at each call', async () => {
    const signer = scoped()
    const first = await tokenFrom(signer)
    oci.clock.advance(25 * MINUTE)
    oci.faults.add({ match: { path: PATH }, effect: { status: 500 } })
    const failure = new Promise((resolve) => signer.on('refreshFailed', resolve))
    await signer.ready()
    await failure
    for (let call = 0; call < 10; call++) {
      const signed = await sign(signer)
      expect(tokenOf(signed)).toBe(first)
      expect(isSignedByBoundKey(signed)).toBe(true)
    }
    expect((await createSignedFetch(signer)(regions())).status).toBe(200)
    expect(asked()).toBe(2)
    oci.clock.advance(35 * MINUTE)
    expect(await rejectionOf(signer.ready())).toMatchObject({ status: 500 })
  })
})

describe('a refusal', () => {
  const instance = async (): Promise<InstancePrincipalsSecurityTokenSigner> =>
    new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance'), now })

  test('of the exchange with 401 renews the wrapped signer once', async () => {
    const wrapped = await instance()
    const refresh = vi.spyOn(wrapped, 'refresh')
    oci.faults.add({ match: { path: PATH }, times: 1, effect: { status: 401 } })
    await scoped({ signer: wrapped }).ready()
    expect([refresh.mock.calls.length, asked()]).toEqual([1, 2])
  })

  test('that stands is told with its reason, and asked for twice at most', async () => {
    oci.faults.add({ match: { path: PATH }, effect: { status: 401 } })
    const error = await rejectionOf(scoped({ signer: await instance(), retryStrategy: undefined }).ready())
    expect(error).toMatchObject({ name: 'ServiceError', status: 401 })
    expect(asked()).toBe(2)
  })

  test('for a clock that is an hour off is healed once, not at each renewal', async () => {
    const hourAgo = (): number => now() - 60 * MINUTE
    const signer = scoped({ signer: user({ now: hourAgo }), now: hourAgo })
    await signer.ready()
    expect(asked()).toBe(2)
    await signer.refresh()
    expect(asked()).toBe(3)
  })

  test('of a scope is told in the words of the service, and not asked for again', async () => {
    const error = await rejectionOf(scoped({ targetCompartment: 'no compartment', retryStrategy: undefined }).ready())
    expect(error).toMatchObject({ status: 400, code: 'InvalidParameter' })
    expect(asked()).toBe(1)
  })

  test('that is passing is asked for three times', async () => {
    oci.faults.add({ match: { path: PATH }, times: 2, effect: { status: 503 } })
    await scoped({ retryStrategy: { ...renewalRetryStrategy({}), sleep: async () => {} } }).ready()
    expect(asked()).toBe(3)
  })
})

test('an answer that repeats what was sent shows nothing of it', async () => {
  const httpClient = async (request: { body?: unknown; headers?: object | undefined }) => {
    const text = JSON.stringify({
      code: 'X',
      message: `got ${String(request.body)} ${JSON.stringify(request.headers)}`,
    })
    return {
      status: 400,
      headers: {},
      body: new TextEncoder().encode(text),
      text: () => text,
      json: () => JSON.parse(text) as unknown,
    }
  }
  const session = oci.createSession()
  const wrapped: RequestSigner = user()
  const error = await rejectionOf(scoped({ httpClient, signer: wrapped }).ready())
  expect(error).toMatchObject({ status: 400 })
  expect(JSON.stringify(error)).not.toMatch(/signature=\\*"(?!<)/)
  expect(String(error)).not.toContain(session.token)
})
