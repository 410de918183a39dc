// The scoped exchange: a token of narrower scope for whoever signs, over real HTTP.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator, type RejectionReason, type TokenFault } from '../src/index.ts'
import { apiKey, send, signAndSend, type Received, type Signing } from './hand-signer.ts'
import { call, tokenOf } from './instance.ts'

const PATH = '/v1/oauth2/scoped'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')
const scope = 'monitoring_write_urn-ocid1.compartment.oc1..aaaa:instance'
const asked = { scope, public_key: spki(keys.publicKey), target_compartment: 'ocid1.compartment.oc1..aaaa' }

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  oci.oauth.lifetimeSeconds = 3600
})
afterAll(() => oci.close())

const ask = (members: object = asked, signing: Signing = {}): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target: PATH, body: JSON.stringify(members) }, signing)
const tokenIn = ({ body }: Received): string => (JSON.parse(body.toString()) as { token: string }).token
const claimsIn = (answer: Received): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(tokenIn(answer).split('.')[1]), 'base64url').toString()) as Record<string, unknown>

test('a user gets a token that says its scope, is bound to the key, and signs as the user', async () => {
  const answer = await ask()
  const claims = claimsIn(answer)
  expect(claims).toMatchObject({ scope, target_compartment: asked.target_compartment, sub: oci.user, ptype: 'user' })
  expect(createPublicKey({ key: JSON.parse(String(claims['jwk'])), format: 'jwk' }).equals(keys.publicKey)).toBe(true)
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600)
  expect(await call(oci, tokenIn(answer), keys.privateKey)).toMatchObject({
    status: 200,
    json: { caller: { kind: 'session', tenancy: oci.tenancy, user: oci.user } },
  })
})

test('an instance gets one that signs as the instance', async () => {
  const session = await tokenOf(oci, { publicKey: keys.publicKey })
  const answer = await ask(asked, { keyId: `ST$${session}`, key: keys.privateKey })
  const { json } = await call(oci, tokenIn(answer), keys.privateKey)
  expect(json.caller).toMatchObject({ kind: 'instance', user: oci.instance })
})

test('host need not be signed, as by OCI’s SDK for Go', async () => {
  const names = ['date', '(request-target)', 'content-length', 'content-type', 'x-content-sha256']
  expect((await ask(asked, { names })).status).toBe(200)
})

test.each<[RejectionReason, object]>([
  ['malformed-oauth-scope', { scope: undefined }],
  ['malformed-oauth-scope', { scope: '' }],
  ['malformed-oauth-scope', { scope: 'a\nb' }],
  ['malformed-oauth-scope', { scope: 7 }],
  ['malformed-target-compartment', { target_compartment: undefined }],
  ['malformed-target-compartment', { target_compartment: 'ocid1.user.oc1..aaaa' }],
  ['malformed-session-key', { public_key: undefined }],
  ['malformed-session-key', { public_key: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() }],
  ['malformed-session-key', { public_key: spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }],
  ['weak-session-key', { public_key: spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey) }],
])('%s is answered with 400: %o', async (reason, change) => {
  const answer = await ask({ ...asked, ...change })
  expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidParameter', emulator: { reason } } })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, user: oci.user })
})

test('a body that is no JSON object, or says that it is something else, is answered with 400', async () => {
  const sent = { method: 'POST', target: PATH, body: '[]' }
  expect((await signAndSend(oci, sent)).json.emulator.reason).toBe('malformed-body')
  const plain = { ...sent, headers: { 'content-type': 'text/plain' } }
  expect((await signAndSend(oci, plain)).json.emulator.reason).toBe('malformed-content-type')
})

test('without a signature there is no token', async () => {
  const headers = { host: new URL(oci.url).host, 'content-type': 'application/json' }
  const answer = await send(oci, { method: 'POST', target: PATH, body: JSON.stringify(asked), headers })
  expect(answer).toMatchObject({ status: 401, json: { emulator: { reason: 'no-authorization' } } })
})

test('token faults spoil the token', async () => {
  const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })
  fault('missing')
  expect(JSON.parse((await ask()).body.toString())).toEqual({})
  fault('truncated')
  expect(tokenIn(await ask()).length).toBeLessThan(tokenIn(await ask()).length)
  fault('wrong-key')
  const foreign = JSON.parse(String(claimsIn(await ask())['jwk'])) as { n: string }
  expect(foreign.n).not.toBe(keys.publicKey.export({ format: 'jwk' }).n)
})

test('the lifetime can be set, to positive integers only', async () => {
  oci.oauth.lifetimeSeconds = 60
  const { exp, iat } = claimsIn(await ask())
  expect(Number(exp) - Number(iat)).toBe(60)
  expect(() => (oci.oauth.lifetimeSeconds = 0)).toThrow(/"lifetimeSeconds"/)
})
