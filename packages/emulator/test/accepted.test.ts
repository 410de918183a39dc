// What must be accepted: every verb, both dates, both kinds of key, any order of headers and parameters.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterAll(() => oci.close())

test.each(['GET', 'HEAD', 'DELETE', 'POST', 'PUT', 'PATCH'])('%s, signed as the documentation says', async (method) => {
  const answer = await signAndSend(oci, {
    method,
    target: '/echo/a%20b?x=1&x=2&y',
    body: ['GET', 'HEAD', 'DELETE'].includes(method) ? '' : 'é',
  })
  expect(answer.status).toBe(200)
  expect(oci.requests.at(-1)).toMatchObject({
    method,
    target: '/echo/a%20b?x=1&x=2&y',
    verdict: 'accepted',
    user: oci.user,
  })
})

test('x-date in place of date', async () => {
  const headers = { date: undefined, 'x-date': new Date(oci.clock.now()).toUTCString() }
  const answer = await signAndSend(oci, { headers }, { names: ['x-date', '(request-target)', 'host'] })
  expect(answer.status).toBe(200)
})

test('x-date when a wrong date is sent unsigned', async () => {
  const headers = { date: new Date(0).toUTCString(), 'x-date': new Date(oci.clock.now()).toUTCString() }
  const answer = await signAndSend(oci, { headers }, { names: ['x-date', '(request-target)', 'host'] })
  expect(answer.status).toBe(200)
})

test('header names in mixed case and in another order, as the TypeScript SDK writes them', async () => {
  const names = ['host', '(request-target)', 'date', 'x-content-sha256', 'content-type', 'content-length']
  const answer = await signAndSend(
    oci,
    { method: 'POST', body: '{}' },
    { names, rewrite: (a) => a.replace('content-type content-length', 'Content-Type Content-Length') },
  )
  expect(answer.status).toBe(200)
})

test('a further key of a further user', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const user = 'ocid1.user.oc1..second'
  const { fingerprint } = oci.addApiKey(publicKey.export({ type: 'spki', format: 'pem' }).toString(), user)
  const answer = await signAndSend(oci, {}, { keyId: `${oci.tenancy}/${user}/${fingerprint}`, key: privateKey })
  expect(answer.json.caller).toEqual({ kind: 'api-key', tenancy: oci.tenancy, user })
})

test('a session until it expires', async () => {
  const session = oci.createSession({ user: 'ocid1.user.oc1..third', lifetimeSeconds: 60 })
  const signing = { keyId: session.keyId, key: session.privateKeyPem }
  const answer = await signAndSend(oci, {}, signing)
  expect(answer.json.caller).toEqual({ kind: 'session', tenancy: oci.tenancy, user: 'ocid1.user.oc1..third' })
  oci.clock.set(session.expiresAt)
  expect((await signAndSend(oci, {}, signing)).status).toBe(401)
  oci.clock.offset(0)
})

test('the claims of a session are those of the service', () => {
  const { token, expiresAt, keyId } = oci.createSession({ lifetimeSeconds: 90 })
  const [header, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect(JSON.parse(header ?? '')).toEqual({ alg: 'RS256', kid: 'asw', typ: 'JWT' })
  const parsed = JSON.parse(claims ?? '')
  expect(parsed).toMatchObject({
    sub: oci.user,
    tenant: oci.tenancy,
    exp: expiresAt / 1000,
    iat: expiresAt / 1000 - 90,
  })
  expect(JSON.parse(parsed.jwk)).toMatchObject({ kty: 'RSA', e: 'AQAB', n: expect.any(String) })
  expect(keyId).toBe(`ST$${token}`)
})

test('the keys of its issuer, told before any token was issued, verify every token', async () => {
  const fresh = await startEmulator()
  const { keys } = await fresh.issuerKeys()
  const { token } = fresh.createSession()
  const [content = '', signature = ''] = [
    token.slice(0, token.lastIndexOf('.')),
    token.slice(token.lastIndexOf('.') + 1),
  ]
  expect(keys).toEqual([
    { kid: 'asw', kty: 'RSA', alg: 'RS256', use: 'sig', n: expect.any(String) as string, e: 'AQAB' },
  ])
  const key = createPublicKey({ key: { ...keys[0] }, format: 'jwk' })
  expect(verify('sha256', Buffer.from(content), key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(await fresh.issuerKeys()).toEqual({ keys })
  await fresh.close()
})

test.each([0, -1, 1.5, Number.NaN])('refuses a lifetime of %s seconds', (lifetimeSeconds) => {
  expect(() => oci.createSession({ lifetimeSeconds })).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION' }))
})

test.each(['', 'not a key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'])(
  'refuses %j as a key',
  (pem) => {
    expect(() => oci.addApiKey(pem)).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'pem' }))
  },
)

test('refuses a key that is not RSA', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect(() => oci.addApiKey(pem)).toThrow(/not RSA/)
})

test('takes tenancy, user and key of its caller', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const own = await startEmulator({ tenancy: 'ocid1.tenancy.oc1..aaaa', user: 'ocid1.user.oc1..bbbb', apiKey: { pem } })
  const answer = await signAndSend(own, {}, { key: pem })
  expect(answer.json.caller).toEqual({
    kind: 'api-key',
    tenancy: 'ocid1.tenancy.oc1..aaaa',
    user: 'ocid1.user.oc1..bbbb',
  })
  await own.close()
})

test('refuses an encrypted key without showing it', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    .toString()
  const failure = await startEmulator({ apiKey: { pem } }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'ERR_EMULATOR_OPTION', option: 'apiKey' })
  expect(String(failure)).not.toContain(pem.slice(40, 80))
})
