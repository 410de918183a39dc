// Sessions: how their tokens are renewed, until when, and how they end.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  startEmulator,
  type Emulator,
  type RejectionReason,
  type SessionOptions,
  type TokenFault,
} from '../src/index.ts'
import { claimsOf, loginKeys, signIn } from './browser.ts'
import { apiKey, signAndSend, type Received, type Signing } from './hand-signer.ts'
import { call, sessionKeys, tokenOf } from './instance.ts'

const REFRESH = '/v1/authentication/refresh'
const UPST = '/v1/token/upst/actions/GenerateUpst'
const [MINUTE, HOUR] = [60, 3600]
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  oci.dataPlane.userTokenSeconds = HOUR
  oci.sessions.renewal = 'normal'
  Object.assign(oci.login, { jwk: true, sessionSeconds: 24 * HOUR })
})
afterAll(() => oci.close())

interface Session {
  readonly token: string
  readonly key: KeyObject | string
}

const made = (options?: SessionOptions): Session => {
  const { token, privateKeyPem } = oci.createSession(options)
  return { token, key: privateKeyPem }
}
const byLogin = async (): Promise<Session> => ({
  token: String((await signIn(oci))['security_token']),
  key: loginKeys.privateKey,
})
const byUpst = async (minutes: number, signing: Signing = {}): Promise<Session> => {
  const members = { publicKey: pemOf(sessionKeys.publicKey), sessionExpirationInMinutes: minutes }
  const answer = await signAndSend(oci, { method: 'POST', target: UPST, body: JSON.stringify(members) }, signing)
  return { token: tokenIn(answer), key: sessionKeys.privateKey }
}

/** At a whole second, as tokens count. */
const freeze = (): void => oci.clock.freeze(Math.floor(oci.clock.now() / 1000) * 1000)

const refresh = ({ token, key }: Session, change: object = {}, signing: Signing = {}): Promise<Received> => {
  const body = JSON.stringify({ currentToken: token, ...change })
  return signAndSend(oci, { method: 'POST', target: REFRESH, body }, { keyId: `ST$${token}`, key, ...signing })
}
const tokenIn = ({ body }: Received): string => String((JSON.parse(body.toString()) as { token: unknown }).token)
const renewed = async (session: Session, change?: object): Promise<Session> => ({
  ...session,
  token: tokenIn(await refresh(session, change)),
})
const endOf = ({ token }: Session): number => Number(claimsOf(token)['exp'])
const reasonOf = ({ json }: Received): string | undefined => json.emulator?.reason

describe('a refresh', () => {
  test('yields another token for the same key and session, as long as tokens live', async () => {
    freeze()
    const first = await byLogin()
    oci.clock.advance(30 * MINUTE * 1000)
    const answer = await refresh(first)
    expect(answer.status).toBe(200)
    const second = { ...first, token: tokenIn(answer) }
    const { iat, exp, jti, ...before } = claimsOf(first.token)
    expect(claimsOf(second.token)).toEqual({
      ...before,
      iat: Number(iat) + 30 * MINUTE,
      exp: Number(exp) + 30 * MINUTE,
      jti: expect.not.stringContaining(String(jti)),
    })
    expect((await call(oci, second.token, loginKeys.privateKey)).status).toBe(200)
    expect((await call(oci, first.token, loginKeys.privateKey)).status).toBe(200)
    oci.clock.resume()
  })

  test('of a browser login goes on for a day and no longer', async () => {
    freeze()
    let session = await byLogin()
    const end = endOf(session) + 23 * HOUR
    for (let half = 1; half < 48; half++) {
      oci.clock.advance(30 * MINUTE * 1000)
      session = await renewed(session)
    }
    expect(endOf(session)).toBe(end)
    expect(endOf(await renewed(session))).toBe(end)
    oci.clock.advance(30 * MINUTE * 1000)
    const over = await refresh(session)
    expect([over.status, reasonOf(over)]).toEqual([401, 'token-expired'])
    oci.clock.resume()
  })

  test('of a session by GenerateUpst goes on for the minutes that were asked for', async () => {
    freeze()
    oci.dataPlane.userTokenSeconds = 5 * MINUTE
    let session = await byUpst(12)
    const begin = endOf(session) - 5 * MINUTE
    const ends: number[] = []
    for (const seconds of [240, 240, 239]) {
      oci.clock.advance(seconds * 1000)
      session = await renewed(session)
      ends.push(endOf(session) - begin)
    }
    expect(ends).toEqual([9 * MINUTE, 12 * MINUTE, 12 * MINUTE])
    oci.clock.advance(1000)
    expect(reasonOf(await refresh(session))).toBe('token-expired')
    oci.clock.resume()
  })

  test('takes another key where one is given', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const session = await byLogin()
    const { token } = await renewed(session, { newPublicKey: pemOf(other.publicKey) })
    expect((await call(oci, token, other.privateKey)).status).toBe(200)
    expect(reasonOf(await call(oci, token, loginKeys.privateKey))).toBe('wrong-key')
    expect((await call(oci, token, other.privateKey)).json.caller).toMatchObject({ kind: 'session', user: oci.user })
  })

  test('yields a token that names its key only where the present one does', async () => {
    oci.login.jwk = false
    const { token } = await renewed(await byLogin())
    expect(claimsOf(token)).not.toHaveProperty('jwk')
    expect((await call(oci, token, loginKeys.privateKey)).status).toBe(200)
  })

  test('can be answered with a token that ends when the present one does', async () => {
    oci.sessions.renewal = 'unchanged'
    freeze()
    const first = await byLogin()
    oci.clock.advance(20 * MINUTE * 1000)
    const second = await renewed(first)
    expect([endOf(second), second.token === first.token]).toEqual([endOf(first), false])
    expect((await call(oci, second.token, loginKeys.privateKey)).status).toBe(200)
    oci.clock.resume()
  })

  test('can be answered as if the session were over', async () => {
    oci.sessions.renewal = 'ended'
    const session = await byLogin()
    const answer = await refresh(session)
    expect(answer).toMatchObject({ status: 401, json: { code: 'NotAuthenticated' } })
    expect(reasonOf(answer)).toBe('session-ended')
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'session-ended', user: oci.user })
    expect((await call(oci, session.token, loginKeys.privateKey)).status).toBe(200)
  })

  test('meets the faults of other requests and those of tokens', async () => {
    const session = made()
    oci.faults.add({ match: { path: REFRESH }, times: 1, effect: { status: 429, headers: { 'retry-after': '1' } } })
    expect((await refresh(session)).status).toBe(429)
    const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })
    fault('missing')
    expect(JSON.parse((await refresh(session)).body.toString())).toEqual({})
    fault('wrong-key')
    const { token } = await renewed(session)
    const own = createPublicKey(session.key as string)
    const bound = createPublicKey({ key: JSON.parse(String(claimsOf(token)['jwk'])), format: 'jwk' })
    expect(bound.equals(own)).toBe(false)
    expect(reasonOf(await signAndSend(oci, {}, { keyId: `ST$${token}`, key: session.key }))).toBe('wrong-key')
  })
})

const rsa1024 = pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)

test.each<[number, RejectionReason, object]>([
  [400, 'missing-current-token', { currentToken: undefined }],
  [400, 'missing-current-token', { currentToken: 7 }],
  [401, 'foreign-token', { currentToken: '' }],
  [400, 'malformed-new-public-key', { newPublicKey: 'AAAA' }],
  [400, 'malformed-new-public-key', { newPublicKey: 7 }],
  [400, 'weak-new-public-key', { newPublicKey: rsa1024 }],
])('%d %s: %j', async (status, reason, change) => {
  const answer = await refresh(made(), change)
  expect([answer.status, reasonOf(answer)]).toEqual([status, reason])
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status })
})

describe('is not renewed', () => {
  const refused = async (answer: Received, reason: string): Promise<void> => {
    expect([answer.status, reasonOf(answer)]).toEqual([401, reason])
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status: 401 })
  }

  test('the token of another session, or of the same one', async () => {
    const [mine, other] = [made(), made()]
    await refused(await refresh(mine, { currentToken: other.token }), 'foreign-token')
    const next = await renewed(mine)
    await refused(await refresh(next, { currentToken: mine.token }), 'foreign-token')
  })

  test('a token by an API key', async () => {
    const keyId = `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}`
    await refused(await refresh(made(), {}, { keyId, key: oci.apiKey.pem }), 'foreign-token')
  })

  test('a token whose key signs nothing of the request', async () => {
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await refused(await refresh(made(), {}, { key }), 'signature-mismatch')
  })

  test('a token that has expired, was revoked, or is of a revoked session', async () => {
    const [expired, revoked, ended] = [made({ lifetimeSeconds: 1 }), made(), made()]
    oci.clock.advance(2000)
    await refused(await refresh(expired), 'token-expired')
    oci.revoke(revoked.token)
    await refused(await refresh(revoked), 'token-revoked')
    oci.sessions.revoke(ended.token)
    await refused(await refresh(ended), 'token-revoked')
  })

  test('the token of an instance', async () => {
    const token = await tokenOf(oci)
    await refused(await refresh({ token, key: sessionKeys.privateKey }), 'no-session')
  })
})

test('without a signature nothing is said about the body, and other verbs are not there', async () => {
  expect((await fetch(oci.url + REFRESH, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await signAndSend(oci, { target: REFRESH })).status).toBe(404)
  const { token, key } = made()
  const sent = { method: 'POST', target: REFRESH, body: 'null' }
  const answer = await signAndSend(oci, sent, { keyId: `ST$${token}`, key })
  expect([answer.status, reasonOf(answer)]).toEqual([400, 'malformed-body'])
})

describe('a revocation', () => {
  test('of a session hits every token of it, those to come too, and no other session', async () => {
    const [first, other] = [await byLogin(), await byLogin()]
    const second = await renewed(first)
    const derived = await byUpst(5, { keyId: `ST$${second.token}`, key: loginKeys.privateKey })
    expect((await call(oci, second.token, loginKeys.privateKey)).status).toBe(200)
    oci.sessions.revoke(` ${first.token}\n`)
    for (const { token, key } of [first, second, derived]) {
      const answer = await call(oci, token, key)
      expect(reasonOf(answer)).toBe('token-revoked')
      expect(answer.json.emulator.explanation).toContain('So was its whole session.')
    }
    expect((await call(oci, other.token, loginKeys.privateKey)).status).toBe(200)
  })

  test('of a token leaves the others of its session', async () => {
    const first = await byLogin()
    const second = await renewed(first)
    oci.revoke(first.token)
    expect(reasonOf(await call(oci, first.token, loginKeys.privateKey))).toBe('token-revoked')
    expect((await renewed(second)).token).toMatch(/^ey/)
  })

  test('by the token of no session hits that token, and nonsense hits none', async () => {
    const token = await tokenOf(oci)
    oci.sessions.revoke('nonsense')
    expect((await call(oci, token)).status).toBe(200)
    oci.sessions.revoke(token)
    expect(reasonOf(await call(oci, token))).toBe('token-revoked')
  })
})

describe('a session that is made', () => {
  test('lasts a day, as one of a browser login', () => {
    freeze()
    const { iat, exp, sess_exp: end } = claimsOf(made().token)
    expect([Number(exp) - Number(iat), Date.parse(String(end)) / 1000 - Number(iat)]).toEqual([HOUR, 24 * HOUR])
  })

  test.each<[SessionOptions, token: number, session: number]>([
    [{ sessionSeconds: 60 }, 60, 60],
    [{ lifetimeSeconds: 30, sessionSeconds: 60 }, 30, 60],
    [{ lifetimeSeconds: 100_000 }, 100_000, 100_000],
  ])('with %j has a token of %d and a session of %d seconds', (options, token, session) => {
    freeze()
    const { iat, exp, sess_exp: end } = claimsOf(made(options).token)
    expect([Number(exp) - Number(iat), Date.parse(String(end)) / 1000 - Number(iat)]).toEqual([token, session])
  })

  test('is renewed within it', async () => {
    freeze()
    const session = made({ lifetimeSeconds: 30, sessionSeconds: 60 })
    oci.clock.advance(20_000)
    expect(endOf(await renewed(session))).toBe(endOf(session) + 30)
    oci.clock.resume()
  })

  test.each<[string, SessionOptions]>([
    ['lifetimeSeconds', { lifetimeSeconds: 61, sessionSeconds: 60 }],
    ['sessionSeconds', { sessionSeconds: 0.5 }],
    ['lifetimeSeconds', { lifetimeSeconds: 0 }],
  ])('refuses %s in %j', (option, options) => {
    expect(() => oci.createSession(options)).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option }))
  })
})

test('renewal is one of three', () => {
  expect(() => (oci.sessions.renewal = 'never' as never)).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'renewal' }),
  )
  expect(oci.sessions.renewal).toBe('normal')
})
