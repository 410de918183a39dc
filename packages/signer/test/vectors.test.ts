import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  createSigner,
  loadPrivateKey,
  parseAuthorization,
  publicKeyFingerprint,
  SecurityTokenSigner,
  Signer,
  signingString,
  type RequestSigner,
} from '../src/index.ts'
import { verifyRequest, type VerificationKey } from '../src/verify.ts'
import { outcomeOf } from './support/outcome.ts'
import { isWeb } from './support/runtime.ts'
import { docs, inClear, recorded, USES, type DocsVector, type RecordedCase } from './support/vectors.ts'

/** Forms that WebCrypto alone does not open. */
const NEEDS_NODE = new Set(['pkcs1-aes256-cbc', 'pkcs1-des-ede3-cbc', 'pkcs8-pbes2-scrypt'])

function signerFor(vector: RecordedCase): RequestSigner {
  const { pem: given, passphrase } = recorded.keys[vector.key]!
  const privateKey = isWeb && NEEDS_NODE.has(vector.key) ? inClear(given, passphrase) : given
  const { token, tenancy = '', user = '', fingerprint = '' } = vector
  return vector.signer === 'security-token'
    ? new SecurityTokenSigner({ token: token ?? '', privateKey, passphrase })
    : new Signer({ tenancy, user, fingerprint, privateKey, passphrase })
}

describe('requests recorded from the official Python SDK', () => {
  test('are all here', () => expect(recorded.cases).toHaveLength(120))

  test.each(recorded.cases)('$name is signed byte for byte alike', async (vector) => {
    const { method, url, headers, expected } = vector
    const signed = await signerFor(vector).sign(
      { method, url, headers, body: vector.body === null ? null : Buffer.from(vector.body, 'base64') },
      { bodySigning: vector.signBodyHeaders ? 'sign' : 'exclude' },
    )
    expect(signed.signingString).toBe(expected.signingString)
    expect(signed.headers['authorization']).toBe(expected.authorization)
    const names = parseAuthorization(expected.authorization).headers.filter((name) => name !== '(request-target)')
    for (const name of names) expect([name, signed.headers[name]]).toEqual([name, expected.headers[name]])
    expect(signed.keyId).toBe(parseAuthorization(expected.authorization).keyId)
  })

  const kept = recorded.cases.filter((vector) => vector.headers['x-content-sha256'] !== undefined)
  test.each(kept)('$name keeps the hash that the caller gave', async (vector) => {
    const { method, url, headers } = vector
    const signed = await signerFor(vector).sign({
      method,
      url,
      headers,
      body: Buffer.from(vector.body ?? '', 'base64'),
    })
    expect(signed.headers['x-content-sha256']).toBe(headers['x-content-sha256'])
  })

  test.each([...NEEDS_NODE])('the key %s opens on Node, and elsewhere names its remedy', async (name) => {
    const { pem, passphrase } = recorded.keys[name]!
    const message = expect.stringContaining('openssl pkcs8 -topk8') as string
    const refusal = { code: 'ERR_INVALID_PRIVATE_KEY', reason: 'unsupported-encryption', message }
    expect(await outcomeOf(loadPrivateKey(pem, passphrase))).toMatchObject(isWeb ? refusal : { bits: 2048 })
  })
})

const keyOf = ({ keyPem, passphrase }: DocsVector): Promise<{ sign(data: Uint8Array): Promise<Uint8Array> }> =>
  loadPrivateKey(isWeb ? inClear(keyPem, passphrase) : keyPem, passphrase)

const publicKeyOf = ({ keyPem, passphrase }: DocsVector): ReturnType<typeof createPublicKey> =>
  createPublicKey(inClear(keyPem, passphrase))

/** The documentation's keys have 1024 bits, which the verifier does not take: it is asked for the rest. */
const judgeOf = (vector: DocsVector): VerificationKey => {
  const key = publicKeyOf(vector)
  return key.asymmetricKeyDetails?.modulusLength === 1024
    ? { verify: async (data, signature) => verify('sha256', data, key, signature) }
    : key
}

describe('documented vectors', () => {
  test('each has its use', () => {
    expect(docs.vectors.map(({ name }) => name).sort()).toEqual(Object.keys(USES).sort())
  })

  const signable = docs.vectors.filter(({ name }) => USES[name]?.sign)
  test.each(signable)('$name: the signer makes the same signature', async (vector) => {
    const { method, url, headers, body, keyId, signedHeaders } = vector
    const key = await keyOf(vector)
    const generic = signedHeaders.filter((name) => /^\(|date|host/.test(name))
    const signer = createSigner(async () => ({ keyId, key }), { genericHeaders: generic, requireHost: false })
    const signed = await signer.sign({ method, url, headers, body })
    expect(signed.signingString).toBe(vector.signingString)
    const made = parseAuthorization(String(signed.headers['authorization']))
    const published = parseAuthorization(String(vector.authorization))
    expect({ ...made, version: published.version }).toEqual(published)
    expect(made.signature).toBe(vector.signature)
  })

  const reordered = docs.vectors.filter(({ authorizationGoOrder }) => authorizationGoOrder)
  test.each(reordered)('$name: the order of the parameters does not matter', (vector) => {
    expect(parseAuthorization(vector.authorizationGoOrder!)).toEqual(parseAuthorization(vector.authorization!))
  })

  const written = docs.vectors.filter(({ name, url }) => name !== 'rfc9421-4.3-proxy-sig' && URL.canParse(url))
  test.each(written)('$name: signingString yields the published text, or says what is missing', async (vector) => {
    const dateless = vector.name === 'httpsigner-empty-headers-defaults-to-date'
    const made = await outcomeOf(() => signingString(vector, vector.signedHeaders))
    const refusal: unknown = expect.objectContaining({ kind: 'missing-header' })
    expect(made).toEqual(dateless ? refusal : vector.signingString)
  })

  const pkcs1 = docs.vectors.filter(({ algorithm, name }) => algorithm === undefined && !name.startsWith('rfc9421'))
  test.each(pkcs1)('$name: the loaded key makes the published signature over the published text', async (vector) => {
    const signature = await (await keyOf(vector)).sign(Buffer.from(vector.signingString))
    expect(Buffer.from(signature).toString('base64')).toBe(vector.signature)
  })

  test.each(docs.vectors.filter(({ algorithm }) => algorithm))('$name: is what its note says', (vector) => {
    const key = { key: publicKeyOf(vector), padding: 6, saltLength: 32 }
    expect(verify('sha256', Buffer.from(vector.signingString), key, Buffer.from(vector.signature, 'base64'))).toBe(true)
  })

  test.each(docs.vectors.map((vector) => ({ ...vector, use: USES[vector.name]! })))(
    '$name: verifyRequest answers $use.verify ($use.why)',
    async ({ use, ...vector }) => {
      const { method, headers, body, authorization } = vector
      const date = Date.parse(headers['date'] ?? '')
      const resolveKey = async (): Promise<VerificationKey> => judgeOf(vector)
      const received = { method, url: vector.url, headers: { ...headers, authorization }, body }
      const verdict = await verifyRequest(received, resolveKey, { now: () => date })
      const genuine = { verified: true, keyId: vector.keyId }
      expect(verdict).toMatchObject(use.verify === 'genuine' ? genuine : { verified: false, reason: use.verify })
    },
  )

  test('a POST that covers no body is genuine where the server allows that', async () => {
    const vector = docs.vectors.find(({ name }) => name === 'cavage-08-c2-basic')!
    const { method, url, headers, body, authorization } = vector
    const resolveKey = async (): Promise<VerificationKey> => judgeOf(vector)
    const options = { now: () => Date.parse(headers['date']!), allowUnsignedBody: true }
    const verdict = await verifyRequest(
      { method, url, headers: { ...headers, authorization }, body },
      resolveKey,
      options,
    )
    expect(verdict).toMatchObject({ verified: true, keyId: 'Test', signingString: vector.signingString })
  })

  const fingerprints: Readonly<Record<string, string>> = {
    'docs-get': '73:61:a2:21:67:e0:df:be:7e:4b:93:1e:15:98:a5:b7',
    'baremetal-get-rsa2048-encrypted-key': 'b4:8a:7d:54:e6:81:04:b2:99:8e:b3:ed:10:e2:12:2b',
    'go-sdk-encrypted-2048': 'a5:b0:c6:66:8a:03:a5:a6:9d:f6:d5:92:7f:90:03:22',
  }
  const keys = [...docs.vectors, ...docs.extraKeys].filter(({ name }) => name in fingerprints)
  test.each(keys)('$name: the key has the published fingerprint', async ({ name, keyPem, passphrase }) => {
    const key = await loadPrivateKey(isWeb ? inClear(keyPem, passphrase) : keyPem, passphrase)
    expect(await publicKeyFingerprint(key)).toBe(fingerprints[name])
  })
})
