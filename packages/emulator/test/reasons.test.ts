// Every reason for a 401, provoked over real HTTP.
import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSAL_REASONS, REJECTION_REASONS, startEmulator, type Emulator, type RefusalReason } from '../src/index.ts'
import { apiKey, send, signAndSend, signHeaders, type Received, type Sent, type Signing } from './hand-signer.ts'
import { exchange } from './instance.ts'

const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let oci: Emulator

/** The certificates of another region, with a root of its own. */
let foreignCertificates: Record<'leaf' | 'intermediate' | 'root', X509Certificate>

beforeAll(async () => {
  oci = await startEmulator({ apiKey })
  const foreign = await startEmulator({ apiKey, tenancy: oci.tenancy })
  const { certificatePem, intermediatePem, rootPem } = await foreign.certificates()
  foreignCertificates = {
    leaf: new X509Certificate(certificatePem),
    intermediate: new X509Certificate(intermediatePem),
    root: new X509Certificate(rootPem),
  }
  await foreign.close()
})
afterAll(() => oci.close())

const replace = (from: string | RegExp, to: string): Signing => ({ rewrite: (a) => a.replace(from, to) })
const go = (sent: Sent = {}, signing: Signing = {}): Promise<Received> => signAndSend(oci, sent, signing)
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const withSession = (change: (token: string) => string): Promise<Received> => {
  const { token, privateKeyPem } = oci.createSession()
  return go({}, { keyId: `ST$${change(token)}`, key: privateKeyPem })
}
const post = (change: Record<string, string>, body = '{}'): Promise<Received> => {
  const sent = { method: 'POST', body: '{}' }
  return send(oci, { ...sent, body, headers: { ...signHeaders(oci, sent), ...change } })
}

/** An exchange of the present certificate by a clock that goes wrong after it was read. */
const exchangeAt = async (offsetMs: number): Promise<Received> => {
  const { certificatePem, privateKeyPem } = await oci.certificates()
  oci.clock.advance(offsetMs)
  const given = { certificate: new X509Certificate(certificatePem), key: privateKeyPem }
  return exchange(oci, given).finally(() => oci.clock.offset(0))
}

/** One way, or more, into each reason. */
const CASES: Record<RefusalReason, (() => Promise<Received>)[]> = {
  'no-authorization': [() => send(oci, { headers: { host: 'h' } })],
  'duplicate-authorization': [
    () => send(oci, { headers: { host: 'h', authorization: ['Signature a="b"', 'Signature a="b"'] } }),
  ],
  'unsupported-scheme': [() => go({}, replace('Signature ', 'Bearer '))],
  'malformed-authorization': [() => go({}, replace('keyId="', 'keyId='))],
  'duplicate-parameter': [() => go({}, replace('version="1"', 'keyId="k"'))],
  'missing-parameter': [() => go({}, replace(/,keyId="[^"]*"/, ''))],
  'unsupported-version': [() => go({}, replace('version="1"', 'version="2"'))],
  'unsupported-algorithm': [() => go({}, replace('rsa-sha256', 'rsa-sha1'))],
  'malformed-signature': [() => go({}, replace(/signature="/, 'signature="*'))],
  'malformed-header-list': [() => go({}, replace('headers="date', 'headers="date date'))],
  'duplicate-header': [
    () => send(oci, { headers: { ...signHeaders(oci), date: [new Date().toUTCString(), new Date().toUTCString()] } }),
  ],
  'missing-signed-header': [
    () => exchange(oci, { signing: { names: ['date', '(request-target)', 'host', 'content-length', 'content-type'] } }),
    () => go({}, { names: ['date', '(request-target)'] }),
    () => go({}, { names: ['date', 'host'] }),
    () => go({}, { names: ['(request-target)', 'host'] }),
    () => go({ method: 'POST' }, { names: ['date', '(request-target)', 'host', 'content-length', 'content-type'] }),
    () => go({ method: 'PATCH' }, { names: ['date', '(request-target)', 'host'] }),
    () => go({ method: 'POST', target: '/n/n/b/b/o/o' }, { names: ['date', '(request-target)', 'host'] }),
    // The service judges x-date when it is sent, so it must be signed.
    () => go({ headers: { 'x-date': new Date().toUTCString() } }),
    () => go({ headers: { 'opc-obo-token': 'delegation' } }),
  ],
  'header-not-sent': [
    () => go({}, { rewrite: (a) => a.replace('date (request-target) host', 'date (request-target) host x-more') }),
  ],
  'malformed-date': [() => go({ headers: { date: '2026-11-20T08:00:00Z' } })],
  'clock-skew': [
    () => go({ headers: { date: new Date(oci.clock.now() - 301_500).toUTCString() } }),
    () => go({ headers: { date: new Date(oci.clock.now() + 303_000).toUTCString() } }),
    () =>
      go(
        { headers: { 'x-date': new Date(0).toUTCString() } },
        { names: ['date', 'x-date', '(request-target)', 'host'] },
      ),
  ],
  'malformed-key-id': [() => go({}, { keyId: 'tenancy/user' }), () => go({}, { keyId: 'st$token' })],
  'unknown-key': [
    () => go({}, { keyId: `ocid1.tenancy.oc1..other/${oci.user}/${oci.apiKey.fingerprint}` }),
    () => go({}, { keyId: `${oci.tenancy}/ocid1.user.oc1..other/${oci.apiKey.fingerprint}` }),
    () => go({}, { keyId: `${oci.tenancy}/${oci.user}/00:11` }),
    () => go({}, { keyId: `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint.toUpperCase()}` }),
    () => go({}, { keyId: `__proto__/constructor/toString` }),
  ],
  'malformed-token': [
    () => go({}, { keyId: 'ST$' }),
    () => go({}, { keyId: 'ST$a.b.c' }),
    () => withSession((token) => token.split('.').slice(0, 2).join('.')),
  ],
  'token-foreign': [
    () => withSession((token) => [encode({ alg: 'RS256', kid: 'other' }), ...token.split('.').slice(1)].join('.')),
    () => withSession((token) => [encode({ alg: 'none', kid: 'asw' }), ...token.split('.').slice(1)].join('.')),
  ],
  'token-altered': [
    () => withSession((token) => token.replace(/\.[^.]+\./, `.${encode({ sub: 'me', exp: 9e9, iat: 0 })}.`)),
    () =>
      withSession((token) => {
        const content = token.split('.').slice(0, 2).join('.')
        return `${content}.${sign('sha256', Buffer.from(content), foreignKey).toString('base64url')}`
      }),
  ],
  'token-not-yet-valid': [
    () => {
      const session = oci.createSession()
      oci.clock.advance(-600_000)
      return go({}, { keyId: session.keyId, key: session.privateKeyPem }).finally(() => oci.clock.offset(0))
    },
  ],
  'token-expired': [
    () => {
      const session = oci.createSession({ lifetimeSeconds: 60 })
      oci.clock.advance(60_000)
      return go({}, { keyId: session.keyId, key: session.privateKeyPem }).finally(() => oci.clock.offset(0))
    },
  ],
  'token-revoked': [
    () => {
      const session = oci.createSession()
      oci.revoke(session.token)
      return go({}, { keyId: session.keyId, key: session.privateKeyPem })
    },
  ],
  'token-scoped': [
    async () => {
      const { privateKey: key, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const pem = publicKey.export({ type: 'spki', format: 'pem' })
      const body = JSON.stringify({ scope: 'urn:oracle:db::id::*', publicKey: pem })
      const { body: answer } = await go({ method: 'POST', target: '/v1/actions/generateScopedAccessToken', body })
      const { token } = JSON.parse(answer.toString()) as { token: string }
      return go({}, { keyId: `ST$${token}`, key })
    },
  ],
  'malformed-certificate-key-id': [
    () => exchange(oci, { keyId: `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}` }),
    () => exchange(oci, { keyId: `${oci.tenancy}/fed-x509-sha512/00:11` }),
    () => exchange(oci, { keyId: '/fed-x509-sha256/00:11' }),
  ],
  'certificate-fingerprint-mismatch': [
    () => exchange(oci, { keyId: `${oci.tenancy}/fed-x509-sha256/00:11` }),
    () => exchange(oci, { members: { fingerprintAlgorithm: undefined } }),
    () => exchange(oci, { algorithm: 'SHA1', members: { fingerprintAlgorithm: 'SHA256' } }),
  ],
  'certificate-untrusted': [
    () => exchange(oci, { intermediates: [] }),
    () => exchange(oci, { intermediates: [foreignCertificates.intermediate] }),
    () =>
      exchange(oci, {
        certificate: foreignCertificates.leaf,
        intermediates: [foreignCertificates.intermediate, foreignCertificates.root],
      }),
  ],
  'certificate-not-yet-valid': [() => exchangeAt(-2 * 3_600_000)],
  'certificate-expired': [() => exchangeAt(25 * 3_600_000)],
  'certificate-revoked': [
    async () => {
      const { certificatePem, privateKeyPem } = await oci.certificates()
      await oci.rotateCertificates({ revokeOld: true })
      return exchange(oci, { certificate: new X509Certificate(certificatePem), key: privateKeyPem })
    },
  ],
  'certificate-not-of-instance': [
    async () => exchange(oci, { certificate: new X509Certificate((await oci.certificates()).intermediatePem) }),
  ],
  'tenancy-mismatch': [
    async () => {
      const { fingerprint256 } = new X509Certificate((await oci.certificates()).certificatePem)
      return exchange(oci, { keyId: `ocid1.tenancy.oc1..other/fed-x509-sha256/${fingerprint256}` })
    },
  ],
  'content-length-mismatch': [
    // HTTP itself guards the length, except where leading zeros still frame the same body.
    () => go({ method: 'POST', body: '{}', headers: { 'content-length': '02' } }),
  ],
  'body-hash-mismatch': [
    () => post({}, '[]'),
    () => exchange(oci, { headers: { 'x-content-sha256': createHash('sha256').update('x').digest('base64') } }),
    () => post({ 'x-content-sha256': createHash('sha256').update('x').digest('base64') }),
    () =>
      go(
        { method: 'PUT', target: '/n/n/b/b/o/o', body: 'x', headers: { 'x-content-sha256': 'wrong' } },
        { names: ['date', '(request-target)', 'host', 'x-content-sha256'] },
      ),
  ],
  'wrong-key': [
    () => go({}, { key: oci.createSession().privateKeyPem }),
    () => go({}, { keyId: oci.createSession().keyId }),
  ],
  'signature-mismatch': [
    () => go({}, { key: foreignKey }),
    () => go({}, { keyId: oci.createSession().keyId, key: foreignKey }),
    () => send(oci, { target: '/echo/other', headers: signHeaders(oci) }),
  ],
}

test('every reason has a case', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(REFUSAL_REASONS).sort())
})

test('the README lists every reason with its meaning', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ')
  for (const [reason, meaning] of Object.entries({ ...REFUSAL_REASONS, ...REJECTION_REASONS }))
    expect(readme).toContain(`| \`${reason}\` | ${meaning} |`)
})

const cases = Object.entries(CASES).flatMap(([reason, ways]) =>
  ways.map((way, index): [string, number, () => Promise<Received>] => [reason, index + 1, way]),
)

test.each(cases)('%s, way %i, is answered with OCI’s 401 and the reason', async (reason, _, way) => {
  const answer = await way()
  expect(answer.status).toBe(401)
  expect(answer.json).toMatchObject({ code: 'NotAuthenticated', emulator: { reason } })
  expect(answer.json.message).toMatch(
    reason === 'clock-skew' ? /is not within allowed clock skew/ : /^The required information/,
  )
  expect(answer.json.emulator.explanation.startsWith(REFUSAL_REASONS[reason as RefusalReason])).toBe(true)
  expect(answer.headers['opc-request-id']).toMatch(/^[0-9A-F]{32}$/)
  expect(Date.parse(answer.headers.date ?? '')).not.toBeNaN()
  expect(answer.headers['www-authenticate']).toBe('Signature headers="date (request-target) host"')
  const record = oci.requests.at(-1)
  expect(record).toMatchObject({ verdict: reason === 'no-authorization' ? 'unsigned' : 'refused', reason, status: 401 })
})

test('an unknown key says which part of the key id is wrong', async () => {
  const explain = async (keyId: string): Promise<string> => (await go({}, { keyId })).json.emulator.explanation
  expect(await explain(`other/${oci.user}/x`)).toContain('The tenancy in it')
  expect(await explain(`${oci.tenancy}/other/x`)).toContain('The user in it')
  expect(await explain(`${oci.tenancy}/${oci.user}/x`)).toContain(oci.apiKey.fingerprint)
})

test('the explanation of a foreign signature names its key', async () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = other.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const { fingerprint } = oci.addApiKey(pem, 'ocid1.user.oc1..second')
  const answer = await go({}, { key: other.privateKey })
  expect(answer.json.emulator).toMatchObject({ reason: 'wrong-key', explanation: expect.stringContaining(fingerprint) })
})

test('a body that was changed after signing is told from a header that was', async () => {
  const changed = await post({}, '[]')
  expect(changed.json.emulator).toMatchObject({
    explanation: expect.stringContaining('The signature itself is right'),
    firstDifference: {
      line: 6,
      header: 'x-content-sha256',
      expected: `x-content-sha256: ${createHash('sha256').update('[]').digest('base64')}`,
      actual: `x-content-sha256: ${createHash('sha256').update('{}').digest('base64')}`,
    },
  })
  const other = await post({ 'x-content-sha256': createHash('sha256').update('x').digest('base64') })
  expect(other.json.emulator.explanation).toContain('does not fit the received headers either')
})

test('the sentence about skew and the Date header tell the emulator’s time', async () => {
  oci.clock.freeze(Date.UTC(2026, 10, 20, 8))
  const answer = await go({ headers: { date: 'Thu, 05 Jan 2014 21:31:40 GMT' } })
  oci.clock.offset(0)
  expect(answer.json.message).toBe(
    "Date 'Sun, 05 Jan 2014 21:31:40 UTC' is not within allowed clock skew. Current 'Fri, 20 Nov 2026 08:00:00 UTC', " +
      "valid datetime range: ['Fri, 20 Nov 2026 07:55:00 UTC', 'Fri, 20 Nov 2026 08:05:01 UTC']",
  )
  expect(answer.headers.date).toBe('Fri, 20 Nov 2026 08:00:00 GMT')
})

test('a client’s request id is extended, also on errors', async () => {
  const answer = await go({ headers: { 'opc-request-id': 'MINE' } }, { key: foreignKey })
  expect(answer.headers['opc-request-id']).toMatch(/^MINE\/[0-9A-F]{32}\/[0-9A-F]{32}$/)
})
