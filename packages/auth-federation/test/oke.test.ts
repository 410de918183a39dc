// A pod of an OKE cluster, over real TLS against the emulated proxymux.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { createSignedFetch } from '@x/fetch'
import { startEmulator } from '@x/emulator'
import type { HttpClient, HttpRequest } from '@x/http'
import { retryStrategy } from '@x/retry'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { getOkeWorkloadIdentitySigner, isPrincipalError } from '../src/index.ts'
import { claimsOf, CountingKeys, isSignedByBoundKey, tokenOf } from './instance.ts'
import { Pod, TOKENS, WITH_CACHING } from './pod.ts'

let pod: Pod
beforeAll(async () => void (pod = await Pod.start()))
afterAll(() => pod.stop())
beforeEach(() => pod.reset())

const GET = (): { method: string; url: string } => ({ method: 'GET', url: pod.regions })

describe('a pod of an OKE cluster', () => {
  test('signs as its service account, with nothing said', async () => {
    const signer = await getOkeWorkloadIdentitySigner({ env: pod.env, now: () => pod.oci.clock.now() })
    expect((await createSignedFetch(signer)(pod.regions)).status).toBe(200)
    expect(pod.oci.requests.at(-1)).toMatchObject({ user: 'system:serviceaccount:default:default' })
    expect(await signer.whoami()).toMatchObject({
      principal: 'oke-workload',
      source: 'service account of a Kubernetes pod',
      tenancy: pod.oci.tenancy,
      region: 'us-phoenix-1',
      expiresAt: Math.floor(pod.oci.clock.now() / 1000) * 1000 + 1_200_000,
    })
    expect(pod.exchanges).toBe(1)
    await signer.close()
  })

  test('a thousand cold callers make one key and one exchange', async () => {
    const keys = new CountingKeys()
    const signer = await pod.signer({ sessionKeySupplier: keys })
    const signed = await Promise.all(Array.from({ length: 1_000 }, () => signer.sign(GET())))
    expect(new Set(signed.map(tokenOf)).size).toBe(1)
    expect([keys.made, pod.exchanges]).toEqual([1, 1])
  })

  test('is not looked at, and asks nobody, before it signs', async () => {
    const readFileOf = vi.fn(async (): Promise<string> => 'never')
    const signer = await pod.signer({ readFile: readFileOf })
    expect(signer.status()).toMatchObject({ principal: 'oke-workload', renewing: false, expiresAt: undefined })
    expect(readFileOf).not.toHaveBeenCalled()
    expect(pod.exchanges).toBe(0)
  })

  test('sends its key as base64 of SPKI, a request id, and its own token to proxymux alone', async () => {
    const sent: HttpRequest[] = []
    const httpClient: HttpClient = async (request) => {
      sent.push(request)
      throw new Error('seen')
    }
    const signer = await pod.signer({ httpClient })
    await expect(signer.ready()).rejects.toThrow('seen')
    const [{ url, method, headers = {}, body } = { url: '', method: '' }] = sent
    expect([method, String(url)]).toEqual([
      'POST',
      `https://127.0.0.1:${pod.env['KUBERNETES_SERVICE_PORT_PROXYMUX']}${TOKENS}`,
    ])
    expect(Object.keys(JSON.parse(String(body)) as object)).toEqual(['podKey'])
    expect((JSON.parse(String(body)) as { podKey: string }).podKey).toMatch(/^MII[A-Za-z0-9+/]+=*$/)
    expect(headers).toMatchObject({
      authorization: `Bearer ${await readFile(join(pod.folder, 'token'), 'utf8')}`,
      'opc-request-id': expect.stringMatching(/^[0-9A-F]{32}$/),
      'content-type': 'application/json',
    })
  })
})

describe('what goes right here and wrong in official SDKs', () => {
  test('B5, the CA of the cluster is the one that is trusted, and no other', async () => {
    const other = await startEmulator()
    const folder = join(pod.folder, 'other')
    const foreign = await other.environment('oke', folder)
    const caFile = String(foreign['OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH'])
    await expect((await pod.signer({ caFile })).ready()).rejects.toMatchObject({ code: 'ERR_NETWORK' })
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0') // the rest of the process may trust anybody
    await expect((await pod.signer({ caFile })).ready()).rejects.toMatchObject({ code: 'ERR_NETWORK' })
    vi.unstubAllEnvs()
    expect(pod.exchanges).toBe(0)
    await other.close()
  })

  test('B5, an address that the certificate does not name is refused', async () => {
    const env = { ...pod.env, KUBERNETES_SERVICE_HOST: '127.0.0.2' }
    const error = await rejectionOf((await pod.signer({ env })).ready())
    expect(error).toMatchObject({ code: 'ERR_NETWORK' })
    expect(pod.exchanges).toBe(0)
  })

  test('B6, a token that has ended is renewed before anything is signed', async () => {
    const signer = await pod.signer()
    const first = await signer.sign(GET())
    pod.oci.clock.advance(1_200_000)
    const second = await signer.sign(GET())
    expect(tokenOf(second)).not.toBe(tokenOf(first))
    expect(isSignedByBoundKey(second)).toBe(true)
    expect(pod.exchanges).toBe(2)
  })

  test('B18, it is renewed behind the caller’s back at half of its life, not five minutes before its end', async () => {
    const signer = await pod.signer()
    const first = await signer.sign(GET())
    pod.oci.clock.advance(599_000)
    await signer.sign(GET())
    expect(signer.status().renewing).toBe(false)
    pod.oci.clock.advance(2_000)
    const renewed = new Promise((resolve) => signer.on('refresh', resolve))
    expect(tokenOf(await signer.sign(GET()))).toBe(tokenOf(first))
    await renewed
    expect(tokenOf(await signer.sign(GET()))).not.toBe(tokenOf(first))
    expect(pod.exchanges).toBe(2)
  })

  test('B20, after a failure there is never a token that is no token, nor one that has ended', async () => {
    const signer = await pod.signer()
    const first = await signer.sign(GET())
    pod.oci.faults.add({ match: { path: TOKENS }, effect: { status: 500 } })
    pod.oci.clock.advance(1_199_000)
    expect(tokenOf(await signer.sign(GET()))).toBe(tokenOf(first))
    pod.oci.clock.advance(1_000)
    await expect(signer.sign(GET())).rejects.toMatchObject({ name: 'ServiceError', status: 500 })
    expect(signer.status()).toMatchObject({ lastError: { status: 500 } })
  })

  test('B21, the token of the service account is read again for each renewal', async () => {
    const signer = await pod.signer()
    await signer.ready()
    pod.oci.clock.advance(3 * 86_400_000)
    await pod.writeToken({ serviceAccount: 'renamed' })
    expect(claimsOf(tokenOf(await signer.sign(GET())))).toMatchObject({ var_service_account: 'renamed' })
  })

  test('B21, a 403 is not asked again, a 429 and a 5xx are', async () => {
    const strategy = retryStrategy({ maxAttempts: 3, sleep: async () => undefined })
    pod.oci.cluster.enhanced = false
    await rejectionOf((await pod.signer({ retryStrategy: strategy })).ready())
    expect(pod.exchanges).toBe(1)
    pod.oci.cluster.enhanced = true
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { status: 429 } })
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { status: 503 } })
    await (await pod.signer({ retryStrategy: strategy })).ready()
    expect(pod.exchanges).toBe(4)
  })

  test('B23, a line break at the end of the token’s file is no part of it', async () => {
    const token = await pod.writeToken()
    await writeFile(join(pod.folder, 'token'), `\uFEFF${token}\r\n`)
    await (await pod.signer()).ready()
    expect(pod.exchanges).toBe(1)
  })

  test.each(['status', 'truncate', 'token'] as const)('B24, no error shows a token, %s', async (kind) => {
    const faults = {
      status: { status: 401, message: await readFile(join(pod.folder, 'token'), 'utf8') },
      truncate: { truncate: true },
      token: { token: 'truncated' },
    } as const
    pod.oci.faults.add({ match: { path: TOKENS }, effect: faults[kind] })
    const signer = await pod.signer()
    const error = await rejectionOf(signer.ready())
    const shown = [
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: 9 }),
      inspect(signer.status(), { depth: 9 }),
    ]
    expect(shown.join('\n')).not.toContain('eyJ')
  })
})

describe('a cluster that gives no token', () => {
  test('is named with status, address and request id, and what to do', async () => {
    pod.oci.cluster.enhanced = false
    const error = await rejectionOf((await pod.signer()).ready())
    const address = `https://127.0.0.1:${pod.env['KUBERNETES_SERVICE_PORT_PROXYMUX']}${TOKENS}`
    expect(error).toMatchObject({
      code: 'ERR_CLUSTER_NOT_ENHANCED',
      status: 403,
      address,
      opcRequestId: pod.oci.requests.at(-1)?.requestId,
      cause: { name: 'ServiceError', status: 403 },
    })
    expect(isPrincipalError(error)).toBe(true)
    expect(String(error)).toMatch(/enhanced cluster.*policy.*dynamic group/s)
    expect(JSON.stringify(error)).toContain(address)
  })

  test('may say so with 404, and then is not mistaken for another place', async () => {
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { status: 404, code: 'NotAuthorizedOrNotFound' } })
    await expect((await pod.signer()).ready()).rejects.toMatchObject({ code: 'ERR_CLUSTER_NOT_ENHANCED', status: 404 })
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { status: 404, code: 'NotFound' } })
    await expect((await pod.signer()).ready()).rejects.toMatchObject({ name: 'ServiceError', status: 404 })
  })

  test('does not end the token at hand', async () => {
    const signer = await pod.signer()
    const first = await signer.sign(GET())
    pod.oci.cluster.enhanced = false
    await expect(signer.refresh()).rejects.toMatchObject({ code: 'ERR_CLUSTER_NOT_ENHANCED' })
    expect(tokenOf(await signer.sign(GET()))).toBe(tokenOf(first))
  })
})

describe('a bad answer', () => {
  test.each([
    [{ truncate: true }, 'unreadable-answer'],
    [{ token: 'missing' }, 'no-token'],
    [{ token: 'truncated' }, 'not-a-jwt'],
    [{ token: 'wrong-key' }, 'key-mismatch'],
  ] as const)('%j is refused as %s, and replaces nothing', async (effect, reason) => {
    const signer = await pod.signer()
    const first = await signer.sign(GET())
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect })
    await expect(signer.refresh()).rejects.toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', reason })
    expect(tokenOf(await signer.sign(GET()))).toBe(tokenOf(first))
  })

  test('of the service that refuses a token is a refusal of it, and is healed once', async () => {
    const signer = await pod.signer()
    const signedFetch = createSignedFetch(signer)
    expect((await signedFetch(pod.regions)).status).toBe(200)
    pod.oci.faults.add({ match: { path: '/20160918/regions' }, times: 1, effect: { revoke: true } })
    pod.oci.clock.advance(11_000)
    expect((await signedFetch(pod.regions)).status).toBe(200)
    expect(pod.exchanges).toBe(2)
  })

  test('that never comes ends with the caller’s wait', async () => {
    pod.oci.faults.add({ match: { path: TOKENS }, times: 1, effect: { delayMs: 60_000 } })
    const signer = await pod.signer()
    const controller = new AbortController()
    const waiting = signer.ready({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await signer.close()
    await expect(signer.ready()).rejects.toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })
})

describe('the clock', () => {
  test.each([3_600_000, -3_600_000])('may be off by %i ms where the service account’s token lasts', async (offset) => {
    await pod.writeToken({ lifetimeSeconds: 86_400 })
    const signer = await pod.signer({ now: () => pod.oci.clock.now() + offset })
    expect((await createSignedFetch(signer)(pod.regions)).status).toBe(200)
  })
})

describe('the token of the service account', () => {
  test.each([
    ['missing', (): Promise<void> => rm(join(pod.folder, 'token'))],
    ['missing', (): Promise<void> => writeFile(join(pod.folder, 'token'), ' \n')],
    ['malformed', (): Promise<void> => writeFile(join(pod.folder, 'token'), 'eyJ.cut')],
    ['no-expiry', (): Promise<void> => writeFile(join(pod.folder, 'token'), 'eyJhIjoxfQ.eyJhIjoxfQ.c2ln')],
    ['expired', async (): Promise<void> => pod.oci.clock.advance(3_600_000)],
  ] as const)('that is %s is told before anybody is asked, %#', async (reason, damage) => {
    await damage()
    const error = await rejectionOf((await pod.signer()).ready())
    expect(error).toMatchObject({ code: 'ERR_SERVICE_ACCOUNT_TOKEN', reason, source: join(pod.folder, 'token') })
    expect(String(error)).not.toContain('eyJ')
    expect(pod.exchanges).toBe(0)
  })

  test('is read anew from a function, a text or a file of another name', async () => {
    const token = await pod.oci.cluster.serviceAccountToken({ namespace: 'other' })
    await writeFile(join(pod.folder, 'other-token'), token)
    const sources = [token, () => token, async () => token, { file: join(pod.folder, 'other-token') }]
    for (const serviceAccountToken of sources) {
      const signed = await (await pod.signer({ serviceAccountToken })).sign(GET())
      expect(claimsOf(tokenOf(signed))).toMatchObject({ var_namespace: 'other' })
    }
  })

  test('that proxymux does not take is an error of proxymux', async () => {
    pod.oci.revoke(await pod.writeToken())
    await expect((await pod.signer()).ready()).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
  })
})

describe('the way to proxymux', () => {
  test('leads through no proxy', async () => {
    const connected = vi.fn()
    const proxy = createServer().on('connect', (_, socket) => {
      connected()
      socket.destroy()
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const env = { ...pod.env, HTTPS_PROXY: address, https_proxy: address, HTTP_PROXY: address }
    await (await pod.signer({ env })).ready()
    expect(connected).not.toHaveBeenCalled()
    expect(pod.exchanges).toBe(1)
    proxy.close()
  })

  test('may be an IPv6 address, with brackets or without', async () => {
    const six = await Pod.start({ host: '::1' })
    for (const host of ['::1', '[::1]']) {
      const signer = await six.signer({ env: { ...six.env, KUBERNETES_SERVICE_HOST: host } })
      await signer.ready()
    }
    expect(six.exchanges).toBe(2)
    await six.stop()
  })

  test('is found under a CA that was replaced since', async () => {
    const file = String(pod.env['OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH'])
    const ca = await readFile(file, 'utf8')
    const signer = await pod.signer()
    await writeFile(file, 'being replaced')
    await expect(signer.ready()).rejects.toMatchObject({
      code: 'ERR_TLS_MATERIAL',
      reason: 'invalid',
      option: 'OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH',
    })
    await rm(file)
    pod.oci.clock.advance(5_001)
    await expect(signer.ready()).rejects.toMatchObject({ code: 'ERR_TLS_MATERIAL', reason: 'unreadable', path: file })
    await writeFile(file, ca)
    pod.oci.clock.advance(5_001)
    await signer.ready()
  })
})

describe('a key that proxymux makes', () => {
  test('signs, when that is asked for', async () => {
    const signer = await pod.signer({ serverKeys: true })
    const signed = await signer.sign(GET())
    expect(isSignedByBoundKey(signed)).toBe(true)
    expect((await createSignedFetch(signer)(pod.regions)).status).toBe(200)
    expect([pod.exchanges, pod.oci.requests.some(({ path }) => path === WITH_CACHING)]).toEqual([0, true])
  })

  test('has to be the one that the token is bound to', async () => {
    pod.oci.faults.add({ match: { path: WITH_CACHING }, times: 1, effect: { token: 'wrong-key' } })
    await expect((await pod.signer({ serverKeys: true })).ready()).rejects.toMatchObject({ reason: 'key-mismatch' })
    pod.oci.faults.add({ match: { path: WITH_CACHING }, times: 1, effect: { truncate: true } })
    await expect((await pod.signer({ serverKeys: true })).ready()).rejects.toMatchObject({
      reason: 'unreadable-answer',
    })
  })

  test('leaves no room for a supplier of keys', async () => {
    const both = pod.signer({ serverKeys: true, sessionKeySupplier: pod.sessionKeySupplier })
    await expect(both).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
  })
})
