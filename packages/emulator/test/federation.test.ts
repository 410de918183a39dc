// The exchange of a certificate for a token, over real HTTP.
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator, type RejectionReason, type TokenFault } from '../src/index.ts'
import { apiKey, signAndSend } from './hand-signer.ts'
import { call, exchange, readText, sessionKeys, tokenOf, type Exchange } from './instance.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  Object.assign(oci.federation, { lifetimeSeconds: 21_600, jwk: true })
})
afterAll(() => oci.close())

const parts = (token: string): Record<string, unknown>[] =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>)

const isSessionKey = (jwk: unknown): boolean =>
  createPublicKey({ key: JSON.parse(String(jwk)), format: 'jwk' }).equals(sessionKeys.publicKey)

describe('what is accepted', () => {
  test.each<[string, Partial<Exchange>]>([
    ['a SHA-256 fingerprint', { algorithm: 'SHA256' }],
    ['a SHA-1 fingerprint', { algorithm: 'SHA1' }],
    ['a purpose', { members: { purpose: 'DEFAULT' } }],
    ['a 4096-bit session key', { publicKey: generateKeyPairSync('rsa', { modulusLength: 4096 }).publicKey }],
  ])('%s', async (_, given) => {
    expect((await exchange(oci, given)).status).toBe(200)
  })

  test('an x-date that is sent beside a signed date, as the official TypeScript SDK does', async () => {
    const { status } = await exchange(oci, { headers: { 'x-date': new Date(0).toUTCString() } })
    expect(status).toBe(200)
  })

  test('a signature that covers the host, and a fingerprint in capitals', async () => {
    const leaf = new X509Certificate(await readText(oci, 'identity/cert.pem'))
    const names = ['date', '(request-target)', 'host', 'content-length', 'content-type', 'x-content-sha256']
    const keyId = `${oci.tenancy}/fed-x509-sha256/${leaf.fingerprint256}`
    expect((await exchange(oci, { keyId, signing: { names } })).status).toBe(200)
  })

  test('intermediates in any order, with one that has no part in it', async () => {
    const other = await startEmulator({ apiKey })
    const intermediates = [other, oci].map(
      async (from) => new X509Certificate((await from.certificates()).intermediatePem),
    )
    expect((await exchange(oci, { intermediates: await Promise.all(intermediates) })).status).toBe(200)
    await other.close()
  })

  test('another tenancy in the key id for a purpose of its own', async () => {
    const leaf = new X509Certificate(await readText(oci, 'identity/cert.pem'))
    const keyId = `ocid1.tenancy.oc1..other/fed-x509-sha256/${leaf.fingerprint256}`
    expect((await exchange(oci, { keyId, members: { purpose: 'SERVICE_PRINCIPAL' } })).status).toBe(200)
    expect((await exchange(oci, { keyId })).json).toMatchObject({ emulator: { reason: 'tenancy-mismatch' } })
  })
})

test('the token has the claims of the service and is bound to the session key', async () => {
  oci.clock.freeze()
  const certificate = new X509Certificate(await readText(oci, 'identity/cert.pem'))
  const [header, claims] = parts(await tokenOf(oci))
  const iat = Math.floor(oci.clock.now() / 1000)
  expect(header).toEqual({ alg: 'RS256', kid: 'asw', typ: 'JWT' })
  expect(claims).toEqual({
    iss: 'authService.oracle.com',
    aud: 'oci',
    sub: oci.instance,
    ptype: 'instance',
    ttype: 'x509',
    tenant: oci.tenancy,
    fprint: certificate.fingerprint,
    'opc-certtype': 'instance',
    'opc-compartment': oci.compartment,
    'opc-instance': oci.instance,
    'opc-tenant': oci.tenancy,
    iat,
    exp: iat + 21_600,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    jwk: expect.any(String),
  })
  expect(isSessionKey(claims?.['jwk'])).toBe(true)
})

test('the lifetime can be set at the start and while it runs', async () => {
  const short = await startEmulator({ apiKey, federation: { lifetimeSeconds: 7 } })
  const lifetime = async (): Promise<number> => {
    const { exp, iat } = parts(await tokenOf(short))[1] as { exp: number; iat: number }
    return exp - iat
  }
  expect(await lifetime()).toBe(7)
  short.federation.lifetimeSeconds = 5
  expect([await lifetime(), short.federation.lifetimeSeconds]).toEqual([5, 5])
  expect(() => (short.federation.lifetimeSeconds = 0)).toThrow(expect.objectContaining({ option: 'lifetimeSeconds' }))
  await short.close()
  await expect(startEmulator({ apiKey, federation: { lifetimeSeconds: 0.5 } })).rejects.toThrow(/lifetimeSeconds/)
})

describe('an API call under the token', () => {
  test('is accepted as the instance and recorded without the token', async () => {
    const token = await tokenOf(oci)
    const answer = await call(oci, token)
    expect(answer).toMatchObject({ status: 200, json: { caller: { kind: 'instance', user: oci.instance } } })
    expect(oci.requests.at(-1)).toMatchObject({ keyId: 'ST$<redacted>', user: oci.instance })
    expect(JSON.stringify(oci.requests)).not.toContain(token)
  })

  test('is refused with another key, and told which it is', async () => {
    const token = await tokenOf(oci)
    const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect((await call(oci, token, others.privateKey)).json.emulator.reason).toBe('signature-mismatch')
    await tokenOf(oci, { publicKey: others.publicKey })
    expect((await call(oci, token, others.privateKey)).json.emulator).toMatchObject({
      reason: 'wrong-key',
      explanation: expect.stringContaining(`another instance token of ${oci.instance}`),
    })
  })

  test('is refused when the token has expired or was revoked, however often it was accepted before', async () => {
    oci.federation.lifetimeSeconds = 60
    const [expiring, revoked] = [await tokenOf(oci), await tokenOf(oci)]
    expect([(await call(oci, expiring)).status, (await call(oci, revoked)).status]).toEqual([200, 200])
    oci.revoke(revoked)
    expect((await call(oci, revoked)).json.emulator.reason).toBe('token-revoked')
    expect((await call(oci, expiring)).status).toBe(200)
    oci.clock.advance(60_000)
    expect((await call(oci, expiring)).json.emulator.reason).toBe('token-expired')
  })

  test('is bound to the key the token was issued for when the token does not name it', async () => {
    oci.federation.jwk = false
    const token = await tokenOf(oci)
    expect(parts(token)[1]).not.toHaveProperty('jwk')
    expect((await call(oci, token)).status).toBe(200)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect((await call(oci, token, privateKey)).json.emulator.reason).toBe('signature-mismatch')
  })

  test('is refused under a token of another emulator', async () => {
    const other = await startEmulator({ apiKey })
    const token = await tokenOf(other)
    // Before and after this one has a signing key of its own.
    expect((await call(oci, token)).json.emulator.reason).toBe('token-altered')
    await tokenOf(oci)
    expect((await call(oci, token)).json.emulator.reason).toBe('token-altered')
    await other.close()
  })
})

const REJECTED: [reason: RejectionReason, members: Record<string, unknown>][] = [
  ['malformed-certificate', { certificate: undefined }],
  ['malformed-certificate', { certificate: 7 }],
  ['malformed-certificate', { certificate: 'AAAA' }],
  ['malformed-certificate', { certificate: '-----BEGIN CERTIFICATE-----' }],
  ['malformed-intermediate', { intermediateCertificates: 'AAAA' }],
  ['malformed-intermediate', { intermediateCertificates: ['AAAA'] }],
  ['malformed-intermediate', { intermediateCertificates: { length: 0 } }],
  ['malformed-intermediate', { intermediateCertificates: Array(9).fill('AAAA') }],
  ['malformed-public-key', { publicKey: undefined }],
  ['malformed-public-key', { publicKey: 'AAAA' }],
  ['malformed-public-key', { publicKey: spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }],
  ['weak-public-key', { publicKey: spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey) }],
  ['unknown-fingerprint-algorithm', { fingerprintAlgorithm: 'MD5' }],
]

function spki(key: ReturnType<typeof createPublicKey>): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64')
}

test.each(REJECTED)('%s: %j is answered with 400', async (reason, members) => {
  const answer = await exchange(oci, { members })
  expect(answer).toMatchObject({ status: 400, json: { code: 'InvalidParameter', emulator: { reason } } })
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status: 400 })
})

test.each(['', 'null', '[]', '{'])('a body that is %j is answered with 400', async (body) => {
  const answer = await signAndSend(oci, { method: 'POST', target: '/v1/x509', body })
  expect(answer).toMatchObject({ status: 400, json: { emulator: { reason: 'malformed-body' } } })
})

test('PEM, line breaks and what follows a certificate do not pass for DER in base64', async () => {
  const { certificatePem } = await oci.certificates()
  const der = new X509Certificate(certificatePem).raw
  const forms = [
    Buffer.from(certificatePem).toString('base64'),
    certificatePem.split('\n').slice(1, -2).join('\n'),
    Buffer.concat([der, Buffer.from('x')]).toString('base64'),
    der.toString('base64url'),
  ]
  for (const certificate of forms) {
    const { json } = await exchange(oci, { members: { certificate } })
    expect(json.emulator.reason).toBe('malformed-certificate')
  }
})

test('a client that signs with its session key is told so', async () => {
  const { json } = await exchange(oci, { key: sessionKeys.privateKey })
  expect(json.emulator).toMatchObject({
    reason: 'wrong-key',
    explanation: expect.stringContaining('the session key that the body asks a token for'),
  })
})

describe('token faults', () => {
  const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })

  test('hit only requests for a token', async () => {
    fault('missing')
    const answer = await signAndSend(oci)
    expect(answer.status).toBe(200)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted' })
    expect(JSON.parse((await exchange(oci)).body.toString())).toEqual({})
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'faulted', status: 200 })
  })

  test('wrong-key leaves the session key known, also one that no token was bound to', async () => {
    fault('wrong-key')
    const session = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const token = await tokenOf(oci, { publicKey: session.publicKey })
    const { reason, explanation } = (await call(oci, token, session.privateKey)).json.emulator
    expect(reason).toBe('wrong-key')
    expect(explanation).toContain(`a key for which ${oci.instance} asked for a token`)
  })

  test('missing leaves the new session key known to whoever signs with it under the old token', async () => {
    const token = await tokenOf(oci)
    fault('missing')
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await exchange(oci, { publicKey: next.publicKey })
    expect((await call(oci, token, next.privateKey)).json.emulator.reason).toBe('wrong-key')
  })

  test('a certificate’s key in place of the session’s is named', async () => {
    const { certificatePem, privateKeyPem } = await oci.certificates()
    const { reason, explanation } = (await call(oci, await tokenOf(oci), privateKeyPem)).json.emulator
    expect(reason).toBe('wrong-key')
    expect(explanation).toContain(new X509Certificate(certificatePem).fingerprint256)
  })

  test('wrong-key names another key, to which the APIs hold the token', async () => {
    fault('wrong-key')
    const token = await tokenOf(oci)
    expect(isSessionKey(parts(token)[1]?.['jwk'])).toBe(false)
    // The emulator knows the key that signs, from other tokens: it is another than this token's.
    expect((await call(oci, token)).json.emulator.reason).toBe('wrong-key')
    expect(isSessionKey(parts(await tokenOf(oci))[1]?.['jwk'])).toBe(true)
  })

  test('truncated gives the first half', async () => {
    const whole = await tokenOf(oci)
    fault('truncated')
    const half = await tokenOf(oci)
    expect(half).toHaveLength(whole.length >> 1)
    expect((await call(oci, half)).json.emulator.reason).toBe('malformed-token')
  })
})

test('the endpoints are counted', async () => {
  const counts = (): number[] => [oci.count('POST', '/v1/x509'), oci.count('GET', '/opc/v2/identity/cert.pem')]
  const [posts = 0, reads = 0] = counts()
  await tokenOf(oci)
  await tokenOf(oci)
  expect(counts()).toEqual([posts + 2, reads + 2])
})
