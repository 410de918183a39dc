// The contract of the client, over real HTTP against the emulator: what it sends, what it yields, how it fails and heals.
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { isServiceError, type ServiceError } from '@x/http'
import { SecurityTokenSigner } from '@x/signer'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { useServers } from '@x-tools/testkit/servers'
import type { DataplaneClient } from '../src/index.ts'
import { clientOf, configOf, keys, recordingHttp, SCOPE, SCOPED_PATH, UPST_PATH } from './support.ts'

const publicKey = keys.publicKeyPem
const servers = useServers()
let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator()
})
afterEach(() => {
  oci.faults.clear()
  oci.clock.offset(0)
})
afterAll(() => oci.close())

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>

/** Both operations, for what holds for each. */
const OPERATIONS = [
  {
    name: 'GenerateScopedAccessToken',
    path: SCOPED_PATH,
    details: { scope: SCOPE, publicKey },
    call: (client: DataplaneClient, options?: object) =>
      client.generateScopedAccessToken({ scope: SCOPE, publicKey }, options),
  },
  {
    name: 'GenerateUserSecurityToken',
    path: UPST_PATH,
    details: { publicKey, sessionExpirationInMinutes: 15 },
    call: (client: DataplaneClient, options?: object) =>
      client.generateUserSecurityToken({ publicKey, sessionExpirationInMinutes: 15 }, options),
  },
] as const

describe.each(OPERATIONS)('$name', ({ name, path, details, call }) => {
  test('goes out with its path, its headers and its body, all of them signed', async () => {
    const { httpClient, sent } = recordingHttp()
    await call(clientOf(oci, { httpClient }))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ method: 'POST', body: JSON.stringify(details) })
    const { target, headers, verdict, signingString } = oci.requests.at(-1) ?? {}
    expect({ target, verdict }).toEqual({ target: path, verdict: 'accepted' })
    expect(headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'opc-request-id': expect.stringMatching(/^[0-9A-F]{32}$/),
    })
    expect(signingString?.split('\n').map((line) => line.split(':')[0])).toEqual([
      'date',
      '(request-target)',
      'host',
      'content-length',
      'content-type',
      'x-content-sha256',
    ])
  })

  test('yields status, headers, data and the id of the request', async () => {
    const response = await call(clientOf(oci), { opcRequestId: 'A'.repeat(32) })
    expect(response).toMatchObject({ status: 200, data: { token: expect.any(String) } })
    expect(response.headers['content-type']).toBe('application/json')
    expect(response.requestId).toBe(response.headers['opc-request-id'])
    expect(response.requestId.startsWith('A'.repeat(32))).toBe(true)
    expect(claimsOf(response.data.token)).toMatchObject({ sub: oci.user, tenant: oci.tenancy })
  })

  test('takes members that nobody knows yet, in both directions', async () => {
    let body = ''
    const url = await servers.http((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => response.end('{"token":"t","issuedFor":"later"}'))
    })
    const client = clientOf(oci, { serviceEndpoint: url })
    const more = { ...details, purpose: 'later' }
    const { data } = await ('scope' in more
      ? client.generateScopedAccessToken(more)
      : client.generateUserSecurityToken(more))
    expect(data).toEqual({ token: 't', issuedFor: 'later' })
    expect(JSON.parse(body)).toMatchObject({ purpose: 'later' })
  })

  test.each<[string, object]>([
    ...['{}', '{"token":""}', '{"token":7}', '[]', 'null', '"token"', '7'].map((answer): [string, object] => [
      answer,
      { message: 'the response has no text "token"' },
    ]),
    ['', expect.any(Error)],
  ])('refuses a success that is %j', async (answer, cause) => {
    const url = await servers.http((_, response) => response.end(answer))
    const error = await rejectionOf(call(clientOf(oci, { serviceEndpoint: url })))
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_PARSE', status: 200, requestId: expect.any(String), cause })
  })

  test('refuses a success without a token, and one that was cut off', async () => {
    oci.faults.add({ times: 1, effect: { token: 'missing' } })
    expect(await rejectionOf(call(clientOf(oci)))).toMatchObject({ code: 'ERR_RESPONSE_PARSE' })
    oci.faults.add({ times: 1, effect: { truncate: true } })
    expect(await rejectionOf(call(clientOf(oci)))).toMatchObject({ code: 'ERR_RESPONSE_PARSE' })
  })

  test.each([
    [400, 'InvalidParameter', false],
    [404, 'NotAuthorizedOrNotFound', false],
    [409, 'IncorrectState', true],
    [429, 'TooManyRequests', true],
    [500, 'InternalServerError', true],
    [503, 'ServiceUnavailable', true],
  ])('HTTP %d %s is a ServiceError with every field', async (status, code, transient) => {
    oci.faults.add({ times: 1, effect: { status, message: 'because' } })
    const error = (await rejectionOf(call(clientOf(oci)))) as ServiceError
    expect(isServiceError(error)).toBe(true)
    expect(error).toMatchObject({
      status,
      code,
      transient,
      serviceMessage: 'because',
      requestId: oci.requests.at(-1)?.requestId,
      targetService: 'Dataplane',
      operation: name,
      requestEndpoint: `POST ${oci.url}${path}`,
      apiReferenceLink: `https://docs.oracle.com/iaas/api/#/en/identity-dp/v1/SecurityToken/${name}`,
      troubleshootingLink: expect.stringContaining(`apierrors_${status}__${status}_${code.toLowerCase()}`),
      timestamp: expect.stringMatching(/Z$/),
      clientVersion: expect.any(String),
      clockOffsetMs: undefined,
    })
    expect(oci.count('POST', path)).toBeGreaterThan(0)
  })

  test('a 401 tells of a clock that is off, and shows no secret', async () => {
    oci.clock.offset(600_000)
    oci.faults.add({ times: 2, effect: { status: 401 } })
    const error = (await rejectionOf(call(clientOf(oci)))) as ServiceError
    expect(error).toMatchObject({ status: 401, code: 'NotAuthenticated' })
    expect(Math.round(Number(error.clockOffsetMs) / 60_000)).toBe(10)
    expect(error.message).toContain('behind the service')
    for (const shown of [JSON.stringify(error), inspect(error, { depth: 9 }), String(error.stack)]) {
      expect(shown).not.toMatch(/signature="|BEGIN|PRIVATE/)
      expect(shown).not.toContain(oci.apiKey.fingerprint)
    }
  })

  test('a wrong key is answered with 401', async () => {
    const client = clientOf(oci, { config: { ...configOf(oci), keyContent: keys.privateKeyPem } })
    expect(await rejectionOf(call(client))).toMatchObject({ status: 401, code: 'NotAuthenticated' })
  })

  test('throttling is waited out for as long as the service asks', async () => {
    const waits: number[] = []
    const sleep = async (ms: number): Promise<void> => void waits.push(ms)
    oci.faults.add({ times: 2, effect: { status: 429, headers: { 'retry-after': '7' } } })
    const before = oci.count('POST', path)
    const { status } = await call(clientOf(oci), { retryStrategy: { maxAttempts: 3, sleep } })
    expect(status).toBe(200)
    expect(waits).toEqual([7_000, 7_000])
    expect(oci.count('POST', path) - before).toBe(3)
    const ids = oci.requests.slice(-3).map(({ headers }) => headers['opc-request-id'])
    expect(new Set(ids).size).toBe(3)
    // Neither operation declares one.
    for (const { headers } of oci.requests.slice(-3)) expect(headers).not.toHaveProperty('opc-retry-token')
  })
})

describe('a user security token', () => {
  test('is had for an API key, and again for its own signature', async () => {
    const first = await clientOf(oci).generateUserSecurityToken({ publicKey, sessionExpirationInMinutes: 15 })
    const signer = new SecurityTokenSigner({ token: first.data.token, privateKey: keys.privateKeyPem })
    const second = await clientOf(oci, { signer }).generateUserSecurityToken({ publicKey })
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', keyId: 'ST$<redacted>', user: oci.user })
    expect(claimsOf(second.data.token)['sess_exp']).toBe(claimsOf(first.data.token)['sess_exp'])
  })

  test('lasts for the service’s hour when nothing is said', async () => {
    const { data } = await clientOf(oci).generateUserSecurityToken({ publicKey })
    const { exp, iat } = claimsOf(data.token)
    expect(Number(exp) - Number(iat)).toBe(3600)
  })

  test.each([4, 61, 5.5, NaN, '15' as unknown as number])('is not asked for %j minutes', async (minutes) => {
    const client = clientOf(oci)
    const before = oci.count('POST', UPST_PATH)
    const details = { publicKey, sessionExpirationInMinutes: minutes }
    expect(await rejectionOf(client.generateUserSecurityToken(details))).toMatchObject({ code: 'ERR_INVALID_ARGUMENT' })
    expect(oci.count('POST', UPST_PATH)).toBe(before)
  })

  test.each([5, 60])('is asked for %i minutes', async (minutes) => {
    const details = { publicKey, sessionExpirationInMinutes: minutes }
    const { exp, iat } = claimsOf((await clientOf(oci).generateUserSecurityToken(details)).data.token)
    expect(Number(exp) - Number(iat)).toBe(minutes * 60)
  })

  test('is left to the service when the caller says so', async () => {
    const details = { publicKey, sessionExpirationInMinutes: 61 }
    const call = clientOf(oci).generateUserSecurityToken(details, { checkSessionExpiration: false })
    expect(await rejectionOf(call)).toMatchObject({ status: 400, code: 'InvalidParameter' })
  })
})

describe('details that cannot be right', () => {
  test.each([
    ['no details', undefined, 'publicKey is not a text'],
    ['no scope', { publicKey }, 'scope is not a text'],
    ['an empty scope', { publicKey, scope: '' }, 'scope is not a text'],
    ['a scope that is no text', { publicKey, scope: 7 }, 'scope is not a text'],
    ['no key', { scope: SCOPE }, 'publicKey is not a text'],
    ['a key that is no text', { scope: SCOPE, publicKey: 7 }, 'publicKey is not a text'],
    ['an empty key', { scope: SCOPE, publicKey: ' ' }, 'publicKey is not a text'],
    ['a private key', { scope: SCOPE, publicKey: keys.privateKeyPem }, 'publicKey holds a private key'],
  ])('are not sent: %s', async (_, details, problem) => {
    const { httpClient, sent } = recordingHttp()
    const client = clientOf(oci, { httpClient })
    const error = await rejectionOf(client.generateScopedAccessToken(details as never))
    expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARGUMENT' })
    expect(String(error)).toContain(problem)
    expect(String(error)).not.toContain('BEGIN')
    expect(sent).toEqual([])
  })
})
