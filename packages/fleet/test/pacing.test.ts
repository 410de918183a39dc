// Of all processes that need a token, a few ask at a time; whatever the store does, everybody gets a token of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PEMStringCertificateRetriever } from '@x/cert-retrievers'
import { startEmulator, type EmulatedPlace, type Emulator } from '@x/emulator'
import {
  createCallerSigners,
  defaultSigner,
  getOkeWorkloadIdentitySigner,
  getResourcePrincipalsSigner,
  identityDomainToken,
  InstancePrincipalsDelegationTokenSigner,
  InstancePrincipalsSecurityTokenSigner,
  OauthExchangeTokenSigner,
  SessionKeySupplier,
  signerFromConfig,
  X509FederationClient,
  X509FederationClientBasedSecurityTokenSigner,
} from '@x/auth-federation'
import { DataplaneClient, UserSecurityTokenSigner } from '@x/identity-data-plane'
import { Signer } from '@x/signer'
import type { PrincipalSigner } from '@x/signer/principal'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStore, pacing, type PacingOptions, type Store } from '../src/index.ts'
import { createPacing } from '../src/pacing.ts'
import { BROKEN, watched } from './support/broken-stores.ts'
import { EXCHANGE, exchanging, isAccepted, tokenOf } from './support/exchanging.ts'
import { useHeard } from './support/heard.ts'

let oci: Emulator
let store: Store
const heard = useHeard()
let before: number
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(() => {
  oci.faults.clear()
  store = memoryStore()
  before = oci.count('POST', EXCHANGE)
})

const asked = (): number => oci.count('POST', EXCHANGE) - before
const options = (changed: PacingOptions = {}): PacingOptions => ({
  onEvent: heard.listener(),
  ...changed,
})
const member = (changed?: PacingOptions, inStore = store) =>
  exchanging(oci, { sharing: pacing(inStore, options(changed)) })

/** How many questions the emulator answers at once, at most. */
function mostAtOnce(): () => number {
  let now = 0
  let most = 0
  const began = (): { delayMs: number } => {
    now++
    most = Math.max(most, now)
    setTimeout(() => now--, 20)
    return { delayMs: 20 }
  }
  oci.faults.add({ match: { path: EXCHANGE }, effect: began })
  return () => most
}

describe('members of one fleet', () => {
  test('ask a few at a time, and each gets a token of its own', async () => {
    const most = mostAtOnce()
    const members = Array.from({ length: 40 }, () => member({ atOnce: 3, limitMs: 60_000 }))
    const tokens = await Promise.all(members.map(tokenOf))
    expect(new Set(tokens).size).toBe(40)
    expect(most()).toBeGreaterThan(1)
    expect(most()).toBeLessThanOrEqual(3)
    expect(asked()).toBe(40)
    expect(heard.types().filter((type) => type === 'waited').length).toBeGreaterThanOrEqual(10)
    expect(heard.events.filter((event) => event.type === 'asked' && event.alone)).toEqual([])
  })

  test('ask the store twice for a token, and not at all while there is nothing to fetch', async () => {
    const watching = watched(store)
    const one = member({}, watching.store)
    expect(watching.asked).toEqual([])
    await tokenOf(one)
    await vi.waitFor(() => expect(watching.asked).toEqual(['setIfAbsent', 'compareAndSet']))
    for (let each = 0; each < 1_000; each++) await tokenOf(one)
    expect(watching.asked).toHaveLength(2)
  })

  test('put nothing into the store but leases, which say nothing', async () => {
    const put: string[] = []
    const seen = {
      ...store,
      setIfAbsent: (key: string, value: string, ttlMs: number) => (
        put.push(key, value, String(ttlMs)),
        store.setIfAbsent(key, value, ttlMs)
      ),
    }
    await tokenOf(member({ leaseMs: 4_000 }, seen))
    expect(put).toEqual([
      expect.stringMatching(/^oci-fleet:turn:[0-9a-f]{32}:\d$/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      '4000',
    ])
  })

  test('wait for a turn no longer than the limit, and then ask without one', async () => {
    const full = { ...store, setIfAbsent: async () => false }
    await tokenOf(member({ limitMs: 60 }, full))
    expect(heard.events).toContainEqual({ type: 'asked', principal: 'token-exchange', alone: true })
    const waited = heard.events.find((event) => event.type === 'waited')
    expect(waited).toMatchObject({ principal: 'token-exchange', waitedMs: expect.any(Number) })
  })

  test('pause longer each time, by chance, up to what is left of the limit', async () => {
    const pauses: number[] = []
    let elapsedMs = 0
    const ports = {
      elapsed: () => elapsedMs,
      random: () => 0.5,
      pause: async (ms: number) => {
        pauses.push(ms)
        elapsedMs += ms
      },
    }
    const sharing = createPacing({ ...store, setIfAbsent: async () => false }, options({ limitMs: 1_000 }), ports)
    await tokenOf(exchanging(oci, { sharing }))
    expect(pauses.slice(0, 4)).toEqual([30, 45, 67.5, 101.25])
    expect(pauses.every((ms) => ms <= 400)).toBe(true)
    // By chance half to all of it: those whose wait is over do not ask in one moment.
    expect(elapsedMs).toBe(750)
  })

  test('that do not get through give their lease back, and tell what the service said', async () => {
    oci.faults.add({ match: { path: EXCHANGE }, times: 1, effect: { status: 503 } })
    const watching = watched(store)
    await expect(tokenOf(member({ atOnce: 1 }, watching.store))).rejects.toMatchObject({ status: 503 })
    await vi.waitFor(() => expect(watching.asked).toEqual(['setIfAbsent', 'compareAndSet']))
    await tokenOf(member({ atOnce: 1, limitMs: 60_000 }))
    expect(heard.types()).not.toContain('waited')
  })
})

test.each(BROKEN)('a store that %s costs nobody a token', async (_, broken) => {
  const one = member({ limitMs: 500, storeTimeoutMs: 50 }, broken)
  expect(await isAccepted(oci, one)).toBe(true)
  expect(heard.types()).toContain('store-down')
})

test('a store that gives leases and forgets them has each ask', async () => {
  const forgets: Store = { get: async () => undefined, setIfAbsent: async () => true, compareAndSet: async () => false }
  await tokenOf(member({}, forgets))
  await vi.waitFor(() => expect(heard.types()).toEqual(['asked', 'lost-lease']))
})

describe('a listener', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('listener')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('listener'))],
  ])('that %s changes nothing', async (_, onEvent) => {
    expect(await tokenOf(member({ onEvent }))).not.toBe('')
  })
})

describe('every principal that asks takes turns:', () => {
  const apiKey = (): Signer =>
    new Signer({
      tenancy: oci.tenancy,
      user: oci.user,
      fingerprint: oci.apiKey.fingerprint,
      privateKey: oci.apiKey.pem,
    })

  const paced = () => ({ sharing: pacing(store, options()) })
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'fleet-places-'))))
  afterAll(() => rm(folder, { recursive: true }))
  const place = async (name: EmulatedPlace) => ({ env: await oci.environment(name, folder), ...paced() })
  const turnOf = (principal: string) => [{ type: 'asked', principal, alone: false }]

  test.each<[string, string, () => PrincipalSigner | Promise<PrincipalSigner>]>([
    ['an instance', 'instance', async () => new InstancePrincipalsSecurityTokenSigner(await place('instance'))],
    [
      'an instance that a configuration names',
      'instance',
      async () => signerFromConfig({ authenticationType: 'instance_principal' }, await place('instance')),
    ],
    ['an instance that the chain finds', 'instance', async () => defaultSigner(await place('instance'))],
    [
      'an instance that acts for a user',
      'instance',
      async () =>
        new InstancePrincipalsDelegationTokenSigner({ ...(await place('instance')), delegationToken: 'a.b.c' }),
    ],
    ['a resource that an instance vouches for', 'resource', async () => defaultSigner(await place('resource-1.1'))],
    [
      'a resource with a key of its own',
      'resource',
      async () => getResourcePrincipalsSigner(await place('resource-2.1')),
    ],
    ['a resource that is a part of another', 'resource', async () => defaultSigner(await place('resource-3.0'))],
    ['a pod', 'oke-workload', async () => getOkeWorkloadIdentitySigner(await place('oke'))],
    [
      'a token exchange that the chain finds',
      'token-exchange',
      async () => defaultSigner(await place('token-exchange')),
    ],
    [
      'a certificate',
      'x509',
      async () => {
        const { certificatePem, privateKeyPem, intermediatePem } = await oci.certificates()
        const federationClient = new X509FederationClient({
          federationEndpoint: oci.url,
          tenancyId: oci.tenancy,
          sessionKeySupplier: new SessionKeySupplier(),
          leafCertificateRetriever: new PEMStringCertificateRetriever({ certificatePem, privateKeyPem }),
          intermediateCertificateRetrievers: [new PEMStringCertificateRetriever({ certificatePem: intermediatePem })],
          ...paced(),
        })
        return new X509FederationClientBasedSecurityTokenSigner({ federationClient })
      },
    ],
    [
      'a scoped exchange',
      'oauth-exchange',
      async () => {
        const env = { OCI_SDK_AUTH_CLIENT_REGION_URL: oci.url }
        const wanted = { scope: 'monitoring_write', targetCompartment: oci.compartment, region: 'phx' }
        return new OauthExchangeTokenSigner({ signer: apiKey(), ...wanted, env, ...paced() })
      },
    ],
    [
      'a user with a session that renews itself',
      'user-session',
      async () => {
        const client = new DataplaneClient({ signer: apiKey(), serviceEndpoint: oci.url })
        return new UserSecurityTokenSigner({ client, ...paced() })
      },
    ],
  ])('%s', async (_, principal, make) => {
    await (await make()).sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
    expect(heard.events).toEqual(turnOf(principal))
  })

  test('who asks for an access token', async () => {
    const { url: domainUrl } = oci.identityDomain
    await identityDomainToken(apiKey(), { domainUrl, env: {}, ...paced() })()
    expect(heard.events).toEqual(turnOf('identity-domain'))
  })

  test('the callers of a server', async () => {
    const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
    const callers = createCallerSigners({ exchange: { domainUrl, clientId, clientSecret, env: {}, ...paced() } })
    await tokenOf(await callers.signerFor(await oci.identityDomain.issueSubjectToken()))
    expect(heard.events).toEqual(turnOf('token-exchange'))
    await callers.close()
  })

  test('and a function, whose token OCI puts beside it, is none of them', async () => {
    await tokenOf(await getResourcePrincipalsSigner(await place('resource-2.2')))
    expect(heard.events).toEqual([])
  })

  test('and an API key, which asks nobody, is none of them', async () => {
    const { tenancy, user, region, apiKey: key } = oci
    const config = { tenancy, user, region, fingerprint: key.fingerprint, keyContent: key.pem }
    const signer = await signerFromConfig(config, { sharing: pacing(store, options()) })
    await signer.sign({ method: 'GET', url: `${oci.url}/20160918/regions` })
    expect(heard.events).toEqual([])
  })
})

test.each<[object, RegExp]>([
  [{ atOnce: 0 }, /atOnce/],
  [{ atOnce: 2.5 }, /atOnce/],
  [{ limit: 5 }, /limitMs/],
])('%j is no option', (changed, named) => {
  expect(() => pacing(store, changed)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringMatching(named) }),
  )
})

test.each<[unknown]>([
  [{}],
  ['x'],
  [() => {}],
  [null],
  [{ handsOver: false, join: () => ({}) }],
  [{ join: () => undefined }],
])('%j is no sharing', (sharing) => {
  expect(() => exchanging(oci, { sharing: sharing as never })).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('sharing') }),
  )
})
