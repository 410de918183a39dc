// Who a signer is, as a token of an identity domain for services outside OCI, over real HTTP.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import type { HttpClient } from '@x/http'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { SecurityTokenSigner, Signer, type RequestSigner } from '@x/signer'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { settled } from '@x-tools/testkit/settled'
import { useServers } from '@x-tools/testkit/servers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  getResourcePrincipalsSigner,
  identityDomainToken,
  InstancePrincipalsDelegationTokenSigner,
  InstancePrincipalsSecurityTokenSigner,
  tokenExchangeFromEnvironment,
  TokenExchangeSigner,
  type IdentityDomainTokenOptions,
  type IdentityDomainTokenProvider,
} from '../src/index.ts'
import { claimsOf } from './instance.ts'

const PATH = '/oauth2/v1/token'
const MINUTE = 60_000

let oci: Emulator
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
let before = 0
beforeEach(() => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  oci.identityDomain.lifetimeSeconds = 3600
  before = oci.count('POST', PATH)
})
const servers = useServers()

const asked = (): number => oci.count('POST', PATH) - before
const lastAsked = () => oci.requests.findLast(({ path }) => path === PATH)
const now = (): number => oci.clock.now()

function user(): Signer {
  const { tenancy, user: id, apiKey } = oci
  const { fingerprint, pem } = apiKey
  return new Signer({ tenancy, user: id, fingerprint, privateKey: pem, now })
}

function tokenOf(
  signer: RequestSigner = user(),
  options: Partial<IdentityDomainTokenOptions> = {},
): IdentityDomainTokenProvider {
  const domainUrl = oci.identityDomain.url
  return identityDomainToken(signer, {
    domainUrl,
    env: {},
    retryStrategy: NONE_RETRY_STRATEGY,
    random: () => 0,
    now,
    ...options,
  })
}

const jwt = (claims: object): string =>
  [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.c2ln'
const exp = (): number => Math.floor(now() / 1000) + 3600

describe('the token of an identity domain', () => {
  test('speaks for whoever signs, to whoever trusts the keys of the domain', async () => {
    const token = await tokenOf()()
    expect(claimsOf(token)).toMatchObject({
      iss: 'https://identity.oraclecloud.com/',
      sub: oci.user,
      scope: 'urn:opc:idm:__myscopes__',
    })
    const response = await fetch(`${oci.identityDomain.url}/admin/v1/SigningCert/jwk`)
    const { keys } = (await response.json()) as { keys: JsonWebKey[] }
    const [head, claims, signature] = token.split('.')
    const key = createPublicKey({ key: keys[0] as JsonWebKey, format: 'jwk' })
    const content = Buffer.from(`${head}.${claims}`)
    expect(verify('sha256', content, key, Buffer.from(String(signature), 'base64url'))).toBe(true)
  })

  const signers: readonly (readonly [string, () => Promise<RequestSigner>, () => string])[] = [
    [
      'an instance',
      async () => new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance'), now }),
      () => oci.instance,
    ],
    [
      'an instance that acts for a user',
      async () => {
        const env = await oci.environment('instance')
        return new InstancePrincipalsDelegationTokenSigner({ delegationToken: 'user.token.1', env, now })
      },
      () => oci.instance,
    ],
    [
      'a function',
      async () => getResourcePrincipalsSigner({ env: await oci.environment('resource-2.2'), now }),
      () => String(lastAsked()?.user),
    ],
    [
      'a CI job',
      async () => {
        const env = await oci.environment('token-exchange')
        return new TokenExchangeSigner({ ...tokenExchangeFromEnvironment(env), env, now })
      },
      () => oci.user,
    ],
  ]
  test.each(signers)('is given to %s', async (_, signerOf, subject) => {
    const token = await tokenOf(await signerOf())()
    expect(lastAsked()).toMatchObject({ verdict: 'accepted' })
    expect(claimsOf(token)['sub']).toBe(subject())
  })

  test('is asked for with the scope and type that were given', async () => {
    const token = await tokenOf(user(), { scope: 'https://llm.example.com/.default' })()
    expect(claimsOf(token)['scope']).toBe('https://llm.example.com/.default')
    const error = await rejectionOf(tokenOf(user(), { requestedTokenType: 'urn:x:unknown' })())
    expect(error).toMatchObject({ name: 'ServiceError', status: 400, code: 'invalid_request' })
  })

  test.each(['N_A', 'Bearer'])('may be an ID token, if that was asked for, which comes as %s', async (token_type) => {
    const access_token = jwt({ exp: exp() })
    const domainUrl = await servers.http((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token, token_type }))
    })
    const requestedTokenType = 'urn:ietf:params:oauth:token-type:id_token'
    expect(await tokenOf(user(), { domainUrl, requestedTokenType })()).toBe(access_token)
  })
})

describe('between two calls, the token', () => {
  test('is kept for all callers, and asked for once', async () => {
    const token = tokenOf()
    const all = await Promise.all(Array.from({ length: 1000 }, () => token()))
    expect([new Set(all).size, asked()]).toEqual([1, 1])
  })

  test('is the one at hand until it ages, and renewed behind the caller’s back from then on', async () => {
    const token = tokenOf()
    const first = await token()
    oci.clock.advance(48 * MINUTE - 1)
    expect([await token(), asked()]).toEqual([first, 1])
    oci.clock.advance(1)
    expect(await token()).toBe(first)
    await vi.waitFor(async () => expect(await token()).not.toBe(first))
    expect(asked()).toBe(2)
  })

  test('serves to its end while the domain is down', async () => {
    const token = tokenOf()
    const first = await token()
    oci.faults.add({ match: { path: PATH }, effect: { status: 503 } })
    oci.clock.advance(50 * MINUTE)
    expect(await token()).toBe(first)
    await vi.waitFor(() => expect(asked()).toBe(2))
    oci.clock.advance(10 * MINUTE)
    expect(await rejectionOf(token())).toMatchObject({ name: 'ServiceError', status: 503 })
  })

  test('is replaced when a service has refused it, once for all who say so', async () => {
    const token = tokenOf()
    const rejected = await token()
    oci.clock.advance(1000)
    const all = await Promise.all(Array.from({ length: 20 }, () => token({ rejected })))
    expect([new Set(all).size, all[0] === rejected, asked()]).toEqual([1, false, 2])
  })

  test.each([-60, 60])('is got and kept by a machine whose clock is off by %i minutes', async (minutes) => {
    const off = (): number => now() + minutes * MINUTE
    const { tenancy, user: id, apiKey } = oci
    const signer = new Signer({
      tenancy,
      user: id,
      fingerprint: apiKey.fingerprint,
      privateKey: apiKey.pem,
      now: off,
    })
    const count = oci.requests.length
    const verdicts = (): string[] => oci.requests.slice(count).map(({ verdict }) => verdict)
    const token = tokenOf(signer, { now: off })
    const rejected = await token()
    oci.clock.advance(30 * MINUTE)
    expect(await token()).toBe(rejected)
    expect(verdicts()).toEqual(['refused', 'accepted'])
    expect(await token({ rejected })).not.toBe(rejected)
    // What the first refusal has shown of the clock is remembered.
    expect(verdicts()).toEqual(['refused', 'accepted', 'accepted'])
    oci.clock.advance(60 * MINUTE)
    expect(Number(claimsOf(await token())['exp']) * 1000).toBeGreaterThan(now())
  })

  test('is as old as its answer where it does not say when it was issued', async () => {
    const claims = Buffer.from(JSON.stringify({ exp: Math.floor(now() / 1000) + 3600 })).toString('base64url')
    const answer = { access_token: `e30.${claims}.c2ln`, token_type: 'Bearer' }
    const text = JSON.stringify(answer)
    const body = new TextEncoder().encode(text)
    const httpClient = vi.fn<HttpClient>(async () => ({
      status: 200,
      headers: {},
      body,
      text: () => text,
      json: () => answer,
    }))
    const token = tokenOf(user(), { httpClient })
    const first = await token()
    oci.clock.advance(48 * MINUTE - 1)
    expect(await token()).toBe(first)
    await settled()
    expect(httpClient).toHaveBeenCalledOnce()
    oci.clock.advance(1)
    await token()
    await vi.waitFor(() => expect(httpClient).toHaveBeenCalledTimes(2))
  })

  test('stays when another one was refused', async () => {
    const token = tokenOf()
    const first = await token()
    expect([await token({ rejected: 'eyJ.another.one' }), asked()]).toEqual([first, 1])
  })

  test('is not waited for longer than the caller does', async () => {
    oci.faults.add({ match: { path: PATH }, effect: { delayMs: 3_600_000 } })
    const waiting = new AbortController()
    const call = rejectionOf(tokenOf()({ signal: waiting.signal }))
    await settled()
    waiting.abort(new Error('gone'))
    expect(await call).toMatchObject({ message: 'gone' })
  })
})

describe('no token comes', () => {
  test('when the domain refuses who signs: the error has OAuth’s code and words, and is remembered for a moment', async () => {
    const { tenancy, apiKey } = oci
    const { fingerprint, pem } = apiKey
    const nobody = new Signer({ tenancy, user: 'ocid1.user.oc1..nobody', fingerprint, privateKey: pem, now })
    const token = tokenOf(nobody)
    const error = await rejectionOf(token())
    expect(error).toMatchObject({ name: 'ServiceError', status: 401, code: 'invalid_client' })
    const already = asked()
    expect(await rejectionOf(token())).toBe(error)
    expect(asked()).toBe(already)
  })

  test.each([
    [{ token: 'missing' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'no-token' }],
    [{ token: 'truncated' } as const, { code: 'ERR_UNUSABLE_TOKEN', reason: 'not-a-jwt' }],
    [{ truncate: true } as const, { code: 'ERR_RESPONSE_PARSE' }],
    [{ reset: true } as const, { code: 'ERR_NETWORK' }],
  ])('when the answer is spoilt: %o', async (effect, expected) => {
    oci.faults.add({ match: { path: PATH }, effect })
    expect(await rejectionOf(tokenOf()())).toMatchObject(expected)
  })

  test.each<[string, () => object, object]>([
    [
      'that is no access token, which was asked for',
      () => ({ access_token: jwt({ exp: exp() }), token_type: 'N_A' }),
      { reason: 'unreadable-answer' },
    ],
    [
      'of a type that is no text',
      () => ({ access_token: jwt({ exp: exp() }), token_type: { toString: 1 } }),
      { reason: 'unreadable-answer' },
    ],
    [
      'of another type',
      () => ({ access_token: jwt({ exp: exp() }), token_type: 'DPoP' }),
      { reason: 'unreadable-answer' },
    ],
    ['without an end', () => ({ access_token: jwt({ sub: 'x' }), token_type: 'Bearer' }), { reason: 'no-expiry' }],
    ['that is over', () => ({ access_token: jwt({ exp: 1 }), token_type: 'bearer' }), { reason: 'expired' }],
    [
      'in pieces',
      () => ({ access_token: `${jwt({ exp: exp() })}\r\nx: y`, token_type: 'Bearer' }),
      { reason: 'not-a-jwt' },
    ],
    ['in another member', () => ({ token: jwt({ exp: exp() }) }), { reason: 'no-token' }],
  ])('when there is only one %s', async (_, answer, expected) => {
    const domainUrl = await servers.http((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer()))
    })
    const error = await rejectionOf(tokenOf(user(), { domainUrl })())
    expect(error).toMatchObject({ code: 'ERR_UNUSABLE_TOKEN', ...expected })
  })

  test('in time: what was asked for is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let reached: (signal: AbortSignal | undefined) => void = () => {}
    const reaching = new Promise<AbortSignal | undefined>((resolve) => void (reached = resolve))
    const httpClient: HttpClient = async (_, options) => {
      reached(options?.signal)
      return new Promise<never>(() => {})
    }
    const call = rejectionOf(tokenOf(user(), { httpClient })())
    const signal = await reaching
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await call).toMatchObject({ code: 'ERR_RENEWAL', reason: 'timeout' })
    expect(signal?.aborted).toBe(true)
    vi.useRealTimers()
  })

  test('from where a redirect leads', async () => {
    const domainUrl = await servers.http((_request, response) => {
      response.writeHead(307, { location: `${oci.url}${PATH}` }).end()
    })
    expect(await rejectionOf(tokenOf(user(), { domainUrl })())).toMatchObject({ code: 'ERR_REDIRECT' })
    expect(asked()).toBe(0)
  })

  test('when the signer was closed', async () => {
    const instance = new InstancePrincipalsSecurityTokenSigner({ env: await oci.environment('instance'), now })
    await instance.close()
    expect(await rejectionOf(tokenOf(instance)())).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
  })
})

test('neither token nor signature shows in an error, even when the domain repeats what it was sent', async () => {
  const seen: string[] = []
  const domainUrl = await servers.http((request, response) => {
    const sent = String(request.headers.authorization)
    seen.push(sent)
    const body = JSON.stringify({ error: 'invalid_request', error_description: `You sent ${sent}` })
    response.writeHead(400, { 'content-type': 'application/json' }).end(body)
  })
  const { token: sessionToken, privateKeyPem } = oci.createSession()
  const error = await rejectionOf(
    tokenOf(new SecurityTokenSigner({ token: sessionToken, privateKey: privateKeyPem, now }), { domainUrl })(),
  )
  const shown = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`
  const signature = /signature="([^"]+)"/.exec(String(seen[0]))?.[1]
  expect(shown).toContain('invalid_request')
  expect(signature).toHaveLength(344)
  for (const secret of [sessionToken, String(signature)]) expect(shown).not.toContain(secret)
})

describe('identityDomainToken', () => {
  test.each<[string, unknown, object, object]>([
    ['null for a signer', null, {}, { code: 'ERR_INVALID_ARGUMENT' }],
    ['the promise of one', Promise.resolve(), {}, { message: expect.stringContaining('await a promised one') }],
    ['no address', 'user', { domainUrl: '' }, { code: 'ERR_MISSING_INPUT', names: ['domainUrl'] }],
    [
      'plain http to another machine',
      'user',
      { domainUrl: 'http://idcs-1.identity.oraclecloud.com' },
      { code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining('domainUrl is not the https address') },
    ],
    ['an empty scope', 'user', { scope: ' ' }, { message: expect.stringContaining('scope is empty') }],
    [
      'a type that is no text',
      'user',
      { requestedTokenType: 7 },
      { message: expect.stringContaining('requestedTokenType') },
    ],
  ])('refuses %s at once', (_, signer, options, expected) => {
    expect(() => tokenOf((signer === 'user' ? user() : signer) as never, options)).toThrow(
      expect.objectContaining(expected),
    )
  })
})
