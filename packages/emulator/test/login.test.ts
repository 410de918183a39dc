// The login page: what it asks for, what it refuses, and what it sends the browser back with.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startEmulator, REJECTION_REASONS, type Emulator, type RejectionReason, type TokenFault } from '../src/index.ts'
import { claimsOf, loginKey, loginKeys, loginUrl, open, redirectOf, signIn, submit } from './browser.ts'
import { apiKey } from './hand-signer.ts'
import { call } from './instance.ts'

const HOUR = 3600
const HOSTILE = `"><script>alert(1)</script>'&`
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator({ apiKey })
})
beforeEach(() => {
  oci.clock.offset(0)
  oci.faults.clear()
  oci.dataPlane.userTokenSeconds = HOUR
  // The seconds of a session and of its token are those of one instant.
  oci.clock.freeze(Math.floor(oci.clock.now() / 1000) * 1000)
  Object.assign(oci.login, {
    redirectUris: ['http://localhost:8181'],
    sessionSeconds: 24 * HOUR,
    jwk: true,
    errors: 'page',
  })
})
afterAll(() => oci.close())

describe('the page', () => {
  test('asks for user name and password, and says for which tenancy and for whom', async () => {
    const { status, html } = await open(loginUrl(oci, { tenant: 'emulator', provider: 'emulator-idp' }))
    expect(status).toBe(200)
    for (const part of [
      '<html lang="en">',
      '<label for="user-name">User name</label>',
      '<label for="password">Password</label>',
      'name="decision" value="sign-in">Sign in</button>',
      'name="decision" value="deny" formnovalidate>Deny</button>',
      '<dd>emulator</dd>',
      '<dd>emulator-idp</dd>',
      '<dd>http://localhost:8181</dd>',
    ])
      expect(html).toContain(part)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', status: 200, path: '/v1/oauth2/authorize' })
  })

  test('runs no script, loads nothing, and is neither kept nor framed; its form leads here and back to the client', async () => {
    const { headers, html } = await open(loginUrl(oci))
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'; img-src data:; base-uri 'none'; /)
    expect(policy).toContain("form-action 'self' http://localhost:8181; frame-ancestors 'none'")
    expect(html).not.toMatch(/<script|\bon\w+=|https?:(?!\/\/localhost:8181)/)
  })

  test('is the ordinary one for an identity provider that is unknown', async () => {
    const { status, html } = await open(loginUrl(oci, { provider: HOSTILE }))
    expect(status).toBe(200)
    expect(html).toContain('<dd>none, a user of the tenancy itself</dd>')
    expect(html).not.toContain('alert(1)')
  })

  test('takes the OCID for the name of the tenancy', async () => {
    expect((await open(loginUrl(oci, { tenant: oci.tenancy }))).status).toBe(200)
  })

  test('ignores parameters that it does not know', async () => {
    expect((await open(loginUrl(oci, { state: 'x', __proto__x: 'y' }))).status).toBe(200)
  })

  test('is never shown to other origins, also with cors', async () => {
    const crossing = await startEmulator({ apiKey, cors: true })
    onTestFinished(() => crossing.close())
    const headers = { origin: 'https://other.example' }
    const page = await fetch(loginUrl(crossing), { headers })
    expect([page.status, page.headers.get('access-control-allow-origin')]).toEqual([200, null])
    const asked = { ...headers, 'access-control-request-method': 'POST' }
    const preflight = await fetch(`${crossing.url}/v1/oauth2/login`, { method: 'OPTIONS', headers: asked })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([405, null])
    expect((await fetch(`${crossing.url}/echo`, { headers })).headers.get('access-control-allow-origin')).toBe('*')
  })
})

const jwk = loginKeys.publicKey.export({ format: 'jwk' })
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

const WRONG: [RejectionReason, error: string | undefined, change: Record<string, string | undefined>][] = [
  ['unknown-login-client', undefined, { client_id: undefined }],
  ['unknown-login-client', undefined, { client_id: 'other' }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: undefined }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: 'http://localhost:8181/' }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: 'http://127.0.0.1:8181' }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: 'http://localhost:8182' }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: 'http://localhost:8181@evil.example' }],
  ['untrusted-redirect-uri', undefined, { redirect_uri: 'HTTP://localhost:8181' }],
  ['unsupported-login-action', 'invalid_request', { action: undefined }],
  ['unsupported-login-action', 'invalid_request', { action: 'logout' }],
  ['unsupported-response-type', 'unsupported_response_type', { response_type: undefined }],
  ['unsupported-response-type', 'unsupported_response_type', { response_type: 'code' }],
  ['unsupported-login-scope', 'invalid_scope', { scope: undefined }],
  ['unsupported-login-scope', 'invalid_scope', { scope: 'openid profile' }],
  ['malformed-nonce', 'invalid_request', { nonce: undefined }],
  ['malformed-nonce', 'invalid_request', { nonce: '' }],
  ['malformed-nonce', 'invalid_request', { nonce: 'n'.repeat(256) }],
  ['malformed-login-key', 'invalid_request', { public_key: undefined }],
  ['malformed-login-key', 'invalid_request', { public_key: JSON.stringify(jwk) }],
  ['malformed-login-key', 'invalid_request', { public_key: `${encode(jwk)}===` }],
  ['malformed-login-key', 'invalid_request', { public_key: encode([]) }],
  ['malformed-login-key', 'invalid_request', { public_key: encode({ ...jwk, kty: 'oct' }) }],
  ['malformed-login-key', 'invalid_request', { public_key: encode({ ...jwk, n: 7 }) }],
  ['malformed-login-key', 'invalid_request', { public_key: encode({ ...jwk, n: '****' }) }],
  ['malformed-login-key', 'invalid_request', { public_key: encode({ ...jwk, e: undefined }) }],
  ['malformed-login-key', 'invalid_request', { public_key: loginKey(loginKeys.privateKey) }],
  ['malformed-login-key', 'invalid_request', { public_key: loginKey(ec) }],
  ['weak-login-key', 'invalid_request', { public_key: loginKey(rsa1024) }],
  ['unknown-tenancy', 'invalid_request', { tenant: HOSTILE }],
]

describe.each(WRONG)('%s', (reason, error, change) => {
  test(`is told on a page for ${JSON.stringify(change).slice(0, 60)}`, async () => {
    const { status, html } = await open(loginUrl(oci, change))
    expect(status).toBe(400)
    expect(html).toContain(`<code>${reason}</code>`)
    expect(html).not.toContain('<script>')
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason, status: 400 })
  })

  test('is told to the client where that is asked for and the client is known', async () => {
    oci.login.errors = 'redirect'
    const page = await open(loginUrl(oci, change))
    const told = { error, error_description: REJECTION_REASONS[reason].replaceAll('"', "'") }
    const expected =
      error === undefined ? [400, { to: '', members: {} }] : [303, { to: 'http://localhost:8181/', members: told }]
    expect([page.status, redirectOf(page)]).toEqual(expected)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason })
  })
})

test('a parameter that is there twice is refused, whatever is asked for', async () => {
  oci.login.errors = 'redirect'
  const { status, html } = await open(`${loginUrl(oci)}&redirect_uri=http://evil.example`)
  expect(status).toBe(400)
  expect(html).toContain('<code>malformed-login-query</code>')
})

describe('who signs in', () => {
  test('is sent back with a token for the key, which signs', async () => {
    const page = await submit(oci, await open(loginUrl(oci)))
    expect(page.status).toBe(303)
    expect(page.headers.get('cache-control')).toBe('no-store')
    const { to, members } = redirectOf(page)
    expect(to).toBe('http://localhost:8181/')
    expect(Object.keys(members)).toEqual(['security_token', 'id_token', 'token_type', 'expires_in'])
    expect(members).toMatchObject({ token_type: 'Bearer', expires_in: '3600' })
    const { iat, exp, sess_exp: sessionEnd, jwk: bound, ...claims } = claimsOf(members['security_token'])
    expect(claims).toMatchObject({ sub: oci.user, tenant: oci.tenancy, ptype: 'user', sid: expect.any(String) })
    expect(createPublicKey({ key: JSON.parse(String(bound)), format: 'jwk' }).equals(loginKeys.publicKey)).toBe(true)
    expect(Number(exp) - Number(iat)).toBe(HOUR)
    expect(Date.parse(String(sessionEnd)) / 1000 - Number(iat)).toBe(24 * HOUR)
    expect(await call(oci, String(members['security_token']), loginKeys.privateKey)).toMatchObject({
      status: 200,
      json: { caller: { kind: 'session', user: oci.user } },
    })
  })

  test('is named by a token that the issuer’s key verifies, and that signs nothing', async () => {
    const { id_token: token = '' } = await signIn(oci, { nonce: 'my nonce' })
    const { iat, exp, ...claims } = claimsOf(token)
    expect(claims).toMatchObject({
      iss: 'authService.oracle.com',
      aud: 'iaas_console',
      sub: oci.user,
      tenant: oci.tenancy,
      nonce: 'my nonce',
      issuer_region: 'phx',
    })
    expect(Number(exp) - Number(iat)).toBe(HOUR)
    const [head, body, signature = ''] = token.split('.')
    const { keys } = await oci.issuerKeys()
    const issuer = createPublicKey({ key: { ...keys[0] }, format: 'jwk' })
    expect(verify('sha256', Buffer.from(`${head}.${body}`), issuer, Buffer.from(signature, 'base64url'))).toBe(true)
    expect((await call(oci, token, loginKeys.privateKey)).json.emulator.reason).toBe('malformed-token')
  })

  test('may be in a region without a code', async () => {
    const elsewhere = await startEmulator({ apiKey, region: 'us-nowhere-1' })
    onTestFinished(() => elsewhere.close())
    expect(claimsOf((await signIn(elsewhere))['id_token'])['issuer_region']).toBe('us-nowhere-1')
  })

  test('may have a key that is padded, as OCI’s clients write it', async () => {
    const padded = (value: Buffer): string => value.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
    const n = padded(Buffer.concat([Buffer.alloc(1), Buffer.from(String(jwk.n), 'base64url')]))
    const spaced = JSON.stringify({ kty: 'RSA', n, e: 'AQAB', kid: 'Ignored' }, undefined, 1)
    const { security_token: token = '' } = await signIn(oci, { public_key: padded(Buffer.from(spaced)) })
    expect((await call(oci, token, loginKeys.privateKey)).status).toBe(200)
  })

  test('may log in twice at once, each for a key and a nonce of its own', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const [first, second] = await Promise.all([
      open(loginUrl(oci)),
      open(loginUrl(oci, { nonce: 'nonce-2', public_key: loginKey(other.publicKey) })),
    ])
    const [b, a] = await Promise.all([submit(oci, second), submit(oci, first)])
    const [one, two] = [redirectOf(a).members, redirectOf(b).members]
    expect([claimsOf(one['id_token'])['nonce'], claimsOf(two['id_token'])['nonce']]).toEqual(['nonce-1', 'nonce-2'])
    expect((await call(oci, String(one['security_token']), loginKeys.privateKey)).status).toBe(200)
    expect((await call(oci, String(two['security_token']), other.privateKey)).status).toBe(200)
    const crossed = await call(oci, String(one['security_token']), other.privateKey)
    expect(crossed.json.emulator.reason).toBe('wrong-key')
    expect(claimsOf(one['security_token'])['sid']).not.toBe(claimsOf(two['security_token'])['sid'])
  })

  test('gets a token as long as is set, and no longer than the session', async () => {
    const lifetime = async (): Promise<number> => {
      const { security_token: token, expires_in: told } = await signIn(oci)
      const { exp, iat } = claimsOf(token)
      expect(Number(told)).toBe(Number(exp) - Number(iat))
      return Number(told)
    }
    oci.dataPlane.userTokenSeconds = 120
    expect(await lifetime()).toBe(120)
    oci.login.sessionSeconds = 60
    expect(await lifetime()).toBe(60)
  })

  test('may get a token that does not name its key', async () => {
    oci.login.jwk = false
    const { security_token: token = '' } = await signIn(oci)
    expect(claimsOf(token)).not.toHaveProperty('jwk')
    expect((await call(oci, token, loginKeys.privateKey)).status).toBe(200)
  })

  test('is sent to another address that is set, with its path', async () => {
    oci.login.redirectUris = ['http://localhost:9000/done', 'http://localhost:8181']
    const page = await open(loginUrl(oci, { redirect_uri: 'http://localhost:9000/done' }))
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:9000;")
    expect(redirectOf(await submit(oci, page)).to).toBe('http://localhost:9000/done')
  })
})

describe('who does not', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['a wrong password', { password: 'no' }],
    ['no password', { password: undefined }],
    ['a wrong name', { user_name: HOSTILE }],
    ['no name', { user_name: '' }],
  ])('with %s sees the page again, which takes the right one', async (_, change) => {
    const again = await submit(oci, await open(loginUrl(oci)), change)
    expect(again.status).toBe(401)
    expect(again.html).toContain(
      `<p class="alert" role="alert" id="failure">${REJECTION_REASONS['wrong-password']}</p>`,
    )
    expect(again.html).toContain('aria-invalid="true" aria-describedby="failure"')
    expect(again.html).toContain(
      `value="${change['user_name'] === HOSTILE ? ESCAPED : (change['user_name'] ?? 'emulator-user')}"`,
    )
    expect(again.html).not.toContain('<script>')
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'wrong-password', status: 401 })
    expect(redirectOf(await submit(oci, again)).members).toHaveProperty('security_token')
  })

  test('but denies is sent back with an error, without name and password', async () => {
    const page = await submit(oci, await open(loginUrl(oci)), { decision: 'deny', user_name: '', password: '' })
    expect(page.status).toBe(303)
    expect(redirectOf(page)).toEqual({
      to: 'http://localhost:8181/',
      members: { error: 'access_denied', error_description: 'The user denied the login.' },
    })
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'login-denied', status: 303 })
  })
})

describe('the form', () => {
  test('is taken once, also when the first time was wrong or denied', async () => {
    for (const change of [{}, { password: 'no' }, { decision: 'deny' }]) {
      const page = await open(loginUrl(oci))
      await submit(oci, page, change)
      const again = await submit(oci, page)
      expect([again.status, oci.requests.at(-1)?.reason]).toEqual([400, 'login-page-used'])
      expect(again.headers.get('location')).toBeNull()
    }
  })

  test('is taken for one of two who send it at once', async () => {
    const page = await open(loginUrl(oci))
    const answers = await Promise.all([submit(oci, page), submit(oci, page)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400])
  })

  test('is taken for ten minutes', async () => {
    oci.clock.freeze()
    const [inTime, late] = [await open(loginUrl(oci)), await open(loginUrl(oci))]
    oci.clock.advance(600_000)
    expect((await submit(oci, inTime)).status).toBe(303)
    oci.clock.advance(1)
    expect((await submit(oci, late)).status).toBe(400)
    expect(oci.requests.at(-1)?.reason).toBe('login-page-used')
  })

  test('of another page is not taken', async () => {
    for (const value of ['', 'x', undefined]) {
      expect((await submit(oci, { value: '' }, { page: value })).status).toBe(400)
      expect(oci.requests.at(-1)?.reason).toBe('login-page-used')
    }
  })

  test.each<[string, number, RequestInit]>([
    ['JSON', 400, { body: '{}', headers: { 'content-type': 'application/json' } }],
    ['no decision', 400, { body: new URLSearchParams({ page: 'x' }) }],
    ['a member twice', 400, { body: new URLSearchParams('decision=deny&decision=sign-in') }],
    ['a giant form', 413, { body: new URLSearchParams({ decision: 'sign-in', password: 'x'.repeat(20_000) }) }],
  ])('that is %s is refused with %i', async (_, status, init) => {
    const response = await fetch(`${oci.url}/v1/oauth2/login`, { method: 'POST', redirect: 'manual', ...init })
    expect(response.status).toBe(status)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'malformed-login-form', status })
  })

  test.each([
    ['POST', '/v1/oauth2/authorize'],
    ['DELETE', '/v1/oauth2/authorize'],
    ['GET', '/v1/oauth2/login'],
  ])('is not there under %s %s', async (method, path) => {
    expect((await fetch(`${oci.url}${path}`, { method })).status).toBe(405)
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'refused', reason: 'login-wrong-method' })
  })

  test('whatever it holds never sends a browser anywhere', async () => {
    const names = fc.constantFrom('page', 'user_name', 'password', 'decision', '__proto__', '')
    const values = fc.oneof(fc.constantFrom('sign-in', 'deny', oci.login.userName, oci.login.password), fc.string())
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values)), async (pairs) => {
        const body = new URLSearchParams(pairs)
        const response = await fetch(`${oci.url}/v1/oauth2/login`, { method: 'POST', body, redirect: 'manual' })
        expect(response.status).toBe(400)
      }),
      { numRuns: 100 },
    )
  })
})

test('whatever the address of the page asks for is answered', async () => {
  const names = fc.constantFrom('action', 'client_id', 'redirect_uri', 'public_key', 'nonce', 'tenant', '__proto__')
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, fc.string({ unit: 'grapheme' })), async (change) => {
      expect([200, 400]).toContain((await open(loginUrl(oci, change))).status)
    }),
    { numRuns: 100 },
  )
})

test('token faults spoil the token of a login and wait for the form', async () => {
  const fault = (token: TokenFault): void => oci.faults.add({ times: 1, effect: { token } })
  fault('missing')
  const without = await signIn(oci)
  expect(without).not.toHaveProperty('security_token')
  expect(without).toHaveProperty('id_token')
  fault('wrong-key')
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { security_token: stranger = '' } = await signIn(oci, { public_key: loginKey(own.publicKey) })
  const refused = (await call(oci, stranger, own.privateKey)).json.emulator
  expect(refused.reason).toBe('wrong-key')
  expect(refused.explanation).toContain(`a key for which ${oci.user} asked for a token`)
  fault('truncated')
  const { security_token: half = '' } = await signIn(oci)
  expect(half.length).toBeLessThan(String((await signIn(oci))['security_token']).length)
})

test('other faults go with the page and with the form', async () => {
  oci.faults.add({ match: { path: '/v1/oauth2/authorize' }, times: 1, effect: { status: 503 } })
  expect((await open(loginUrl(oci))).status).toBe(503)
  oci.faults.add({ match: { path: '/v1/oauth2/login' }, times: 1, effect: { status: 429 } })
  expect((await submit(oci, await open(loginUrl(oci)))).status).toBe(429)
})

test('nothing secret is recorded', async () => {
  const from = oci.requests.length
  const { security_token: token = '', id_token: identity = '' } = await signIn(oci)
  const records = JSON.stringify(oci.requests.slice(from))
  for (const secret of [oci.login.password, token, identity]) expect(records).not.toContain(secret)
})

test('every emulator has a password of its own', async () => {
  const other = await startEmulator({ apiKey })
  onTestFinished(() => other.close())
  expect(other.login.password).not.toBe(oci.login.password)
})

test.each<[string, unknown]>([
  ['redirectUris', 'http://localhost:1'],
  ['redirectUris', [1]],
  ['redirectUris', ['localhost:1']],
  ['redirectUris', ['javascript:alert(1)']],
  ['redirectUris', ["http://localhost:1; script-src 'unsafe-inline'"]],
  ['redirectUris', ['http://localhost:1/#a']],
  ['redirectUris', ['http://localhost:1/?a']],
  ['redirectUris', ['http://user@localhost:1']],
  ['redirectUris', ['http://[::1]:8181']],
  ['redirectUris', ['http://localhost:99999']],
  ['sessionSeconds', 0],
  ['jwk', 'no'],
  ['errors', 'nowhere'],
])('%s refuses %j', (option, value) => {
  expect(() => Object.assign(oci.login, { [option]: value })).toThrow(
    expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option }),
  )
})

test('the place of a session has the home of a user and leads a login here', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'session-place-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(await oci.environment('session', folder)).toEqual({
    HOME: folder,
    USERPROFILE: folder,
    OCI_CONFIG_FILE: join(folder, '.oci', 'config'),
    OCI_SESSION_LOGIN_ENDPOINT: oci.url,
    OCI_SESSION_AUTH_ENDPOINT: oci.url,
    OCI_SESSION_IDENTITY_ENDPOINT: oci.url,
  })
  expect(await readFile(join(folder, '.oci', 'config'), 'utf8')).toContain('[SESSION]')
  await expect(oci.environment('session')).rejects.toMatchObject({ code: 'ERR_EMULATOR_OPTION', option: 'folder' })
})
