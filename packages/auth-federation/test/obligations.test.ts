// What a principal owes its caller over time: one credential, one renewal, no wait, no failure that need not be.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSignedFetch } from '@x/fetch'
import { createHttpClient } from '@x/http'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import type { InstancePrincipalsSignerOptions } from '../src/index.ts'
import { isSignedByBoundKey, CountingKeys, Instance, tokenOf } from './instance.ts'

// Ten thousand signatures take 7 s.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const EXCHANGE = { path: '/v1/x509' }

describe('an instance principal', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  const request = (): { method: string; url: string } => ({ method: 'GET', url: instance.regions })

  test('goes from metadata over federation to a signed call', async () => {
    const signer = instance.signer()
    const response = await createSignedFetch(signer)(instance.regions)
    expect(response.status).toBe(200)
    const { expiresAt, ...identity } = await signer.whoami()
    expect(identity).toEqual({
      principal: 'instance',
      tenancy: instance.oci.tenancy,
      region: 'us-phoenix-1',
      source: 'instance metadata',
      renewing: false,
      lastError: undefined,
    })
    expect(Math.abs(Number(expiresAt) - Date.now() - 6 * HOUR)).toBeLessThan(MINUTE)
    expect(await signer.region()).toBe('us-phoenix-1')
  })

  test.each([
    ['a certificate of the older form', { multiValuedSubject: true }],
    ['metadata over plain HTTP beside TLS', { tls: true }],
  ])('goes that way with %s', async (_, options) => {
    const other = await Instance.start(options)
    onTestFinished(() => other.oci.close())
    const folder = await mkdtemp(join(tmpdir(), 'federation-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await other.oci.configFile(folder)
    const certBundleVerify = other.oci.ca === undefined ? undefined : join(folder, 'ca.pem')
    const signer = other.signer({ httpClient: createHttpClient({ certBundleVerify }) })
    expect((await signer.whoami()).tenancy).toBe(other.oci.tenancy)
    expect(other.exchanges).toBe(1)
  })

  test('does no I/O before the first call', async () => {
    instance.signer()
    await settled()
    expect(instance.metadataRounds + instance.exchanges).toBe(0)
  })

  describe('1, token and key always come from one snapshot:', () => {
    test.each([
      ['the service refuses', { status: 500 }, { name: 'ServiceError', status: 500 }],
      ['the connection breaks', { reset: true }, { code: 'ERR_NETWORK' }],
      ['the token is bound to another key', { token: 'wrong-key' }, { reason: 'key-mismatch' }],
      ['the token is cut in half', { token: 'truncated' }, { reason: 'not-a-jwt' }],
    ] as const)('a renewal in which %s leaves the old pair in place', async (_, effect, reason) => {
      const signer = instance.signer()
      const first = await signer.sign(request())
      instance.oci.faults.add({ match: EXCHANGE, times: 1, effect })
      await expect(signer.refresh()).rejects.toMatchObject(reason)
      const second = await signer.sign(request())
      expect(tokenOf(second)).toBe(tokenOf(first))
      expect(isSignedByBoundKey(second)).toBe(true)
    })

    test('a renewal replaces both', async () => {
      const signer = instance.signer()
      const first = await signer.sign(request())
      await signer.refresh()
      const second = await signer.sign(request())
      expect(tokenOf(second)).not.toBe(tokenOf(first))
      expect(isSignedByBoundKey(second)).toBe(true)
    })
  })

  describe('2, one renewal for all callers:', () => {
    test('ten thousand cold signatures cost one key, one metadata round and one exchange', async () => {
      const sessionKeySupplier = new CountingKeys()
      const signer = instance.signer({ sessionKeySupplier })
      const signed = await Promise.all(Array.from({ length: 10_000 }, () => signer.sign(request())))
      expect(new Set(signed.map(tokenOf)).size).toBe(1)
      expect(sessionKeySupplier.made).toBe(1)
      expect(instance.metadataRounds).toBe(1)
      expect(instance.exchanges).toBe(1)
    })

    test('a hundred signatures with an expired token cost one more of each', async () => {
      instance.oci.clock.freeze()
      const sessionKeySupplier = new CountingKeys()
      const signer = instance.signer({ sessionKeySupplier })
      await signer.ready()
      instance.oci.clock.advance(6 * HOUR)
      await Promise.all(Array.from({ length: 100 }, () => signer.sign(request())))
      expect(sessionKeySupplier.made).toBe(2)
      expect(instance.metadataRounds).toBe(2)
      expect(instance.exchanges).toBe(2)
    })

    test('a revoked token costs one exchange for a thousand refused calls', async () => {
      const signer = instance.signer()
      instance.oci.revoke(tokenOf(await signer.sign(request())))
      const signedFetch = createSignedFetch(signer)
      const responses = await Promise.all(Array.from({ length: 1000 }, () => signedFetch(instance.regions)))
      expect(responses.filter(({ status }) => status !== 200)).toEqual([])
      expect(instance.exchanges).toBe(2)
    })
  })

  describe('3, a failed renewal costs nothing while the token serves:', () => {
    test('no call fails without the auth service as long as the token lives, and that is left alone meanwhile', async () => {
      instance.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
      const signer = instance.signer()
      const signedFetch = createSignedFetch(signer)
      await signer.ready()
      instance.oci.faults.add({ match: EXCHANGE, effect: { status: 503 } })
      await instance.later(5 * HOUR)
      for (let minute = 0; minute < 60; minute++) {
        expect((await signedFetch(instance.regions)).status).toBe(200)
        instance.oci.clock.advance(MINUTE)
      }
      expect(instance.exchanges).toBeGreaterThan(5)
      expect(instance.exchanges).toBeLessThan(40)
      const failure = await rejectionOf(signedFetch(instance.regions))
      expect(failure).toMatchObject({ name: 'ServiceError', status: 503 })
      const { exchanges } = instance
      expect(await rejectionOf(signedFetch(instance.regions))).toBe(failure)
      expect(instance.exchanges).toBe(exchanges)
      instance.oci.faults.clear()
      instance.oci.clock.advance(5_000)
      expect((await signedFetch(instance.regions)).status).toBe(200)
    })

    test('a token serves to its last second', async () => {
      instance.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
      const signer = instance.signer()
      const first = await signer.sign(request())
      instance.oci.faults.add({ match: EXCHANGE, effect: { reset: true } })
      await instance.later(6 * HOUR - 1000)
      expect(tokenOf(await signer.sign(request()))).toBe(tokenOf(first))
      expect(instance.exchanges).toBe(2)
    })

    test('without a token, a thousand calls cost one key and one exchange, and end with the same error', async () => {
      instance.oci.clock.freeze()
      const sessionKeySupplier = new CountingKeys()
      const signer = instance.signer({ sessionKeySupplier })
      instance.oci.faults.add({ match: EXCHANGE, effect: { status: 404 } })
      const failures = new Set<unknown>()
      for (let call = 0; call < 1000; call++) failures.add(await rejectionOf(signer.sign(request())))
      expect([...failures]).toEqual([expect.objectContaining({ name: 'ServiceError', status: 404 })])
      expect([instance.exchanges, sessionKeySupplier.made]).toEqual([1, 1])
      await expect(signer.refresh()).rejects.toMatchObject({ status: 404 })
      expect(instance.exchanges).toBe(2)
      instance.oci.faults.clear()
      instance.oci.clock.advance(5_000)
      await signer.ready()
      expect(instance.exchanges).toBe(3)
    })

    test('an outage of the metadata service is survived in the same way', async () => {
      instance.oci.clock.freeze()
      const signer = instance.signer()
      const failed = new Promise((resolve) => signer.on('refreshFailed', resolve))
      await signer.ready()
      instance.oci.faults.add({ match: { path: /^\/opc\// }, effect: { status: 403 } })
      instance.oci.clock.advance(5 * HOUR)
      await signer.sign(request())
      expect(await failed).toMatchObject({ usable: true, error: { status: 403 } })
      await signer.sign(request())
    })
  })

  describe('4, an ageing token makes nobody wait:', () => {
    test('it signs at once while its successor is on the way', async () => {
      instance.oci.clock.freeze()
      const signer = instance.signer()
      const first = await signer.sign(request())
      const renewed = new Promise((resolve) => signer.on('refresh', resolve))
      instance.oci.clock.advance(5 * HOUR)
      expect(tokenOf(await signer.sign(request()))).toBe(tokenOf(first))
      await renewed
      expect(tokenOf(await signer.sign(request()))).not.toBe(tokenOf(first))
    })

    test('a listener that was taken off is told nothing', async () => {
      const signer = instance.signer()
      const [off, on] = [vi.fn(), vi.fn()]
      const takeOff = signer.on('refresh', off)
      signer.on('refresh', on)
      takeOff()
      await signer.ready()
      expect(on).toHaveBeenCalledOnce()
      expect(off).not.toHaveBeenCalled()
    })

    test('a failure goes to the listener and to no caller', async () => {
      instance.oci.clock.freeze()
      const signer = instance.signer()
      await signer.ready()
      instance.oci.faults.add({ match: EXCHANGE, effect: { status: 500 } })
      const failed = new Promise((resolve) => signer.on('refreshFailed', resolve))
      instance.oci.clock.advance(5 * HOUR)
      await signer.sign(request())
      expect(await failed).toMatchObject({ usable: true, error: { name: 'ServiceError', status: 500 } })
    })
  })

  describe('5, a refusal renews only what is still current:', () => {
    test('a request that was signed with an older token costs no exchange', async () => {
      const signer = instance.signer()
      const old = await signer.sign(request())
      await signer.refresh()
      instance.oci.clock.advance(11_000)
      await signer.refresh(old)
      expect(instance.exchanges).toBe(2)
      await signer.refresh()
      expect(instance.exchanges).toBe(3)
    })

    test('forcing twice within ten seconds renews once, also when the first has corrected the clock', async () => {
      instance.oci.clock.offset(-10 * MINUTE)
      const signer = instance.signer({ now: Date.now })
      await signer.ready()
      await signer.refresh()
      const before = instance.exchanges
      await signer.refresh()
      expect(instance.exchanges).toBe(before)
    })
  })

  describe('9, a certificate that is rotated meanwhile does no harm:', () => {
    test.each([
      ['certificate new, key old', { staleKeyReads: 1 }],
      ['certificate old, key new', { staleCertificateReads: 1 }],
      ['the old one revoked', { revokeOld: true }],
    ])('%s', async (_, rotation) => {
      const signer = instance.signer()
      await signer.ready()
      await instance.oci.rotateCertificates(rotation)
      await signer.refresh()
      expect(isSignedByBoundKey(await signer.sign(request()))).toBe(true)
    })

    test('nor one that is revoked after it was fetched and before it is used, and it costs one exchange once', async () => {
      const send = createHttpClient()
      let rotated: Promise<void> | undefined
      const signer = instance.signer({
        httpClient: async (...call) => {
          await (rotated ??= instance.oci.rotateCertificates({ revokeOld: true }))
          return send(...call)
        },
      })
      expect(isSignedByBoundKey(await signer.sign(request()))).toBe(true)
      expect(instance.exchanges).toBe(2)
      expect(instance.metadataRounds).toBe(2)
      // What was fetched for the second exchange is used up by it: the next one is not a rotation behind.
      await instance.oci.rotateCertificates({ revokeOld: true })
      await signer.refresh()
      expect(instance.exchanges).toBe(3)
      expect(instance.metadataRounds).toBe(3)
    })
  })

  describe('11, time is the service’s:', () => {
    test.each([10 * MINUTE, -10 * MINUTE])(
      'with the service’s clock %i ms ahead of ours, no call is refused',
      async (skewMs) => {
        instance.oci.clock.offset(skewMs)
        await instance.oci.rotateCertificates()
        const signer = instance.signer({ now: Date.now })
        const answers = instance.oci.count('GET', '/20160918/regions')
        expect((await createSignedFetch(signer)(instance.regions)).status).toBe(200)
        // The auth service told the time: the call itself was right at once, and so is the next exchange.
        expect(instance.oci.count('GET', '/20160918/regions')).toBe(answers + 1)
        expect(instance.exchanges).toBe(2)
        await signer.refresh()
        expect(instance.exchanges).toBe(3)
      },
    )

    test.each([
      ['a fifth of six hours', 21_600, 4.8 * HOUR],
      ['five minutes at least', 1200, 15 * MINUTE],
      ['half of a short lifetime', 600, 5 * MINUTE],
    ])('a token is renewed ahead by %s', async (_, lifetimeSeconds, softAfter) => {
      instance.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
      instance.oci.federation.lifetimeSeconds = lifetimeSeconds
      const signer = instance.signer()
      await signer.ready()
      const renewed = new Promise((resolve) => signer.on('refresh', resolve))
      instance.oci.clock.advance(softAfter - 1)
      await signer.sign(request())
      expect(instance.exchanges).toBe(1)
      instance.oci.clock.advance(1)
      await signer.sign(request())
      await renewed
      expect(instance.exchanges).toBe(2)
    })
  })

  describe('11, a Date that lies', () => {
    /** A principal between whose service and itself somebody writes another date. */
    function behind(lie: () => string | undefined) {
      const send = createHttpClient()
      return instance.signer({
        httpClient: async (...call) => {
          const response = await send(...call)
          const date = lie()
          return date === undefined ? response : { ...response, headers: { ...response.headers, date } }
        },
      })
    }

    test.each([
      ['a day ahead', DAY],
      ['a day behind', -DAY],
      ['ten minutes ahead', 10 * MINUTE],
      ['ten years ahead', 3_650 * DAY],
    ])('by %s takes no token away and dates no request', async (_, lieMs) => {
      instance.oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
      let lies = false
      const signer = behind(() => (lies ? new Date(instance.oci.clock.now() + lieMs).toUTCString() : undefined))
      const signedFetch = createSignedFetch(signer)
      await signer.ready()
      instance.oci.clock.advance(5.5 * HOUR)
      lies = true
      const renewed = new Promise((resolve) => signer.on('refresh', resolve))
      expect((await signedFetch(instance.regions)).status).toBe(200)
      await renewed
      lies = false
      instance.oci.faults.add({ match: EXCHANGE, effect: { status: 503 } })
      for (let minute = 0; minute < 3; minute++) {
        const { headers } = await signer.sign(request())
        expect(headers['date']).toBe(new Date(instance.oci.clock.now()).toUTCString())
        expect((await signedFetch(instance.regions)).status).toBe(200)
        instance.oci.clock.advance(MINUTE)
      }
    })

    test.each(['Sat, 13 Sep 275760 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'Invalid Date', ''])(
      'as far as %j does not keep the first token away',
      async (date) => {
        const signer = behind(() => date)
        expect((await createSignedFetch(signer)(instance.regions)).status).toBe(200)
        expect(instance.exchanges).toBe(1)
      },
    )
  })

  describe('leaving', () => {
    test('one caller’s abort ends its own wait only', async () => {
      const signer = instance.signer()
      const controller = new AbortController()
      const leaving = signer.sign(request(), { signal: controller.signal })
      const staying = signer.sign(request())
      controller.abort(new Error('enough'))
      await expect(leaving).rejects.toThrow('enough')
      expect(isSignedByBoundKey(await staying)).toBe(true)
      expect(instance.exchanges).toBe(1)
    })

    test('ready and refresh can be left as well', async () => {
      const signer = instance.signer()
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(signer.ready({ signal })).rejects.toThrow('enough')
      await expect(signer.refresh(undefined, { signal })).rejects.toThrow('enough')
      const signed = await instance.signer().sign(request())
      await expect(signer.refresh(signed, { signal })).rejects.toThrow('enough')
      expect(instance.exchanges).toBe(1)
    })

    const never = (): Promise<never> => new Promise(() => {})
    test.each<[string, Partial<InstancePrincipalsSignerOptions>]>([
      ['its key', { sessionKeySupplier: { refresh: never } }],
      ['its metadata', { metadataHttpClient: never }],
      ['its certificate', { leafCertificateRetriever: { current: () => undefined, refresh: never } }],
      ['its exchange', { httpClient: never }],
    ])('a wait for %s ends with the caller’s signal, and with the principal', async (_, options) => {
      const signer = instance.signer(options)
      const controller = new AbortController()
      const { signal } = controller
      const waits = [
        signer.sign(request(), { signal }),
        signer.ready({ signal }),
        signer.refresh(undefined, { signal }),
        signer.refresh(await instance.signer().sign(request()), { signal }),
      ].map(rejectionOf)
      await settled()
      const enough = new Error('enough')
      controller.abort(enough)
      expect(await Promise.all(waits)).toEqual([enough, enough, enough, enough])
      const staying = rejectionOf(signer.sign(request()))
      await signer.close()
      expect(await staying).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    })

    test.each(['leafCertificateRetriever', 'httpClient', 'metadataHttpClient'] as const)(
      'closing the principal ends what its %s does',
      async (port) => {
        const signals: (AbortSignal | undefined)[] = []
        const listen = (signal: AbortSignal | undefined): Promise<never> => {
          signals.push(signal)
          return new Promise(() => {})
        }
        const ports = {
          httpClient: (_: unknown, options?: { readonly signal?: AbortSignal | undefined }) => listen(options?.signal),
          metadataHttpClient: (_: unknown, options?: { readonly signal?: AbortSignal | undefined }) =>
            listen(options?.signal),
          leafCertificateRetriever: {
            current: () => undefined,
            refresh: (options?: { readonly signal?: AbortSignal | undefined }) => listen(options?.signal),
          },
        }
        const signer = instance.signer({ [port]: ports[port] })
        const waiting = rejectionOf(signer.ready())
        await vi.waitFor(() => expect(signals.length).toBeGreaterThan(0), 5_000)
        expect(signals.map((signal) => signal?.aborted)).not.toContain(true)
        await signer.close()
        await waiting
        expect(signals.map((signal) => signal?.aborted)).not.toContain(false)
      },
    )
  })
})
