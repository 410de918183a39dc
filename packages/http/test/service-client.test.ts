// A service client against the emulator, which verifies every signature by its own reading of the protocol.
import diagnostics from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { startEmulator, type Emulator } from '@x/emulator'
import { CircuitBreaker, NONE_RETRY_STRATEGY } from '@x/retry'
import { createSigner, loadPrivateKey, Signer } from '@x/signer'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeTimers } from '@x-tools/testkit/fake-timers'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import {
  createHttpClient,
  isHttpError,
  isServiceError,
  ServiceClient,
  type HttpClient,
  type LogFields,
  type ServiceCallOptions,
  type ServiceClientOptions,
  type ServiceError,
  type ServiceOperation,
} from '../src/index.ts'

let oci: Emulator
beforeAll(async () => {
  oci = await startEmulator()
})
afterAll(() => oci.close())
beforeEach(() => {
  oci.faults.clear()
  oci.clock.offset(0)
})

const signer = (now?: () => number) => {
  const { tenancy, user, apiKey } = oci
  return new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, now })
}
const client = (options: Partial<ServiceClientOptions> = {}) =>
  new ServiceClient({ endpoint: oci.url, serviceName: 'Identity', signer: signer(), env: {}, ...options })

interface Echo {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
const ECHO: ServiceOperation<Echo> = { operation: 'Echo', method: 'POST', path: '/echo', parse: (json) => json as Echo }
const REGIONS: ServiceOperation<readonly { readonly key: string }[]> = {
  operation: 'ListRegions',
  method: 'GET',
  path: '/20160918/regions',
  parse: (json) => json as { key: string }[],
}
/** Half of a surrogate pair. */
const HALF = '\ud83d'
const RETRIES = { maxAttempts: 3, sleep: async () => {} }
/** What the emulator received since `from`. */
const since = (from: number) => oci.requests.slice(from)
const refusal = async (work: Promise<unknown>): Promise<ServiceError> => {
  const error = await rejectionOf(work)
  if (isServiceError(error)) return error
  throw error
}

describe('a call', () => {
  test('is signed, and yields status, headers, data and request id', async () => {
    const { status, headers, data, requestId, nextPage } = await client().call(REGIONS)
    expect({ status, nextPage }).toEqual({ status: 200, nextPage: undefined })
    expect(data.map(({ key }) => key)).toContain('PHX')
    expect(requestId).toBe(headers['opc-request-id'])
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'accepted', user: oci.user })
  })

  test('says who calls, with a request id of 32 upper-case hexadecimal digits', async () => {
    const { data } = await client({ userAgent: 'mine/1' }).call(ECHO)
    expect(data.headers).toMatchObject({
      accept: 'application/json',
      'opc-client-info': expect.stringMatching(/^oci-auth-ts\/\d+\.\d+\.\d+$/),
      'opc-request-id': expect.stringMatching(/^[0-9A-F]{32}$/),
      'user-agent': expect.stringMatching(/^oci-auth-ts\/.* mine\/1$/),
    })
    expect(data.headers).not.toHaveProperty('opc-client-retries')
  })

  test('has the JSON of its body: dates in UTC, null kept, undefined left out', async () => {
    const body = { at: new Date(0), none: null, left: undefined, empty: {}, text: 'ü' }
    const { data } = await client().call({ ...ECHO, body })
    const sent = Buffer.from(data.body, 'base64').toString()
    expect(sent).toBe('{"at":"1970-01-01T00:00:00.000Z","none":null,"empty":{},"text":"ü"}')
    expect(data.headers['content-type']).toBe('application/json')
  })

  test('with {} as its body sends two bytes, without one none', async () => {
    const bodies = [{}, undefined].map((body) => client().call({ ...ECHO, body }))
    expect((await Promise.all(bodies)).map(({ data }) => atob(data.body))).toEqual(['{}', ''])
  })

  test('has its form, with everything encoded and what is undefined left out', async () => {
    const { data } = await client().call({ ...ECHO, form: { a: 'b c&d=ü+', none: undefined, empty: '' } })
    expect(atob(data.body)).toBe('a=b+c%26d%3D%C3%BC%2B&empty=')
    expect(data.headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  test('has the headers of its operation, as text, before those of the client', async () => {
    const headers = {
      Accept: 'text/x',
      'x-n': 0,
      'x-b': false,
      'x-e': '',
      'x-l': [1, 'a'],
      'x-d': new Date(0),
      'x-u': undefined,
    }
    const { data } = await client().call({ ...ECHO, headers })
    expect(data.headers).toMatchObject({ accept: 'text/x', 'x-n': '0', 'x-b': 'false', 'x-e': '', 'x-l': '1,a' })
    expect(data.headers['x-d']).toBe('1970-01-01T00:00:00.000Z')
    expect(data.headers).not.toHaveProperty('x-u')
  })

  test('puts parameters into path and query so that the signature covers what is sent', async () => {
    const path = '/echo/{id}/x'
    const query = { q: "R&D #1 ü'|{}", list: [1, 'b'], tags: { 'a.b': 'c' }, at: new Date(0), none: undefined }
    const { data } = await client().call({ ...ECHO, method: 'GET', path, pathParams: { id: 'a/b c' }, query })
    expect(data.target).toBe(
      '/echo/a%2Fb%20c/x?q=R%26D%20%231%20%C3%BC%27%7C%7B%7D&list=1&list=b&tags.a.b=c&at=1970-01-01T00%3A00%3A00.000Z',
    )
  })

  test('asks for its endpoint when that is a function', async () => {
    const endpoint = vi.fn(async () => new URL(oci.url))
    await client({ endpoint, basePath: '/20160918' }).call({ ...REGIONS, path: 'regions' })
    expect(endpoint).toHaveBeenCalledTimes(1)
  })

  test('goes out unsigned without a signer', async () => {
    const error = await refusal(new ServiceClient({ endpoint: oci.url, env: {} }).call(REGIONS))
    expect(error).toMatchObject({ status: 401, targetService: undefined })
    expect(oci.requests.at(-1)).toMatchObject({ verdict: 'unsigned' })
  })

  test('yields the token of the next page', async () => {
    const httpClient = answering(200, '[]', { 'opc-next-page': 'p2', 'opc-request-id': 'R' })
    expect(await client({ httpClient }).call(REGIONS)).toMatchObject({ nextPage: 'p2', requestId: 'R' })
  })

  test.each([
    ['a request id with four segments', { opcRequestId: 'a/b/c/d' }, {}, 'request id is not made'],
    ['a request id of 33 characters', { opcRequestId: 'A'.repeat(33) }, {}, 'request id is not made'],
    ['a request id of half a pair', { opcRequestId: HALF }, {}, 'request id is not made'],
    ['a request id with a line break', { opcRequestId: 'a\n' }, {}, 'request id is not made'],
    ['such a request id in a header', {}, { headers: { 'Opc-Request-Id': 'a b' } }, 'request id is not made'],
    ['a path parameter that is missing', {}, { path: '/echo/{id}' }, 'parameter id is missing'],
    ['a path parameter that is empty', {}, { path: '/echo/{id}', pathParams: { id: '' } }, 'parameter id is missing'],
    [
      'a path parameter of nothing’s own',
      {},
      { path: '/echo/{toString}', pathParams: {} },
      'parameter toString is missing',
    ],
    ['a path parameter that climbs', {}, { path: '/echo/{id}', pathParams: { id: '..' } }, 'id is "." or ".."'],
    ['a path parameter that stays', {}, { path: '/echo/{id}', pathParams: { id: '.' } }, 'id is "." or ".."'],
    ['half a pair in a path parameter', {}, { path: '/{id}', pathParams: { id: `a${HALF}` } }, '"id" has half of'],
    ['half a pair in the path', {}, { path: `/${HALF}` }, 'The path has half of'],
    ['half a pair in a query parameter', {}, { query: { q: HALF } }, '"q" has half of'],
    ['half a pair in a list', {}, { query: { q: ['a', '\udc00b'] } }, '"q" has half of'],
    ['half a pair in a map', {}, { query: { q: { a: HALF } } }, '"q.a" has half of'],
    ['half a pair in a query’s name', {}, { query: { [HALF]: 'a' } }, '"\\ud83d" has half of'],
    ['half a pair in a header', {}, { headers: { 'x-a': HALF } }, 'header "x-a" cannot be sent'],
    ['half a pair in a header’s list', {}, { headers: { 'x-a': ['a', HALF] } }, 'header "x-a" cannot be sent'],
    ['half a pair in a header’s name', {}, { headers: { [HALF]: 'a' } }, 'header "\\ud83d" cannot be sent'],
    ['a line break in a header', {}, { headers: { 'x-a': 'a\r\nx-b: c' } }, 'header "x-a" cannot be sent'],
    ['no date in a query', {}, { query: { at: new Date(NaN) } }, 'The date in "at" is none'],
    ['no date in a path', {}, { path: '/{at}', pathParams: { at: new Date(NaN) } }, 'The date in "at" is none'],
    ['no date in a header', {}, { headers: { 'x-at': new Date(NaN) } }, 'header "x-at" is none'],
    ['a deadline of zero', { deadlineMs: 0 }, {}, 'deadlineMs is not a positive number'],
    ['a deadline that is no number', { deadlineMs: NaN }, {}, 'deadlineMs is not a positive number'],
    ['a time limit below zero', { timeoutMs: -1 }, {}, 'connectTimeoutMs is not a positive number'],
    ['a body that has no JSON', {}, { body: 1n }, 'body cannot be written as JSON'],
    ['a body that is a function', {}, { body: () => 1 }, 'body cannot be written as JSON'],
  ])('is refused with %s before anything is sent', async (_, options: ServiceCallOptions, operation, why) => {
    const before = oci.requests.length
    const error = await rejectionOf(client().call({ ...ECHO, ...operation }, options))
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', message: expect.stringContaining(why) })
    expect(since(before)).toEqual([])
  })

  test('says why a body has no JSON', async () => {
    const error = await rejectionOf(client().call({ ...ECHO, body: 1n }))
    expect((error as Error).cause).toBeInstanceOf(TypeError)
    expect(((await rejectionOf(client().call({ ...ECHO, body: () => 1 }))) as Error).cause).toBeUndefined()
  })

  test('has pairs of surrogates and dates in its address as they are', async () => {
    const operation = { ...ECHO, path: '/echo/{a}{b}', pathParams: { a: '👩', b: new Date(0) }, query: { '👩': '💻' } }
    const { data } = await client().call(operation)
    expect(data.target).toBe('/echo/%F0%9F%91%A91970-01-01T00%3A00%3A00.000Z?%F0%9F%91%A9=%F0%9F%92%BB')
  })
})

/** A port that answers without a network. */
function answering(status: number, text: string, headers: Record<string, string> = {}): HttpClient {
  const body = new TextEncoder().encode(text)
  return async () => ({ status, headers, body, text: () => text, json: () => JSON.parse(text) as unknown })
}

describe('attempts', () => {
  test('each have their own request id, date and signature, and say that there may be more', async () => {
    oci.faults.add({ times: 2, effect: { status: 503 } })
    const before = oci.requests.length
    let clock = Date.now()
    const stepping = signer(() => (clock += 1000))
    await client({ signer: stepping, retryStrategy: RETRIES }).call(REGIONS)
    const seen = since(before)
    expect(seen.map(({ verdict }) => verdict)).toEqual(['faulted', 'faulted', 'accepted'])
    expect(new Set(seen.map(({ headers }) => headers['opc-request-id'])).size).toBe(3)
    expect(new Set(seen.map(({ headers }) => headers['date'])).size).toBe(3)
    expect(seen.map(({ headers }) => headers['opc-client-retries'])).toEqual(['true', 'true', 'true'])
  })

  test('keep the request id that the caller chose', async () => {
    oci.faults.add({ times: 1, effect: { status: 503 } })
    const before = oci.requests.length
    const opcRequestId = `AB/${'C'.repeat(32)}/1`
    await client({ retryStrategy: RETRIES }).call(REGIONS, { opcRequestId })
    expect(since(before).map(({ headers }) => headers['opc-request-id'])).toEqual([opcRequestId, opcRequestId])
  })

  test('carry one retry token where the operation declares it', async () => {
    oci.faults.add({ times: 1, effect: { status: 503 } })
    const before = oci.requests.length
    await client({ retryStrategy: RETRIES }).call({ ...ECHO, retryToken: 'one' })
    expect(since(before).map(({ headers }) => headers['opc-retry-token'])).toEqual(['one', 'one'])
  })

  test('end in the last error when they are used up, and a call’s strategy wins over its client’s', async () => {
    oci.faults.add({ effect: { status: 500 } })
    const before = oci.requests.length
    const error = await refusal(client({ retryStrategy: RETRIES }).call(REGIONS))
    expect(error).toMatchObject({ status: 500, transient: true })
    expect(since(before).length).toBe(3)
    await refusal(client({ retryStrategy: RETRIES }).call(REGIONS, { retryStrategy: NONE_RETRY_STRATEGY }))
    expect(since(before).length).toBe(4)
  })

  test.each<[string, Partial<ServiceClientOptions>, ServiceCallOptions, boolean]>([
    ['had no retry strategy', {}, {}, true],
    ['made one attempt', { retryStrategy: RETRIES }, { retryStrategy: NONE_RETRY_STRATEGY }, true],
    ['had its client’s strategy', { retryStrategy: RETRIES }, {}, false],
    ['had a strategy of its own', {}, { retryStrategy: { ...RETRIES, maxAttempts: false, totalElapsedMs: 1 } }, false],
  ])('the error of a call that %s says whether one helps', async (_, ofClient, ofCall, advised) => {
    oci.faults.add({ effect: { status: 503 } })
    const { message } = await refusal(client(ofClient).call(REGIONS, ofCall))
    expect(message).toContain(advised ? 'Try again later, or give a retryStrategy. See' : 'Try again later. See')
    expect(message.includes('retryStrategy')).toBe(advised)
  })

  test('are made again after a broken connection, never after a refusal', async () => {
    oci.faults.add({ times: 1, effect: { reset: true } })
    expect((await client({ retryStrategy: RETRIES }).call(REGIONS)).status).toBe(200)
    const before = oci.requests.length
    await refusal(client({ retryStrategy: RETRIES }).call({ ...REGIONS, path: '/nowhere' }))
    expect(since(before).length).toBe(1)
  })

  test('pass the circuit breaker one by one, and an open circuit ends them at once', async () => {
    oci.faults.add({ effect: { status: 503, message: 'token=hunter2' } })
    const before = oci.requests.length
    const breaker = new CircuitBreaker({ minimumCalls: 2, failureRatio: 0.5 })
    const error = await rejectionOf(client({ circuitBreakerStrategy: breaker, retryStrategy: RETRIES }).call(REGIONS))
    expect(error).toMatchObject({ code: 'ERR_CIRCUIT_OPEN' })
    expect(since(before).length).toBe(2)
    expect(inspect(error, { depth: 9 }) + JSON.stringify(breaker.history)).not.toContain('hunter2')
  })

  test('count in a breaker of the client’s own, which has its name', async () => {
    oci.faults.add({ effect: { reset: true } })
    const circuitBreakerStrategy = { minimumCalls: 1, failureRatio: 1 }
    const own = client({ circuitBreakerStrategy })
    expect(await rejectionOf(own.call(REGIONS))).toMatchObject({ code: 'ERR_NETWORK' })
    expect(await rejectionOf(own.call(REGIONS))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN', breakerName: 'Identity' })
  })
})

describe('a 401', () => {
  test('is healed when it comes from the clock, and the next call knows better', async () => {
    oci.clock.offset(600_000)
    const patient = client()
    const before = oci.requests.length
    await patient.call(REGIONS)
    await patient.call(REGIONS)
    expect(since(before).map(({ status }) => status)).toEqual([401, 200, 200])
  })

  test('is healed by a renewed credential, without a retry strategy', async () => {
    const sessions = [oci.createSession(), oci.createSession()]
    let renewals = 0
    const renewing = createSigner(async ({ rejected } = {}) => {
      if (rejected) renewals += 1
      const { keyId, privateKeyPem } = sessions[renewals]!
      return { keyId, key: await loadPrivateKey(privateKeyPem) }
    })
    oci.revoke(sessions[0]!.token)
    expect((await client({ signer: renewing }).call(REGIONS)).status).toBe(200)
    expect(renewals).toBe(1)
  })
})

describe('a refusal', () => {
  test('has everything that helps', async () => {
    const now = () => Date.UTC(2024, 0, 2, 3, 4, 5)
    const operation = { ...REGIONS, path: '/nowhere', query: { token: 'hunter2' }, apiReferenceLink: 'https://docs' }
    const error = await refusal(client({ now }).call(operation))
    expect(error).toMatchObject({
      name: 'ServiceError',
      status: 404,
      code: 'NotAuthorizedOrNotFound',
      serviceMessage: 'Authorization failed or requested resource not found.',
      targetService: 'Identity',
      operation: 'ListRegions',
      requestEndpoint: `GET ${oci.url}/nowhere?token=<redacted>`,
      timestamp: '2024-01-02T03:04:05.000Z',
      clientVersion: expect.stringMatching(/^oci-auth-ts\//),
      apiReferenceLink: 'https://docs',
      troubleshootingLink:
        'https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm#apierrors_404__404_notauthorizedornotfound',
      transient: false,
      clockOffsetMs: undefined,
    })
    expect(error.requestId).toBe(oci.requests.at(-1)?.requestId)
    expect(error.message).toBe(
      'Identity answered ListRegions with HTTP 404 NotAuthorizedOrNotFound: Authorization failed or requested resource ' +
        `not found (opc-request-id ${error.requestId}). Check the identifier, the region, and that a policy lets you see ` +
        `the resource. See ${error.troubleshootingLink}`,
    )
  })

  test('that the clock explains says by how much', async () => {
    const date = new Date(Date.now() - 700_000).toUTCString()
    const now = () => Date.now() - 700_000
    // A date of the caller's own is not corrected.
    const error = await refusal(client({ now }).call({ ...REGIONS, headers: { date } }))
    expect(error.clockOffsetMs).toBeGreaterThan(690_000)
    expect(error.findings.map(({ code }) => code)).toEqual(['clock-skew'])
    expect(error.message).toMatch(
      /The signature's date is 12 minutes behind the service's clock, which allows five\. Set/,
    )
  })

  test('keeps the other members of the answer, without their secrets', async () => {
    const answer = { code: 'X', message: 'no', originalMessage: 'o', messageArguments: { a: 'b' }, token: 'hunter2' }
    const httpClient = answering(400, JSON.stringify(answer), { 'set-cookie': 'hunter2', etag: 'e' })
    const error = await refusal(client({ httpClient }).call(REGIONS))
    expect(error.details).toEqual({ originalMessage: 'o', messageArguments: { a: 'b' }, token: '<redacted>' })
    expect(error.headers).toEqual({ 'set-cookie': '<redacted>', etag: 'e' })
    expect(error.requestId).toMatch(/^[0-9A-F]{32}$/)
  })

  test('in OAuth’s words has its code and message from them, and a remedy of its own', async () => {
    const answer = { error: 'invalid_client', error_description: 'unknown client', error_uri: 'x' }
    const error = await refusal(client({ httpClient: answering(401, JSON.stringify(answer)) }).call(REGIONS))
    expect(error).toMatchObject({
      code: 'invalid_client',
      serviceMessage: 'unknown client',
      details: { error_uri: 'x' },
    })
    expect(error.message).toMatch(/401 invalid_client: unknown client \(.*Check the client id, its secret/)
    expect(error.troubleshootingLink).toMatch(/apierrors\.htm$/)
  })

  test('does not show what was sent in secret members, even where it looks like nothing', async () => {
    const form = { subject_token: 'opaque-subject', scope: 'all', client_secret: 'short' }
    const headers = { authorization: 'Basic aGlkZGVuOmhpZGRlbg==' }
    const text = 'subject opaque-subject of aGlkZGVuOmhpZGRlbg== for all'
    const call = client({ signer: undefined, httpClient: answering(400, text) }).call({ ...ECHO, form, headers })
    expect((await refusal(call)).serviceMessage).toBe('subject <redacted> of <redacted> for all')
  })

  test.each(['{"code":"C","message":"%s","more":[{"%s":"%s"}]}', '%s', '[["%s"]]', '{"text":"{\\"a\\":\\"%s\\"}"}'])(
    'shows no secret of headers, form or body that the service repeats in its own spelling, in a body like %s',
    async (answer) => {
      const secrets = ['opaque/rpt==', 'pass word/==', 'user-token/==']
      const authorization = `Basic ${btoa('client:pass word/==')}`
      const [rpt, password, obo] = secrets
      const said = `${rpt} ${password} ${obo}`
      const text = answer.replaceAll('%s', said.replaceAll('/', '\\/').replaceAll('=', '\\u003d'))
      const isJson = answer.startsWith('{')
      const httpClient = answering(400, isJson ? text : answer.replaceAll('%s', said), {
        'x-echo': said,
        'opc-request-id': said,
      })
      const headers = { authorization, 'opc-obo-token': obo }
      const call = client({ signer: undefined, httpClient }).call({
        ...ECHO,
        headers,
        body: { resourcePrincipalToken: rpt },
      })
      const error = await refusal(call)
      const shown = inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)
      for (const secret of secrets) expect(shown).not.toContain(secret)
    },
  )

  test('is read to a depth that ends, however deep it is', async () => {
    const deep = `{"code":"C","message":"m","more":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
    expect((await refusal(client({ httpClient: answering(400, deep) }).call(REGIONS))).code).toBe('C')
  })

  test.each([
    [
      'an error of OAuth’s that has the name of a method',
      400,
      '{"error":"constructor"}',
      { code: 'constructor', serviceMessage: 'it gave no reason' },
    ],
    [
      'HTML',
      502,
      '<html>Bad Gateway</html>',
      { code: null, serviceMessage: '<html>Bad Gateway</html>', transient: true },
    ],
    ['nothing', 500, '', { code: null, serviceMessage: 'it gave no reason', transient: true }],
    ['a list', 400, '["a"]', { code: null, serviceMessage: '["a"]', transient: false }],
    ['a code that is a number', 400, '{"code":1,"message":"m"}', { code: null, serviceMessage: 'm' }],
    [
      'no message',
      409,
      '{"code":"LockConflict"}',
      { code: 'LockConflict', serviceMessage: 'it gave no reason', transient: true },
    ],
    ['another conflict', 409, '{"code":"Other","message":"m"}', { code: 'Other', transient: false }],
    ['an unmet condition', 304, '', { status: 304, code: null }],
    ['a secret in plain text', 400, 'sent ST$hunter2', { serviceMessage: 'sent ST$<redacted>' }],
    ['a long text', 400, 'x'.repeat(5000), { serviceMessage: `${'x'.repeat(1000)}…` }],
  ])('that says %s is read as far as it goes', async (_, status, text, expected) => {
    expect(await refusal(client({ httpClient: answering(status, text) }).call(REGIONS))).toMatchObject(expected)
  })

  test('reaches a terminal without a character that it would act on', async () => {
    const evil = '\u001b[2J\u009b31m\u0007\u202e\u2066'
    const answer = { code: `Code${evil}`, message: `said${evil}\r\nforged line`, [`more${evil}`]: [{ a: evil }] }
    const headers = { 'opc-request-id': `ID${evil}`, 'x-a': `${evil}b` }
    const error = await refusal(client({ httpClient: answering(400, JSON.stringify(answer), headers) }).call(REGIONS))
    const escaped = '\\u001b[2J\\u009b31m\\u0007\\u202e\\u2066'
    expect(error).toMatchObject({
      code: `Code${escaped}`,
      serviceMessage: `said${escaped} forged line`,
      requestId: `ID${escaped}`,
      headers: { 'opc-request-id': `ID${escaped}`, 'x-a': `${escaped}b` },
      details: { [`more${escaped}`]: [{ a: escaped }] },
    })
    const shown = error.message + String(error.stack).replaceAll('\n', '') + error.troubleshootingLink
    expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })

  test('reaches a terminal so when its answer is no JSON, or is not taken', async () => {
    const text = 'a\u001b[2J\nb\u202ec'
    const headers = { 'opc-request-id': 'R\u009b' }
    const error = await refusal(client({ httpClient: answering(502, text) }).call(REGIONS))
    expect(error.serviceMessage).toBe('a\\u001b[2J b\\u202ec')
    const unread = await rejectionOf(client({ httpClient: answering(200, 'x', headers) }).call(REGIONS))
    expect(unread).toMatchObject({ code: 'ERR_RESPONSE_PARSE', requestId: 'R\\u009b' })
    expect((unread as Error).message).toContain('(opc-request-id R\\u009b)')
  })

  test.each([
    ['', 'R'],
    [' ', 'R'],
    ['a'.repeat(201), `${'a'.repeat(200)}…`],
    ['a'.repeat(200), 'a'.repeat(200)],
  ])('that has the request id %j is known by %j', async (id, requestId) => {
    const httpClient = answering(400, '', { 'opc-request-id': id })
    const error = await refusal(client({ httpClient }).call(REGIONS, { opcRequestId: 'R' }))
    expect(error.requestId).toBe(requestId)
  })

  test.each([
    ['👩', 999, `${'x'.repeat(999)}…`],
    ['👩', 998, `${'x'.repeat(998)}👩…`],
  ])('with a long message is cut between characters: %s after %i', async (char, before, expected) => {
    const httpClient = answering(400, `${'x'.repeat(before)}${char}yyy`)
    expect((await refusal(client({ httpClient }).call(REGIONS))).serviceMessage).toBe(expected)
  })

  test('prints as JSON and on the console without a secret', async () => {
    oci.faults.add({ effect: { status: 400, message: 'Bearer hunter2x' } })
    const session = oci.createSession()
    const key = await loadPrivateKey(session.privateKeyPem)
    const upst = createSigner(async () => ({ keyId: session.keyId, key }))
    const error = await refusal(client({ signer: upst }).call({ ...ECHO, headers: { 'opc-obo-token': 'hunter2' } }))
    const shown = JSON.stringify(error) + inspect(error, { depth: 9, showHidden: true }) + String(error)
    expect(shown).not.toContain('hunter2')
    expect(shown).not.toContain(session.token)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'ServiceError',
      status: 400,
      message: error.message,
    })
  })
})

describe('a response', () => {
  test('that is cut off is refused with its request id', async () => {
    oci.faults.add({ effect: { truncate: true } })
    const error = await rejectionOf(client().call(REGIONS))
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_PARSE', status: 200, requestId: oci.requests.at(-1)?.requestId })
  })

  test('that is not what the operation yields is refused', async () => {
    const cause = new TypeError('no')
    const parse = () => {
      throw cause
    }
    const error = await rejectionOf(client().call({ ...REGIONS, parse }))
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_PARSE', status: 200 })
    expect((error as Error).cause).toBe(cause)
  })

  test('is refused in the words of the operation where it has its own', async () => {
    const own = Object.assign(new Error('no token'), { code: 'ERR_OWN' })
    const parse = () => {
      throw own
    }
    expect(await rejectionOf(client().call({ ...REGIONS, parse }))).toBe(own)
  })

  test.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
    [100, false],
  ])('with status %i is one: %s', async (status, isOne) => {
    const call = client({ httpClient: answering(status, '5') }).call({ ...REGIONS, parse: (json) => json })
    const ends = await call.then(
      ({ status: is, data }) => [is, data],
      (error: ServiceError) => [error.status, error.name],
    )
    expect(ends).toEqual([status, isOne ? 5 : 'ServiceError'])
  })

  test('without a request id has the one that was sent', async () => {
    const { requestId } = await client({ httpClient: answering(200, '5') }).call(REGIONS, { opcRequestId: 'MINE' })
    expect(requestId).toBe('MINE')
  })

  test('without a body is undefined', async () => {
    const parse = vi.fn((json: unknown) => json)
    await client({ httpClient: answering(204, '') }).call({ ...REGIONS, parse })
    expect(parse).toHaveBeenCalledWith(undefined)
  })

  const RAW = '{"a":"line\nbreak\\n\\\\","b":\t"\u0001"}'
  test.each([
    [undefined, undefined, false],
    [true, undefined, true],
    [true, false, false],
    [false, true, true],
  ])('may have raw control characters by client %s, call %s: %s', async (byClient, byCall, taken) => {
    const lenient = client({ httpClient: answering(200, RAW), allowControlChars: byClient })
    const call = lenient.call({ ...REGIONS, parse: (json) => json }, { allowControlChars: byCall })
    const outcome = await call.then(
      ({ data }) => data,
      (error: unknown) => isHttpError(error) && error.message.includes('allowControlChars') && error.code,
    )
    expect(outcome).toEqual(taken ? { a: 'line\nbreak\n\\', b: '\u0001' } : 'ERR_RESPONSE_PARSE')
  })
})

describe('time', () => {
  test.each([
    [5, { connectTimeoutMs: 5, readTimeoutMs: 5 }],
    [[1, 2] as const, { connectTimeoutMs: 1, readTimeoutMs: 2 }],
  ])('limits of %s hold for each attempt', async (timeoutMs, expected) => {
    const httpClient = vi.fn(answering(200, '[]'))
    await client({ httpClient, timeoutMs: 9 }).call(REGIONS, { timeoutMs })
    expect(httpClient.mock.calls[0]?.[1]).toMatchObject(expected)
    await client({ httpClient, timeoutMs }).call(REGIONS)
    expect(httpClient.mock.calls[1]?.[1]).toMatchObject(expected)
  })

  test('a deadline ends the wait between attempts', async () => {
    const timers = fakeTimers()
    let isWaiting = (): void => {}
    const waiting = new Promise<void>((resolve) => (isWaiting = resolve))
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
        isWaiting()
      })
    const httpClient = answering(503, '')
    const retryStrategy = { maxAttempts: 3, sleep, random: () => 0 }
    const call = rejectionOf(
      client({ httpClient, setTimer: timers.setTimer }).call(REGIONS, { deadlineMs: 5000, retryStrategy }),
    )
    await waiting
    await timers.fire(5000)
    const url = `${oci.url}/20160918/regions`
    expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: 5000, method: 'GET', url })
    expect(timers.running()).toEqual([])
  })

  test('a deadline may be as short as one likes', async () => {
    const timers = fakeTimers()
    const given = { setTimer: timers.setTimer, httpClient: answering(200, '[]') }
    for (const deadlineMs of [1, 0.5]) {
      expect((await client(given).call(REGIONS, { deadlineMs })).status).toBe(200)
      expect(timers.started(deadlineMs)).toBe(1)
    }
  })

  test('a deadline that is passed while the endpoint is asked for names the path', async () => {
    const timers = fakeTimers()
    const endpoint = () => new Promise<never>(() => {})
    const call = client({ endpoint, setTimer: timers.setTimer }).call({ ...REGIONS, method: 'get' }, { deadlineMs: 5 })
    const failed = rejectionOf(call)
    await timers.fire(5)
    expect(await failed).toMatchObject({ code: 'ERR_TIMEOUT', method: 'GET', url: '/20160918/regions' })
  })

  describe.each(['endpoint', 'signer', 'httpClient', 'sleep'] as const)('a %s that does not listen', (name) => {
    const never = () => new Promise<never>(() => {})
    const stuck = (onWait: () => void, setTimer?: ServiceClientOptions['setTimer']) => {
      const wait = () => (onWait(), never())
      if (name === 'endpoint') return client({ setTimer, endpoint: wait })
      if (name === 'signer') return client({ setTimer, signer: { sign: wait } })
      if (name === 'httpClient') return client({ setTimer, httpClient: wait })
      return client({ setTimer, httpClient: answering(503, ''), retryStrategy: { maxAttempts: 3, sleep: wait } })
    }

    test('does not keep a call from its end by a signal, whose listeners are taken back', async () => {
      const reason = new Error('enough')
      const controller = new AbortController()
      const added = vi.spyOn(controller.signal, 'addEventListener')
      const removed = vi.spyOn(controller.signal, 'removeEventListener')
      const call = stuck(() => setImmediate(() => controller.abort(reason))).call(REGIONS, {
        signal: controller.signal,
      })
      expect(await rejectionOf(call)).toBe(reason)
      const listeners = ({ mock }: { mock: { calls: unknown[][] } }) => mock.calls.map(([, listener]) => listener)
      expect(listeners(added).length).toBeGreaterThan(0)
      expect(listeners(removed)).toEqual(listeners(added))
    })

    test('does not keep a call from its end by a deadline', async () => {
      const timers = fakeTimers()
      const waits = vi.fn()
      const call = rejectionOf(stuck(waits, timers.setTimer).call(REGIONS, { deadlineMs: 5000 }))
      await vi.waitFor(() => expect(waits).toHaveBeenCalled(), { timeout: 10_000 })
      await timers.fire(5000)
      expect(await call).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: 5000 })
      expect(timers.running()).toEqual([])
    })
  })

  test('a deadline also ends waits that have not begun', async () => {
    const slept: number[] = []
    const retryStrategy = {
      maxAttempts: 3,
      sleep: async (ms: number) => void slept.push(ms),
      baseMs: 4000,
      jitter: 'fixed' as const,
    }
    const given = { httpClient: answering(503, ''), retryStrategy, now: () => Date.now() }
    expect(await refusal(client(given).call(REGIONS, { deadlineMs: 3000 }))).toMatchObject({ status: 503 })
    expect(slept).toEqual([])
    await refusal(client(given).call(REGIONS, { deadlineMs: 60_000 }))
    expect(slept.length).toBe(2)
  })

  test('a signal that has fired means that not even the endpoint is asked for', async () => {
    const reason = new Error('enough')
    const endpoint = vi.fn(async () => oci.url)
    const call = client({ endpoint }).call(REGIONS, { signal: AbortSignal.abort(reason) })
    expect(await rejectionOf(call)).toBe(reason)
    expect(endpoint).not.toHaveBeenCalled()
  })

  test('a signal that outlives its calls keeps no listener of theirs, however they end', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await client({ retryStrategy: RETRIES }).call(REGIONS, { signal })
    oci.faults.add({ effect: { status: 503 } })
    await refusal(client({ retryStrategy: RETRIES, circuitBreakerStrategy: {} }).call(REGIONS, { signal }))
    await rejectionOf(client().call({ ...REGIONS, path: '/{id}' }, { signal }))
    expect(added.mock.calls.length).toBe(3)
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener))
  })

  test('a signal ends a signer that does not answer, with its own reason', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const stuck = createSigner(() => {
      setImmediate(() => controller.abort(reason))
      return new Promise(() => {})
    })
    expect(await rejectionOf(client({ signer: stuck }).call(REGIONS, { signal: controller.signal }))).toBe(reason)
  })
})

describe('who watches', () => {
  test('sees requests, responses and failures, without their secrets', async () => {
    const lines: [string, string, LogFields][] = []
    const logger = {
      debug: (message: string, fields: LogFields) => void lines.push(['debug', message, fields]),
      warn: (message: string, fields: LogFields) => void lines.push(['warn', message, fields]),
    }
    await client({ logger }).call({ ...ECHO, headers: { 'x-token': 'hunter2' }, query: { password: 'hunter2' } })
    oci.faults.add({ effect: { reset: true } })
    await rejectionOf(client({ logger }).call(REGIONS))
    expect(lines.map(([level, message]) => [level, message])).toEqual([
      ['debug', 'request'],
      ['debug', 'response'],
      ['debug', 'request'],
      ['warn', 'error'],
      ['warn', 'attempt-failed'],
    ])
    expect(lines[0]?.[2]).toMatchObject({ method: 'POST', headers: { authorization: '<redacted>' } })
    expect(lines[1]?.[2]).toMatchObject({ status: 200, durationMs: expect.any(Number) })
    expect(lines[4]?.[2]).toMatchObject({ operation: 'ListRegions', attempt: 1, error: { code: 'ERR_NETWORK' } })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })

  test('may do so through diagnostics channels', async () => {
    const seen: unknown[] = []
    const onMessage = (message: unknown): void => void seen.push(message)
    diagnostics.subscribe('@x/http:response', onMessage)
    await client().call(REGIONS)
    diagnostics.unsubscribe('@x/http:response', onMessage)
    await client().call(REGIONS)
    expect(seen).toEqual([expect.objectContaining({ method: 'GET', status: 200, url: `${oci.url}/20160918/regions` })])
  })

  test('cannot break a call', async () => {
    const logger = {
      debug: () => {
        throw new Error('the log is full')
      },
    }
    const http = createHttpClient({ env: {}, logger })
    expect((await http({ method: 'GET', url: oci.url })).status).toBe(200)
  })
})
