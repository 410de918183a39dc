// The identity domain: tokens of an issuer that it trusts become OCI's, and the issuer hands out tokens as CI services do.
import { createPublicKey, generateKeyPairSync, verify, type JsonWebKey, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator, type Emulator, type RejectionReason, type TokenFault } from '../src/index.ts'
import { apiKey, send, signHeaders, type Received, type Signing } from './hand-signer.ts'
import { call } from './instance.ts'

const PATH = '/oauth2/v1/token'
const UPST = 'urn:oci:token-type:oci-upst'
const RPST = 'urn:oci:token-type:oci-rpst'
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
afterEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  oci.identityDomain.lifetimeSeconds = 3600
})
afterAll(() => oci.close())

type Fields = Readonly<Record<string, string | undefined>>

const fieldsFor = async (change: Fields): Promise<Fields> => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  requested_token_type: UPST,
  subject_token: await oci.identityDomain.issueSubjectToken(),
  subject_token_type: 'jwt',
  public_key: spki(keys.publicKey),
  ...change,
})

const formOf = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString()

const basic = (id = oci.identityDomain.clientId, secret = oci.identityDomain.clientSecret): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

const FORM = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }

async function ask(change: Fields = {}, headers: Record<string, string> = {}): Promise<Received> {
  const body = formOf(await fieldsFor(change))
  const all = { host: new URL(oci.url).host, authorization: basic(), ...FORM, ...headers }
  return send(oci, { method: 'POST', target: PATH, body, headers: all })
}

/** Signed with the first user's API key where nothing else is said. */
async function askSigned(change: Fields = {}, signing: Signing = {}): Promise<Received> {
  const sent = { method: 'POST', target: PATH, body: formOf(await fieldsFor(change)), headers: FORM }
  return send(oci, { ...sent, headers: signHeaders(oci, sent, signing) })
}

const jsonIn = ({ body }: Received): Record<string, unknown> => JSON.parse(body.toString()) as Record<string, unknown>
const tokenIn = (answer: Received): string => String(jsonIn(answer)['token'])
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>

describe('a subject token is exchanged', () => {
  test('for a user’s token that is bound to the key and signs', async () => {
    const token = tokenIn(await ask())
    const claims = claimsOf(token)
    expect(claims).toMatchObject({ sub: oci.user, tenant: oci.tenancy, ptype: 'user' })
    expect(createPublicKey({ key: JSON.parse(String(claims['jwk'])), format: 'jwk' }).equals(keys.publicKey)).toBe(true)
    expect(await call(oci, token, keys.privateKey)).toMatchObject({
      status: 200,
      json: { caller: { kind: 'session', user: oci.user } },
    })
  })

  test('for a resource’s token, which names what it is', async () => {
    const subject_token = await oci.identityDomain.issueSubjectToken({ subject: 'job-7' })
    const token = tokenIn(await ask({ requested_token_type: RPST, res_type: 'githubworkflow', subject_token }))
    expect(claimsOf(token)).toMatchObject({ res_type: 'githubworkflow', res_tenant: oci.tenancy, res_id: 'job-7' })
    const { json } = await call(oci, token, keys.privateKey)
    expect(json.caller).toMatchObject({ kind: 'resource', tenancy: oci.tenancy, user: 'job-7' })
  })

  test('for whoever signs, instead of a client', async () => {
    expect((await askSigned()).status).toBe(200)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', user: oci.user })
  })

  test('also under the long name of its type', async () => {
    expect((await ask({ subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' })).status).toBe(200)
  })
})

test('who signs gets an access token for other services, which the domain’s key verifies', async () => {
  const asked = { requested_token_type: ACCESS, scope: 'urn:opc:idm:__myscopes__' }
  const answer = jsonIn(await askSigned({ ...asked, subject_token: undefined, public_key: undefined }))
  expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
  const token = String(answer['access_token'])
  expect(claimsOf(token)).toMatchObject({ iss: 'https://identity.oraclecloud.com/', sub: oci.user, scope: asked.scope })
  expect(await isSignedBy(`${oci.url}/admin/v1/SigningCert/jwk`, token)).toBe(true)
})

async function isSignedBy(address: string, token: string): Promise<boolean> {
  const { keys: jwks } = (await (await fetch(address)).json()) as { keys: [JsonWebKey] }
  const [head, body, signature] = token.split('.') as [string, string, string]
  const key = createPublicKey({ key: jwks[0], format: 'jwk' })
  return verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
}

describe('the issuer', () => {
  test('is discovered, and its keys verify its tokens', async () => {
    const { issuer, url } = oci.identityDomain
    expect([issuer, url]).toEqual([`${oci.url}/oidc`, oci.url])
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >
    expect(document).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks` })
    const token = await oci.identityDomain.issueSubjectToken({ subject: 'me', lifetimeSeconds: 60 })
    expect(claimsOf(token)).toMatchObject({ iss: issuer, sub: 'me', aud: oci.identityDomain.audience })
    expect(await isSignedBy(String(document['jwks_uri']), token)).toBe(true)
  })

  test('gives a job its token as GitHub Actions does, for the audience that is asked for', async () => {
    const env = await oci.environment('token-exchange')
    const address = `${env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=somebody`
    const authorization = `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}`
    const { value } = (await (await fetch(address, { headers: { authorization } })).json()) as { value: string }
    expect(claimsOf(value)).toMatchObject({ aud: 'somebody', sub: 'repo:octo-org/octo-repo:ref:refs/heads/main' })
    const refused = await fetch(address, { headers: { authorization: 'Bearer other' } })
    expect([refused.status, (await refused.json()).emulator.reason]).toEqual([401, 'job-token-unauthorized'])
  })

  test('is only read', async () => {
    expect((await fetch(`${oci.identityDomain.issuer}/jwks`, { method: 'POST' })).status).toBe(405)
  })

  test.each([{ lifetimeSeconds: 0 }, { subjekt: 'x' }])('refuses to issue a token of %o', async (options) => {
    await expect(oci.identityDomain.issueSubjectToken(options)).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION' })
  })
})

const altered = (token: string): string => {
  const [head, , signature] = token.split('.')
  const { iss, aud } = claimsOf(token)
  const claims = { iss, aud, sub: 'somebody else', exp: 9e9 }
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

const issued = (options: object) => async (): Promise<Fields> => ({
  subject_token: await oci.identityDomain.issueSubjectToken(options),
})

test.each<[RejectionReason, error: string, change: Fields | (() => Promise<Fields>)]>([
  ['unsupported-grant-type', 'unsupported_grant_type', { grant_type: 'client_credentials' }],
  ['unsupported-grant-type', 'unsupported_grant_type', { grant_type: undefined }],
  ['unsupported-token-type', 'invalid_request', { requested_token_type: 'upst' }],
  ['unsupported-token-type', 'invalid_request', { requested_token_type: undefined }],
  ['missing-subject-token', 'invalid_request', { subject_token: '' }],
  ['unsupported-subject-token-type', 'invalid_request', { subject_token_type: 'saml2' }],
  ['missing-resource-type', 'invalid_request', { requested_token_type: RPST }],
  ['malformed-session-key', 'invalid_request', { public_key: undefined }],
  ['access-token-unsigned', 'unauthorized_client', { requested_token_type: ACCESS, scope: 'x' }],
  ['missing-scope', 'invalid_scope', { requested_token_type: ACCESS }],
  ['subject-token-malformed', 'invalid_grant', { subject_token: 'no.token' }],
  ['subject-token-malformed', 'invalid_grant', issued({ subject: '' })],
  ['subject-token-foreign', 'invalid_grant', issued({ issuer: 'https://token.actions.githubusercontent.com' })],
  ['subject-token-foreign', 'invalid_grant', async () => ({ subject_token: oci.createSession().token })],
  [
    'subject-token-altered',
    'invalid_grant',
    async () => ({ subject_token: altered(await oci.identityDomain.issueSubjectToken()) }),
  ],
  ['subject-token-audience', 'invalid_grant', issued({ audience: 'somebody' })],
])('%s is answered with 400 %s: %o', async (reason, error, change) => {
  const answer = await ask(typeof change === 'function' ? await change() : change)
  expect(answer).toMatchObject({ status: 400, json: { error, error_description: expect.any(String) } })
  expect(answer.json.emulator.reason).toBe(reason)
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason })
})

test('a subject token is taken from its beginning to its end', async () => {
  oci.clock.freeze()
  const { subject_token } = await issued({ lifetimeSeconds: 60 })()
  oci.clock.advance(59_000)
  expect((await ask({ subject_token })).status).toBe(200)
  oci.clock.advance(1_000)
  expect((await ask({ subject_token })).json.emulator.reason).toBe('subject-token-expired')
  oci.clock.advance(-600_000)
  expect((await ask({ subject_token })).json.emulator.reason).toBe('subject-token-not-yet-valid')
})

test.each([
  ['nobody', () => 'Bearer x'],
  ['another client', () => basic('other')],
  ['the client with another secret', () => basic(undefined, 'other')],
  ['what is no base64', () => 'Basic ***'],
])('%s is answered with 401 invalid_client', async (_, authorization) => {
  const answer = await ask({}, { authorization: authorization() })
  expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
  expect(answer.json.emulator.reason).toBe('client-unauthenticated')
  expect(answer.headers['www-authenticate']).toMatch(/^Basic /)
})

test('a signature that does not fit is answered in OAuth’s words, with the reason', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const answer = await askSigned({}, { key: privateKey })
  expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
  expect(answer.json.emulator.reason).toBe('signature-mismatch')
  expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'signature-mismatch' })
})

test.each([
  ['JSON', { 'content-type': 'application/json' }, (body: string) => body],
  ['a parameter twice', {}, (body: string) => `${body}&grant_type=x`],
])('%s is no form', async (_, headers, change) => {
  const all = { host: new URL(oci.url).host, authorization: basic(), ...FORM, ...headers }
  const answer = await send(oci, {
    method: 'POST',
    target: PATH,
    body: change(formOf(await fieldsFor({}))),
    headers: all,
  })
  expect([answer.status, answer.json.emulator.reason]).toEqual([400, 'malformed-form'])
})

test('whatever is sent is answered in OAuth’s words', async () => {
  const names = fc.constantFrom(
    'grant_type',
    'requested_token_type',
    'subject_token',
    'public_key',
    'scope',
    '__proto__',
    '',
  )
  const values = fc.oneof(
    fc.constantFrom(UPST, RPST, ACCESS, 'urn:ietf:params:oauth:grant-type:token-exchange', 'jwt'),
    fc.string(),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, values)), async (pairs) => {
      const all = { host: new URL(oci.url).host, authorization: basic(), ...FORM }
      const body = new URLSearchParams(pairs).toString()
      const answer = await send(oci, { method: 'POST', target: PATH, body, headers: all })
      expect([answer.status, typeof jsonIn(answer)['error']]).toEqual([400, 'string'])
    }),
    { numRuns: 100 },
  )
})

test('token faults spoil every kind of token', async () => {
  const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })
  const access = { requested_token_type: ACCESS, scope: 'x' }
  fault('missing')
  expect(jsonIn(await ask())).toEqual({})
  fault('missing')
  expect(jsonIn(await askSigned(access))).not.toHaveProperty('access_token')
  fault('truncated')
  const half = String(jsonIn(await askSigned(access))['access_token'])
  expect(half.length).toBeLessThan(String(jsonIn(await askSigned(access))['access_token']).length)
  fault('wrong-key')
  const jwk = JSON.parse(String(claimsOf(tokenIn(await ask()))['jwk'])) as { n: string }
  expect(jwk.n).not.toBe(keys.publicKey.export({ format: 'jwk' }).n)
})

test('nothing secret is recorded', async () => {
  await ask()
  const record = JSON.stringify(oci.requests.at(-1))
  expect(record).not.toContain(basic().slice('Basic '.length))
  expect(record).not.toContain('eyJ')
})

test('the lifetime of its tokens can be set, to positive integers only', async () => {
  oci.identityDomain.lifetimeSeconds = 60
  const { exp, iat } = claimsOf(tokenIn(await ask()))
  expect(Number(exp) - Number(iat)).toBe(60)
  expect(() => (oci.identityDomain.lifetimeSeconds = 0.5)).toThrow(/"lifetimeSeconds"/)
})

describe('the place of a token exchange', () => {
  test('without a folder has what a job of GitHub Actions has', async () => {
    const { OCI_TOKEN_EXCHANGE_CLIENT_SECRET: secret, ...env } = await oci.environment('token-exchange')
    expect(secret).toBe(oci.identityDomain.clientSecret)
    expect(env).toEqual({
      OCI_TOKEN_EXCHANGE_DOMAIN_URL: oci.url,
      OCI_TOKEN_EXCHANGE_CLIENT_ID: oci.identityDomain.clientId,
      OCI_TOKEN_EXCHANGE_REGION: oci.region,
      OCI_TOKEN_EXCHANGE_AUDIENCE: oci.identityDomain.audience,
      ACTIONS_ID_TOKEN_REQUEST_URL: expect.stringMatching(/^http.*\?api-version=/),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: expect.any(String),
    })
  })

  test('with a folder has the token in a file that only its owner reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'exchange-'))
    const env = await oci.environment('token-exchange', folder)
    const file = String(env['OCI_TOKEN_EXCHANGE_SUBJECT_TOKEN_FILE'])
    expect(env).not.toHaveProperty('OCI_TOKEN_EXCHANGE_AUDIENCE')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await ask({ subject_token: await readFile(file, 'utf8') })).status).toBe(200)
    await rm(folder, { recursive: true })
  })
})
