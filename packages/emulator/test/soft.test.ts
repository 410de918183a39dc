// The option `soft`: what would be refused is performed, and recorded as refused.
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, useEmulator } from '../src/index.ts'
import { apiKey, send, signAndSend } from './hand-signer.ts'
import { exchange, metadata } from './instance.ts'

const oci = useEmulator({ beforeAll, beforeEach, afterAll }, { apiKey, keys: 'new', soft: true })

const { privateKey: strangersKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const host = (): string => new URL(oci.url).host
const unsigned = (headers: Record<string, string> = {}, target = '/echo') =>
  send(oci, { target, headers: { host: host(), ...headers } })

test('an unsigned request is performed as the first user, and recorded with verdict, reason and status', async () => {
  const { status, json } = await unsigned()
  expect([status, json.caller]).toEqual([200, { kind: 'api-key', tenancy: oci.tenancy, user: oci.user }])
  expect(oci.requests).toMatchObject([
    { verdict: 'unsigned', reason: 'no-authorization', status: 200, letThrough: true, user: undefined },
  ])
})

test('a wrong signature is performed as the user that its key id names', async () => {
  const keyId = `${oci.tenancy}/ocid1.user.oc1..somebody/00:11`
  const { status, json } = await signAndSend(oci, {}, { keyId, key: strangersKey })
  expect([status, json.caller]).toMatchObject([200, { user: 'ocid1.user.oc1..somebody' }])
  expect(oci.requests).toMatchObject([{ verdict: 'refused', reason: 'unknown-key', letThrough: true }])
})

test('a token that has ended is performed as whom it names', async () => {
  const { keyId, privateKeyPem: key } = oci.createSession({ user: 'ocid1.user.oc1..other', lifetimeSeconds: 1 })
  oci.clock.advance(2000)
  const { status, json } = await signAndSend(oci, {}, { keyId, key })
  expect([status, json.caller]).toMatchObject([200, { kind: 'session', user: 'ocid1.user.oc1..other' }])
})

test('a path that nobody has is 404', async () => {
  expect((await unsigned({}, '/nowhere')).status).toBe(404)
})

test('what is genuine is as ever', async () => {
  expect((await signAndSend(oci)).status).toBe(200)
  expect(oci.requests).toMatchObject([{ verdict: 'accepted', letThrough: false }])
})

test('services that give out tokens and keys refuse as ever', async () => {
  const scoped = { method: 'POST', target: '/v1/actions/generateScopedAccessToken', body: '{}' }
  expect((await signAndSend(oci, scoped, { key: strangersKey })).status).toBe(401)
  expect((await exchange(oci, { signing: { key: strangersKey } })).status).toBe(401)
  expect((await metadata(oci, 'identity/key.pem', { headers: { authorization: undefined } })).status).toBe(403)
  expect(oci.requests.map(({ letThrough }) => letThrough)).not.toContain(true)
})

test('which keys sign is decided by genuine requests only, so that none makes itself genuine', async () => {
  const keys = `/20160918/users/${oci.user}/apiKeys`
  const key = createPublicKey(strangersKey).export({ type: 'spki', format: 'pem' })
  const upload = { method: 'POST', target: keys, body: JSON.stringify({ key }) }
  expect((await signAndSend(oci, upload, { key: strangersKey })).status).toBe(401)
  const remove = { method: 'DELETE', target: `${keys}/${oci.apiKey.fingerprint}` }
  expect((await signAndSend(oci, remove, { key: strangersKey })).status).toBe(401)
  expect((await signAndSend(oci, { target: keys }, { key: strangersKey })).status).toBe(200)
  expect(oci.requests.map(({ letThrough }) => letThrough)).toEqual([false, false, true])
  expect((await signAndSend(oci, upload)).status).toBe(200)
})

test('the conformance suite judges as ever', async () => {
  const [first] = oci.conformance.cases()
  const target = new URL(first?.url ?? '').pathname
  expect((await send(oci, { method: first?.method ?? '', target, headers: { host: host() } })).status).toBe(401)
})

test.each([[{ origin: 'https://evil.test' }], [{ 'sec-fetch-site': 'cross-site' }], [{ host: 'evil.test' }]])(
  'a page of another site is not let through: %j',
  async (headers) => {
    expect((await unsigned(headers)).status).toBe(401)
    expect(oci.requests).toMatchObject([{ letThrough: false, status: 401 }])
  },
)

test('with cors pages are let through', async () => {
  await using open = await startEmulator({ apiKey, soft: true, cors: true })
  expect((await fetch(`${open.url}/echo`, { headers: { origin: 'https://app.test' } })).status).toBe(200)
})

test('a fault that takes the place of the answer is no letting through', async () => {
  oci.faults.add({ times: 1, effect: { status: 503 } })
  expect((await unsigned()).status).toBe(503)
  expect(oci.requests).toMatchObject([{ verdict: 'faulted', letThrough: false }])
})
