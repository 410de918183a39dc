// The token of an issuer that the identity domain trusts becomes OCI's, over real HTTP.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { createHttpClient, type HttpClient } from '@x/http'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  InstancePrincipalsSecurityTokenSigner,
  SessionKeySupplier,
  tokenExchangeFromEnvironment,
  TokenExchangeSigner,
  type TokenExchangeSignerOptions,
} from '../src/index.ts'
import { renewalRetryStrategy } from '../src/principal/renewal-options.ts'
import { claimsOf, CountingKeys, isSignedByBoundKey, tokenOf } from './instance.ts'

const PATH = '/oauth2/v1/token'
const HOUR = 3_600_000

let oci: Emulator
let folder: string
beforeAll(async () => {
  oci = await startEmulator()
  folder = await mkdtemp(join(tmpdir(), 'exchange-'))
})
afterAll(async () => {
  await oci.close()
  await rm(folder, { recursive: true })
})
let before = 0
beforeEach(() => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  before = oci.count('POST', PATH)
})

const asked = (): number => oci.count('POST', PATH) - before
const now = (): number => oci.clock.now()
const regions = (): string => `${oci.url}/20160918/regions`
const issue = (options?: object): Promise<string> => oci.identityDomain.issueSubjectToken(options)

/** The strategy by default, without its waits. */
const WITHOUT_WAITS = { ...renewalRetryStrategy({}), sleep: async () => {} }

const common = () => ({ env: {}, retryStrategy: NONE_RETRY_STRATEGY, random: () => 0, now })
function exchanging(options: Partial<TokenExchangeSignerOptions> = {}): TokenExchangeSigner {
  const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
  const client = options.signer ? {} : { clientId, clientSecret }
  return new TokenExchangeSigner({ domainUrl, ...client, subjectToken: () => issue(), ...common(), ...options })
}

const sign = (signer: TokenExchangeSigner) => signer.sign({ method: 'GET', url: regions() })
const tokenFrom = async (signer: TokenExchangeSigner): Promise<string> => tokenOf(await sign(signer))
const statusOf = async (signer: TokenExchangeSigner): Promise<number> =>
  (await createSignedFetch(signer)(regions())).status

describe('a subject token', () => {
  test('becomes a user’s token, bound to a key that signs', async () => {
    const signer = exchanging({ region: 'us-phoenix-1' })
    const signed = await sign(signer)
    expect(claimsOf(tokenOf(signed))).toMatchObject({ ptype: 'user', sub: oci.user })
    expect(isSignedByBoundKey(signed)).toBe(true)
    expect(await statusOf(signer)).toBe(200)
    expect(await signer.whoami()).toMatchObject({
      principal: 'token-exchange',
      source: `token exchange at ${new URL(oci.url).host}`,
      tenancy: oci.tenancy,
      region: 'us-phoenix-1',
    })
  })

  test('becomes a resource’s token, of its type and tenancy', async () => {
    const signer = exchanging({ requestedTokenType: 'rpst', resType: 'githubworkflow' })
    expect(claimsOf(await tokenFrom(signer))).toMatchObject({ ptype: 'resource', res_type: 'githubworkflow' })
    expect(await statusOf(signer)).toBe(200)
    expect((await signer.whoami()).tenancy).toBe(oci.tenancy)
  })

  test('is exchanged by an instance that signs, without a client', async () => {
    const instance = new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance'), now })
    expect(await statusOf(exchanging({ signer: instance }))).toBe(200)
    expect(oci.requests.findLast(({ path }) => path === PATH)).toMatchObject({
      verdict: 'accepted',
      user: oci.instance,
    })
    await instance.ready() // it stays the caller's
  })

  test('is exchanged by whoever signs, whose credential is renewed once after a 401', async () => {
    const wrapped = new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance'), now })
    const refresh = vi.spyOn(wrapped, 'refresh')
    oci.faults.add({ match: { path: PATH }, times: 1, effect: { status: 401 } })
    expect(await statusOf(exchanging({ signer: wrapped }))).toBe(200)
    expect([refresh.mock.calls.length, asked()]).toEqual([1, 2])
  })

  test('comes from a file that is read anew for each exchange', async () => {
    const file = join(folder, 'token')
    await writeFile(file, `${await issue({ subject: 'first', lifetimeSeconds: 60 })}\n`)
    const signer = exchanging({ subjectToken: { file }, requestedTokenType: 'rpst', resType: 'r' })
    expect(claimsOf(await tokenFrom(signer))['sub']).toBe('first')
    await writeFile(file, await issue({ subject: 'second' }))
    await signer.refresh()
    expect(claimsOf(await tokenFrom(signer))['sub']).toBe('second')
  })

  test('comes from a job of GitHub Actions, and from a variable as of GitLab', async () => {
    const env = await oci.environment('token-exchange')
    const { audience } = oci.identityDomain
    expect(await statusOf(exchanging({ env, subjectToken: { githubActions: { audience } } }))).toBe(200)
    expect(
      await statusOf(exchanging({ env: { OCI_ID_TOKEN: await issue() }, subjectToken: { env: 'OCI_ID_TOKEN' } })),
    ).toBe(200)
  })

  test('is got anew for each exchange, never kept', async () => {
    const subjectToken = vi.fn(() => issue())
    const signer = exchanging({ subjectToken })
    expect(subjectToken).not.toHaveBeenCalled()
    await signer.ready()
    await signer.refresh()
    expect(subjectToken).toHaveBeenCalledTimes(2)
  })

  test('that a job cannot have is told with the status, and one that it cannot have yet is asked for again', async () => {
    const env = await oci.environment('token-exchange')
    const subjectToken = { githubActions: { audience: oci.identityDomain.audience } }
    const job = () => exchanging({ env, subjectToken, retryStrategy: WITHOUT_WAITS })
    const path = '/oidc/job-token'
    const already = oci.count('GET', path)
    oci.faults.add({ match: { path }, times: 2, effect: { status: 503 } })
    await job().ready()
    expect(oci.count('GET', path) - already).toBe(3)
    oci.faults.add({ match: { path }, effect: { status: 403 } })
    expect(await rejectionOf(job().ready())).toMatchObject({
      code: 'ERR_SUBJECT_TOKEN',
      reason: 'refused',
      status: 403,
    })
    expect(oci.count('GET', path) - already).toBe(4)
  })

  test('that has ended is not sent, and the old pair still signs', async () => {
    const signer = exchanging({ subjectToken: await issue({ lifetimeSeconds: 60 }) })
    await signer.ready()
    oci.clock.advance(61_000)
    expect(await rejectionOf(signer.refresh())).toMatchObject({ code: 'ERR_SUBJECT_TOKEN', reason: 'expired' })
    expect([await statusOf(signer), asked()]).toEqual([200, 1])
  })

  test('of a function that fails is told with its own error', async () => {
    const error = new Error('no token today')
    expect(await rejectionOf(exchanging({ subjectToken: () => Promise.reject(error) }).ready())).toBe(error)
    expect(asked()).toBe(0)
  })
})

describe('the variables of the environment are a whole credential', () => {
  test('of a job', async () => {
    const env = await oci.environment('token-exchange')
    const signer = new TokenExchangeSigner({ ...tokenExchangeFromEnvironment(env), ...common(), env })
    expect(await statusOf(signer)).toBe(200)
    expect(await signer.region()).toBe(oci.region)
  })

  test('of a pod', async () => {
    const env = await oci.environment('token-exchange', join(folder, 'pod'))
    expect((await readFile(String(env['OCI_TOKEN_EXCHANGE_SUBJECT_TOKEN_FILE']), 'utf8')).split('.')).toHaveLength(3)
    const signer = new TokenExchangeSigner({ ...tokenExchangeFromEnvironment(env), ...common(), env })
    expect(await statusOf(signer)).toBe(200)
  })
})

test('a thousand callers who come at once have one key and one exchange', async () => {
  const sessionKeySupplier = new CountingKeys()
  const subjectToken = vi.fn(() => issue())
  const signer = exchanging({ sessionKeySupplier, subjectToken })
  await Promise.all(Array.from({ length: 1_000 }, () => signer.ready()))
  expect([sessionKeySupplier.made, subjectToken.mock.calls.length, asked()]).toEqual([1, 1, 1])
})

test('its key has 2048 bits, or as many as its supplier gives it', async () => {
  const bits = async (sessionKeySupplier?: SessionKeySupplier): Promise<number> => {
    const { n } = JSON.parse(String(claimsOf(await tokenFrom(exchanging({ sessionKeySupplier })))['jwk'])) as {
      n: string
    }
    return Buffer.from(n, 'base64url').length * 8
  }
  expect(await bits()).toBe(2048)
  expect(await bits(new SessionKeySupplier({ keySize: 3072 }))).toBe(3072)
})

describe('a refusal', () => {
  test.each([
    ['an unknown client', { clientSecret: 'other' }, 401, 'invalid_client', /Check the client id, its secret/],
    [
      'a token of another audience',
      { subjectToken: () => issue({ audience: 'x' }) },
      400,
      'invalid_grant',
      /audience and subject/,
    ],
  ])('of %s is told in OAuth’s words, with what to do, after one call', async (_, change, status, code, remedy) => {
    const error = await rejectionOf(exchanging({ ...change, retryStrategy: WITHOUT_WAITS }).ready())
    expect(error).toMatchObject({ name: 'ServiceError', status, code, operation: 'tokenExchange' })
    expect(String(error)).toMatch(remedy)
    expect(asked()).toBe(1)
  })

  test.each([429, 500, 503])('with %i is asked for again, three times in all', async (status) => {
    oci.faults.add({ match: { path: PATH }, times: 2, effect: { status } })
    await exchanging({ retryStrategy: WITHOUT_WAITS }).ready()
    expect(asked()).toBe(3)
  })

  test.each([
    ['no token', { token: 'missing' }, { code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' }],
    ['half a token', { token: 'truncated' }, { code: 'ERR_UNUSABLE_TOKEN' }],
    ['half an answer', { truncate: true }, { code: 'ERR_RESPONSE_PARSE' }],
    ['no answer', { reset: true }, { code: 'ERR_NETWORK' }],
  ] as const)('that is %s is none that can be used', async (_, effect, expected) => {
    oci.faults.add({ match: { path: PATH }, effect })
    expect(await rejectionOf(exchanging().ready())).toMatchObject(expected)
  })
})

describe('what is sent', () => {
  const recording = (answer?: HttpClient): { httpClient: HttpClient; sent: Parameters<HttpClient>[] } => {
    const sent: Parameters<HttpClient>[] = []
    const perform = answer ?? createHttpClient({ env: {} })
    return { sent, httpClient: (...call) => (sent.push(call), perform(...call)) }
  }

  test('is the client’s credential to the domain alone, under a limit of ten seconds', async () => {
    const { httpClient, sent } = recording()
    const env = await oci.environment('token-exchange')
    const subjectToken = { githubActions: { audience: oci.identityDomain.audience } }
    await exchanging({ httpClient, env, subjectToken }).ready()
    const [job, domain] = sent.map(([request, options]) => ({
      url: String(request.url),
      scheme: String(request.headers?.['authorization']).split(' ')[0],
      deadlineMs: options?.deadlineMs,
    }))
    expect(job).toMatchObject({ scheme: 'Bearer', deadlineMs: 10_000 })
    expect(domain).toEqual({ url: `${oci.url}${PATH}`, scheme: 'Basic', deadlineMs: 10_000 })
  })

  test('is given up after ten seconds without an answer', async () => {
    const timers = fakeTimers()
    const base = createHttpClient({ env: {}, setTimer: timers.setTimer })
    oci.faults.add({ match: { path: PATH }, effect: { delayMs: HOUR } })
    const outcome = rejectionOf(exchanging({ httpClient: base }).ready())
    await timers.fire(10_000)
    expect(await outcome).toMatchObject({ code: 'ERR_TIMEOUT' })
  })

  const servers = useServers()

  test('follows no redirect, neither to the domain nor to who gives out the subject token', async () => {
    const elsewhere = vi.fn()
    const target = await servers.http((_, response) => (elsewhere(), response.end()))
    const redirecting = await servers.http((_, response) => response.writeHead(307, { location: target }).end())
    expect(await rejectionOf(exchanging({ domainUrl: redirecting }).ready())).toMatchObject({ code: 'ERR_REDIRECT' })
    expect(await rejectionOf(exchanging({ subjectToken: { url: redirecting } }).ready())).toMatchObject({
      code: 'ERR_REDIRECT',
    })
    expect(elsewhere).not.toHaveBeenCalled()
  })

  test('an answer that never ends is cut off', async () => {
    const endless = await servers.http((_, response) => {
      const more = (): void =>
        void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more))
      more()
    })
    expect(await rejectionOf(exchanging({ subjectToken: { url: endless } }).ready())).toMatchObject({
      code: 'ERR_RESPONSE_TOO_LARGE',
    })
  })

  test('goes around a proxy where it is for this machine', async () => {
    const proxy = createServer((_, response) => response.writeHead(500).end())
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const seen = vi.fn()
    proxy.on('request', seen).on('connect', seen)
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const token = await issue()
    const source = await servers.http((_, response) => response.end(token))
    const env = { HTTP_PROXY: address, http_proxy: address, NO_PROXY: '' }
    const signer = exchanging({ env, subjectToken: { url: source } })
    await signer.ready().catch(() => {}) // the domain itself is asked through the proxy
    const throughProxy = seen.mock.calls.map(([request]) => String((request as { url: string }).url))
    expect(throughProxy.every((url) => url.includes(PATH))).toBe(true)
    await new Promise((resolve) => proxy.close(resolve))
  })
})

describe('secrets', () => {
  const shown = (value: unknown): string =>
    [inspect(value, { depth: 12, showHidden: true, getters: true }), JSON.stringify(value) ?? '', String(value)].join(
      '\n',
    )

  test('do not show in the signer, and not in what it says of itself', async () => {
    const subjectToken = await issue()
    const signer = exchanging({ subjectToken })
    const token = await tokenFrom(signer)
    const { clientSecret } = oci.identityDomain
    for (const text of [signer, await signer.whoami(), signer.status(), await sign(signer)].map(shown))
      for (const secret of [
        subjectToken,
        token,
        clientSecret,
        Buffer.from(clientSecret).toString('base64').slice(0, 20),
      ])
        expect(text).not.toContain(secret)
  })

  test('do not show in an error, whatever the domain repeats', async () => {
    const opaque = 'opaque-subject-token'
    const echo: HttpClient = async ({ headers, body }) => {
      const text = JSON.stringify({
        error: 'invalid_request',
        error_description: `${String(body)} ${JSON.stringify(headers)} ${opaque}`,
      })
      return {
        status: 400,
        headers: {},
        body: new TextEncoder().encode(text),
        text: () => text,
        json: () => JSON.parse(text) as unknown,
      }
    }
    const error = await rejectionOf(exchanging({ httpClient: echo, subjectToken: opaque }).ready())
    expect(error).toMatchObject({ code: 'invalid_request' })
    const { clientId, clientSecret } = oci.identityDomain
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    for (const secret of [opaque, clientSecret, credentials]) expect(shown(error)).not.toContain(secret)
  })
})
