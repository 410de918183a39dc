// What is sent again, by the SDK's retrier or after a 401, is signed anew; what another attempt would meet again is not.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { Signer, type RequestSigner, type SignableRequest } from '@x/signer'
import { apiKeySigner, emulated, sessionSigner } from '@x-tools/emulated'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { type HttpRequest, OciError } from 'oci-common'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createOciHttpClient } from '../src/index.ts'
import { identityClient, objectStorageClient, silenceWarnings } from './clients.ts'

const oci = emulated()
const servers = useServers()
silenceWarnings()
beforeEach(() => {
  oci().faults.clear()
  oci().clock.offset(0)
})

const verdictsSince = (count: number): string[] =>
  oci()
    .requests.slice(count)
    .map(({ verdict }) => verdict)
const clockFrom = (ms: number) => {
  let seconds = 0
  return () => ms + 1000 * seconds++
}

describe('the retrier', () => {
  test.each([
    [503, 'ServiceUnavailable'],
    [429, 'TooManyRequests'],
  ])('sends again after %i %s, with a signature of its own each time', async (status, code) => {
    const sent: (string | null)[] = []
    const spied: typeof fetch = (input, init) => {
      sent.push(new Headers(init?.headers).get('authorization'))
      return fetch(input, init)
    }
    const httpClient = createOciHttpClient(apiKeySigner(oci(), clockFrom(Date.now())), { fetch: spied })
    oci().faults.add({ times: 2, effect: { status, code } })
    const count = oci().requests.length
    const createUserDetails = { compartmentId: oci().tenancy, name: `retried ${status}`, description: 'é' }
    const { user } = await identityClient(httpClient, oci().url).createUser({
      createUserDetails,
      opcRetryToken: 'once',
    })
    expect(user.name).toBe(createUserDetails.name)
    expect(verdictsSince(count)).toEqual(['faulted', 'faulted', 'accepted'])
    expect(new Set(sent).size).toBe(3)
    const headers = oci()
      .requests.slice(count)
      .map((each) => each.headers)
    expect(headers.map((each) => each['opc-retry-token'])).toEqual(['once', 'once', 'once'])
    expect(headers.map((each) => each['opc-client-retries'])).toEqual(['true', 'true', 'true'])
  })

  test('sends again after a connection that broke', async () => {
    oci().faults.add({ times: 1, effect: { reset: true } })
    const client = identityClient(createOciHttpClient(apiKeySigner(oci())), oci().url)
    expect((await client.listRegions({})).items.length).toBeGreaterThan(0)
  })

  test('sends a Buffer again, and a stream not', async () => {
    const client = objectStorageClient(createOciHttpClient(apiKeySigner(oci())), oci().url)
    const at = { namespaceName: 'n', bucketName: 'b', objectName: 'o' }
    oci().faults.add({ match: { method: 'PUT' }, times: 2, effect: { status: 503 } })
    expect((await client.putObject({ ...at, putObjectBody: Buffer.from('abc') })).eTag).toEqual(expect.any(String))
    oci().faults.add({ match: { method: 'PUT' }, times: 1, effect: { status: 503 } })
    const put = client.putObject({ ...at, putObjectBody: new Blob(['abc']).stream(), contentLength: 3 })
    expect(await rejectionOf(put)).toMatchObject({ statusCode: 503 })
  })

  test('signs from a request in which nothing was changed', async () => {
    const signed: SignableRequest[] = []
    const signer = apiKeySigner(oci())
    const spied: RequestSigner = {
      sign: (request, options) => {
        signed.push(request)
        return signer.sign(request, options)
      },
    }
    const body = Buffer.from('{"a":1}')
    const headers = new Headers({ 'content-type': 'application/json', 'x-date': 'Sun, 29 Nov 2026 15:02:01 GMT' })
    const request: HttpRequest = { method: 'POST', uri: `${oci().url}/echo`, headers, body }
    const before = { ...request, headers: Object.fromEntries(headers), body: Buffer.from(body) }
    const httpClient = createOciHttpClient(spied)
    for (let sends = 0; sends < 2; sends++) expect((await httpClient.send(Object.freeze(request))).status).toBe(200)
    expect({ ...request, headers: Object.fromEntries(headers) }).toEqual(before)
    expect(signed.map((each) => new Headers(each.headers as Headers).has('authorization'))).toEqual([false, false])
  })

  test('gets its re-sends dated by the clock that was corrected, not by this machine’s', async () => {
    oci().clock.offset(3_600_000)
    oci().faults.add({ match: { method: 'GET' }, times: 2, effect: { status: 503 } })
    const httpClient = createOciHttpClient(apiKeySigner(oci()))
    const count = oci().requests.length
    const client = identityClient(httpClient, oci().url)
    await client.createUser({ createUserDetails: { compartmentId: oci().tenancy, name: 'late', description: 'late' } })
    expect(verdictsSince(count)).toEqual(['refused', 'accepted'])
    await client.listRegions({})
    expect(verdictsSince(count).slice(2)).toEqual(['faulted', 'faulted', 'accepted'])
  })
})

describe('a 401', () => {
  test('renews the token of an instance, and the call goes out once more', async () => {
    const signer = new InstancePrincipalsSecurityTokenSigner({ env: await oci().environment('instance') })
    const httpClient = createOciHttpClient(signer)
    const client = identityClient(httpClient, oci().url)
    await client.listRegions({})
    oci().faults.add({ match: { path: '/20160918/regions' }, times: 1, effect: { revoke: true } })
    const count = oci().requests.length
    expect((await client.listRegions({})).items.length).toBeGreaterThan(0)
    const regions = oci()
      .requests.slice(count)
      .filter(({ path }) => path === '/20160918/regions')
    expect(regions.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted'])
    await signer.close()
  })

  test('that shows another time corrects the clock for signed and unsigned bodies alike', async () => {
    const httpClient = createOciHttpClient(apiKeySigner(oci(), () => Date.now() - 3_600_000))
    const count = oci().requests.length
    await identityClient(httpClient, oci().url).listRegions({})
    await objectStorageClient(httpClient, oci().url).putObject({
      namespaceName: 'n',
      bucketName: 'b',
      objectName: 'o',
      putObjectBody: new Blob(['abc']).stream(),
      contentLength: 3,
    })
    expect(verdictsSince(count)).toEqual(['refused', 'accepted', 'accepted'])
  })

  test('that stands is an OciError, and is told to onRefused with what was found', async () => {
    const told: string[] = []
    const signer = sessionSigner(oci())
    const httpClient = createOciHttpClient(
      { sign: signer.sign },
      { onRefused: ({ diagnosis }) => told.push(...diagnosis.findings.map(({ code }) => code)), clockSkew: false },
    )
    oci().clock.offset(3_600_000)
    const error = await rejectionOf(identityClient(httpClient, oci().url).listRegions({}))
    expect(error).toBeInstanceOf(OciError)
    expect(error).toMatchObject({ statusCode: 401, serviceCode: 'NotAuthenticated', operationName: 'listRegions' })
    await vi.waitFor(() => expect(told).toContain('clock-skew'))
  })

  test('for a stream that has gone is the caller’s, and the next call is signed with a new session', async () => {
    const signer = sessionSigner(oci())
    const client = objectStorageClient(createOciHttpClient(signer), oci().url)
    const at = { namespaceName: 'n', bucketName: 'b', objectName: 'gone', contentLength: 3 }
    await client.headObject(at).catch(() => {})
    oci().revoke(String(signer.tokens[0]))
    const put = () => client.putObject({ ...at, putObjectBody: new Blob(['abc']).stream() })
    expect(await rejectionOf(put)).toMatchObject({ statusCode: 401 })
    expect((await put()).eTag).toEqual(expect.any(String))
    expect(signer.tokens.length).toBe(2)
  })

  test('is the caller’s where renewal is switched off', async () => {
    const signer = sessionSigner(oci())
    const client = identityClient(createOciHttpClient(signer, { refreshOn401: false }), oci().url)
    await client.listRegions({})
    oci().revoke(String(signer.tokens[0]))
    expect(await rejectionOf(client.listRegions({}))).toMatchObject({ statusCode: 401 })
    expect(signer.tokens.length).toBe(1)
  })
})

describe('what is hopeless is sent once', () => {
  const count = (): number => oci().requests.length

  test('a redirect is an OciError: the signature goes to no other address', async () => {
    const elsewhere = vi.fn()
    const target = await servers.http((_, response) => {
      elsewhere()
      response.end()
    })
    oci().faults.add({ times: 1, effect: { status: 307, headers: { location: `${target}/20160918/regions` } } })
    const client = identityClient(createOciHttpClient(apiKeySigner(oci())), oci().url)
    expect(await rejectionOf(client.listRegions({}))).toMatchObject({ statusCode: 307 })
    expect(elsewhere).not.toHaveBeenCalled()
  })

  test('a host that the signer is not pinned to gets nothing', async () => {
    const { tenancy, user, apiKey } = oci()
    const pinned = { onlyHosts: ['*.oraclecloud.com'], privateKey: apiKey.pem, fingerprint: apiKey.fingerprint }
    const client = identityClient(createOciHttpClient(new Signer({ tenancy, user, ...pinned })), oci().url)
    const before = count()
    const error = await rejectionOf(client.listRegions({}))
    expect(error).toMatchObject({ code: 'ERR_SIGNING', message: expect.stringContaining('onlyHosts') })
    expect(count()).toBe(before)
  })

  test('a key that is none', async () => {
    const { tenancy, user, apiKey } = oci()
    const sign = vi.spyOn(Signer.prototype, 'sign')
    const signer = new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: 'none' })
    const error = await rejectionOf(identityClient(createOciHttpClient(signer), oci().url).listRegions({}))
    expect(error).toMatchObject({ code: 'ERR_INVALID_PRIVATE_KEY', message: expect.stringMatching(/\. .+\.$/) })
    expect(sign).toHaveBeenCalledOnce()
  })

  test('a fetch that was stopped', async () => {
    const controller = new AbortController()
    const stopped = vi.fn<typeof fetch>((input, init) => {
      controller.abort()
      return fetch(input, { ...init, signal: controller.signal })
    })
    const httpClient = createOciHttpClient(apiKeySigner(oci()), { fetch: stopped })
    const error = await rejectionOf(identityClient(httpClient, oci().url).listRegions({}))
    expect(error).toMatchObject({ message: expect.stringContaining('aborted') })
    expect(stopped).toHaveBeenCalledOnce()
  })
})

test('a connection that breaks each time is told with the code and the words of the system', async () => {
  const connected = vi.fn<() => void>()
  const authority = await servers.tcp((socket) => {
    connected()
    socket.destroy()
  })
  const client = identityClient(createOciHttpClient(apiKeySigner(oci())), `http://${authority}`)
  expect(await rejectionOf(client.listRegions({}))).toMatchObject({
    code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/),
    message: expect.stringMatching(/^fetch failed: ./),
  })
  expect(connected).toHaveBeenCalledTimes(4)
})
