// What a principal owes the network it is in, and the tests that put it into another.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpClient, type HttpClient } from '@x/http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import { Instance } from './instance.ts'

const EXCHANGE = { path: '/v1/x509' }

/** What a service would issue that takes the caller for one of another tenancy. */
function ofTenancy(token: string, tenant: string): string {
  const [header, payload = '', signature] = token.split('.')
  const claims = {
    ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object),
    tenant,
    'opc-tenant': tenant,
  }
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

describe('an instance principal', () => {
  let instance: Instance
  let server: Server | undefined
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())
  afterEach(async () => {
    vi.useRealTimers()
    server?.closeAllConnections()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
    server = undefined
  })

  async function serve(listener: RequestListener): Promise<string> {
    const started = (server = createServer(listener))
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
  }

  describe('7, every call has its limits:', () => {
    test('an exchange that is not answered ends after ten seconds', async () => {
      const asked: unknown[] = []
      const signer = instance.signer({ federationEndpoint: await serve((request) => void asked.push(request.url)) })
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const outcome = expect(signer.ready()).rejects.toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' })
      while (asked.length === 0) await settled()
      await vi.advanceTimersByTimeAsync(10_000)
      await outcome
    })

    test.each([
      ['by a client of the caller’s', () => ({ httpClient: createHttpClient() })],
      ['by a client of the caller’s without end', () => ({ httpClient: createHttpClient({ deadlineMs: Infinity }) })],
    ])('an exchange that is not answered ends after ten seconds, made %s', async (_, options) => {
      const asked: unknown[] = []
      const federationEndpoint = await serve((request) => void asked.push(request.url))
      const signer = instance.signer({ federationEndpoint, ...options() })
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const outcome = expect(signer.ready()).rejects.toMatchObject({
        code: 'ERR_TIMEOUT',
        phase: 'total',
        limitMs: 10_000,
      })
      while (asked.length === 0) await settled()
      await vi.advanceTimersByTimeAsync(10_000)
      await outcome
    })

    test('every call of the exchange is told its limits', async () => {
      const told: unknown[] = []
      const perform = createHttpClient()
      const httpClient: HttpClient = (request, options) => {
        told.push(options)
        return perform(request, options)
      }
      await instance.signer({ httpClient }).ready()
      const limits = { connectTimeoutMs: 10_000, deadlineMs: 10_000, signal: expect.any(AbortSignal) }
      expect(told).toEqual([limits])
    })

    test.each([
      [120_000, undefined],
      [300_000, 300_000],
    ])('a renewal that does not end is given up after %i ms, and tried again', async (ms, renewalTimeoutMs) => {
      const signals: AbortSignal[] = []
      const httpClient: HttpClient = (request, options) => {
        if (signals.push(options?.signal as AbortSignal) > 1) return createHttpClient()(request, options)
        return new Promise(() => {})
      }
      let nowMs = Date.now()
      const signer = instance.signer({ httpClient, renewalTimeoutMs, now: () => nowMs })
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const ended = vi.fn()
      const outcome = signer.ready().catch(ended)
      while (signals.length === 0) await settled()
      await vi.advanceTimersByTimeAsync(ms - 1)
      expect(ended).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      await outcome
      expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ERR_RENEWAL', reason: 'timeout' }))
      expect(signals[0]?.aborted).toBe(true)
      vi.useRealTimers()
      nowMs += 5_000
      await signer.ready()
      expect(instance.exchanges).toBe(1)
    })

    test.each([0, NaN, -1])('a renewal may not take %d ms', (renewalTimeoutMs) => {
      const refused = expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' })
      expect(() => instance.signer({ renewalTimeoutMs })).toThrow(refused)
    })

    test('a redirect is not followed', async () => {
      const headers = { location: `${instance.oci.url}/echo` }
      instance.oci.faults.add({ match: EXCHANGE, effect: { status: 307, headers } })
      await expect(instance.signer().ready()).rejects.toMatchObject({ code: 'ERR_REDIRECT' })
      expect(instance.exchanges).toBe(1)
    })

    test('an answer without end is cut off', async () => {
      const federationEndpoint = await serve((_, response) => void response.end(Buffer.alloc(11 * 1024 * 1024, 32)))
      await expect(instance.signer({ federationEndpoint }).ready()).rejects.toMatchObject({
        code: 'ERR_RESPONSE_TOO_LARGE',
      })
    })

    test('an answer that is no JSON is refused', async () => {
      const federationEndpoint = await serve((_, response) => void response.end('<html>Log in'))
      await expect(instance.signer({ federationEndpoint }).ready()).rejects.toMatchObject({
        code: 'ERR_RESPONSE_PARSE',
      })
    })

    test.each([
      [undefined, 'foreign-tenancy'],
      ['DEFAULT', 'foreign-tenancy'],
      ['SERVICE_PRINCIPAL', undefined],
    ])(
      'a token of another tenancy is never signed with, unless a purpose allows for it: %s (B25)',
      async (purpose, reason) => {
        const perform = createHttpClient()
        const httpClient: HttpClient = async (request, options) => {
          const response = await perform(request, options)
          const { token } = JSON.parse(response.text()) as { token: string }
          return { ...response, text: () => JSON.stringify({ token: ofTenancy(token, 'ocid1.tenancy.oc1..other') }) }
        }
        const ready = instance.signer({ httpClient, purpose }).ready()
        expect(await ready.catch((error: unknown) => (error as { reason?: unknown }).reason)).toBe(reason)
      },
    )

    test('closing ends an exchange under way, at the server too', async () => {
      let closed = false
      let asked = false
      const federationEndpoint = await serve((request) => {
        asked = true
        request.socket.on('close', () => (closed = true))
      })
      const signer = instance.signer({ federationEndpoint })
      const outcome = expect(signer.ready()).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
      await vi.waitFor(() => expect(asked).toBe(true), 5_000)
      await signer.close()
      await outcome
      await vi.waitFor(() => expect(closed).toBe(true), 5_000)
    })
  })

  test('8, what opens the metadata service is sent nowhere else', async () => {
    const sent: [string, string][] = []
    const recording =
      (perform: HttpClient): HttpClient =>
      (request, options) => {
        sent.push([new URL(request.url).pathname, new Headers(request.headers).get('authorization') ?? ''])
        return perform(request, options)
      }
    const metadataHttpClient = recording(createHttpClient({ proxy: false }))
    await instance.signer({ metadataHttpClient, httpClient: recording(createHttpClient()) }).ready()
    const bearers = sent.filter(([, authorization]) => authorization === 'Bearer Oracle').map(([path]) => path)
    expect(bearers.length).toBe(4)
    expect(bearers.every((path) => path.startsWith('/opc/v2/'))).toBe(true)
    expect(sent.filter(([path]) => path === '/v1/x509')).toEqual([
      ['/v1/x509', expect.stringMatching(/^Signature algorithm="rsa-sha256",/)],
    ])
  })

  describe('12, everything outside is a port:', () => {
    test('an environment that is given counts alone', async () => {
      const dead = 'http://127.0.0.1:1'
      vi.stubEnv('OCI_METADATA_BASE_URL', dead)
      vi.stubEnv('OCI_SDK_AUTH_CLIENT_REGION_URL', dead)
      await instance.signer().ready()
      expect(instance.exchanges).toBe(1)
    })

    test('the exchange goes through the proxy that it names', async () => {
      const targets: (string | undefined)[] = []
      const HTTP_PROXY = await serve((request, response) => {
        targets.push(request.url)
        response.writeHead(403).end()
      })
      const signer = instance.signer({
        env: { ...instance.env, HTTP_PROXY },
        federationEndpoint: 'http://auth.example.test',
      })
      await expect(signer.ready()).rejects.toMatchObject({ status: 403 })
      expect(targets).toEqual(['http://auth.example.test/v1/x509'])
    })

    test('every date is that of the clock that is given', async () => {
      const nowMs = Date.UTC(2026, 10, 20, 8)
      instance.oci.clock.freeze(nowMs)
      await instance.oci.rotateCertificates()
      const dates: (string | undefined)[] = []
      const perform = createHttpClient()
      const httpClient: HttpClient = (request, options) => {
        dates.push(request.headers?.['date'])
        return perform(request, options)
      }
      const signer = instance.signer({ httpClient })
      const signed = await signer.sign({ method: 'GET', url: instance.regions })
      const expected = new Date(nowMs).toUTCString()
      expect([...dates, signed.headers['date']]).toEqual([expected, expected])
      instance.oci.clock.set(Date.now())
      await instance.oci.rotateCertificates()
    })
  })
})
