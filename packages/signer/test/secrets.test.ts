// No secret is shown by anything that a program may print.
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  createCredential,
  createSigner,
  loadPrivateKey,
  loadPrivateKeyFromFile,
  parseAuthorization,
  presign,
  publicKeyFingerprint,
  SecurityTokenSigner,
  sendSigned,
  Signer,
  signingString,
} from '../src/index.ts'
import { verifyRequest } from '../src/verify.ts'
import { key, pem, privateKey, publicPem, URL_TEXT } from './support/fixtures.ts'

const TOKEN = 'eyTOKENTOKENTOKEN'
const PASSPHRASE = 'PASSPHRASEPASSPHRASE'
const FINGERPRINT = '20:3b:97:13'
const NAMES = { tenancy: 'ocid1.tenancy.oc1..aaaa', user: 'ocid1.user.oc1..bbbb', fingerprint: FINGERPRINT }
const encrypted = privateKey
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
  .toString()
const lineOf = (text: string): string => text.split('\n')[3]!

const session = new SecurityTokenSigner({ token: TOKEN, privateKey: pem, passphrase: PASSPHRASE })
const apiKey = new Signer({ ...NAMES, privateKey: encrypted, passphrase: PASSPHRASE })
const GET = { method: 'GET', url: URL_TEXT }
const signed = await session.sign({ method: 'POST', url: URL_TEXT, body: 'x' })
const obo = createSigner(async () => ({ keyId: `ST$${TOKEN}`, key, delegationToken: TOKEN }))
const delegated = await obo.sign(GET)
const loaded = await loadPrivateKey(encrypted, PASSPHRASE)
const { signature } = parseAuthorization(signed.headers['authorization']!)

const SECRETS = [
  TOKEN,
  PASSPHRASE,
  lineOf(pem),
  lineOf(encrypted),
  signature,
  parseAuthorization(delegated.headers['authorization']!).signature,
]

const failure = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  return expect.unreachable()
}
const bad = (more: object): Promise<unknown> => failure(() => obo.sign({ ...GET, ...more }))
const broken = pem.replace('MII', 'M*I')

const PRINTABLE: Readonly<Record<string, unknown>> = {
  'a session signer': session,
  'an API key signer': apiKey,
  'a signer over a provider': obo,
  'a loaded key': loaded,
  'an adopted key': key,
  'a credential': createCredential({ keyId: `ST$${TOKEN}`, key: loaded, delegationToken: TOKEN }),
  'a signed request': signed,
  'a delegated request': delegated,
  'things inside others': [{ nested: { signer: session, signed, list: [loaded] } }],
  'a verdict that rejects': await verifyRequest(
    { method: 'GET', url: '/other', headers: delegated.headers },
    async () => undefined,
  ),
  'a verdict that accepts': await verifyRequest(
    { method: 'GET', url: delegated.url, headers: delegated.headers },
    async () => publicPem,
  ),
  'the parts of a header': parseAuthorization(signed.headers['authorization']!),
  'unsupported-method': await bad({ method: 'QUERY' }),
  'invalid-url': await bad({ url: `https://user:${TOKEN}@h/` }),
  'invalid-url with a secret in its query': await bad({ url: `https://a b/?token=${TOKEN}` }),
  'invalid-header': await bad({ headers: { 'x-api-key': `${TOKEN}\n` } }),
  'duplicate-header': await bad({ headers: { authorization: [TOKEN, PASSPHRASE] } }),
  'host-mismatch': await bad({ headers: { host: 'evil.example', authorization: TOKEN } }),
  'content-length-mismatch': await bad({ method: 'PUT', body: TOKEN, headers: { 'content-length': '1' } }),
  'unusable-clock': await failure(() =>
    createSigner(async () => ({ keyId: `ST$${TOKEN}`, key }), { now: () => NaN }).sign(GET),
  ),
  'unsupported-body': await bad({ method: 'PUT', body: { token: TOKEN } }),
  'invalid-key-id': await failure(() => createSigner(async () => ({ keyId: `ST$${TOKEN}\n`, key })).sign(GET)),
  'a delegation token with a line break': await failure(() =>
    createSigner(async () => ({ keyId: 'k', key, delegationToken: `${TOKEN}\n` })).sign(GET),
  ),
  'missing-header': await failure(() => signingString({ ...GET, headers: { a: TOKEN } }, ['date'])),
  'a body that is too large': await failure(() =>
    createSigner(async () => ({ keyId: 'k', key }), { maxBufferBytes: 1 }).sign({
      ...GET,
      method: 'PUT',
      body: new Blob([TOKEN]).stream(),
    }),
  ),
  'a token with a line break': await failure(() => new SecurityTokenSigner({ token: `${TOKEN}\nx`, privateKey: pem })),
  'no authorization': await failure(() => parseAuthorization(`Bearer ${TOKEN}`)),
  'a broken authorization': await failure(() => parseAuthorization(signed.headers['authorization']!.slice(0, -1))),
  'a wrong passphrase': await failure(() => loadPrivateKey(encrypted, `${PASSPHRASE}x`)),
  'a passphrase that is too long': await failure(() =>
    loadPrivateKey(
      privateKey.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      PASSPHRASE.repeat(100),
    ),
  ),
  'no passphrase': await failure(() => loadPrivateKey(encrypted)),
  'a broken key': await failure(() => loadPrivateKey(broken)),
  'a key that is cut off': await failure(() => loadPrivateKey(pem.slice(0, 900))),
  'half a key without its frame': await failure(() => loadPrivateKey(pem.replaceAll(/-.*-/g, '').slice(0, 900))),
  'half a key in base64': await failure(() => loadPrivateKey(Buffer.from(pem.slice(0, 900)).toString('base64'))),
  'a key as a path': await failure(() => loadPrivateKeyFromFile(pem)),
  'a key as a path, on one line': await failure(() => loadPrivateKeyFromFile(pem.replaceAll('\n', ' '))),
  'a key as a path, in base64': await failure(() => loadPrivateKeyFromFile(Buffer.from(pem).toString('base64'))),
  'a key as a path, without its frame': await failure(() => loadPrivateKeyFromFile(pem.replaceAll(/-.*-|\n/g, ''))),
  'a line of a key as a path': await failure(() => loadPrivateKeyFromFile(lineOf(pem))),
  'a signer with a key as a path': await failure(() => new Signer({ ...NAMES, privateKeyFile: pem }).sign(GET)),
  'a key as a fingerprint’s key': await failure(() => publicKeyFingerprint(broken)),
  'a fingerprint that is another': await failure(() =>
    new Signer({ ...NAMES, privateKey: encrypted, passphrase: PASSPHRASE, checkFingerprint: true }).sign(GET),
  ),
  'a signer without a user': await failure(
    () => new Signer({ ...NAMES, user: '', privateKey: pem, passphrase: PASSPHRASE }),
  ),
  'wrong header lists': await failure(() =>
    new SecurityTokenSigner({ token: TOKEN, privateKey: pem, genericHeaders: [] }).sign(GET),
  ),
  'an address that is not signed': await failure(() => presign({ ...GET, url: `${URL_TEXT}?date=${TOKEN}` }, session)),
  'a signer that covers too much': await failure(() => presign(GET, obo)),
  'a public key that is none': await failure(() =>
    verifyRequest(
      { method: 'GET', url: signed.url, headers: delegated.headers },
      async () => privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      { now: () => Date.parse(delegated.headers['date']!) },
    ),
  ),
  'a refresh that fails': await failure(() =>
    sendSigned(
      GET,
      { sign: (request) => obo.sign(request), refresh: () => loadPrivateKey(broken).then(() => {}) },
      async () => ({ status: 401, headers: {} }),
    ),
  ),
}

/** An error with all that hangs on it. */
function told(value: unknown): string {
  const parts: string[] = []
  for (let error = value; error instanceof Error; error = error.cause)
    parts.push(error.message, String(error.stack), JSON.stringify({ ...error }))
  return parts.join('\n')
}

const WAYS: Readonly<Record<string, (value: unknown) => string>> = {
  'util.inspect': (value) => inspect(value, { depth: 10, showHidden: true }),
  'util.inspect of what can be listed': (value) => inspect(value, { depth: 10, getters: true }),
  'JSON.stringify': (value) => JSON.stringify(value) ?? '',
  String,
  'the stack and the chain of causes': told,
}

describe.each(Object.entries(PRINTABLE))('%s', (_, value) => {
  test.each(Object.entries(WAYS))('shows no secret by %s', (_way, print) => {
    const shown = print(value)
    for (const secret of SECRETS) expect(shown).not.toContain(secret)
  })
})

test('what may be shown is shown: who signed what', () => {
  expect(JSON.parse(JSON.stringify(signed))).toEqual({
    method: 'POST',
    url: URL_TEXT,
    keyId: 'ST$<redacted>',
    replayable: true,
  })
  const credential = createCredential({ keyId: 'ocid1.tenancy/ocid1.user/20:3b', key, expiresAt: 5 })
  expect(JSON.parse(JSON.stringify(credential))).toEqual({ keyId: 'ocid1.tenancy/ocid1.user/<redacted>', expiresAt: 5 })
  expect(inspect(loaded)).toBe('[PrivateKey RSA 2048]')
  expect(credential.keyId).toBe('ocid1.tenancy/ocid1.user/20:3b')
})

test('a credential cannot be changed', () => {
  const credential = createCredential({ keyId: 'k', key })
  expect(Object.isFrozen(credential)).toBe(true)
  expect(Object.keys(credential)).toEqual(['keyId', 'key', 'expiresAt', 'delegationToken'])
})

test('a verdict tells all to who asks', async () => {
  const verdict = await verifyRequest(
    { method: 'GET', url: delegated.url, headers: delegated.headers },
    async () => publicPem,
  )
  expect(verdict).toMatchObject({ verified: true, keyId: `ST$${TOKEN}`, signingString: delegated.signingString })
  expect(JSON.parse(JSON.stringify(verdict))).toMatchObject({
    keyId: 'ST$<redacted>',
    signingString: delegated.signingString.replace(TOKEN, '<redacted>'),
  })
})

test('the parts of a header tell all to who asks, and print who signed', () => {
  const parts = parseAuthorization(signed.headers['authorization']!)
  expect(parts).toMatchObject({ keyId: `ST$${TOKEN}`, signature })
  const shown = { ...parts, keyId: 'ST$<redacted>', signature: '<redacted>' }
  expect(JSON.parse(JSON.stringify(parts))).toEqual(shown)
  expect(inspect(parts)).toBe(inspect(shown))
})

test('the fixtures hold what is looked for', () => {
  expect(publicPem).toContain('PUBLIC KEY')
  for (const secret of SECRETS) expect(secret.length).toBeGreaterThan(15)
  expect(signed.headers['authorization']).toContain(signature)
  expect(signed.keyId).toContain(TOKEN)
})
