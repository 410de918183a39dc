// Everything back to the state after the start, service by service.
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'
import { exchange, readText } from './instance.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({
    apiKey,
    clock: { offsetMs: 5000 },
    faults: [{ match: { path: '/down' }, effect: { status: 503 } }],
  })
})
afterAll(() => oci.close())

const newKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
const listUsers = async (): Promise<string[]> => {
  const { body } = await signAndSend(oci, { target: '/20160918/users' })
  return (JSON.parse(body.toString()) as { name: string }[]).map(({ name }) => name)
}

test('records and counts are gone from the array that a test holds', async () => {
  const { requests } = oci
  await signAndSend(oci)
  expect([requests.length, oci.count('GET', '/echo')]).toEqual([1, 1])
  oci.reset()
  expect([requests.length, oci.count('GET', '/echo'), oci.requests === requests]).toEqual([0, 0, true])
})

test('a request that is still on its way is answered, and is no record of the test that follows', async () => {
  const arrived = new Promise<void>((resolve) => {
    oci.faults.add({
      effect: () => {
        resolve()
        return { delayMs: 5 }
      },
    })
  })
  const late = signAndSend(oci)
  await arrived
  oci.reset()
  expect((await late).status).toBe(200)
  expect([oci.requests, oci.count('GET', '/echo')]).toEqual([[], 0])
})

test('faults are those of the start, and so is the clock', async () => {
  oci.faults.clear()
  oci.faults.add({ effect: { status: 500 } })
  oci.clock.freeze(0)
  oci.reset()
  expect((await signAndSend(oci)).status).toBe(200)
  expect((await signAndSend(oci, { target: '/down' })).status).toBe(503)
  const ahead = oci.clock.now() - Date.now()
  expect(ahead).toBeGreaterThan(4000)
  expect(ahead).toBeLessThan(6000)
})

test('users and API keys that were added are gone', async () => {
  const body = JSON.stringify({ compartmentId: oci.tenancy, name: 'ada', description: 'x' })
  expect((await signAndSend(oci, { method: 'POST', target: '/20160918/users', body })).status).toBe(200)
  const { fingerprint } = oci.addApiKey(newKey())
  const target = `/20160918/users/${oci.user}/apiKeys`
  const fingerprints = async (): Promise<string[]> =>
    (JSON.parse((await signAndSend(oci, { target })).body.toString()) as { fingerprint: string }[]).map(
      (key) => key.fingerprint,
    )
  expect(await listUsers()).toEqual(['emulator-user', 'ada'])
  expect(await fingerprints()).toEqual([oci.apiKey.fingerprint, fingerprint])
  oci.reset()
  expect(await listUsers()).toEqual(['emulator-user'])
  expect(await fingerprints()).toEqual([oci.apiKey.fingerprint])
})

test('the first user’s key signs again after it was deleted', async () => {
  const target = `/20160918/users/${oci.user}/apiKeys/${oci.apiKey.fingerprint}`
  expect((await signAndSend(oci, { method: 'DELETE', target })).status).toBe(204)
  expect((await signAndSend(oci)).json.emulator.reason).toBe('unknown-key')
  oci.reset()
  expect((await signAndSend(oci)).status).toBe(200)
})

test('objects and unfinished uploads are gone', async () => {
  const object = '/n/space/b/bucket/o/name'
  await signAndSend(oci, { method: 'PUT', target: object, body: 'bytes' })
  const upload = { method: 'POST', target: '/n/space/b/bucket/u', body: '{"object":"parts"}' }
  const { uploadId } = JSON.parse((await signAndSend(oci, upload)).body.toString()) as { uploadId: string }
  const part = { method: 'PUT', target: `/n/space/b/bucket/u/parts?uploadId=${uploadId}&uploadPartNum=1`, body: 'a' }
  expect((await signAndSend(oci, part)).status).toBe(200)
  oci.reset()
  expect((await signAndSend(oci, { target: object })).status).toBe(404)
  expect((await signAndSend(oci, part)).status).toBe(404)
})

test('revocations are taken back, and a token that a client still holds is good to its end', async () => {
  const { keyId, token, privateKeyPem: key } = oci.createSession()
  oci.revoke(token)
  expect((await signAndSend(oci, {}, { keyId, key })).json.emulator.reason).toBe('token-revoked')
  oci.reset()
  expect((await signAndSend(oci, {}, { keyId, key })).status).toBe(200)
})

test('rotations are taken back', async () => {
  const old = new X509Certificate(await readText(oci, 'identity/cert.pem'))
  const key = await readText(oci, 'identity/key.pem')
  await oci.rotateCertificates({ revokeOld: true, tenancy: 'ocid1.tenancy.oc1..other' })
  expect((await exchange(oci, { certificate: old, key })).json.emulator.reason).toBe('certificate-revoked')
  oci.reset()
  expect(await readText(oci, 'identity/cert.pem')).toBe(old.toString())
  expect((await exchange(oci, { certificate: old, key })).status).toBe(200)
})

test('a signature that was accepted before explains nothing any more', async () => {
  const reused = async (): Promise<string> => {
    let authorization = ''
    await signAndSend(oci, { target: '/echo/one' }, { rewrite: (made) => (authorization = made) })
    oci.reset()
    const { json } = await signAndSend(oci, { target: '/echo/two' }, { rewrite: () => authorization })
    return json.emulator.explanation
  }
  expect(await reused()).not.toContain('accepted')
})

test('settings of services are as at first', () => {
  const settings = (): unknown[] => [
    oci.federation.lifetimeSeconds,
    oci.federation.jwk,
    oci.dataPlane.userTokenSeconds,
    oci.dataPlane.scopedTokenSeconds,
    oci.oauth.lifetimeSeconds,
    oci.identityDomain.lifetimeSeconds,
    oci.login.redirectUris,
    oci.login.sessionSeconds,
    oci.login.jwk,
    oci.login.errors,
    oci.sessions.renewal,
    oci.resourcePrincipals.lifetimeSeconds,
    oci.resourcePrincipals.parents,
    oci.resourcePrincipals.lastParentUrl,
    oci.cluster.enhanced,
    oci.cluster.lifetimeSeconds,
  ]
  const before = settings()
  Object.assign(oci.federation, { lifetimeSeconds: 7, jwk: false })
  Object.assign(oci.dataPlane, { userTokenSeconds: 7, scopedTokenSeconds: 7 })
  oci.oauth.lifetimeSeconds = 7
  oci.identityDomain.lifetimeSeconds = 7
  Object.assign(oci.login, { redirectUris: [], sessionSeconds: 7, jwk: false, errors: 'redirect' })
  oci.sessions.renewal = 'ended'
  Object.assign(oci.resourcePrincipals, { lifetimeSeconds: 7, parents: 3, lastParentUrl: 'http://127.0.0.1' })
  Object.assign(oci.cluster, { enhanced: false, lifetimeSeconds: 7 })
  const changed = settings()
  expect(changed.filter((value, index) => value === before[index])).toEqual([])
  oci.reset()
  expect(settings()).toEqual(before)
})

test('what a client was given for a place goes on leading here', async () => {
  const before = [await oci.environment('instance'), await oci.environment('token-exchange')]
  oci.reset()
  expect([await oci.environment('instance'), await oci.environment('token-exchange')]).toEqual(before)
})

test('the report of the conformance suite is empty', async () => {
  const [first] = oci.conformance.cases()
  await signAndSend(oci, { method: first?.method ?? '', target: new URL(first?.url ?? '').pathname })
  expect(oci.conformance.report().cases.some(({ attempts }) => attempts > 0)).toBe(true)
  oci.reset()
  expect(oci.conformance.report().cases.some(({ attempts }) => attempts > 0)).toBe(false)
})

test('an emulator is closed at the end of its block', async () => {
  let url = ''
  {
    await using closing = await startEmulator({ apiKey })
    ;({ url } = closing)
    expect((await fetch(url)).status).toBe(200)
  }
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})
