// The API keys of users: what is uploaded signs, what is deleted does not.
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../src/index.ts'
import { apiKey, signAndSend, type Received } from './hand-signer.ts'

/** Made once: these tests are about what becomes of keys. */
const pairs = [0, 1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
const pem = (index: number): string => String(pairs[index]?.publicKey.export({ type: 'spki', format: 'pem' }))

interface ApiKeyJson {
  readonly keyId: string
  readonly keyValue: string
  readonly fingerprint: string
}

let oci: Emulator
beforeEach(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => oci.close())

const path = (user = oci.user): string => `/20160918/users/${user}/apiKeys`
const upload = (key: unknown, user?: string): Promise<Received> =>
  signAndSend(oci, { method: 'POST', target: path(user), body: JSON.stringify({ key }) })
const uploaded = async (index: number): Promise<ApiKeyJson> => (await upload(pem(index))).json as unknown as ApiKeyJson
const list = async (): Promise<readonly ApiKeyJson[]> =>
  (await signAndSend(oci, { target: path() })).json as unknown as readonly ApiKeyJson[]

test('a key that is uploaded is listed, and signs', async () => {
  const made = await upload(pem(0))
  expect([made.status, made.json]).toEqual([
    200,
    expect.objectContaining({ keyValue: pem(0), userId: oci.user, lifecycleState: 'ACTIVE' }),
  ])
  const { keyId, fingerprint } = made.json as unknown as ApiKeyJson
  expect((await list()).map((key) => key.fingerprint)).toEqual([oci.apiKey.fingerprint, fingerprint])
  const signing = { keyId, key: pairs[0]!.privateKey }
  expect((await signAndSend(oci, {}, signing)).status).toBe(200)
})

test('a key that is deleted signs no longer', async () => {
  const { keyId, fingerprint } = await uploaded(0)
  const remove = (): Promise<Received> => signAndSend(oci, { method: 'DELETE', target: `${path()}/${fingerprint}` })
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 404])
  const refused = await signAndSend(oci, {}, { keyId, key: pairs[0]!.privateKey })
  expect([refused.status, refused.json.emulator.reason]).toEqual([401, 'unknown-key'])
})

test('a user has three keys at most, and each of them once', async () => {
  await upload(pem(0))
  expect((await upload(pem(0))).json).toMatchObject({ code: 'KeyAlreadyExists' })
  await upload(pem(1))
  const refused = await upload(pem(2))
  expect([refused.status, refused.json.code]).toEqual([409, 'ApiKeyLimitExceeded'])
  await signAndSend(oci, { method: 'DELETE', target: `${path()}/${(await list())[1]?.fingerprint}` })
  expect((await upload(pem(2))).status).toBe(200)
})

test.each([
  ['no key', undefined],
  ['a text that is none', 'key'],
  ['a private key', apiKey.pem],
])('%s is refused', async (_, key) => {
  expect(await upload(key)).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } })
})

test('a user that is not there has no keys', async () => {
  expect((await upload(pem(0), 'ocid1.user.oc1..nobody')).status).toBe(404)
  expect((await signAndSend(oci, { target: path('ocid1.user.oc1..nobody') })).status).toBe(404)
})
