// A signer per caller: whoever calls, and however the calls are mixed, nobody signs with what belongs to another.
import { createPublicKey } from 'node:crypto'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import type { HttpClient, HttpResponse } from '@x/http'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createCallerSigners,
  type CallerDelegationOptions,
  type CallerExchangeOptions,
  type CallerSigners,
  type SessionKeySource,
} from '../src/index.ts'
import { claimsOf, isSignedByBoundKey, tokenOf } from './instance.ts'
import { keyPool } from './key-pool.ts'

const EXCHANGE = '/oauth2/v1/token'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

let oci: Emulator
let sessionKeySupplier: SessionKeySource
beforeAll(async () => {
  oci = await startEmulator()
  sessionKeySupplier = await keyPool()
})
afterAll(() => oci.close())
let before = 0
beforeEach(() => {
  oci.faults.clear()
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  before = oci.count('POST', EXCHANGE)
})

const open: CallerSigners[] = []
afterEach(() => Promise.all(open.splice(0).map((callers) => callers.close())))

const now = (): number => oci.clock.now()
const exchanges = (): number => oci.count('POST', EXCHANGE) - before
const echo = (): string => `${oci.url}/echo`

/** A resource for each caller, so that the service can tell them apart. */
function exchanging(options: Partial<CallerExchangeOptions> = {}, maxEntries?: number): CallerSigners {
  const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
  const requested = { requestedTokenType: 'rpst', resType: 'caller' } as const
  const client = { domainUrl, clientId, clientSecret, ...requested }
  const common = { env: {}, retryStrategy: NONE_RETRY_STRATEGY, random: () => 0, now, sessionKeySupplier }
  return kept(createCallerSigners({ exchange: { ...client, ...common, ...options }, maxEntries }))
}

async function delegating(options: Partial<CallerDelegationOptions> = {}, maxEntries?: number): Promise<CallerSigners> {
  const env = await oci.environment('instance')
  const common = { principal: 'instance', env, random: () => 0, now, sessionKeySupplier } as const
  return kept(createCallerSigners({ delegation: { ...common, ...options } as CallerDelegationOptions, maxEntries }))
}

function kept(callers: CallerSigners): CallerSigners {
  open.push(callers)
  return callers
}

const tokenFor = (subject: string, lifetimeSeconds = 3600): Promise<string> =>
  oci.identityDomain.issueSubjectToken({ subject, lifetimeSeconds })

async function callAs(callers: CallerSigners, callerToken: string): Promise<{ status: number; body: never }> {
  const response = await createSignedFetch(await callers.signerFor(callerToken))(echo())
  return { status: response.status, body: (await response.json()) as never }
}

describe('with an exchange', () => {
  test('each caller signs as themselves', async () => {
    const callers = exchanging()
    for (const subject of ['alice', 'bob', 'alice']) {
      const { status } = await callAs(callers, await tokenFor(subject))
      expect([status, oci.requests.at(-1)?.user]).toEqual([200, subject])
    }
  })

  test('the same token yields the same signer, and one exchange, however many ask at once', async () => {
    const callers = exchanging()
    const token = await tokenFor('alice')
    const signers = await Promise.all(Array.from({ length: 100 }, () => callers.signerFor(` ${token}\n`)))
    const warned = vi.fn()
    process.on('warning', warned)
    await Promise.all(signers.map((signer) => signer.ready()))
    process.off('warning', warned)
    expect(warned).not.toHaveBeenCalled()
    expect([new Set(signers).size, callers.size, exchanges()]).toEqual([1, 1, 1])
  })

  test('two tokens of one caller are two signers', async () => {
    const callers = exchanging()
    const tokens = [await tokenFor('alice', 3600), await tokenFor('alice', 3601)]
    const [one, two] = await Promise.all(tokens.map((token) => callers.signerFor(token)))
    expect([one === two, callers.size]).toEqual([false, 2])
  })

  test('a token that somebody has made up gets nobody in, and gets nothing of others', async () => {
    const callers = exchanging()
    const genuine = await tokenFor('alice')
    await callAs(callers, genuine)
    const [head, , signature] = genuine.split('.')
    const claims = Buffer.from(JSON.stringify({ ...claimsOf(genuine), sub: 'admin' })).toString('base64url')
    const forged = `${head}.${claims}.${signature}`
    const error = await rejectionOf(callAs(callers, forged))
    expect(error).toMatchObject({ name: 'ServiceError', status: 400, code: 'invalid_grant' })
    expect((await callAs(callers, genuine)).status).toBe(200)
  })

  test('a signer ends with the token of its caller, though the token that it signs with lives on', async () => {
    const callers = exchanging()
    const token = await tokenFor('alice', 600)
    const signer = await callers.signerFor(token)
    await signer.ready()
    expect(signer.status().expiresAt).toBe(now() + 600_000)
    oci.clock.advance(10 * MINUTE - 1)
    expect((await createSignedFetch(signer)(echo())).status).toBe(200)
    oci.clock.advance(1)
    const expired = { code: 'ERR_CALLER_TOKEN', reason: 'expired' }
    expect(await rejectionOf(signer.sign({ method: 'GET', url: echo() }))).toMatchObject(expired)
    expect(await rejectionOf(signer.refresh())).toMatchObject(expired)
    expect(await rejectionOf(callers.signerFor(token))).toMatchObject(expired)
  })

  test('the signers of those who have ended are let go when the next caller comes', async () => {
    const callers = exchanging()
    await callers.signerFor(await tokenFor('alice', 600))
    await callers.signerFor(await tokenFor('bob', 7200))
    oci.clock.advance(HOUR)
    await callers.signerFor(await tokenFor('carol', 7200))
    expect(callers.size).toBe(2)
  })

  test('a signer that made room for another says so, and comes back when it is asked for', async () => {
    const callers = exchanging({}, 2)
    const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((subject) => tokenFor(subject)))
    const signer = await callers.signerFor(String(alice))
    await signer.ready()
    for (const other of [bob, carol]) expect((await callAs(callers, String(other))).status).toBe(200)
    expect(await rejectionOf(signer.sign({ method: 'GET', url: echo() }))).toMatchObject({ code: 'ERR_CALLER_EVICTED' })
    expect([callers.size, (await callAs(callers, String(alice))).status]).toEqual([2, 200])
  })

  test('a flood of made-up tokens drives nobody out whose token serves', async () => {
    const callers = exchanging({}, 3)
    const alice = await callers.signerFor(await tokenFor('alice'))
    await alice.ready()
    for (let index = 0; index < 5; index++) {
      const forged = (await tokenFor(`forged-${index}`)).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
      await rejectionOf(callAs(callers, `${forged.slice(0, -5)}AAAAA`))
    }
    expect((await createSignedFetch(alice)(echo())).status).toBe(200)
  })

  test('nor does a flood that comes all at once, before anybody has answered it', async () => {
    const callers = exchanging({}, 4)
    const alice = await callers.signerFor(await tokenFor('alice'))
    await alice.ready()
    oci.faults.add({ match: { path: EXCHANGE }, effect: { delayMs: HOUR } })
    const flood = Array.from({ length: 20 }, (_, index) => callers.signerFor(madeUp(`forged-${index}`)))
    const waiting = (await Promise.all(flood)).map((signer) => rejectionOf(signer.ready()))
    expect((await createSignedFetch(alice)(echo())).status).toBe(200)
    await callers.close()
    await Promise.all(waiting)
  })

  test('a caller whose first exchange failed makes no room before others once it has succeeded', async () => {
    const callers = exchanging({}, 2)
    await (await callers.signerFor(await tokenFor('alice'))).ready()
    oci.faults.add({ match: { path: EXCHANGE }, times: 1, effect: { status: 503 } })
    const bob = await callers.signerFor(await tokenFor('bob'))
    expect(await rejectionOf(bob.ready())).toMatchObject({ status: 503 })
    oci.clock.advance(5001)
    await bob.ready()
    await (await callers.signerFor(await tokenFor('carol'))).ready()
    await bob.ready()
  })

  test('a token that ends while it is exchanged makes no signature any more', async () => {
    const domain = localDomain()
    const httpClient: HttpClient = async (...call) => {
      const answer = await domain(...call)
      oci.clock.advance(HOUR)
      return answer
    }
    const signer = await exchanging({ httpClient }).signerFor(madeUp('alice'))
    const error = await rejectionOf(signer.sign({ method: 'GET', url: echo() }))
    expect(error).toMatchObject({ code: 'ERR_CALLER_TOKEN', reason: 'expired' })
  })

  test('a signer that was closed by whoever had it is another one for the next request', async () => {
    const callers = exchanging()
    const token = await tokenFor('alice')
    const mine = await callers.signerFor(token)
    await mine.close()
    expect((await callAs(callers, token)).status).toBe(200)
  })

  test('what was given is read once: a change afterwards changes nobody', async () => {
    const { url: domainUrl, clientId, clientSecret } = oci.identityDomain
    const exchange = { domainUrl, clientId, clientSecret, now, sessionKeySupplier, env: {} }
    const callers = kept(createCallerSigners({ exchange }))
    exchange.clientSecret = 'another'
    expect((await callAs(callers, await tokenFor('alice'))).status).toBe(200)
  })
})

describe('with a delegation', () => {
  test('one principal signs, and each request carries its caller’s token, signed', async () => {
    const callers = await delegating()
    const tokens = await Promise.all(['alice', 'bob'].map((subject) => tokenFor(subject)))
    const keyIds = new Set<string>()
    for (const token of [...tokens, ...tokens]) {
      const signed = await (await callers.signerFor(token)).sign({ method: 'GET', url: echo() })
      keyIds.add(signed.keyId)
      expect(signed.signingString).toContain(`opc-obo-token: ${token}`)
      const response = await fetch(signed.url, signed)
      expect([response.status, (await response.json()).headers['opc-obo-token']]).toEqual([200, token])
    }
    expect(keyIds.size).toBe(1)
  })

  test('a function acts as well', async () => {
    const callers = kept(
      createCallerSigners({ delegation: { principal: 'resource', env: await oci.environment('resource-2.2'), now } }),
    )
    const token = await tokenFor('alice')
    const { status, body } = await callAs(callers, token)
    expect(status).toBe(200)
    expect(body).toMatchObject({ headers: { 'opc-obo-token': token } })
  })

  test('is refused at once where there is no function', () => {
    expect(() => createCallerSigners({ delegation: { principal: 'resource', env: {} } })).toThrow(
      expect.objectContaining({ code: 'ERR_CREDENTIAL_UNAVAILABLE' }),
    )
  })

  test('one caller who ends or makes room does not end the principal of the others', async () => {
    const callers = await delegating({}, 1)
    const [alice, bob] = await Promise.all([tokenFor('alice', 600), tokenFor('bob')])
    const signer = await callers.signerFor(alice)
    await signer.ready()
    expect((await callAs(callers, bob)).status).toBe(200)
    expect(await rejectionOf(signer.ready())).toMatchObject({ code: 'ERR_CALLER_EVICTED' })
    const again = await callers.signerFor(alice)
    oci.clock.advance(10 * MINUTE)
    expect(await rejectionOf(again.ready())).toMatchObject({ code: 'ERR_CALLER_TOKEN', reason: 'expired' })
    expect((await callAs(callers, bob)).status).toBe(200)
  })

  test('one caller who makes room does not wait for the principal of the others', async () => {
    const callers = await delegating({}, 1)
    oci.faults.add({ match: { path: '/v1/x509' }, effect: { delayMs: HOUR } })
    const waiting = rejectionOf((await callers.signerFor(await tokenFor('alice'))).ready())
    await callers.signerFor(await tokenFor('bob'))
    expect(await waiting).toMatchObject({ code: 'ERR_CALLER_EVICTED' })
  })

  test('a token is over by the service’s clock, once that is known', async () => {
    const callers = await delegating({ now: () => oci.clock.now() - HOUR })
    const token = await tokenFor('alice', 600)
    await (await callers.signerFor(token)).ready()
    oci.clock.advance(10 * MINUTE)
    expect(await rejectionOf(callers.signerFor(token))).toMatchObject({ code: 'ERR_CALLER_TOKEN', reason: 'expired' })
  })

  test('a caller who has gone hears nothing of renewals, and one who is there hears until when they may sign', async () => {
    const callers = await delegating({}, 1)
    const [alice, bob] = await Promise.all([tokenFor('alice'), tokenFor('bob', 600)])
    const [gone, there, failed] = [vi.fn(), vi.fn(), vi.fn()]
    for (const name of ['refresh', 'refreshFailed'] as const) (await callers.signerFor(alice)).on(name, gone)
    const signer = await callers.signerFor(bob)
    signer.on('refresh', there)
    signer.on('refreshFailed', failed)
    oci.faults.add({ match: { path: '/v1/x509' }, times: 1, effect: { status: 400 } })
    const error = await rejectionOf(signer.ready())
    expect(failed).toHaveBeenCalledExactlyOnceWith({ error, usable: false })
    oci.clock.advance(5001)
    await signer.ready()
    expect(there).toHaveBeenCalledExactlyOnceWith({ expiresAt: now() + 600_000 - 5001 })
    expect(gone).not.toHaveBeenCalled()
  })

  test('the principal is renewed once for a token that the service has revoked', async () => {
    const callers = await delegating()
    const signer = await callers.signerFor(await tokenFor('alice'))
    const signed = await signer.sign({ method: 'GET', url: echo() })
    oci.revoke(tokenOf(signed))
    const already = oci.count('POST', '/v1/x509')
    const tokens = await Promise.all(Array.from({ length: 10 }, (_, index) => tokenFor(`caller-${index}`)))
    const statuses = await Promise.all(tokens.map(async (token) => (await callAs(callers, token)).status))
    expect([new Set(statuses), oci.count('POST', '/v1/x509') - already]).toEqual([new Set([200]), 1])
  })
})

describe('after close()', () => {
  test.each(['exchange', 'delegation'])('nobody signs any more: %s', async (kind) => {
    const callers = kind === 'exchange' ? exchanging() : await delegating()
    const token = await tokenFor('alice')
    const signer = await callers.signerFor(token)
    await signer.ready()
    await callers[Symbol.asyncDispose]()
    const closed = { code: 'ERR_PRINCIPAL_CLOSED' }
    expect(await rejectionOf(signer.sign({ method: 'GET', url: echo() }))).toMatchObject(closed)
    expect(await rejectionOf(callers.signerFor(token))).toMatchObject(closed)
    expect(callers.size).toBe(0)
  })

  test('what the principal of all was asking for is given up', async () => {
    let given: AbortSignal | undefined
    const httpClient: HttpClient = async (_, options) => {
      given = options?.signal
      return new Promise<never>(() => {})
    }
    const callers = await delegating({ httpClient })
    const waiting = rejectionOf((await callers.signerFor(await tokenFor('alice'))).ready())
    await vi.waitFor(() => expect(given).toBeDefined())
    await callers.close()
    expect(await waiting).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(given?.aborted).toBe(true)
  })

  test('nobody gets in who was already on the way', async () => {
    const callers = exchanging()
    const call = rejectionOf(callers.signerFor(await tokenFor('alice')))
    await callers.close()
    expect(await call).toMatchObject({ code: 'ERR_PRINCIPAL_CLOSED' })
    expect(callers.size).toBe(0)
  })
})

/** An identity domain in this process, so that many callers can be had: it makes a token of the caller's name and of their key. */
function localDomain(): HttpClient {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return async ({ body }) => {
    const form = new URLSearchParams(String(body))
    const spki = Buffer.from(String(form.get('public_key')), 'base64')
    const { n, e } = jwkOf(spki)
    const iat = Math.floor(now() / 1000)
    const { sub } = claimsOf(String(form.get('subject_token')))
    const claims = { sub, iat, exp: iat + 7200, jwk: JSON.stringify({ kty: 'RSA', n, e }) }
    const text = JSON.stringify({ token: `${part({ alg: 'RS256' })}.${part(claims)}.c2ln` })
    const answer = { status: 200, headers: {}, url: new URL('https://domain'), body: Buffer.from(text) }
    return { ...answer, text: () => text, json: () => JSON.parse(text) as unknown } as unknown as HttpResponse
  }
}

const jwkOf = (spki: Buffer) => createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'jwk' })

/** A caller whose token no test needs to verify. */
function madeUp(subject: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part({ sub: subject, exp: Math.floor(now() / 1000) + 3600 })}.c2ln`
}

/** Runs `act` for each of `count` numbers in an order that looks like none, `atOnce` of them at the same time. */
async function interleaved(count: number, atOnce: number, act: (number: number) => Promise<void>): Promise<void> {
  let begun = 0
  // 7919 is prime, and so each number comes once.
  const worker = async (): Promise<void> => {
    while (begun < count) await act((begun++ * 7919) % count)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

describe('of many interleaved callers', () => {
  const nameOf = (number: number): string => `caller-${number}`

  test('10 000 each sign with a token of their own and the key that it is bound to', { timeout: 90_000 }, async () => {
    const CALLERS = 10_000
    const callers = exchanging({ httpClient: localDomain() })
    let verified = 0
    await interleaved(CALLERS, 100, async (number) => {
      const signer = await callers.signerFor(madeUp(nameOf(number)))
      const signed = await signer.sign({ method: 'GET', url: echo() })
      if (claimsOf(tokenOf(signed))['sub'] !== nameOf(number)) throw new Error(`${number} signs as another`)
      if (!isSignedByBoundKey(signed)) throw new Error(`${number} signs with another key`)
      verified++
    })
    expect([verified, callers.size]).toEqual([CALLERS, 1000])
  })

  test('2 000 are each named by the requests that one principal signs for them', { timeout: 90_000 }, async () => {
    const CALLERS = 2000
    const callers = await delegating()
    const seen = new Set<string>()
    await interleaved(CALLERS, 100, async (number) => {
      const token = madeUp(nameOf(number))
      const { headers, signingString } = await (await callers.signerFor(token)).sign({ method: 'GET', url: echo() })
      const named = claimsOf(String(/^opc-obo-token: (.*)$/m.exec(signingString)?.[1]))['sub']
      if (named !== nameOf(number) || headers['opc-obo-token'] !== token) throw new Error(`${number} is ${named}`)
      seen.add(named)
    })
    expect([seen.size, callers.size]).toEqual([CALLERS, 1000])
  })
})

test('the token of a caller shows in nothing that is printed', async () => {
  const callers = exchanging()
  const token = await tokenFor('alice')
  const signer = await callers.signerFor(token)
  await signer.ready()
  oci.faults.add({ match: { path: EXCHANGE }, effect: { status: 503 } })
  const error = await rejectionOf((await callers.signerFor(await tokenFor('bob'))).ready())
  for (const value of [callers, signer, await signer.whoami(), error]) {
    const shown = `${inspect(value, { depth: 12, showHidden: true })} ${JSON.stringify(value)}`
    expect(shown).not.toMatch(/eyJ/)
    expect(shown).not.toContain(oci.identityDomain.clientSecret)
  }
})
