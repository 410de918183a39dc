// The identity data plane: scoped and user security tokens, over real HTTP.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator, type RejectionReason, type TokenFault } from '../src/index.ts'
import { apiKey, signAndSend, type Received, type Signing } from './hand-signer.ts'
import { call, tokenOf } from './instance.ts'

const SCOPED = '/v1/actions/generateScopedAccessToken'
const UPST = '/v1/token/upst/actions/GenerateUpst'
const MINUTE = 60_000

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()
const publicKey = pemOf(keys.publicKey)
const scope = 'urn:oracle:db::id::*'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  Object.assign(oci.dataPlane, { userTokenSeconds: 3600, scopedTokenSeconds: 3600 })
})
afterAll(() => oci.close())

const ask = (target: string, members: object, signing: Signing = {}): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target, body: JSON.stringify(members) }, signing)

const tokenIn = ({ body }: Received): string => (JSON.parse(body.toString()) as { token: string }).token
const claimsIn = (answer: Received): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(tokenIn(answer).split('.')[1]), 'base64url').toString()) as Record<string, unknown>
const isOurs = (jwk: unknown): boolean =>
  createPublicKey({ key: JSON.parse(String(jwk)), format: 'jwk' }).equals(keys.publicKey)

/** A signature with a user security token that was issued for `keys`. */
const withToken = (token: string): Signing => ({ keyId: `ST$${token}`, key: keys.privateKey })

describe('a scoped access token', () => {
  test('is bound to the key and says what it opens', async () => {
    const claims = claimsIn(await ask(SCOPED, { scope, publicKey }))
    expect(claims).toMatchObject({
      sub: oci.user,
      tenant: oci.tenancy,
      aud: `urn:oracle:db:${oci.tenancy}`,
      ptype: 'user',
      ttype: 'scoped_access',
      scope,
    })
    expect(isOurs(claims['jwk'])).toBe(true)
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600)
  })

  test.each([
    ['every database', () => scope],
    ['the tenancy', () => `urn:oracle:db::id::${oci.tenancy}`],
    ['a compartment', () => `urn:oracle:db::id::${oci.compartment}`],
    ['a database', () => `urn:oracle:db::id::${oci.compartment}::ocid1.autonomousdatabase.oc1.phx.aaaa`],
  ])('can be had for %s', async (_, makeScope) => {
    expect(claimsIn(await ask(SCOPED, { scope: makeScope(), publicKey }))['scope']).toBe(makeScope())
  })

  test('signs no request', async () => {
    const token = tokenIn(await ask(SCOPED, { scope, publicKey }))
    expect(await call(oci, token, keys.privateKey)).toMatchObject({
      status: 401,
      json: { emulator: { reason: 'token-scoped' } },
    })
  })

  test('can be had by a session and by an instance', async () => {
    const { keyId, privateKeyPem } = oci.createSession()
    expect((await ask(SCOPED, { scope, publicKey }, { keyId, key: privateKeyPem })).status).toBe(200)
    const { publicKeyOf, sign } = await instanceSigning()
    const claims = claimsIn(await ask(SCOPED, { scope, publicKey: publicKeyOf }, sign))
    expect(claims).toMatchObject({ ptype: 'instance', sub: oci.instance })
  })
})

/** An instance principal that signs with `keys`. */
async function instanceSigning(): Promise<{ publicKeyOf: string; sign: Signing }> {
  const token = await tokenOf(oci, { publicKey: keys.publicKey })
  return { publicKeyOf: publicKey, sign: withToken(token) }
}

describe('a user security token', () => {
  test('signs requests as the user, until its session ends', async () => {
    oci.clock.freeze()
    const answer = await ask(UPST, { publicKey, sessionExpirationInMinutes: 5 })
    const { iat, exp, sess_exp: sessionEnd, ...claims } = claimsIn(answer)
    expect(claims).toMatchObject({ sub: oci.user, tenant: oci.tenancy, ptype: 'user' })
    expect(Number(exp) - Number(iat)).toBe(300)
    expect(sessionEnd).toMatch(/ UTC$/)
    expect(Date.parse(String(sessionEnd))).toBe(Number(exp) * 1000)
    const signed = (): Promise<Received> => call(oci, tokenIn(answer), keys.privateKey)
    expect(await signed()).toMatchObject({ status: 200, json: { caller: { kind: 'session', user: oci.user } } })
    oci.clock.advance(5 * MINUTE)
    expect((await signed()).json.emulator.reason).toBe('token-expired')
    oci.clock.resume()
  })

  test('lives for an hour when nothing is said, and takes the text that OCI’s CLI sends', async () => {
    const lifetime = ({ exp, iat }: Record<string, unknown>): number => Number(exp) - Number(iat)
    expect(lifetime(claimsIn(await ask(UPST, { publicKey })))).toBe(3600)
    expect(lifetime(claimsIn(await ask(UPST, { publicKey, sessionExpirationInMinutes: '15' })))).toBe(900)
  })

  test('is exchanged for another of the same session, which it cannot prolong', async () => {
    oci.clock.freeze()
    oci.dataPlane.userTokenSeconds = 120
    const first = await ask(UPST, { publicKey, sessionExpirationInMinutes: 5 })
    oci.clock.advance(MINUTE)
    const second = await ask(UPST, { publicKey, sessionExpirationInMinutes: 60 }, withToken(tokenIn(first)))
    oci.clock.advance(90_000)
    oci.dataPlane.userTokenSeconds = 3600
    const third = await ask(UPST, { publicKey }, withToken(tokenIn(second)))
    const [a, b, c] = [first, second, third].map(claimsIn) as [Claims, Claims, Claims]
    expect([b['sess_exp'], c['sess_exp']]).toEqual([a['sess_exp'], a['sess_exp']])
    expect([Number(b['exp']) - Number(a['exp']), Number(c['exp']) - Number(a['iat'])]).toEqual([60, 300])
    oci.clock.resume()
  })

  test('of a revoked token cannot be had', async () => {
    const token = tokenIn(await ask(UPST, { publicKey }))
    oci.revoke(token)
    expect((await ask(UPST, { publicKey }, withToken(token))).json.emulator.reason).toBe('token-revoked')
  })

  test('opens a session of its own for a session from elsewhere', async () => {
    const { keyId, privateKeyPem } = oci.createSession()
    const answer = await ask(UPST, { publicKey, sessionExpirationInMinutes: 10 }, { keyId, key: privateKeyPem })
    expect(claimsIn(answer)['sess_exp']).toBeDefined()
  })
})

type Claims = Record<string, unknown>

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa1024 = pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)
const ec = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)

const REJECTED: [status: number, reason: RejectionReason, target: string, members: object][] = [
  [400, 'malformed-scope', SCOPED, { publicKey }],
  [400, 'malformed-scope', SCOPED, { publicKey, scope: 7 }],
  [400, 'malformed-scope', SCOPED, { publicKey, scope: 'urn:oracle:db::id::' }],
  [400, 'malformed-scope', SCOPED, { publicKey, scope: ` ${scope}` }],
  [400, 'malformed-scope', SCOPED, { publicKey, scope: 'urn:oracle:db::id::ocid1.user.oc1..a' }],
  [404, 'unknown-compartment', SCOPED, { publicKey, scope: 'urn:oracle:db::id::ocid1.compartment.oc1..other' }],
  [400, 'malformed-public-key-pem', SCOPED, { scope }],
  [400, 'malformed-public-key-pem', SCOPED, { scope, publicKey: publicKey.replaceAll(/-----.*-----|\n/g, '') }],
  [400, 'malformed-public-key-pem', SCOPED, { scope, publicKey: pem(keys.privateKey) }],
  [400, 'malformed-public-key-pem', SCOPED, { scope, publicKey: ec }],
  [400, 'weak-public-key', SCOPED, { scope, publicKey: rsa1024 }],
  [400, 'malformed-public-key-pem', UPST, { publicKey: 'AAAA' }],
  [400, 'malformed-session-expiration', UPST, { publicKey, sessionExpirationInMinutes: 4 }],
  [400, 'malformed-session-expiration', UPST, { publicKey, sessionExpirationInMinutes: 61 }],
  [400, 'malformed-session-expiration', UPST, { publicKey, sessionExpirationInMinutes: 5.5 }],
  [400, 'malformed-session-expiration', UPST, { publicKey, sessionExpirationInMinutes: 'soon' }],
]

test.each(REJECTED)('%d %s: %s', async (status, reason, target, members) => {
  const answer = await ask(target, members)
  const code = status === 404 ? 'NotAuthorizedOrNotFound' : 'InvalidParameter'
  expect(answer).toMatchObject({ status, json: { code, emulator: { reason } } })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status, user: oci.user })
})

test('an instance gets no user security token', async () => {
  const { sign } = await instanceSigning()
  const answer = await ask(UPST, { publicKey }, sign)
  expect(answer).toMatchObject({ status: 404, json: { emulator: { reason: 'not-a-user' } } })
})

test('a body that is no JSON object, or says that it is something else, is answered with 400', async () => {
  const sent = { method: 'POST', target: UPST, body: '[]' }
  expect((await signAndSend(oci, sent)).json.emulator.reason).toBe('malformed-body')
  const plain = { ...sent, headers: { 'content-type': 'text/plain' } }
  expect((await signAndSend(oci, plain)).json.emulator.reason).toBe('malformed-content-type')
})

test('without a signature nothing is said about the body', async () => {
  const response = await fetch(oci.url + UPST, { method: 'POST', body: '{}' })
  expect(response.status).toBe(401)
})

test('other verbs are not there', async () => {
  expect((await signAndSend(oci, { target: UPST })).status).toBe(404)
})

test('a key that a fault kept from its token is known', async () => {
  oci.faults.add({ times: 1, effect: { token: 'wrong-key' } })
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const token = tokenIn(await ask(UPST, { publicKey: pemOf(own.publicKey) }))
  const { reason, explanation } = (await call(oci, token, own.privateKey)).json.emulator
  expect(reason).toBe('wrong-key')
  expect(explanation).toContain(`a key for which ${oci.user} asked for a token`)
})

describe('token faults', () => {
  const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })

  test.each([SCOPED, UPST])('hit %s', async (target) => {
    fault('missing')
    expect(JSON.parse((await ask(target, { scope, publicKey })).body.toString())).toEqual({})
    fault('wrong-key')
    expect(isOurs(claimsIn(await ask(target, { scope, publicKey }))['jwk'])).toBe(false)
    fault('truncated')
    const half = tokenIn(await ask(target, { scope, publicKey }))
    expect(half.length).toBeLessThan(tokenIn(await ask(target, { scope, publicKey })).length)
  })
})

test('lifetimes can be set at the start, and only to positive integers', async () => {
  const short = await startEmulator({ apiKey, dataPlane: { scopedTokenSeconds: 7 } })
  expect([short.dataPlane.scopedTokenSeconds, short.dataPlane.userTokenSeconds]).toEqual([7, 3600])
  expect(() => (short.dataPlane.userTokenSeconds = 0)).toThrow(/"userTokenSeconds"/)
  expect(() => (short.dataPlane.scopedTokenSeconds = 0.5)).toThrow(/"scopedTokenSeconds"/)
  await short.close()
})
